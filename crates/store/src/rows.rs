//! Whole messages from their rows: the one place that reads all columns.

use std::collections::HashMap;

use contract::attachment::Attachment;
use contract::message::{
    Message, MessageStatus, ReplyInfo, Role, Siblings, Thinking, Timing, Usage,
};
use contract::{Code, ConversationId, Error, MessageId, ModelId, Money, ProviderId, Timestamp};
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::convert::{from_json, parse, small, to_json, unsigned};
use crate::error::Failure;
use crate::{attachments, calls, thoughts};

struct MessageRow {
    number: i64,
    id: Uuid,
    conversation: i64,
    conversation_id: Uuid,
    parent: Option<i64>,
    parent_id: Option<Uuid>,
    role: String,
    status: String,
    created_at: i64,
    provider: Option<String>,
    model: Option<String>,
    route: Option<String>,
    input_tokens: Option<i64>,
    output_tokens: Option<i64>,
    cached_tokens: Option<i64>,
    thinking_tokens: Option<i64>,
    thinking_ms: Option<i64>,
    tokens_estimated: i64,
    cost: Option<i64>,
    first_token_ms: Option<i64>,
    total_ms: Option<i64>,
    finish: Option<String>,
    trimmed: i64,
    error: Option<String>,
    text: String,
}

/// The messages with these numbers, in the order of their numbers. A streaming
/// reply has the text that is journalled so far.
pub(crate) async fn load(
    connection: &mut SqliteConnection,
    numbers: &[i64],
) -> Result<Vec<Message>, Failure> {
    let wanted = to_json(&numbers)?;
    // CROSS JOIN keeps this order: first the few numbers, then their rows.
    let rows = sqlx::query_as!(
        MessageRow,
        r#"SELECT m.number AS "number!", m.id AS "id!: Uuid",
                  m.conversation AS "conversation!", c.id AS "conversation_id!: Uuid",
                  m.parent, p.id AS "parent_id?: Uuid",
                  m.role AS "role!", m.status AS "status!", m.created_at AS "created_at!",
                  m.provider, m.model, m.route, m.input_tokens, m.output_tokens,
                  m.cached_tokens, m.thinking_tokens, m.thinking_ms, m.cost,
                  m.tokens_estimated AS "tokens_estimated!",
                  m.first_token_ms, m.total_ms, m.finish,
                  m.trimmed AS "trimmed!", m.error, m.text AS "text!"
           FROM json_each(?1) AS wanted
           CROSS JOIN messages m ON m.number = wanted.value
           CROSS JOIN conversations c ON c.number = m.conversation
           LEFT JOIN messages p ON p.number = m.parent
           ORDER BY m.number"#,
        wanted
    )
    .fetch_all(&mut *connection)
    .await?;
    let families = siblings(connection, &rows).await?;
    let mut thoughts = thoughts::of(connection, &wanted).await?;
    let mut calls = calls::of(connection, &wanted).await?;
    let mut attached = attachments::of(connection, &wanted).await?;
    let mut messages = Vec::with_capacity(rows.len());
    for row in rows {
        let journalled = if row.status == "streaming" {
            journalled(connection, row.number).await?
        } else {
            String::new()
        };
        let family = families.get(&(row.conversation, row.parent));
        let family = family.map_or_else(Siblings::default, |all| siblings_of(row.number, all));
        let thoughts = thoughts.remove(&row.number);
        let attached = attached.remove(&row.number).unwrap_or_default();
        let calls = calls.remove(&row.number).unwrap_or_default();
        let mut message = message(row, journalled, thoughts, attached, family)?;
        message.calls = calls.into_iter().map(|kept| kept.call).collect();
        messages.push(message);
    }
    Ok(messages)
}

/// One message by its number.
pub(crate) async fn load_one(
    connection: &mut SqliteConnection,
    number: i64,
) -> Result<Message, Failure> {
    let message = load(connection, &[number]).await?.pop();
    message.ok_or_else(|| Failure::said(Code::NotFound, "That message does not exist any more"))
}

/// One message among its siblings.
struct Sibling {
    number: i64,
    id: MessageId,
    /// Its group of replies side by side, and its place there.
    beside: Option<(i64, i64)>,
}

/// The place of the message with this number among all that share its parent.
fn siblings_of(number: i64, family: &[Sibling]) -> Siblings {
    let own = family.iter().find(|one| one.number == number);
    let group = own.and_then(|own| own.beside).map(|(group, _)| group);
    let mut beside: Vec<_> = family
        .iter()
        .filter_map(|one| Some((one.beside?, one.id)))
        .filter(|((of, _), _)| Some(*of) == group)
        .map(|((_, at), id)| (at, id))
        .collect();
    beside.sort_by_key(|(at, _)| *at);
    Siblings {
        ids: family.iter().map(|one| one.id).collect(),
        beside: beside.into_iter().map(|(_, id)| id).collect(),
    }
}

