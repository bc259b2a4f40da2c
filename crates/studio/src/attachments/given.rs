//! What a model is given of a branch's attachments: texts before the person's words, pictures beside them,
//! and the pictures that it made itself.

use std::collections::HashMap;

use attachments::{Content, Kind, Limits, Stop};
use contract::attachment::{Attachment, AttachmentKind, DocumentFormat};
use contract::message::Message;
use contract::{AttachmentId, Code, Error, MessageId, Result};
use store::AttachmentContent;

use super::{Pictures, blocking};
use crate::source::Picture;
use crate::stores::Kept;

/// Bytes of pictures of earlier messages at the most: some vendors take 20 MB of base64 in all.
const MOST_EARLIER: usize = 10 << 20;

/// What goes with one message.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Given {
    /// Before the person's words.
    pub(crate) text: String,
    /// Beside them.
    pub(crate) pictures: Vec<Picture>,
}

/// What goes with the messages of `branch`, the newest of which is being answered. `sees`: whether the
/// model does. Instead of a picture that it is not shown stands a line that says so.
///
/// # Errors
/// `NotFound` if a picture's file is gone; else the storage's.
pub(crate) async fn give(
    kept: &Kept,
    branch: &[Message],
    sees: bool,
) -> Result<HashMap<MessageId, Given>> {
    let all = branch.iter().flat_map(|message| &message.attachments);
    let ids: Vec<AttachmentId> = all.map(|attachment| attachment.id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut contents = kept.attachment_contents(&ids).await?;
    let mut given = HashMap::new();
    let mut room = MOST_EARLIER;
    // From the newest on: the oldest pictures are the first to be left out.
    for (back, message) in branch.iter().rev().enumerate() {
        let mut with = Given::default();
        for attachment in &message.attachments {
            // Its result says that it was there.
            if attachment.made.is_some_and(|made| made.call.is_some()) {
                continue;
            }
            match contents.remove(&attachment.id) {
                Some(AttachmentContent::Text(text)) => with.text += &as_prompt(attachment, text),
                Some(AttachmentContent::Picture(_)) if !sees => {
                    with.text += &unseen(attachment, "this model cannot see it");
                }
                Some(AttachmentContent::Picture(name)) => {
                    let picture = read(&kept.pictures, &name, attachment).await?;
                    if back > 0 && picture.bytes.len() > room {
                        with.text += &unseen(attachment, "it was shown earlier");
                        continue;
                    }
                    if back > 0 {
                        room -= picture.bytes.len();
                    }
                    with.pictures.push(picture);
                }
                None => return Err(gone(attachment)),
            }
        }
        if with != Given::default() {
            given.insert(message.id, with);
        }
    }
    Ok(given)
}

async fn read(pictures: &Pictures, name: &str, attachment: &Attachment) -> Result<Picture> {
    let AttachmentKind::Image { media_type, .. } = &attachment.kind else {
        return Err(gone(attachment));
    };
    let bytes = pictures
        .read(name)
        .await
        .map_err(|error| match error.code {
            Code::NotFound => gone(attachment),
            _ => error,
        })?;
    if bytes.len() as u64 <= Limits::default().max_image_bytes {
        return Ok(Picture {
            media_type: media_type.clone(),
            bytes: bytes.into(),
        });
    }
    // It was checked when it came: this only makes it smaller.
    let small = move || attachments::read(bytes, "picture", &Limits::default(), &Stop::default());
    match blocking(small).await?.map(|small| small.content) {
        Ok(Content::Image { bytes, media_type }) => Ok(Picture {
            media_type,
            bytes: bytes.into(),
        }),
        _ => Err(gone(attachment)),
    }
}

fn gone(attachment: &Attachment) -> Error {
    let message = format!(
        "The file of “{}” is gone from Pulse's data",
        attachment.name
    );
    Error::new(Code::NotFound, message)
}

fn unseen(attachment: &Attachment, why: &str) -> String {
    let name = attachments::safe_name(&attachment.name);
    let came = match attachment.made {
        Some(_) => "made",
        None => "attached",
    };
    format!("[The picture “{name}” was {came} here; {why}.]\n")
}

fn as_prompt(attachment: &Attachment, text: String) -> String {
    let kind = match &attachment.kind {
        AttachmentKind::Document { format, pages } => Kind::Document {
            format: match format {
                DocumentFormat::Pdf => attachments::DocumentFormat::Pdf,
                DocumentFormat::Docx => attachments::DocumentFormat::Docx,
                DocumentFormat::Pptx => attachments::DocumentFormat::Pptx,
                DocumentFormat::Xlsx => attachments::DocumentFormat::Xlsx,
                DocumentFormat::Odt => attachments::DocumentFormat::Odt,
            },
            pages: *pages,
        },
        AttachmentKind::Text { language } => Kind::Text {
            language: language.clone(),
        },
        // A picture has no text.
        AttachmentKind::Image { .. } => Kind::Text { language: None },
    };
    let left_out = attachment.left_out.map(|left_out| attachments::LeftOut {
        chars: left_out.chars,
        pages: left_out.pages,
    });
    attachments::as_prompt(&attachments::Attachment {
        name: attachment.name.clone(),
        kind,
        content: Content::Text(text),
        left_out,
    })
}
