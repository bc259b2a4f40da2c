//! Looking for substrings, in scripts without spaces.

use contract::MessageId;
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::convert::to_json;
use crate::error::Failure;
use crate::search::Found;
use crate::search::excerpt::around;

/// What holds all of `parts`: titles, then messages, newest first.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    parts: &[String],
    limit: usize,
) -> Result<Vec<Found>, Failure> {
    let patterns: Vec<String> = parts.iter().map(|part| pattern(part)).collect();
    let patterns = to_json(&patterns)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let titles = sqlx::query!(
        r#"SELECT number AS "number!", title FROM conversations
           WHERE deleted_at IS NULL AND NOT EXISTS (
               SELECT 1 FROM json_each(?1) AS p WHERE title NOT LIKE p.value ESCAPE '!'
           )
           ORDER BY updated_at DESC
           LIMIT ?2"#,
        patterns,
        limit
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut found: Vec<Found> = titles
        .into_iter()
        .map(|row| Found {
            conversation: row.number,
            message: None,
            excerpt: around(&row.title, parts),
        })
        .collect();
    // The newest matching message of each conversation: see the words' min().
    let messages = sqlx::query!(
        r#"SELECT max(m.number) AS "number!: i64", m.id AS "id!: Uuid",
                  m.conversation AS "conversation!: i64", m.text AS "text!: String"
           FROM messages m INDEXED BY messages_unspaced
           CROSS JOIN conversations c ON c.number = m.conversation
           WHERE m.status <> 'streaming'
             AND length(m.text) < octet_length(m.text)
             AND m.text GLOB '*[ก-໿က-႟ᄀ-ᇿក-៿⺀-鿿ꥠ-꥿가-﫿ｦ-ￜ𠀀-𲎯]*'
             AND c.deleted_at IS NULL
             AND NOT EXISTS (
                 SELECT 1 FROM json_each(?1) AS p WHERE m.text NOT LIKE p.value ESCAPE '!'
             )
           GROUP BY m.conversation
           ORDER BY 1 DESC
           LIMIT ?2"#,
        patterns,
        limit
    )
    .fetch_all(connection)
    .await?;
    found.extend(messages.into_iter().map(|row| Found {
        conversation: row.conversation,
        message: Some(MessageId(row.id)),
        excerpt: around(&row.text, parts),
    }));
    Ok(found)
}

/// `%part%` for LIKE, with `!` before what LIKE would take for a wildcard.
fn pattern(part: &str) -> String {
    let escaped = part
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{escaped}%")
}
