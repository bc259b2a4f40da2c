//! Filling a database for benches: quick, varied, and the same for the same seed.

use contract::{Code, ConversationId, Error, Result};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};
use uuid::Uuid;

use crate::error::Failure;
use crate::store::Store;

mod text;

/// Rows handed to SQLite at a time.
const BATCH: usize = 200;
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
            let (heads, rows) = plan(&mut random, &lengths, messages);
            insert_heads(&mut write, &heads).await?;
            insert_rows(&mut write, &rows).await?;
            sqlx::query!(
                "UPDATE conversations SET active_leaf =
                     (SELECT max(number) FROM messages m
                      WHERE m.conversation = conversations.number)"
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            let conversations = heads.iter().map(|head| ConversationId(head.id)).collect();
            Ok(Seeded {
                conversations,
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

/// All conversations and messages.
fn plan(random: &mut Random, lengths: &[u64], messages: u64) -> (Vec<Head>, Vec<Row>) {
    let mut heads = Vec::with_capacity(lengths.len());
    let mut rows: Vec<Row> = Vec::with_capacity(messages as usize);
    let mut clock = END - STEP * messages as i64;
    for (index, length) in lengths.iter().enumerate() {
        let begun = clock;
        let language = text::Language::of(index);
        for nth in 0..*length {
            clock += STEP;
            let (parent, depth, reply) = match rows.last().filter(|_| nth > 0) {
                None => (None, 0, false),
                // Another reply to the same question, beside the last one. The
                // thousand of the first conversation stay one branch.
                Some(last) if last.reply && index > 0 && random.below(40) == 0 => {
                    (last.parent, last.depth, true)
                }
                Some(last) => (Some(last.number), last.depth + 1, !last.reply),
            };
            rows.push(Row {
                number: rows.len() as i64 + 1,
                id: random.id(clock),
                conversation: index as i64 + 1,
                parent,
                depth,
                reply,
                at: clock,
                text: if reply {
                    text::answer(random, language)
                } else {
                    text::question(random, language)
                },
            });
        }
        let id = random.id(begun);
        heads.push(Head {
            id,
            title: text::title(random, language),
            from: begun,
            to: clock,
        });
    }
    (heads, rows)
}

/// A conversation; its number is its place.
struct Head {
    id: Uuid,
    title: String,
    from: i64,
    to: i64,
}

/// A message.
struct Row {
    number: i64,
    id: Uuid,
    conversation: i64,
    parent: Option<i64>,
    depth: i64,
    reply: bool,
    at: i64,
    text: String,
}

async fn insert_heads(connection: &mut SqliteConnection, heads: &[Head]) -> sqlx::Result<()> {
    for (index, head) in heads.iter().enumerate() {
        let number = index as i64 + 1;
        sqlx::query!(
            "INSERT INTO conversations (number, id, title, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            number,
            head.id,
            head.title,
            head.from,
            head.to
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Many rows a statement: the way to SQLite's thread and back costs more than a row.
async fn insert_rows(connection: &mut SqliteConnection, rows: &[Row]) -> sqlx::Result<()> {
    for batch in rows.chunks(BATCH) {
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT INTO messages (number, id, conversation, parent, depth, role, status,
                 created_at, model, route, input_tokens, output_tokens, first_token_ms, total_ms,
                 finish, text) ",
        );
        insert.push_values(batch, |mut values, row| {
            // What a reply is said to have cost follows from its length.
            let tokens = row.reply.then_some(row.text.len() as i64 / 4);
            values
                .push_bind(row.number)
                .push_bind(row.id)
                .push_bind(row.conversation)
                .push_bind(row.parent)
                .push_bind(row.depth)
                .push_bind(if row.reply { "assistant" } else { "user" })
                .push_bind("complete")
                .push_bind(row.at)
                .push_bind(row.reply.then_some("SmolLM2-135M-Instruct.Q4_1"))
                .push_bind(row.reply.then_some("local"))
                .push_bind(tokens.map(|tokens| tokens * 3))
                .push_bind(tokens)
                .push_bind(tokens.map(|tokens| 40 + tokens))
                .push_bind(tokens.map(|tokens| 40 + tokens * 8))
                .push_bind(row.reply.then_some("stop"))
                .push_bind(row.text.as_str());
        });
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
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
