//! What goes into the store.

use contract::attachment::{Attachment, Draft};
use contract::message::{FinishReason, MessageStatus, ReplyOptions, Route, Timing, Usage};
use contract::{
    AttachmentId, ConversationId, Error, FolderId, MessageId, ModelId, Money, ProviderId, Timestamp,
};

/// The model that a reply is asked of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedModel {
    /// Who has it.
    pub provider: ProviderId,
    /// Its id there.
    pub model: ModelId,
    /// How it is reached.
    pub route: Route,
}

/// A user's message and the empty reply to it. See [`crate::Store::add_exchange`].
#[derive(Clone, Debug)]
pub struct NewExchange {
    /// The conversation.
    pub conversation: ConversationId,
    /// Whether the conversation is made just now.
    pub new_conversation: bool,
    /// What is chosen for a conversation that is made just now.
    pub options: ReplyOptions,
    /// The folder of a conversation that is made just now, if it is still there.
    pub folder: Option<FolderId>,
    /// The conversation's title if it has none.
    pub title_if_empty: String,
    /// The reply that the message follows; `None`: the active branch's last.
    pub parent: Option<MessageId>,
    /// The user's message whose sibling the new one becomes, in the place of `parent`.
    pub replaces: Option<MessageId>,
    /// The new message's id.
    pub user: MessageId,
    /// Its text.
    pub text: String,
    /// Its attachments, in order.
    pub attachments: Vec<Sending>,
    /// Whether the text was typed as the draft, which ends with it. A text from
    /// elsewhere (the command line) leaves alone what somebody is typing.
    pub from_draft: bool,
    /// The new reply's id.
    pub reply: MessageId,
    /// Who is asked.
    pub asked: AskedModel,
    /// Who is asked beside, with the new replies' ids.
    pub beside: Vec<(MessageId, AskedModel)>,
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
    /// The reply in whose place it stands, where that is one of several side by side.
    pub instead: MessageId,
    /// The new reply's id.
    pub reply: MessageId,
    /// Who is asked.
    pub asked: AskedModel,
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
    /// How long the model thought before, in milliseconds.
    pub thinking_ms: Option<u64>,
    /// What it costs in all, where known.
    pub cost: Option<Money>,
    /// What this run alone took; `None`: it is not counted as a completion.
    pub completion: Option<Completion>,
    /// Why it ended by itself, if it did.
    pub finish: Option<FinishReason>,
    /// Whole messages left out at the start of the prompt.
    pub trimmed: u32,
    /// The time.
    pub now: Timestamp,
}

/// One request to a model and what it took: a row of the usage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Tokens, where known.
    pub usage: Option<Usage>,
    /// What it costs, where known.
    pub cost: Option<Money>,
    /// How long it took, where text came.
    pub timing: Option<Timing>,
}

/// What a model is given of an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttachmentContent {
    /// A picture: the name of its file.
    Picture(String),
    /// Text.
    Text(String),
}

/// An attachment to keep. See [`crate::Store::add_attachment`].
#[derive(Clone, Debug)]
pub struct NewAttachment {
    /// What is shown of it.
    pub attachment: Attachment,
    /// Where it is kept until it is sent.
    pub draft: Draft,
    /// What a model is given.
    pub content: AttachmentContent,
    /// The time.
    pub now: Timestamp,
}

/// A picture that a streaming reply came with. See [`crate::Store::add_picture`].
#[derive(Clone, Debug)]
pub struct NewPicture {
    /// The reply.
    pub reply: MessageId,
    /// What is shown of it; `made` says where it stands.
    pub picture: Attachment,
    /// The name of its file.
    pub file: String,
    /// The time.
    pub now: Timestamp,
}

/// An attachment on its way into a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sending {
    /// Its id.
    pub id: AttachmentId,
    /// The id of its copy, should another message have it already.
    pub copy: AttachmentId,
}
