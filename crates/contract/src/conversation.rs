//! Conversations and their pages.

use serde::{Deserialize, Serialize};

use crate::attachment::Attachment;
use crate::folder::Within;
use crate::message::{Message, ReplyOptions};
use crate::{ConversationId, FolderId, MessageId, Timestamp};

/// A conversation as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationSummary {
    /// Its id.
    pub id: ConversationId,
    /// Its title; empty until the first message gives it one.
    pub title: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When a message was last added or changed.
    pub updated_at: Timestamp,
    /// Whether it stands above the others.
    #[serde(default)]
    pub pinned: bool,
    /// Whether it is left out of the usual list.
    #[serde(default)]
    pub archived: bool,
    /// Whether it is in the memory of one process alone: no list has it, no search finds it, and it
    /// is gone when it is deleted or the process ends.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub temporary: bool,
    /// The folder that it is in.
    #[serde(default)]
    pub folder: Option<FolderId>,
}

/// The place after which a page begins: the last row of the page before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationCursor {
    /// `pinned` of that row.
    #[serde(default)]
    pub pinned: bool,
    /// `updated_at` of that row.
    pub updated_at: Timestamp,
    /// `id` of that row.
    pub id: ConversationId,
}

/// See [`crate::Handlers::list_conversations`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListConversations {
    /// `None`: the first page.
    pub after: Option<ConversationCursor>,
    /// Rows at the most, 1 to 200; `None`: 50.
    pub limit: Option<u32>,
    /// The archived ones, instead of those that are not.
    #[serde(default)]
    pub archived: bool,
    /// Of which part.
    #[serde(default)]
    pub within: Within,
}

/// One page of conversations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ConversationPage {
    /// The rows: pinned ones first, then newest activity first.
    pub conversations: Vec<ConversationSummary>,
    /// Where the next page begins; `None`: this was the last.
    pub next: Option<ConversationCursor>,
}

/// See [`crate::Handlers::create_conversation`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CreateConversation {
    /// Nothing of it is written to disk; see [`ConversationSummary::temporary`].
    #[serde(default)]
    pub temporary: bool,
}

/// See [`crate::Handlers::keep_conversation`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeepConversation {
    /// A temporary conversation.
    pub id: ConversationId,
}

/// See [`crate::Handlers::open_conversation`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenConversation {
    /// Which.
    pub id: ConversationId,
    /// Messages at the most, counted from the newest, 1 to 200; `None`: 40.
    pub limit: Option<u32>,
    /// Shows the branch that holds this message and makes it the active one
    /// (a hit of a search).
    pub around: Option<MessageId>,
}

/// A conversation as the canvas shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConversationView {
    /// Its head.
    pub conversation: ConversationSummary,
    /// The newest messages of the active branch, oldest of them first.
    pub page: MessagePage,
    /// What was typed and not sent.
    pub draft: String,
    /// What was attached and not sent.
    #[serde(default)]
    pub draft_attachments: Vec<Attachment>,
    /// What was chosen for its replies.
    pub options: ReplyOptions,
}

/// See [`crate::Handlers::choose_options`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChooseOptions {
    /// Which.
    pub conversation: ConversationId,
    /// All that is chosen.
    pub options: ReplyOptions,
}

/// A run of messages of one branch, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MessagePage {
    /// The messages.
    pub messages: Vec<Message>,
    /// How many more stand above the first of them.
    pub earlier: u32,
    /// The replies of other models side by side with those among `messages`, which are not of the
    /// branch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Message>,
}

/// See [`crate::Handlers::earlier_messages`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EarlierMessages {
    /// The topmost message that is already there.
    pub before: MessageId,
    /// Messages at the most, 1 to 200; `None`: 40.
    pub limit: Option<u32>,
}

/// See [`crate::Handlers::rename_conversation`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RenameConversation {
    /// Which.
    pub id: ConversationId,
    /// 1 to 200 characters after trimming.
    pub title: String,
}

/// See [`crate::Handlers::delete_conversation`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeleteConversation {
    /// Which.
    pub id: ConversationId,
}

/// See [`crate::Handlers::restore_conversation`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RestoreConversation {
    /// Which.
    pub id: ConversationId,
}

/// See [`crate::Handlers::save_draft`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveDraft {
    /// `None`: the draft of the conversation that is not made yet.
    pub conversation: Option<ConversationId>,
    /// The whole text; empty deletes the draft.
    pub text: String,
}

/// See [`crate::Handlers::pin_conversation`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PinConversation {
    /// Which.
    pub id: ConversationId,
    /// Whether it stands above the others from now on.
    pub pinned: bool,
}

/// See [`crate::Handlers::archive_conversation`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ArchiveConversation {
    /// Which.
    pub id: ConversationId,
    /// Whether it is left out of the usual list from now on.
    pub archived: bool,
}
