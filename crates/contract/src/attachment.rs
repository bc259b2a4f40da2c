//! Files that a person attaches to a message, and the commands about them. Pictures that replies come
//! with are kept as attachments too: see [`crate::picture`].
//!
//! What a model is given of a file stays on the desktop; here is what the interface shows of it.

use serde::{Deserialize, Serialize};

use crate::picture::Made;
use crate::{AttachmentId, ConversationId};

/// A file that was read and is kept, for a draft or with a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// The file's name, without its folder and safe to show.
    pub name: String,
    /// What it is, told by its content.
    pub kind: AttachmentKind,
    /// Bytes of the file.
    pub bytes: u64,
    /// About how many tokens it takes of a prompt; `None`: not known.
    pub tokens: Option<u32>,
    /// What a limit kept out of the text; `None`: nothing.
    pub left_out: Option<LeftOut>,
    /// Of a picture that a model or a tool made: where it stands in the reply; `None`: a person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Made>,
}

/// What an attached file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AttachmentKind {
    /// A picture, for models that see.
    Image {
        /// `image/png`, `image/jpeg` or `image/webp`: as it is sent.
        media_type: String,
        /// Pixels, as it is sent.
        width: u32,
        /// Pixels, as it is sent.
        height: u32,
    },
    /// Plain text, source code included.
    Text {
        /// The label of a Markdown code fence (`rust`); `None` for prose.
        language: Option<String>,
    },
    /// A document whose text was taken out.
    Document {
        /// Its format.
        format: DocumentFormat,
        /// Pages, slides or sheets; `None` where the file does not know.
        pages: Option<u32>,
    },
}

impl AttachmentKind {
    /// Whether a model has to see to make use of it.
    pub fn is_picture(&self) -> bool {
        matches!(self, Self::Image { .. })
    }
}

/// A document's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names of the formats")]
pub enum DocumentFormat {
    Pdf,
    Docx,
    Pptx,
    Xlsx,
    Odt,
}

/// What a limit kept out of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Characters that were cut off the end.
    pub chars: u64,
    /// Pages, slides or sheets at the end that were not read.
    pub pages: u32,
}

/// Where an attachment is until it is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", content = "conversation", rename_all = "snake_case")]
pub enum Draft {
    /// In no draft: it is sent at once. What is not, is dropped at a later start.
    #[default]
    Nothing,
    /// In the draft of the conversation that is not made yet.
    Unmade,
    /// In a conversation's draft.
    Conversation(ConversationId),
}

/// See [`crate::Handlers::attach_file`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AttachFile {
    /// Where it is kept until it is sent.
    pub draft: Draft,
    /// The file's absolute path.
    pub path: String,
    /// A number by which [`crate::Handlers::stop_attaching`] can end the reading.
    pub ticket: Option<u64>,
}

/// See [`crate::Handlers::attach_bytes`].
#[derive(Clone, Serialize, Deserialize)]
pub struct AttachBytes {
    /// Where it is kept until it is sent.
    pub draft: Draft,
    /// The file's name.
    pub name: String,
    /// The whole file in base64, 32 MiB before that at the most.
    pub bytes: String,
    /// A number by which [`crate::Handlers::stop_attaching`] can end the reading.
    pub ticket: Option<u64>,
}

/// Without the file, which may be large and is nobody's business.
impl std::fmt::Debug for AttachBytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AttachBytes")
            .field("draft", &self.draft)
            .field("name", &self.name)
            .field("bytes", &format_args!("{} of base64", self.bytes.len()))
            .field("ticket", &self.ticket)
            .finish()
    }
}

/// See [`crate::Handlers::stop_attaching`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StopAttaching {
    /// The number that came with the file.
    pub ticket: u64,
}

/// See [`crate::Handlers::pick_attachments`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PickAttachments {}

/// See [`crate::Handlers::detach`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Detach {
    /// An attachment that is not sent.
    pub id: AttachmentId,
}

/// See [`crate::Handlers::attachment_preview`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PreviewAttachment {
    /// A picture.
    pub id: AttachmentId,
    /// Pixels of its longer side at the most, 16 to 2048.
    pub side: u32,
}

/// A small picture of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentPreview {
    /// `image/png`.
    pub media_type: String,
    /// The file in base64.
    pub bytes: String,
}
