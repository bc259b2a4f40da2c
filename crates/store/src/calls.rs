//! Calls of tools within replies. They are stored before they run, so that none runs without a trace.

use std::collections::HashMap;

use contract::message::MessageStatus;
use contract::tool::{ToolCall, ToolCallState};
use contract::{Code, MessageId, ProviderId, Result, Timestamp, ToolCallId};
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::convert::{Named, parse, signed, small, to_json, unsigned};
use crate::error::Failure;
use crate::store::Store;
use crate::{journal, tree};

/// A call with what its vendor is told again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCall {
    /// The call.
    pub call: ToolCall,
    /// Calls that the model made together have the same.
    pub round: u32,
    /// What the model calls the tool.
    pub offered: String,
    /// What the vendor calls the call.
    pub vendor_call: String,
    /// Who made it.
    pub provider: ProviderId,
    /// JSON that the vendor wants to see again; for no other.
    pub echo: Option<String>,
}

/// What becomes of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallChange {
    /// Where it stands now.
    pub state: ToolCallState,
    /// What came of it.
    pub result: String,
    /// Pictures that came with it.
    pub images: u32,
    /// The time.
    pub now: Timestamp,
}

struct Row {
    reply: i64,
    id: Uuid,
    at: i64,
    round: i64,
    server: String,
    tool: String,
    title: String,
    offered: String,
    vendor_call: String,
    provider: String,
    echo: Option<String>,
    arguments: String,
    state: String,
    result: String,
    images: i64,
    created_at: i64,
    ended_at: Option<i64>,
}

impl Store {
    /// Adds a call behind those of a streaming reply.
    ///
    /// # Errors
    /// [`Code::NotFound`]; [`Code::Conflict`] if the reply does not stream; else the storage's.
    pub async fn add_call(&self, reply: MessageId, kept: &KeptCall) -> Result<()> {
        self.doing("store a call of a tool", async {
            let mut write = self.write().await?;
            let place = tree::place(&mut write, reply).await?;
            let number = journal::streaming(&mut write, place.number).await?;
            let call = &kept.call;
            let (at, state) = (signed(call.at), call.state.name());
            let ended_at = call.ended_at.map(|at| at.0);
            sqlx::query!(
                "INSERT INTO tool_calls (reply, position, id, at, round, server, tool, title,
                     offered, vendor_call, provider, echo, arguments, state, result, images,
                     created_at, ended_at)
                 SELECT ?1, count(*), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
                     ?15, ?16, ?17
                 FROM tool_calls WHERE reply = ?1",
                number,
                call.id.0,
                at,
                kept.round,
                call.server,
                call.tool,
                call.title,
                kept.offered,
                kept.vendor_call,
                kept.provider.0,
                kept.echo,
                call.arguments,
                state,
                call.result,
                call.images,
                call.created_at.0,
                ended_at
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }

    /// Changes a call that is not over, and returns it.
    ///
    /// # Errors
    /// [`Code::Conflict`] if it is over, or not there; else the storage's.
    pub async fn change_call(&self, id: ToolCallId, change: &CallChange) -> Result<ToolCall> {
        self.doing("store what came of a call", async {
            let mut write = self.write().await?;
            let state = change.state.name();
            let ended_at = change.state.is_over().then_some(change.now.0);
            let number = sqlx::query_scalar!(
                r#"UPDATE tool_calls SET state = ?1, result = ?2, images = ?3, ended_at = ?4
                   WHERE id = ?5 AND state IN ('asked', 'running')
                   RETURNING reply AS "reply!""#,
                state,
                change.result,
                change.images,
                ended_at,
                id.0
            )
            .fetch_optional(&mut *write)
            .await?;
            let over = || Failure::said(Code::Conflict, "That call is over already");
            let number = number.ok_or_else(over)?;
            let mut calls = of(&mut write, &to_json(&[number])?).await?;
            let calls = calls.remove(&number).unwrap_or_default();
            let changed = calls.into_iter().find(|kept| kept.call.id == id);
            write.commit().await?;
            changed.map(|kept| kept.call).ok_or_else(over)
        })
        .await
    }

    /// The calls of these replies, in order, with what their vendors are told again.
    ///
    /// # Errors
    /// The storage's.
    pub async fn calls(&self, replies: &[MessageId]) -> Result<HashMap<MessageId, Vec<KeptCall>>> {
        self.doing("read calls of tools", async {
            let mut read = self.read().await?;
            let mut numbers = HashMap::new();
            for id in replies {
                numbers.insert(tree::place(&mut read, *id).await?.number, *id);
            }
            let wanted: Vec<i64> = numbers.keys().copied().collect();
            let calls = of(&mut read, &to_json(&wanted)?).await?;
            let named = |(number, calls)| numbers.get(&number).map(|id| (*id, calls));
            Ok(calls.into_iter().filter_map(named).collect())
        })
        .await
    }
}

/// The calls of those replies of `wanted` (numbers as JSON) that have any.
pub(crate) async fn of(
    connection: &mut SqliteConnection,
    wanted: &str,
) -> std::result::Result<HashMap<i64, Vec<KeptCall>>, Failure> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT c.reply AS "reply!", c.id AS "id!: Uuid", c.at AS "at!", c.round AS "round!",
                  c.server AS "server!", c.tool AS "tool!", c.title AS "title!",
                  c.offered AS "offered!", c.vendor_call AS "vendor_call!",
                  c.provider AS "provider!", c.echo, c.arguments AS "arguments!",
                  c.state AS "state!", c.result AS "result!", c.images AS "images!",
                  c.created_at AS "created_at!", c.ended_at
           FROM json_each(?1) AS wanted
           CROSS JOIN tool_calls c ON c.reply = wanted.value
           ORDER BY c.reply, c.position"#,
        wanted
    )
    .fetch_all(connection)
    .await?;
    let mut calls: HashMap<i64, Vec<KeptCall>> = HashMap::new();
    for row in rows {
        calls.entry(row.reply).or_default().push(kept(row)?);
    }
    Ok(calls)
}

fn kept(row: Row) -> std::result::Result<KeptCall, Failure> {
    Ok(KeptCall {
        call: ToolCall {
            id: ToolCallId(row.id),
            at: unsigned(row.at),
            server: row.server,
            tool: row.tool,
            title: row.title,
            arguments: row.arguments,
            state: parse(&row.state)?,
            result: row.result,
            images: small(row.images),
            created_at: Timestamp(row.created_at),
            ended_at: row.ended_at.map(Timestamp),
        },
        round: small(row.round),
        offered: row.offered,
        vendor_call: row.vendor_call,
        provider: ProviderId(row.provider),
        echo: row.echo,
    })
}

/// Ends the calls of a reply that ends with `status`: what is not over by now never will be.
pub(crate) async fn end(
    connection: &mut SqliteConnection,
    reply: i64,
    status: MessageStatus,
) -> sqlx::Result<()> {
    let state = match status {
        MessageStatus::Interrupted => ToolCallState::Interrupted,
        _ => ToolCallState::Cancelled,
    };
    let state = state.name();
    sqlx::query!(
        "UPDATE tool_calls SET state = ?1 WHERE reply = ?2 AND state IN ('asked', 'running')",
        state,
        reply
    )
    .execute(connection)
    .await?;
    Ok(())
}
