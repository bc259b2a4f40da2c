//! The seam between a conversation and whatever speaks in it.
//!
//! Belongs here: what every route to a model has in common. The local route is
//! [`crate::local_source`], that of a key [`crate::vendors`].

use std::fmt;
use std::sync::Arc;

use contract::attachment::Attachment;
use contract::event::ReplyPhase;
use contract::message::{FinishReason, Role, Usage};
use contract::{ConversationId, MessageId, ModelId, Money, Result};
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use tokio_util::sync::CancellationToken;

/// Speaks the replies of one route.
pub trait ReplySource: Send + Sync + 'static {
    /// The model that answers: `wanted` if it can, else `default` if it is there,
    /// else the first one. `ModelMissing` when there is none.
    fn choose<'a>(
        &'a self,
        wanted: Option<&'a ModelId>,
        default: Option<&'a ModelId>,
    ) -> BoxFuture<'a, Result<ModelId>>;

    /// Whether a model can be shown pictures; `None`: nobody knows, and it is tried.
    fn sees(&self, model: &ModelId) -> Option<bool>;

    /// Begins a reply. The stream ends after [`Spoken::Done`] or the first error.
    /// Dropping it, like `cancel`, ends the work behind it.
    fn speak(
        &self,
        prompt: Prompt,
        cancel: CancellationToken,
    ) -> BoxStream<'static, Result<Spoken>>;
}

/// What a reply answers, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// A model that [`ReplySource::choose`] named.
    pub model: ModelId,
    /// The system prompt.
    pub system: Option<String>,
    /// The branch, oldest turn first, the last one the user's; roles alternate.
    pub turns: Vec<Turn>,
    /// Text of the reply that is there already and is gone on from.
    pub prefix: Option<String>,
    /// 0 to 2; `None`: as the source does it, here and below.
    pub temperature: Option<f32>,
    /// Above 0, up to 1.
    pub top_p: Option<f32>,
    /// Tokens of the reply at the most.
    pub max_tokens: Option<u32>,
    /// `None`: another reply each time.
    pub seed: Option<u32>,
    /// Whether the model's thoughts are asked for.
    pub thoughts: Option<bool>,
    /// The calls of tools in what is gone on from; places are those in `prefix`.
    pub calls: Vec<Called>,
    /// What the model may call.
    pub tools: Vec<providers::Tool>,
    /// The reply that is made.
    pub reply: Option<(ConversationId, MessageId)>,
}

impl Prompt {
    /// A prompt that says nothing yet.
    pub fn new(model: ModelId) -> Self {
        Self {
            model,
            system: None,
            turns: Vec::new(),
            prefix: None,
            temperature: None,
            top_p: None,
            max_tokens: None,
            seed: None,
            thoughts: None,
            calls: Vec::new(),
            tools: Vec::new(),
            reply: None,
        }
    }
}

/// A call of a tool that was made, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Called {
    /// So many bytes of the text come before it.
    pub at: usize,
    /// Calls that were made together have the same.
    pub round: u32,
    /// The call as its vendor knows it.
    pub call: providers::ToolCall,
    /// The answer.
    pub result: providers::ToolResult,
}

/// One turn of a branch.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// Who speaks.
    pub role: Role,
    /// What was said; blank only beside pictures and where there are calls.
    pub text: String,
    /// The tools that were called meanwhile.
    pub calls: Vec<Called>,
    /// What is shown with it, to a model that sees; of a reply: what its model made.
    pub pictures: Vec<Picture>,
}

/// A picture that is shown to a model.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// `image/png`, `image/jpeg` or `image/webp`.
    pub media_type: String,
    /// The file.
    pub bytes: Arc<[u8]>,
}

/// Without the file, which would fill a log.
impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Picture({}, {} bytes)",
            self.media_type,
            self.bytes.len()
        )
    }
}

/// What arrives on the way to a reply.
#[derive(Clone, Debug, PartialEq)]
pub enum Spoken {
    /// Still waiting, and for what.
    Waiting(ReplyPhase),
    /// So many of the oldest turns did not fit into the context.
    Trimmed(u32),
    /// More of what the model thinks before it answers.
    Thinking(String),
    /// More text.
    Text(String),
    /// A picture came with the reply and is kept with it.
    Picture(Box<Attachment>),
    /// A tool that the model wants called. [`crate::tools`] takes it and goes on with the answer.
    Call(providers::ToolCall),
    /// What it took so far; each takes the place of the one before.
    Took {
        /// Tokens.
        usage: Usage,
        /// What the vendor charges, where that is known.
        cost: Option<Money>,
    },
    /// The reply ended by itself; the last item.
    Done {
        /// Why it ended.
        finish: FinishReason,
    },
}
