//! What the engine is asked and what it answers.

use contract::message::{FinishReason, Role, Usage};

use crate::ShelfEntry;

/// One reply to be generated.
#[derive(Clone, Debug)]
pub struct Request {
    /// The model, as the shelf found it.
    pub model: ShelfEntry,
    /// The system prompt; never trimmed.
    pub system: Option<String>,
    /// The conversation, oldest turn first; the last one is the user's.
    pub turns: Vec<Turn>,
    /// Text of the reply that is there already: generation goes on where it ends.
    pub prefix: Option<String>,
    /// How tokens are chosen.
    pub sampling: Sampling,
}

/// One message of the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who speaks.
    pub role: Role,
    /// What was said.
    pub text: String,
}

/// How tokens are chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    /// 0 (always the likeliest token) to 2.
    pub temperature: f32,
    /// Above 0, up to 1: the share of probability from which a token is drawn.
    pub top_p: f32,
    /// Tokens of the reply at the most, at least 1.
    pub max_tokens: u32,
    /// The same seed, prompt, model and thread count give the same reply; `None`: another one each time.
    pub seed: Option<u32>,
}

/// What happens on the way to a reply, in this order. Waits may be skipped or repeated.
#[derive(Clone, Debug, PartialEq)]
pub enum Generated {
    /// Other replies come first.
    Queued {
        /// How many.
        ahead: u32,
    },
    /// The model is being read into memory.
    Loading {
        /// 0 to 1.
        fraction: f32,
    },
    /// The context is too small: the oldest turns were left out.
    Trimmed {
        /// How many turns.
        turns: u32,
    },
    /// The model is reading the prompt. Tokens that it remembers from the reply before do not count.
    Reading {
        /// Tokens read.
        done: u32,
        /// Tokens to read.
        total: u32,
    },
    /// More text of the reply, never empty.
    Text(String),
    /// The reply is over; the last item.
    Done {
        /// Tokens of the prompt and of the reply.
        usage: Usage,
        /// Why it is over.
        finish: FinishReason,
    },
}
