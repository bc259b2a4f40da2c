//! Full-text search.

use serde::{Deserialize, Serialize};

use crate::MessageId;
use crate::conversation::ConversationSummary;

/// See [`crate::Handlers::search`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Search {
    /// Words; all must occur, the last as a prefix. No query syntax.
    pub query: String,
    /// Hits at the most, 1 to 100; `None`: 20.
    pub limit: Option<u32>,
}

/// What was found, best first; messages of which very many match, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchResults {
    /// At most one hit a conversation.
    pub hits: Vec<SearchHit>,
}

/// One conversation that matches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchHit {
    /// The conversation.
    pub conversation: ConversationSummary,
    /// The message that matches; `None`: the title does.
    pub message: Option<MessageId>,
    /// The matching text, cut to a line, in pieces.
    pub excerpt: Vec<Piece>,
}

/// A piece of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is what was searched for.
    pub hit: bool,
}
