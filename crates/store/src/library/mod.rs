//! Conversations in and out, whole; pinned and archived ones.
//!
//! Belongs here: taking over a conversation that was made elsewhere, once and without
//! duplicates, and reading one with all its branches. Does not belong here: files and
//! their formats (`transcripts`).

mod grow;
mod import;
mod standing;
mod whole;

use contract::attachment::Attachment;
use contract::message::Role;
use contract::{ConversationId, FolderId, MessageId, ModelId, ProviderId, Timestamp};

/// A conversation that was made elsewhere. See [`crate::Store::import_conversation`].
#[derive(Clone, Debug)]
pub struct ForeignConversation {
    /// What stays the same when it is exported again.
    pub source_key: String,
    /// What changes when it grows.
    pub fingerprint: [u8; 32],
    /// Its id, if it is new here.
    pub id: ConversationId,
    /// The conversation of this Pulse that it is, if that was made or is still here.
    pub own: Option<ConversationId>,
    /// Its title.
    pub title: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// The system prompt.
    pub system: Option<String>,
    /// The folder that it was in: its name, and its id if there is none of that name here.
    pub folder: Option<(FolderId, String)>,
    /// The foreign id of the message that is shown last.
    pub current: Option<String>,
    /// The messages of all branches, parents first.
    pub messages: Vec<ForeignMessage>,
}

/// A message that was made elsewhere.
#[derive(Clone, Debug)]
pub struct ForeignMessage {
    /// Its id there, unique in its conversation.
    pub foreign_id: String,
    /// The message above it, by its id there; one that does not stand before it in the
    /// list makes it a first message.
    pub parent: Option<String>,
    /// Its id, if it is new here.
    pub id: MessageId,
    /// Who speaks.
    pub role: Role,
    /// Markdown.
    pub text: String,
    /// What the model thought before.
    pub thinking: Option<String>,
    /// Of replies: the model as the source calls it, may be empty.
    pub model: ModelId,
    /// Of replies: who had it.
    pub provider: ProviderId,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What became of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was not here, or was deleted.
    New(ConversationId),
    /// It was here and got something.
    Grown(ConversationId),
    /// It was here already as it is.
    Unchanged(ConversationId),
}

/// A conversation with all its branches.
#[derive(Clone, Debug, PartialEq)]
pub struct WholeConversation {
    /// Its id.
    pub id: ConversationId,
    /// Where it came from, and its id there; `None`: it was made here.
    pub source_key: Option<String>,
    /// Its title.
    pub title: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When a message was last added or changed.
    pub updated_at: Timestamp,
    /// The system prompt.
    pub system: Option<String>,
    /// The name of the folder that it is in.
    pub folder: Option<String>,
    /// The last message of the branch that is shown.
    pub leaf: Option<MessageId>,
    /// The messages, parents first.
    pub messages: Vec<WholeMessage>,
}

/// A message of a [`WholeConversation`].
#[derive(Clone, Debug, PartialEq)]
pub struct WholeMessage {
    /// Its id.
    pub id: MessageId,
    /// Its id where it came from.
    pub foreign_id: Option<String>,
    /// The message above it.
    pub parent: Option<MessageId>,
    /// Who speaks.
    pub role: Role,
    /// Markdown, as far as it has arrived.
    pub text: String,
    /// What the model thought before.
    pub thinking: Option<String>,
    /// Of replies: the model.
    pub model: Option<ModelId>,
    /// Of replies: who has it.
    pub provider: Option<ProviderId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The pictures that came with it, in order, each with the name of its file.
    pub pictures: Vec<(Attachment, String)>,
}
