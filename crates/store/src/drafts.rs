//! What was typed and not sent.

use contract::{ConversationId, Result};
use sqlx::SqliteConnection;

use crate::conversations;
use crate::store::Store;

impl Store {
    /// Keeps a draft; an empty text deletes it. `None`: the draft of the
    /// conversation that is not made yet.
    ///
    /// # Errors
    /// [`contract::Code::NotFound`]; else the storage's.
    pub async fn save_draft(&self, conversation: Option<ConversationId>, text: &str) -> Result<()> {
        self.doing("keep what was typed", async {
            let mut write = self.write().await?;
            let number = match conversation {
                Some(id) => Some(conversations::number_of(&mut write, id).await?),
                None => None,
            };
            if text.is_empty() {
                clear(&mut write, number).await?;
            } else {
                sqlx::query!(
                    "INSERT INTO drafts (conversation, text) VALUES (?1, ?2)
                     ON CONFLICT (ifnull(conversation, 0)) DO UPDATE SET text = excluded.text",
                    number,
                    text
                )
                .execute(&mut *write)
                .await?;
            }
            write.commit().await?;
            Ok(())
        })
        .await
    }

    /// A draft; empty if there is none.
    ///
    /// # Errors
    /// [`contract::Code::NotFound`]; else the storage's.
    pub async fn draft(&self, conversation: Option<ConversationId>) -> Result<String> {
        self.doing("read what was typed", async {
            let mut connection = self.read().await?;
            let number = match conversation {
                Some(id) => Some(conversations::number_of(&mut connection, id).await?),
                None => None,
            };
            Ok(read(&mut connection, number).await?)
        })
        .await
    }
}

/// The draft of a conversation by its number.
pub(crate) async fn read(
    connection: &mut SqliteConnection,
    conversation: Option<i64>,
) -> sqlx::Result<String> {
    let text = sqlx::query_scalar!(
        "SELECT text FROM drafts WHERE ifnull(conversation, 0) = ifnull(?1, 0)",
        conversation
    )
    .fetch_optional(connection)
    .await?;
    Ok(text.unwrap_or_default())
}

/// Deletes the draft of a conversation by its number.
pub(crate) async fn clear(
    connection: &mut SqliteConnection,
    conversation: Option<i64>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "DELETE FROM drafts WHERE ifnull(conversation, 0) = ifnull(?1, 0)",
        conversation
    )
    .execute(connection)
    .await?;
    Ok(())
}
