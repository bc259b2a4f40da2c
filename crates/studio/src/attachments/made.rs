//! Pictures that replies come with: checked as any foreign file is, and kept with the reply at once.
//!
//! A vendor and a tool are as foreign as a file from the web: the picture is decoded in a child process, and
//! what is kept is what that process made of it.

use std::path::Path;

use attachments::{Content, Kind, Limits, Refused};
use contract::attachment::{Attachment, AttachmentKind};
use contract::picture::{Made, extension};
use contract::{AttachmentId, Code, Error, MessageId, ModelId, ProviderId, Result, ToolCallId};
use store::NewPicture;

use super::blocking;
use crate::clock;
use crate::studio::Studio;

/// Pictures of one reply at the most.
const MOST: usize = 32;
/// The longer side of a picture that is kept, in pixels, and its bytes: models are sent a smaller one.
const SIDE: u32 = 8192;
const BYTES: u64 = 24 << 20;

/// A picture that a reply came with.
pub(crate) struct Arrived {
    /// The streaming reply.
    pub(crate) reply: MessageId,
    /// So many bytes of its text come before the picture.
    pub(crate) at: usize,
    /// The call of a tool that it came from.
    pub(crate) call: Option<ToolCallId>,
    /// The file, whatever it is.
    pub(crate) bytes: Vec<u8>,
    /// For whom it is counted.
    pub(crate) asked: (ProviderId, ModelId),
}

/// What became of such a picture.
#[derive(Debug)]
pub(crate) enum Kept {
    /// It is there, durably.
    Picture(Box<Attachment>),
    /// It is none, or too much; in plain words.
    Refused(String),
}

/// Checks a picture and keeps it with its reply. Dropping this ends the check.
///
/// # Errors
/// The storage's; `Conflict` if the reply does not stream any more.
pub(crate) async fn keep_made(studio: &Studio, arrived: Arrived) -> Result<Kept> {
    let kept = studio.store_of(arrived.reply).await;
    let before = kept.message(arrived.reply).await?.attachments;
    drop(kept);
    if before.len() >= MOST {
        let why = format!("a reply takes {MOST} of them");
        return Ok(Kept::Refused(why));
    }
    let reading = studio.parts().readings.begin(None).await?;
    let (reader, stop) = (studio.parts().reader.clone(), reading.stop());
    let (bytes, (provider, model)) = (arrived.bytes, arrived.asked);
    let read = blocking(move || {
        let read = reader.read(bytes, "picture", &limits(), &stop)?;
        let (Kind::Image { width, height, .. }, Content::Image { bytes, media_type }) =
            (read.kind, read.content)
        else {
            let kind = "what came instead of a picture".to_owned();
            return Err(Refused::Unsupported { kind });
        };
        let tokens = tokens::image(&provider.0, &model.0, &bytes).tokens;
        Ok((bytes, media_type, width, height, tokens))
    })
    .await?;
    drop(reading);
    let (bytes, media_type, width, height, tokens) = match read {
        Ok(read) => read,
        Err(Refused::ReaderFailed { why }) => {
            let message = "A picture of the reply could not be checked";
            return Err(Error::new(Code::Internal, message).with_detail(why));
        }
        Err(refusal) => return Ok(Kept::Refused(refusal.to_string())),
    };
    let picture = Attachment {
        id: AttachmentId(clock::id()),
        name: format!("picture-{}.{}", before.len() + 1, extension(&media_type)),
        kind: AttachmentKind::Image {
            media_type,
            width,
            height,
        },
        bytes: bytes.len() as u64,
        tokens: Some(u32::try_from(tokens).unwrap_or(u32::MAX)),
        left_out: None,
        made: Some(Made {
            at: arrived.at as u64,
            call: arrived.call,
        }),
    };
    store(studio, arrived.reply, picture, bytes).await
}

async fn store(
    studio: &Studio,
    reply: MessageId,
    picture: Attachment,
    bytes: Vec<u8>,
) -> Result<Kept> {
    // The reply's conversation stays where it is until the picture is there.
    let kept = studio.write_to(reply).await;
    // A second time, should another process have removed the same picture in between.
    for _ in 0..2 {
        let file = kept.pictures.keep(bytes.clone()).await?;
        let there = kept.pictures.path(&file);
        let new = NewPicture {
            reply,
            picture: picture.clone(),
            file,
            now: clock::now(),
        };
        let is_there = move || there.as_deref().is_none_or(Path::exists);
        if kept.add_picture(new, is_there).await? {
            return Ok(Kept::Picture(Box::new(picture)));
        }
    }
    let message = "A picture of the reply could not be kept";
    Err(Error::new(Code::StorageUnavailable, message))
}

fn limits() -> Limits {
    Limits {
        max_image_side: SIDE,
        max_image_bytes: BYTES,
        ..Limits::default()
    }
}
