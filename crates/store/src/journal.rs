//! The journal of streaming replies: rows are only ever added while a reply
//! streams, and folded into its message when it ends.

use contract::message::{Message, MessageStatus};
use contract::{Code, Error, MessageId, Result};
use sqlx::SqliteConnection;

use crate::completions::{self, Purpose};
use crate::convert::{Named, signed, to_json};
use crate::error::Failure;
use crate::store::Store;
use crate::types::Finish;
use crate::{calls, conversations, rows, tree};

impl Store {
    /// Adds text to a streaming reply; it is durable when this returns. `offset`
    /// is where it begins, in bytes from the reply's start: what is there already
    /// is dropped, so that a delta may be sent twice. Costs the same however long
    /// the reply is.
    ///
    /// # Errors
    /// [`Code::NotFound`]; [`Code::Conflict`] if the reply does not stream;
    /// [`Code::InvalidInput`] if text is missing before `offset`, or `offset`
    /// splits a character; else the storage's.
    pub async fn append_delta(&self, reply: MessageId, offset: u64, text: &str) -> Result<()> {
        self.doing("store a part of a reply", async {
            let mut write = self.write().await?;
            let place = tree::place(&mut write, reply).await?;
            let number = streaming(&mut write, place.number).await?;
            let end = end_of(&mut write, number).await?;
            let fresh = beyond(text, offset, end)?;
            if fresh.is_empty() {
                return Ok(());
            }
            sqlx::query!(
                "INSERT INTO journal (reply, offset, text) VALUES (?1, ?2, ?3)",
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

    /// Ends a streaming reply: its journal becomes part of its text, and search
    /// finds it.
    ///
    /// # Errors
    /// [`Code::NotFound`]; [`Code::Conflict`] if it does not stream (another
    /// process may have recovered it); [`Code::InvalidInput`] if the new status
    /// is streaming; else the storage's.
    pub async fn finish_reply(&self, reply: MessageId, finish: Finish) -> Result<Message> {
        self.doing("store the end of a reply", async {
            if finish.status == MessageStatus::Streaming {
                let message = "A reply cannot end by streaming";
                return Err(Failure::said(Code::InvalidInput, message));
            }
            let mut write = self.write().await?;
            let place = tree::place(&mut write, reply).await?;
            let number = streaming(&mut write, place.number).await?;
            let error = finish.error.as_ref().map(to_json).transpose()?;
            let input = finish.usage.map(|usage| i64::from(usage.input_tokens));
            let output = finish.usage.map(|usage| i64::from(usage.output_tokens));
            let cached = finish.usage.map(|usage| i64::from(usage.cached_tokens));
            let thinking = finish.usage.map(|usage| i64::from(usage.thinking_tokens));
            let estimated = finish.usage.is_some_and(|usage| usage.estimated);
            let thinking_ms = finish.thinking_ms.map(signed);
            let cost = finish.cost.map(|cost| signed(cost.as_picos()));
            let first = finish.timing.map(|timing| signed(timing.first_token_ms));
            let total = finish.timing.map(|timing| signed(timing.total_ms));
            let reason = finish.finish.map(Named::name);
            sqlx::query!(
                "UPDATE messages SET error = ?1, input_tokens = ?2, output_tokens = ?3,
                     first_token_ms = ?4, total_ms = ?5, finish = ?6, trimmed = ?7,
                     cached_tokens = ?8, thinking_tokens = ?9, thinking_ms = ?10, cost = ?11,
                     tokens_estimated = ?13
                 WHERE number = ?12",
                error,
                input,
                output,
                first,
                total,
                reason,
                finish.trimmed,
                cached,
                thinking,
                thinking_ms,
                cost,
                number,
                estimated
            )
            .execute(&mut *write)
            .await?;
            fold(&mut write, number, finish.status).await?;
            if let Some(completion) = finish.completion {
                completions::add(&mut write, number, Purpose::Reply, completion, finish.now)
                    .await?;
            }
            conversations::touch(&mut write, place.conversation, finish.now).await?;
            let message = rows::load_one(&mut write, number).await?;
            write.commit().await?;
            Ok(message)
        })
        .await
    }
}

/// `number`, if that reply streams.
pub(crate) async fn streaming(
    connection: &mut SqliteConnection,
    number: i64,
) -> std::result::Result<i64, Failure> {
    let streaming = sqlx::query_scalar!(
        r#"SELECT number AS "number!" FROM messages WHERE number = ?1 AND status = 'streaming'"#,
        number
    )
    .fetch_optional(connection)
    .await?;
    streaming.ok_or_else(|| Failure::said(Code::Conflict, "That reply has ended already"))
}

/// What of `text`, which begins at `offset`, lies beyond the `end` of what is kept.
pub(crate) fn beyond(text: &str, offset: u64, end: i64) -> std::result::Result<&str, Failure> {
    let missing = || {
        Failure::Said(
            Error::new(Code::InvalidInput, "A part of a reply does not fit its end")
                .with_detail(format!("it begins at {offset}, what is kept ends at {end}")),
        )
    };
    let known = usize::try_from(end - signed(offset)).map_err(|_| missing())?;
    text.get(known.min(text.len())..).ok_or_else(missing)
}

/// Where a streaming reply's text ends, in bytes from its start.
async fn end_of(connection: &mut SqliteConnection, number: i64) -> sqlx::Result<i64> {
    let last = sqlx::query_scalar!(
        r#"SELECT offset + octet_length(text) AS "end!: i64"
           FROM journal WHERE reply = ?1 ORDER BY offset DESC LIMIT 1"#,
        number
    )
    .fetch_optional(&mut *connection)
    .await?;
    match last {
        Some(end) => Ok(end),
        None => {
            sqlx::query_scalar!(
                r#"SELECT octet_length(text) AS "end!: i64" FROM messages WHERE number = ?1"#,
                number
            )
            .fetch_one(connection)
            .await
        }
    }
}

/// Moves a reply's journal into its text and ends it, with the calls of tools that still run.
pub(crate) async fn fold(
    connection: &mut SqliteConnection,
    number: i64,
    status: MessageStatus,
) -> sqlx::Result<()> {
    let ended = status;
    let status = status.name();
    // One update of text and status together: search indexes the whole text once.
    sqlx::query!(
        "UPDATE messages
         SET text = text || ifnull(
                 (SELECT group_concat(j.text, '' ORDER BY j.offset)
                  FROM journal j WHERE j.reply = messages.number), ''),
             status = ?1,
             session = NULL
         WHERE number = ?2",
        status,
        number
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("DELETE FROM journal WHERE reply = ?1", number)
        .execute(&mut *connection)
        .await?;
    calls::end(connection, number, ended).await
}