/// All messages that share a parent with one of `rows`, oldest first,
/// by conversation and parent.
async fn siblings(
    connection: &mut SqliteConnection,
    rows: &[MessageRow],
) -> Result<HashMap<(i64, Option<i64>), Vec<Sibling>>, Failure> {
    let mut families: HashMap<_, Vec<_>> = HashMap::new();
    let parents: Vec<i64> = rows.iter().filter_map(|row| row.parent).collect();
    let wanted = to_json(&parents)?;
    // DISTINCT: siblings among `rows` name the same parent.
    let children = sqlx::query!(
        r#"SELECT m.conversation AS "conversation!", m.parent AS "parent!", m.number AS "number!",
                  m.id AS "id!: Uuid", m.beside, m.beside_at
           FROM (SELECT DISTINCT value FROM json_each(?1)) AS wanted
           CROSS JOIN messages m ON m.parent = wanted.value
           ORDER BY m.number"#,
        wanted
    )
    .fetch_all(&mut *connection)
    .await?;
    for child in children {
        let family = families
            .entry((child.conversation, Some(child.parent)))
            .or_default();
        family.push(Sibling {
            number: child.number,
            id: MessageId(child.id),
            beside: child.beside.zip(child.beside_at),
        });
    }
    for row in rows.iter().filter(|row| row.parent.is_none()) {
        let key = (row.conversation, None);
        if families.contains_key(&key) {
            continue;
        }
        let roots = sqlx::query!(
            r#"SELECT number AS "number!", id AS "id!: Uuid" FROM messages
               WHERE parent IS NULL AND conversation = ?1 ORDER BY number"#,
            row.conversation
        )
        .fetch_all(&mut *connection)
        .await?;
        let roots = roots.into_iter().map(|root| Sibling {
            number: root.number,
            id: MessageId(root.id),
            beside: None,
        });
        families.insert(key, roots.collect());
    }
    Ok(families)
}

/// The text of a streaming reply that is not in its row yet.
pub(crate) async fn journalled(
    connection: &mut SqliteConnection,
    reply: i64,
) -> sqlx::Result<String> {
    let pieces = sqlx::query_scalar!(
        "SELECT text FROM journal WHERE reply = ?1 ORDER BY offset",
        reply
    )
    .fetch_all(connection)
    .await?;
    Ok(pieces.concat())
}

fn message(
    row: MessageRow,
    journalled: String,
    thoughts: Option<String>,
    attachments: Vec<Attachment>,
    siblings: Siblings,
) -> Result<Message, Failure> {
    let role: Role = parse(&row.role)?;
    let status: MessageStatus = parse(&row.status)?;
    let reply = match (&row.model, &row.route) {
        (Some(model), Some(route)) => Some(ReplyInfo {
            model: ModelId(model.clone()),
            provider: row.provider.map(ProviderId).unwrap_or_default(),
            route: parse(route)?,
            usage: row
                .input_tokens
                .zip(row.output_tokens)
                .map(|(input, output)| Usage {
                    input_tokens: small(input),
                    output_tokens: small(output),
                    cached_tokens: row.cached_tokens.map(small).unwrap_or_default(),
                    thinking_tokens: row.thinking_tokens.map(small).unwrap_or_default(),
                    estimated: row.tokens_estimated != 0,
                }),
            timing: row
                .first_token_ms
                .zip(row.total_ms)
                .map(|(first, total)| Timing {
                    first_token_ms: unsigned(first),
                    total_ms: unsigned(total),
                }),
            finish: row.finish.as_deref().map(parse).transpose()?,
            trimmed: small(row.trimmed),
            cost: row.cost.map(|cost| Money::picos(unsigned(cost))),
        }),
        _ => None,
    };
    Ok(Message {
        id: MessageId(row.id),
        conversation: ConversationId(row.conversation_id),
        parent: row.parent_id.map(MessageId),
        role,
        text: row.text + &journalled,
        attachments,
        thinking: thoughts.map(|text| Thinking {
            text,
            duration_ms: row.thinking_ms.map(unsigned),
        }),
        calls: Vec::new(),
        status,
        error: row.error.as_deref().map(stored_error).transpose()?,
        created_at: Timestamp(row.created_at),
        reply,
        siblings,
    })
}

/// An error as it was stored. A code of a newer Pulse is no reason to hide the
/// message that it belongs to.
pub(crate) fn stored_error(json: &str) -> Result<Error, Failure> {
    if let Ok(error) = serde_json::from_str(json) {
        return Ok(error);
    }
    let unknown: serde_json::Value = from_json(json)?;
    let message = unknown.get("message").and_then(|message| message.as_str());
    Ok(Error::new(Code::Internal, message.unwrap_or("It failed")).with_detail(json))
}
