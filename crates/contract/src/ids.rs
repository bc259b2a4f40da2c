//! Newtype ids. UUIDs are version 7, so that they sort by creation time; only
//! the desktop makes them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_ids {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

uuid_ids! {
    /// A conversation.
    ConversationId;
    /// A message in a conversation's tree.
    MessageId;
    /// A job in the local queue.
    JobId;
    /// A server of tools.
    ToolServerId;
    /// A call of a tool within a reply.
    ToolCallId;
    /// A file that is attached to a message or to a draft.
    AttachmentId;
    /// A named set of choices.
    PresetId;
    /// A folder of conversations.
    FolderId;
    /// A CV.
    CvId;
}

/// A model as its provider calls it; on this computer's shelf its file name without `.gguf`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ModelId(pub String);

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who has a model: `local`, or a vendor's id such as `openai`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProviderId(pub String);

impl ProviderId {
    /// This computer.
    pub fn local() -> Self {
        Self(Self::LOCAL.to_owned())
    }

    /// Whether it is this computer.
    pub fn is_local(&self) -> bool {
        self.0 == Self::LOCAL
    }

    const LOCAL: &str = "local";
}

impl Default for ProviderId {
    fn default() -> Self {
        Self::local()
    }
}

impl fmt::Display for ProviderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
