//! What goes into the store.

use contract::message::{FinishReason, MessageStatus, Route, Timing, Usage};
use contract::{ConversationId, Error, MessageId, ModelId, Timestamp};

/// A user's message and the empty reply to it. See [`crate::Store::add_exchange`].
#[derive(Clone, Debug)]
pub struct NewExchange {
    /// The conversation.
    pub conversation: ConversationId,
    /// Whether the conversation is made just now.
    pub new_conversation: bool,
    /// The conversation's title if it has none.
    pub title_if_empty: String,
    /// The reply that the message follows; `None`: the active branch's last.
    pub parent: Option<MessageId>,
    /// The new message's id.
    pub user: MessageId,
    /// Its text.
    pub text: String,
    /// Whether the text was typed as the draft, which ends with it. A text from
    /// elsewhere (the command line) leaves alone what somebody is typing.
    pub from_draft: bool,
    /// The new reply's id.
    pub reply: MessageId,
    /// The model that is asked.
    pub model: ModelId,
    /// How it is reached.
    pub route: Route,
    /// The process that makes the reply.
    pub session: String,
    /// The time.
    pub now: Timestamp,
}

/// An empty reply beside others. See [`crate::Store::add_reply`].
#[derive(Clone, Debug)]
pub struct NewReply {
    /// The user's message that it answers.
    pub parent: MessageId,
    /// The new reply's id.
    pub reply: MessageId,
    /// The model that is asked.
    pub model: ModelId,
    /// How it is reached.
    pub route: Route,
    /// The process that makes the reply.
    pub session: String,
    /// The time.
    pub now: Timestamp,
}

/// How a reply ended. See [`crate::Store::finish_reply`].
#[derive(Clone, Debug)]
pub struct Finish {
    /// Anything but [`MessageStatus::Streaming`].
    pub status: MessageStatus,
    /// Why it failed.
    pub error: Option<Error>,
    /// Tokens, where known.
    pub usage: Option<Usage>,
    /// How long it took, where known.
    pub timing: Option<Timing>,
    /// Why it ended by itself, if it did.
    pub finish: Option<FinishReason>,
    /// Whole messages left out at the start of the prompt.
    pub trimmed: u32,
    /// The time.
    pub now: Timestamp,
}
