//! Looking for words with FTS5.

use std::collections::HashMap;

use contract::MessageId;
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::convert::to_json;
use crate::error::Failure;
use crate::search::excerpt::{CLOSE, OPEN, marked_message, marked_title};
use crate::search::{Back, Found, TOGETHER, Window};

/// What matches the FTS5 expression: titles, then messages, best first.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    expression: &str,
    limit: usize,
) -> Result<Vec<Found>, Failure> {
    let titles = titles(connection, expression, limit).await?;
    let mut back = Back::behind(titles, limit);
    while let Some(below) = back.below() {
        back.take(messages(connection, expression, limit, below).await?);
    }
    Ok(back.found)
}

async fn titles(
    connection: &mut SqliteConnection,
    expression: &str,
    limit: usize,
) -> Result<Vec<Found>, Failure> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let (open, close) = (OPEN.to_string(), CLOSE.to_string());
    let rows = sqlx::query!(
        r#"SELECT c.number AS "number!: i64",
                  highlight(title_index, 0, ?2, ?3) AS "title!: String"
           FROM title_index JOIN conversations c ON c.number = title_index.rowid
           WHERE title_index MATCH ?1 AND c.deleted_at IS NULL
           ORDER BY title_index.rank, c.updated_at DESC
           LIMIT ?4"#,
        expression,
        open,
        close,
        limit
    )
    .fetch_all(connection)
    .await?;
    let found = rows.into_iter().map(|row| Found {
        conversation: row.number,
        message: None,
        excerpt: marked_title(&row.title),
    });
    Ok(found.collect())
}

/// The best message of each conversation among the newest that match, older than `below`; where very
/// many match, the newest of each. For the first weight FTS5 reads all that matches each word, however
/// few are asked for: most of a search for the first letters of a word.
async fn messages(
    connection: &mut SqliteConnection,
    expression: &str,
    limit: usize,
    below: i64,
) -> Result<Window, Failure> {
    let newest = matching(&mut *connection, expression, limit, below, true).await?;
    let matching = match newest.first() {
        Some(row) if (1..TOGETHER).contains(&row.many) => {
            matching(&mut *connection, expression, limit, below, false).await?
        }
        _ => newest,
    };
    let (many, oldest) = matching
        .first()
        .map_or((0, None), |row| (row.many, row.oldest));
    let best = matching
        .into_iter()
        .filter_map(|row| Some((row.number?, row.conversation?, MessageId(row.id?))));
    let best: Vec<_> = best.collect();
    let numbers: Vec<i64> = best.iter().map(|(number, ..)| *number).collect();
    let mut snippets = snippets(connection, expression, &numbers).await?;
    let found = best.into_iter().map(|(number, conversation, id)| Found {
        conversation,
        message: Some(id),
        excerpt: marked_message(&snippets.remove(&number).unwrap_or_default()),
    });
    Ok(Window {
        found: found.collect(),
        many,
        oldest,
    })
}

/// The first message of a conversation, and how many were looked at.
struct Matching {
    many: i64,
    oldest: Option<i64>,
    number: Option<i64>,
    id: Option<Uuid>,
    conversation: Option<i64>,
}

/// One message of each conversation among the newest that match, older than `below`: the newest, or the
/// best.
async fn matching(
    connection: &mut SqliteConnection,
    expression: &str,
    limit: usize,
    below: i64,
    by_age: bool,
) -> Result<Vec<Matching>, Failure> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    // Beside an aggregate min(), SQLite takes the other columns from the row that
    // has the minimum: the first message of each conversation.
    let rows = sqlx::query_as!(
        Matching,
        r#"WITH newest (number, score) AS MATERIALIZED (
               SELECT rowid, CASE WHEN ?5 THEN -rowid ELSE rank END FROM message_index
               WHERE message_index MATCH ?1 AND rowid < ?4
               ORDER BY rowid DESC
               LIMIT ?2
           ),
           best (number, id, conversation, score) AS MATERIALIZED (
               SELECT m.number, m.id, m.conversation, min(newest.score)
               FROM newest
               CROSS JOIN messages m ON m.number = newest.number
               CROSS JOIN conversations c ON c.number = m.conversation
               WHERE c.deleted_at IS NULL
               GROUP BY m.conversation
               ORDER BY 4, 1 DESC
               LIMIT ?3
           )
           SELECT seen.many AS "many!: i64", seen.oldest AS "oldest?: i64",
                  best.number AS "number?: i64", best.id AS "id?: Uuid",
                  best.conversation AS "conversation?: i64"
           FROM (SELECT count(*) AS many, min(number) AS oldest FROM newest) seen
           LEFT JOIN best
           ORDER BY best.score, best.number DESC"#,
        expression,
        TOGETHER,
        limit,
        below,
        by_age
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// Some words of each message around the hits, marked.
async fn snippets(
    connection: &mut SqliteConnection,
    expression: &str,
    numbers: &[i64],
) -> Result<HashMap<i64, String>, Failure> {
    let (open, close) = (OPEN.to_string(), CLOSE.to_string());
    let wanted = to_json(&numbers)?;
    let (first, last) = (numbers.iter().min(), numbers.iter().max());
    // One pass over the matches: the plus keeps SQLite from asking FTS5 anew for
    // each row, which collects all that begins with the last word every time.
    let rows = sqlx::query!(
        r#"SELECT rowid AS "number!: i64",
                  snippet(message_index, 0, ?5, ?6, '…', 14) AS "snippet!: String"
           FROM message_index
           WHERE message_index MATCH ?1 AND rowid >= ?2 AND rowid <= ?3
             AND +rowid IN (SELECT value FROM json_each(?4))"#,
        expression,
        first,
        last,
        wanted,
        open,
        close
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.number, row.snippet))
        .collect())
}
