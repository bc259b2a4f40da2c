//! The usage: one row a completion, which outlives its conversation.

use contract::message::MessageStatus;
use contract::{Result, Timestamp};
use sqlx::SqliteConnection;

use crate::convert::{Named, signed};
use crate::store::Store;
use crate::types::{AskedModel, Completion};

impl Store {
    /// Notes what one request took that belongs to no message here: a reply of a temporary
    /// conversation, help with a CV. Of what it was, nothing says.
    ///
    /// # Errors
    /// The storage's.
    pub async fn add_apart(
        &self,
        asked: &AskedModel,
        purpose: Purpose,
        status: MessageStatus,
        completion: Completion,
        now: Timestamp,
    ) -> Result<()> {
        self.doing("note what a reply took", async {
            let mut write = self.write().await?;
            let Completion {
                usage,
                cost,
                timing,
            } = completion;
            let input = usage.map(|usage| usage.input_tokens);
            let output = usage.map(|usage| usage.output_tokens);
            let cached = usage.map(|usage| usage.cached_tokens);
            let thinking = usage.map(|usage| usage.thinking_tokens);
            let estimated = usage.is_some_and(|usage| usage.estimated);
            let purpose = purpose.name();
            let cost = cost.map(|cost| signed(cost.as_picos()));
            let first = timing.map(|timing| signed(timing.first_token_ms));
            let total = timing.map(|timing| signed(timing.total_ms));
            let (route, status) = (asked.route.name(), status.name());
            sqlx::query!(
                "INSERT INTO completions (at, conversation, message, provider, model, route, status,
                     input_tokens, output_tokens, cached_tokens, thinking_tokens, cost,
                     first_token_ms, total_ms, purpose, tokens_estimated)
                 VALUES (?1, zeroblob(16), zeroblob(16), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
                     ?12, ?13, ?14)",
                now.0,
                asked.provider.0,
                asked.model.0,
                route,
                status,
                input,
                output,
                cached,
                thinking,
                cost,
                first,
                total,
                purpose,
                estimated
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }
}

/// What a completion was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The reply itself, or more of it.
    Reply,
    /// The title of the reply's conversation.
    Title,
    /// Help with a CV.
    Cv,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Title => "title",
            Self::Cv => "cv",
        }
    }
}

/// Notes what one request for the reply `number` took, or for what came of it.
pub(crate) async fn add(
    connection: &mut SqliteConnection,
    number: i64,
    purpose: Purpose,
    completion: Completion,
    now: Timestamp,
) -> sqlx::Result<()> {
    let usage = completion.usage;
    let input = usage.map(|usage| usage.input_tokens);
    let output = usage.map(|usage| usage.output_tokens);
    let cached = usage.map(|usage| usage.cached_tokens);
    let thinking = usage.map(|usage| usage.thinking_tokens);
    let estimated = usage.is_some_and(|usage| usage.estimated);
    let cost = completion.cost.map(|cost| signed(cost.as_picos()));
    let first = completion
        .timing
        .map(|timing| signed(timing.first_token_ms));
    let total = completion.timing.map(|timing| signed(timing.total_ms));
    let purpose = purpose.name();
    sqlx::query!(
        "INSERT INTO completions (at, conversation, message, provider, model, route, status,
             input_tokens, output_tokens, cached_tokens, thinking_tokens, cost, first_token_ms,
             total_ms, purpose, tokens_estimated)
         SELECT ?1, c.id, m.id, ifnull(m.provider, 'local'), ifnull(m.model, ''),
             ifnull(m.route, 'local'), m.status, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?10, ?11
         FROM messages m JOIN conversations c ON c.number = m.conversation
         WHERE m.number = ?9",
        now.0,
        input,
        output,
        cached,
        thinking,
        cost,
        first,
        total,
        number,
        purpose,
        estimated
    )
    .execute(connection)
    .await?;
    Ok(())
}
