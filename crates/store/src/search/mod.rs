//! Full-text search over titles and finished messages.
//!
//! Words are found by FTS5, which folds case and diacritics. FTS5's tokenizer
//! takes text in scripts without spaces (Chinese, Japanese, Thai …) for one long
//! word, so a query with such letters looks for substrings instead; a partial
//! index keeps it from reading messages without such letters. A trigram index
//! would have been quicker still, but finds nothing under three letters, where
//! most Chinese words are, and is several times the size of the text.

mod excerpt;
mod query;
mod substrings;
#[cfg(test)]
mod tests;
mod words;

use contract::search::{Piece, SearchHit, SearchResults};
use contract::{MessageId, Result};
use sqlx::SqliteConnection;

use crate::conversations;
use crate::error::Failure;
use crate::search::query::Query;
use crate::store::Store;

/// Hits at the most.
const MOST_HITS: u32 = 100;
/// So many matching messages are looked at together, the newest first, until enough conversations
/// are found: a word in very many messages tells them apart so little that the newest are as good as
/// any, and the time to the first hit stays short. Within a full window they stand by age, too.
const TOGETHER: i64 = 1000;
/// Older messages are looked at so often at the most.
const TIMES: usize = 10;

/// The best matching message of each conversation among [`TOGETHER`] messages.
struct Window {
    found: Vec<Found>,
    /// Messages that were looked at, and the oldest of them.
    many: i64,
    oldest: Option<i64>,
}

/// The way back through windows of messages, until enough conversations are found.
struct Back {
    limit: usize,
    found: Vec<Found>,
    times: usize,
    below: Option<i64>,
}

impl Back {
    /// Behind the titles that match: messages are looked at where there is room for more.
    fn behind(titles: Vec<Found>, limit: usize) -> Self {
        Self {
            limit,
            found: titles,
            times: 0,
            below: Some(i64::MAX),
        }
    }

    /// The next window has only messages older than this; `None`: there is none to be looked at.
    fn below(&self) -> Option<i64> {
        self.below
            .filter(|_| self.found.len() < self.limit && self.times < TIMES)
    }

    fn take(&mut self, window: Window) {
        for one in window.found {
            let known = |known: &Found| known.conversation == one.conversation;
            if !self.found.iter().any(known) {
                self.found.push(one);
            }
        }
        self.times += 1;
        self.below = window.oldest.filter(|_| window.many >= TOGETHER);
    }
}

/// A conversation that matches, before it is dressed for the interface.
struct Found {
    conversation: i64,
    message: Option<MessageId>,
    excerpt: Vec<Piece>,
}

impl Store {
    /// Conversations in whose title or in one of whose messages all words of
    /// `query` occur, the last as a prefix: matching titles first, then messages,
    /// best first, or newest first where very many match; `limit` is taken as 1
    /// to 100. Any text is a query; one without a letter or digit finds nothing.
    /// Deleted conversations are left out, and replies that still stream.
    ///
    /// # Errors
    /// The storage's.
    pub async fn search(&self, query: &str, limit: u32) -> Result<SearchResults> {
        self.doing("search", async {
            let limit = limit.clamp(1, MOST_HITS) as usize;
            let Some(query) = Query::parse(query) else {
                return Ok(SearchResults::default());
            };
            let mut read = self.read().await?;
            let found = match query {
                Query::Words(expression) => words::find(&mut read, &expression, limit).await?,
                Query::Substrings(parts) => substrings::find(&mut read, &parts, limit).await?,
            };
            dress(&mut read, found, limit).await
        })
        .await
    }
}

/// The first hits, each with its conversation's head.
async fn dress(
    connection: &mut SqliteConnection,
    mut found: Vec<Found>,
    limit: usize,
) -> std::result::Result<SearchResults, Failure> {
    found.truncate(limit);
    let numbers: Vec<i64> = found.iter().map(|found| found.conversation).collect();
    let heads = conversations::summaries(connection, &numbers).await?;
    let hits = found
        .into_iter()
        .zip(heads)
        .map(|(found, conversation)| SearchHit {
            conversation,
            message: found.message,
            excerpt: found.excerpt,
        })
        .collect();
    Ok(SearchResults { hits })
}
