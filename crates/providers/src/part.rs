//! What arrives on the way to a reply, whichever vendor speaks.

use serde_json::Value;

/// One piece of a reply.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Part {
    /// More of the answer.
    Text(String),
    /// More of what the model thought before it.
    Thinking(String),
    /// A whole picture.
    Image(Image),
    /// A tool that the model wants called.
    ToolCall(ToolCall),
    /// Tokens so far; each takes the place of the one before.
    Usage(Usage),
    /// The reply ended by itself. Only [`Part::Usage`] can come after it.
    Finish(Finish),
}

/// A picture in the bytes of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// For instance `image/png`.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A call of a tool.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolCall {
    /// What the answer has to name.
    pub id: String,
    /// The tool.
    pub name: String,
    /// By the tool's schema, as far as the model kept to it; an object.
    pub arguments: Value,
    /// What the same vendor wants to see again beside the call, as it was: the thoughts that led to it,
    /// signed or sealed. Of no use to another vendor, and not to be sent there.
    pub echo: Option<Value>,
}

/// Tokens as the vendor counted them, in the same terms for all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// All of the prompt, what came from the vendor's cache included.
    pub input: u64,
    /// Of these, read from the cache.
    pub cached: u64,
    /// Of these, written to the cache.
    pub cache_written: u64,
    /// All of the reply, thinking included.
    pub output: u64,
    /// Of these, thinking.
    pub thinking: u64,
}

/// Why a reply ended by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finish {
    /// The model was done.
    Stop,
    /// The longest reply that was asked for was reached.
    Length,
    /// The model's context is full.
    ContextFull,
    /// The model waits for the answers to its calls of tools.
    ToolCalls,
    /// The model or the vendor would not go on; with the vendor's reason, if it gave one.
    Refused(Option<String>),
}
