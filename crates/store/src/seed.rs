//! Filling a database for benches: quick, varied, and the same for the same seed.

use contract::{Code, ConversationId, Error, Result, Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::convert::to_json;
use crate::error::Failure;
use crate::store::Store;

mod text;

/// Rows handed to SQLite at a time.
const BATCH: usize = 500;
/// The time of the last message: 2026-11-01T00:00:00Z.
const END: i64 = 1_793_491_200_000;
/// Between two messages, so that 100,000 of them span two years.
const STEP: i64 = 11 * 60 * 1000;

/// What was made.
#[derive(Clone, Debug)]
pub struct Seeded {
    /// All conversations, the longest first.
    pub conversations: Vec<ConversationId>,
    /// Messages of the longest conversation: a thousand, if there were enough.
    pub longest: u64,
}

/// Adds `conversations` conversations with `messages` messages in all to an empty
/// database: questions and answers with headings, lists and code, some in Chinese
/// or Japanese; one conversation with 1,000 messages in one branch, the others of
/// very different lengths; every 40th reply has a sibling.
///
/// # Errors
/// [`Code::InvalidInput`] if there are fewer than two messages a conversation;
/// [`Code::Conflict`] if the database is not empty; else the storage's.
pub async fn fill(store: &Store, conversations: u64, messages: u64, seed: u64) -> Result<Seeded> {
    store
        .doing("fill its database", async {
            if conversations == 0 || messages / 2 < conversations {
                let message = "Each conversation needs two messages";
                return Err(Failure::said(Code::InvalidInput, message));
            }
            let mut write = store.write().await?;
            let begun = sqlx::query_scalar!(r#"SELECT count(*) AS "n!: i64" FROM conversations"#)
                .fetch_one(&mut *write)
                .await?;
            if begun != 0 {
                return Err(Failure::Said(Error::new(
                    Code::Conflict,
                    "The database has content",
                )));
            }
            let mut random = Random(seed);
            let lengths = lengths(&mut random, conversations, messages);
            let (heads, rows, ids) = plan(&mut random, &lengths, messages);
            for batch in heads.chunks(BATCH) {
                let batch = to_json(&batch)?;
                sqlx::query!(
                    "INSERT INTO conversations (number, id, title, created_at, updated_at)
                     SELECT value ->> 'number', unhex(value ->> 'id'), value ->> 'title',
                            value ->> 'from', value ->> 'to'
                     FROM json_each(?1)",
                    batch
                )
                .execute(&mut *write)
                .await?;
            }
            for batch in rows.chunks(BATCH) {
                let batch = to_json(&batch)?;
                sqlx::query!(
                    "INSERT INTO messages (number, id, conversation, parent, depth, role, status,
                         created_at, model, route, input_tokens, output_tokens, first_token_ms,
                         total_ms, finish, text)
                     SELECT value ->> 'number', unhex(value ->> 'id'), value ->> 'conversation',
                            value ->> 'parent', value ->> 'depth', value ->> 'role', 'complete',
                            value ->> 'at', value ->> 'model', value ->> 'route',
                            value ->> 'input', value ->> 'output', value ->> 'first',
                            value ->> 'total', value ->> 'finish', value ->> 'text'
                     FROM json_each(?1)",
                    batch
                )
                .execute(&mut *write)
                .await?;
            }
            sqlx::query!(
                "UPDATE conversations SET active_leaf =
                     (SELECT max(number) FROM messages m
                      WHERE m.conversation = conversations.number)"
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(Seeded {
                conversations: ids,
                longest: lengths[0],
            })
        })
        .await
}

/// Messages of each conversation: the first has 1,000 if there are enough, the
/// others differ as conversations do: many short, few long.
fn lengths(random: &mut Random, conversations: u64, messages: u64) -> Vec<u64> {
    let mut lengths = vec![2; conversations as usize];
    let mut left = messages - 2 * conversations;
    if conversations > 1 {
        let first = left.min(998);
        lengths[0] += first;
        left -= first;
    }
    let mut next = 0;
    while left > 0 {
        // Skips the first, unless it is the only one.
        next = if next + 1 < lengths.len() {
            next + 1
        } else {
            usize::from(lengths.len() > 1)
        };
        let longest = if random.below(10) == 0 { 200 } else { 30 };
        let more = left.min(2 * (1 + random.below(longest)));
        lengths[next] += more;
        left -= more;
    }
    lengths
}

/// The rows of all conversations and messages, as JSON for the inserts.
fn plan(
    random: &mut Random,
    lengths: &[u64],
    messages: u64,
) -> (Vec<Value>, Vec<Value>, Vec<ConversationId>) {
    let mut heads = Vec::with_capacity(lengths.len());
    let mut rows = Vec::with_capacity(messages as usize);
    let mut ids = Vec::with_capacity(lengths.len());
    let mut clock = END - STEP * messages as i64;
    for (index, length) in lengths.iter().enumerate() {
        let begun = clock;
        let conversation = index + 1;
        let language = text::Language::of(random);
        let mut last: Option<Position> = None;
        for _ in 0..*length {
            clock += STEP;
            let number = rows.len() + 1;
            let (parent, depth, reply) = match last {
                None => (None, 0, false),
                // Another reply to the same question, beside the last one. The
                // thousand of the first conversation stay one branch.
                Some(at) if at.reply && index > 0 && random.below(40) == 0 => {
                    (at.parent, at.depth, true)
                }
                Some(at) => (Some(at.number), at.depth + 1, !at.reply),
            };
            let at = Position {
                number,
                conversation,
                parent,
                depth,
                clock,
                reply,
            };
            rows.push(message(random, at, language));
            last = Some(at);
        }
        let id = random.id(begun);
        ids.push(ConversationId(id));
        heads.push(json!({
            "number": conversation,
            "id": hex(id),
            "title": text::title(random, language),
            "from": begun,
            "to": clock,
        }));
    }
    (heads, rows, ids)
}

/// Where a message stands.
#[derive(Clone, Copy)]
struct Position {
    number: usize,
    conversation: usize,
    parent: Option<usize>,
    depth: u64,
    clock: i64,
    reply: bool,
}

fn message(random: &mut Random, at: Position, language: text::Language) -> Value {
    let id = hex(random.id(at.clock));
    let mut row = json!({
        "number": at.number,
        "id": id,
        "conversation": at.conversation,
        "parent": at.parent,
        "depth": at.depth,
        "role": if at.reply { "assistant" } else { "user" },
        "at": Timestamp(at.clock),
    });
    if at.reply {
        let text = text::answer(random, language);
        row["output"] = json!(text.len() / 4);
        row["input"] = json!(100 + random.below(2000));
        row["first"] = json!(50 + random.below(900));
        row["total"] = json!(1000 + random.below(20_000));
        row["model"] = json!("SmolLM2-135M-Instruct.Q4_1");
        row["route"] = json!("local");
        row["finish"] = json!("stop");
        row["text"] = json!(text);
    } else {
        row["text"] = json!(text::question(random, language));
    }
    row
}

fn hex(id: Uuid) -> String {
    id.simple().to_string()
}

/// SplitMix64: small, and the same everywhere and always.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    /// 0 to below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let index = self.below(from.len() as u64) as usize;
        from.get(index).copied().unwrap_or_default()
    }

    /// A UUID of version 7 made at `millis`.
    fn id(&mut self, millis: i64) -> Uuid {
        let high = ((millis as u64) << 16) | 0x7000 | self.below(0x1000);
        let low = (self.next() >> 2) | 0x8000_0000_0000_0000;
        Uuid::from_u64_pair(high, low)
    }
}
