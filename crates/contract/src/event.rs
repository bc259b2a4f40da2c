//! What the desktop tells the window unasked, over one channel.

use serde::{Deserialize, Serialize};

use crate::conversation::ConversationSummary;
use crate::cv::{CvNotSaved, CvSaved, CvSummary};
use crate::folder::Folder;
use crate::job::Job;
use crate::message::Message;
use crate::model::ModelShelf;
use crate::picture::PictureArrived;
use crate::provider::Provider;
use crate::settings::Settings;
use crate::tool::{ToolCallChange, ToolServer};
use crate::{ConversationId, CvId, MessageId};

/// Something changed. Events of one message arrive in order.
///
/// As JSON `{"conversation_removed": "…"}`, or `"lagged"` where there is nothing more to say: the name
/// stands before the content in any case, and so the window's code needs no second reader for the other order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A conversation was made, renamed, restored, or got a message.
    ConversationChanged(ConversationSummary),
    /// A conversation was deleted.
    ConversationRemoved(ConversationId),
    /// Many conversations changed at once: read the list again, and the one that is shown.
    /// It comes at most twice a second.
    ConversationsChanged,
    /// A message was added, or changed other than by a delta.
    MessageChanged(Message),
    /// More text of a streaming reply.
    ReplyDelta(ReplyDelta),
    /// More of what a streaming reply's model thinks; offsets are those of the thoughts.
    ThinkingDelta(ReplyDelta),
    /// What a reply without text is waiting for.
    ReplyProgress(ReplyProgress),
    /// The shelf or a model's state changed.
    ModelsChanged(ModelShelf),
    /// A provider's key or address changed.
    ProviderChanged(Provider),
    /// A job was added, went on or ended.
    JobChanged(Job),
    /// A setting changed.
    SettingsChanged(Settings),
    /// A model called a tool, or such a call went on.
    ToolCallChanged(ToolCallChange),
    /// A streaming reply got a picture.
    PictureArrived(PictureArrived),
    /// A server of tools was added, changed, started or ended: all of them.
    ToolServersChanged(Vec<ToolServer>),
    /// A folder was made, renamed, deleted or restored, or has more or fewer conversations: all of
    /// them, in their order. What became of the conversations is told apart from it.
    FoldersChanged(Vec<Folder>),
    /// A CV was made, restored, renamed or changed.
    CvChanged(CvSummary),
    /// A CV was deleted.
    CvRemoved(CvId),
    /// An open CV is on disk.
    CvSaved(CvSaved),
    /// An open CV could not be written.
    CvNotSaved(CvNotSaved),
    /// The receiver was too slow and events were lost: read everything again.
    Lagged,
}

/// More text of a streaming reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyDelta {
    /// The conversation.
    pub conversation: ConversationId,
    /// The reply.
    pub message: MessageId,
    /// Where `text` begins, in bytes of UTF-8 from the reply's start: a receiver
    /// that has more already drops the overlap, one that has less reads again.
    pub offset: u64,
    /// The text.
    pub text: String,
}

/// What a reply without text is waiting for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReplyProgress {
    /// The conversation.
    pub conversation: ConversationId,
    /// The reply.
    pub message: MessageId,
    /// The wait.
    pub phase: ReplyPhase,
}

/// The waits before the first token.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum ReplyPhase {
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
    /// The model is reading the prompt.
    Reading {
        /// Tokens read.
        done: u32,
        /// Tokens in all.
        total: u32,
    },
}
