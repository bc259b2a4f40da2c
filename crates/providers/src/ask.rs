//! What a reply is asked for, in no vendor's terms.

use contract::message::Role;
use serde_json::Value;

use crate::part::{Image, ToolCall};

/// A request for one reply.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ask {
    /// The model, as the vendor calls it.
    pub model: String,
    /// The system prompt.
    pub system: Option<String>,
    /// The conversation, oldest turn first. Roles alternate, the last one is the user's.
    pub turns: Vec<Turn>,
    /// What the model may call.
    pub tools: Vec<Tool>,
    /// How to answer.
    pub parameters: Parameters,
    /// Whether pictures are asked for beside text; only of models that make them.
    pub pictures: bool,
}

/// One turn of a conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// Who speaks.
    pub role: Role,
    /// What is said, in order.
    pub content: Vec<Content>,
}

/// A piece of a turn.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Text, not empty.
    Text(String),
    /// A picture; a user's, or one that the model made: only Google's protocol has the latter.
    Image(Image),
    /// A call that the model made.
    ToolCall(ToolCall),
    /// What came of a call; a user's.
    ToolResult(ToolResult),
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolResult {
    /// The call's id.
    pub id: String,
    /// The tool's name.
    pub name: String,
    /// The answer, or what went wrong.
    pub text: String,
    /// Whether it is the latter.
    pub failed: bool,
}

/// A tool that is offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    /// Its name: letters, digits, `_` and `-`, up to 64.
    pub name: String,
    /// What it does, for the model.
    pub description: String,
    /// JSON Schema of its arguments; an object's.
    pub schema: Value,
}

/// How to answer; `None` leaves it to the vendor. What a model does not take is left out by the
/// caller, who knows the model from the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parameters {
    /// 0 to 2.
    pub temperature: Option<f32>,
    /// Above 0, up to 1.
    pub top_p: Option<f32>,
    /// Tokens of the reply at the most.
    pub max_tokens: Option<u32>,
    /// Whether the model's thoughts are asked for; only of models that think.
    pub thoughts: bool,
    /// The same seed gives much the same reply, where a vendor has that.
    pub seed: Option<u32>,
}

impl Turn {
    /// A turn of text alone.
    pub fn text(role: Role, text: impl Into<String>) -> Self {
        Self {
            role,
            content: vec![Content::Text(text.into())],
        }
    }
}
