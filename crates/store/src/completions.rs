//! The usage: one row a completion, which outlives its conversation.

use contract::Timestamp;
use sqlx::SqliteConnection;

use crate::convert::signed;
use crate::types::Completion;

/// What a completion was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The reply itself, or more of it.
    Reply,
    /// The title of the reply's conversation.
    Title,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Title => "title",
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
