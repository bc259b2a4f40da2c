//! What models think before they answer: pieces that are only ever added.
//!
//! They are not folded into the message when it ends: few ask for them, and search does not.

use std::collections::HashMap;

use contract::{MessageId, Result};
use sqlx::SqliteConnection;

use crate::error::Failure;
use crate::store::Store;
use crate::{journal, tree};

impl Store {
    /// Adds to what a streaming reply's model thinks; it is durable when this returns. `offset` is where
    /// it begins, in bytes from the thoughts' start; what is there already is dropped.
    ///
    /// # Errors
    /// As [`Store::append_delta`].
    pub async fn append_thought(&self, reply: MessageId, offset: u64, text: &str) -> Result<()> {
        self.doing("store a part of the thoughts", async {
            let mut write = self.write().await?;
            let place = tree::place(&mut write, reply).await?;
            let number = journal::streaming(&mut write, place.number).await?;
            let end = end_of(&mut write, number).await?;
            let fresh = journal::beyond(text, offset, end)?;
            if fresh.is_empty() {
                return Ok(());
            }
            sqlx::query!(
                "INSERT INTO thoughts (reply, offset, text) VALUES (?1, ?2, ?3)",
                number,
                end,
                fresh
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }
}

async fn end_of(connection: &mut SqliteConnection, number: i64) -> sqlx::Result<i64> {
    let end = sqlx::query_scalar!(
        r#"SELECT offset + octet_length(text) AS "end!: i64"
           FROM thoughts WHERE reply = ?1 ORDER BY offset DESC LIMIT 1"#,
        number
    )
    .fetch_optional(connection)
    .await?;
    Ok(end.unwrap_or(0))
}

/// The thoughts of those replies of `wanted` (numbers as JSON) that have any.
pub(crate) async fn of(
    connection: &mut SqliteConnection,
    wanted: &str,
) -> std::result::Result<HashMap<i64, String>, Failure> {
    let pieces = sqlx::query!(
        r#"SELECT t.reply AS "reply!", t.text AS "text!"
           FROM json_each(?1) AS wanted
           CROSS JOIN thoughts t ON t.reply = wanted.value
           ORDER BY t.reply, t.offset"#,
        wanted
    )
    .fetch_all(connection)
    .await?;
    let mut thoughts: HashMap<i64, String> = HashMap::new();
    for piece in pieces {
        thoughts
            .entry(piece.reply)
            .or_default()
            .push_str(&piece.text);
    }
    Ok(thoughts)
}
