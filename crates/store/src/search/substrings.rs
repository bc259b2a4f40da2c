//! Looking for substrings, in scripts without spaces.

use contract::MessageId;
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::convert::to_json;
use crate::error::Failure;
use crate::search::excerpt::{message_with, title_with};
use crate::search::{Back, Found, TOGETHER, Window};

/// What holds all of `parts`: titles, then messages, newest first.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    parts: &[String],
    limit: usize,
) -> Result<Vec<Found>, Failure> {
    let patterns: Vec<String> = parts.iter().map(|part| pattern(part)).collect();
    let patterns = to_json(&patterns)?;
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let titles = sqlx::query!(
        r#"SELECT number AS "number!", title FROM conversations
           WHERE deleted_at IS NULL AND NOT EXISTS (
               SELECT 1 FROM json_each(?1) AS p WHERE title NOT LIKE p.value ESCAPE '!'
           )
           ORDER BY updated_at DESC
           LIMIT ?2"#,
        patterns,
        most
    )
    .fetch_all(&mut *connection)
    .await?;
    let titles = titles
        .into_iter()
        .map(|row| Found {
            conversation: row.number,
            message: None,
            excerpt: title_with(&row.title, parts),
        })
        .collect();
    let mut back = Back::behind(titles, limit);
    while let Some(below) = back.below() {
        back.take(messages(connection, parts, &patterns, limit, below).await?);
    }
    Ok(back.found)
}

/// The newest message of each conversation among the newest that match, older than `below`. Its text
/// is read afterwards: grouping carries along what it selects.
async fn messages(
    connection: &mut SqliteConnection,
    parts: &[String],
    patterns: &str,
    limit: usize,
    below: i64,
) -> Result<Window, Failure> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = sqlx::query!(
        r#"WITH newest (number, conversation) AS MATERIALIZED (
               SELECT m.number, m.conversation
               FROM messages m INDEXED BY messages_unspaced
               WHERE m.number < ?4
                 AND m.status <> 'streaming'
                 AND length(m.text) < octet_length(m.text)
                 AND m.text GLOB '*[ก-໿က-႟ᄀ-ᇿក-៿⺀-鿿ꥠ-꥿가-﫿ｦ-ￜ𠀀-𲎯]*'
                 AND NOT EXISTS (
                     SELECT 1 FROM json_each(?1) AS p WHERE m.text NOT LIKE p.value ESCAPE '!'
                 )
               ORDER BY m.number DESC
               LIMIT ?3
           ),
           each_one (number) AS MATERIALIZED (
               SELECT max(newest.number)
               FROM newest CROSS JOIN conversations c ON c.number = newest.conversation
               WHERE c.deleted_at IS NULL
               GROUP BY newest.conversation
               ORDER BY 1 DESC
               LIMIT ?2
           )
           SELECT seen.many AS "many!: i64", seen.oldest AS "oldest?: i64",
                  m.id AS "id?: Uuid", m.conversation AS "conversation?: i64", m.text AS "text?: String"
           FROM (SELECT count(*) AS many, min(number) AS oldest FROM newest) seen
           LEFT JOIN each_one LEFT JOIN messages m ON m.number = each_one.number
           ORDER BY m.number DESC"#,
        patterns,
        limit,
        TOGETHER,
        below
    )
    .fetch_all(connection)
    .await?;
    let (many, oldest) = rows.first().map_or((0, None), |row| (row.many, row.oldest));
    let found = rows.into_iter().filter_map(|row| {
        Some(Found {
            conversation: row.conversation?,
            message: Some(MessageId(row.id?)),
            excerpt: message_with(&row.text?, parts),
        })
    });
    Ok(Window {
        found: found.collect(),
        many,
        oldest,
    })
}

/// `%part%` for LIKE, with `!` before what LIKE would take for a wildcard.
fn pattern(part: &str) -> String {
    let escaped = part
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{escaped}%")
}
