//! Pictures that replies come with: made by a model, or by a tool that it called.
//!
//! They are kept as attachments of the reply. Belongs here: what they have beside a person's attachments,
//! and the commands about any picture of a message.

use serde::{Deserialize, Serialize};

use crate::attachment::Attachment;
use crate::{AttachmentId, ConversationId, MessageId, ToolCallId};

/// Where a picture stands in the reply that it came with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// So many bytes of the reply's text come before it. After a crash this can be more than there is.
    pub at: u64,
    /// The call of a tool that it came from; `None`: the model made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<ToolCallId>,
}

/// A streaming reply got a picture, which is kept by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureArrived {
    /// The conversation.
    pub conversation: ConversationId,
    /// The reply.
    pub message: MessageId,
    /// The picture; its `made` is set.
    pub picture: Attachment,
}

/// See [`crate::Handlers::find_picture`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FindPicture {
    /// A picture.
    pub id: AttachmentId,
}

/// A picture's file in Pulse's own folder. It is not to be changed, and goes with its conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureFile {
    /// The absolute path; the name has no extension.
    pub path: String,
    /// `image/png`, `image/jpeg` or `image/webp`.
    pub media_type: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// See [`crate::Handlers::pick_picture_file`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PickPictureFile {
    /// The picture that gives the name.
    pub id: AttachmentId,
}

/// See [`crate::Handlers::save_picture`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SavePicture {
    /// A picture.
    pub id: AttachmentId,
    /// The absolute path of the file; one that is there is replaced.
    pub path: String,
}

/// What the files of a picture's type end in, without the dot.
pub fn extension(media_type: &str) -> &'static str {
    match media_type {
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        _ => "png",
    }
}
