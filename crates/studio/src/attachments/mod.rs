//! Files that a person attaches, and pictures that replies come with: read, kept, shown, and given to a
//! model.
//!
//! Belongs here: the commands about attachments and what a prompt gets of them. Does not belong here:
//! formats of files (`attachments`), rows (`store`), how a vendor is sent a picture (`providers`).

mod given;
mod made;
mod pictures;
mod reader;
mod save;

use std::path::Path;

use attachments::{Content, Kind, Limits, Refused, Stop};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use contract::attachment::{
    AttachBytes, AttachFile, Attachment, AttachmentKind, AttachmentPreview, Detach, DocumentFormat,
    Draft, LeftOut, PreviewAttachment, StopAttaching,
};
use contract::{AttachmentId, Code, Error, ModelId, ProviderId, Result, Timestamp};
use store::{AttachmentContent, NewAttachment};

use crate::studio::Studio;
use crate::target::Target;
use crate::{check, clock};

pub(crate) use given::{Given, give};
pub(crate) use made::{Arrived, Kept, keep_made};
pub(crate) use pictures::Pictures;
pub use reader::serve_if_asked;
pub(crate) use reader::{Reader, Readings, Source};
pub(crate) use save::{find_picture, pick_picture_file, save_picture};

/// Attachments of one message at the most.
const MOST: usize = 32;
/// The largest file, in bytes.
const LARGEST: usize = 32 << 20;
/// So long what is in no draft is kept, in milliseconds.
const KEPT_UNSENT: i64 = 24 * 60 * 60 * 1000;

pub(crate) async fn attach_file(studio: &Studio, request: AttachFile) -> Result<Attachment> {
    let path = Path::new(&request.path);
    if !path.is_absolute() {
        return Err(check::invalid("path", "The file's path is not absolute"));
    }
    let source = Source::File(path.to_owned());
    attach(studio, request.draft, source, request.ticket).await
}

pub(crate) async fn attach_bytes(studio: &Studio, request: AttachBytes) -> Result<Attachment> {
    let name = attachments::safe_name(&request.name);
    if request.bytes.len() > LARGEST.div_ceil(3) * 4 {
        let most = LARGEST as u64;
        let what = "the file".to_owned();
        return Err(refused(&name, &Refused::TooLarge { what, most }));
    }
    let source = Source::Base64 {
        name,
        text: request.bytes,
    };
    attach(studio, request.draft, source, request.ticket).await
}

pub(crate) fn stop(studio: &Studio, request: &StopAttaching) {
    studio.parts().readings.stop(request.ticket);
}

pub(crate) async fn detach(studio: &Studio, request: Detach) -> Result<()> {
    let kept = studio.write_to(request.id).await;
    if let Some(picture) = kept.detach(request.id).await? {
        kept.pictures.drop_unused(kept.store(), &[picture]).await;
    }
    Ok(())
}

pub(crate) async fn preview(
    studio: &Studio,
    request: PreviewAttachment,
) -> Result<AttachmentPreview> {
    check::within("side", request.side, 16, 2048)?;
    let kept = studio.store_of(request.id).await;
    let content = kept.attachment_contents(&[request.id]).await?;
    let name = match content.get(&request.id) {
        Some(AttachmentContent::Picture(name)) => name,
        Some(AttachmentContent::Text(_)) => {
            return Err(check::invalid("id", "Only pictures have a preview"));
        }
        None => return Err(Error::new(Code::NotFound, "That attachment was removed")),
    };
    let bytes = kept.pictures.read(name).await?;
    let side = request.side;
    let small = blocking(move || attachments::thumbnail(&bytes, side)).await?;
    let small = small.map_err(|refusal| refused("the picture", &refusal))?;
    Ok(AttachmentPreview {
        media_type: "image/png".to_owned(),
        bytes: BASE64.encode(small),
    })
}

/// Drops what was never sent and removes pictures that nobody has. Not worth failing for.
pub(crate) async fn clean(studio: &Studio) {
    let before = Timestamp(clock::now().0.saturating_sub(KEPT_UNSENT));
    if let Err(error) = studio.disk().drop_unsent(before).await {
        tracing::warn!(code = error.code.as_str(), "nothing unsent was dropped");
        return;
    }
    let pictures = &studio.stores().disk().pictures;
    let all = pictures.all().await;
    pictures.drop_unused(studio.disk(), &all).await;
}

/// A model that is known not to see is not sent pictures.
///
/// # Errors
/// `InvalidInput` about `attachments`.
pub(crate) fn check_seen(target: &Target, all: &[Attachment]) -> Result<()> {
    let picture = all.iter().find(|one| one.kind.is_picture());
    match picture {
        Some(picture) if target.source.sees(&target.asked.model) == Some(false) => {
            let message = format!(
                "{} cannot see pictures: remove “{}”, or choose a model that can",
                target.asked.model, picture.name
            );
            Err(check::invalid("attachments", &message))
        }
        _ => Ok(()),
    }
}

/// Not too many of them.
pub(crate) fn check_count(all: &[AttachmentId]) -> Result<()> {
    if all.len() <= MOST {
        return Ok(());
    }
    let message = format!(
        "A message takes {MOST} attachments; these are {}",
        all.len()
    );
    Err(check::invalid("attachments", &message))
}

async fn attach(
    studio: &Studio,
    draft: Draft,
    source: Source,
    ticket: Option<u64>,
) -> Result<Attachment> {
    let reading = studio.parts().readings.begin(ticket).await?;
    let name = source.name();
    let (reader, stop) = (studio.parts().reader.clone(), reading.stop());
    let read = blocking(move || read(&reader, source, &stop)).await?;
    let (read, bytes) = read.map_err(|refusal| refused(&name, &refusal))?;
    let (provider, model) = usual(studio, draft).await?;
    let (read, tokens) = blocking(move || {
        let tokens = tokens(&read, &provider, &model);
        (read, tokens)
    })
    .await?;
    let kind = kind(&read);
    let left_out = read.left_out.map(|left_out| LeftOut {
        chars: left_out.chars,
        pages: left_out.pages,
    });
    let attachment = Attachment {
        id: AttachmentId(clock::id()),
        name: read.name,
        kind,
        bytes,
        tokens: Some(u32::try_from(tokens).unwrap_or(u32::MAX)),
        left_out,
        made: None,
    };
    // The person took it away while it was read.
    reading.go_on()?;
    keep(studio, &attachment, draft, read.content).await?;
    Ok(attachment)
}

async fn keep(
    studio: &Studio,
    attachment: &Attachment,
    draft: Draft,
    content: Content,
) -> Result<()> {
    let new = |content| NewAttachment {
        attachment: attachment.clone(),
        draft,
        content,
        now: clock::now(),
    };
    let kept = match draft {
        Draft::Conversation(id) => studio.write_to(id).await.clone(),
        Draft::Nothing | Draft::Unmade => studio.stores().disk().clone(),
    };
    let picture = match content {
        Content::Text(text) => {
            let new = new(AttachmentContent::Text(text));
            return kept.add_attachment(new, || true).await.map(drop);
        }
        Content::Image { bytes, .. } => bytes,
    };
    let pictures = &kept.pictures;
    // A second time, should another process have removed the same picture in between.
    for _ in 0..2 {
        let name = pictures.keep(picture.clone()).await?;
        let there = pictures.path(&name);
        let new = new(AttachmentContent::Picture(name));
        let there = move || there.is_none_or(|there| there.exists());
        if kept.add_attachment(new, there).await? {
            return Ok(());
        }
    }
    let message = format!("“{}” could not be kept", attachment.name);
    Err(Error::new(Code::StorageUnavailable, message))
}

/// The file as it was read, and its bytes.
fn read(
    reader: &Reader,
    source: Source,
    stop: &Stop,
) -> std::result::Result<(attachments::Attachment, u64), Refused> {
    match source {
        Source::File(path) => {
            let bytes = std::fs::metadata(&path).map_or(0, |about| about.len());
            Ok((reader.read_file(&path, stop)?, bytes))
        }
        Source::Base64 { name, text } => {
            let bytes = BASE64.decode(text).map_err(|error| Refused::Damaged {
                kind: "pasted".to_owned(),
                place: "base64".to_owned(),
                why: error.to_string(),
            })?;
            let length = bytes.len() as u64;
            Ok((reader.read(bytes, &name, &Limits::default(), stop)?, length))
        }
    }
}

/// For whom pictures are counted: whoever answers there as a rule.
async fn usual(studio: &Studio, draft: Draft) -> Result<(ProviderId, ModelId)> {
    let settings = studio.disk().settings().await?;
    let chosen = match draft {
        Draft::Conversation(id) => studio.store_of(id).await.reply_options(id).await?,
        Draft::Nothing | Draft::Unmade => Default::default(),
    };
    let provider = chosen.provider.or(settings.default_provider);
    let model = chosen.model.or(settings.default_model);
    let unknown = || ModelId(String::new());
    Ok((provider.unwrap_or_default(), model.unwrap_or_else(unknown)))
}

fn tokens(read: &attachments::Attachment, provider: &ProviderId, model: &ModelId) -> u64 {
    match &read.content {
        Content::Image { bytes, .. } => tokens::image(&provider.0, &model.0, bytes).tokens,
        Content::Text(_) => tokens::text(&attachments::as_prompt(read)).tokens,
    }
}

fn kind(read: &attachments::Attachment) -> AttachmentKind {
    match (&read.kind, &read.content) {
        (Kind::Image { width, height, .. }, Content::Image { media_type, .. }) => {
            AttachmentKind::Image {
                media_type: media_type.clone(),
                width: *width,
                height: *height,
            }
        }
        (Kind::Document { format, pages }, _) => AttachmentKind::Document {
            format: match format {
                attachments::DocumentFormat::Pdf => DocumentFormat::Pdf,
                attachments::DocumentFormat::Docx => DocumentFormat::Docx,
                attachments::DocumentFormat::Pptx => DocumentFormat::Pptx,
                attachments::DocumentFormat::Xlsx => DocumentFormat::Xlsx,
                attachments::DocumentFormat::Odt => DocumentFormat::Odt,
            },
            pages: *pages,
        },
        (Kind::Text { language }, _) => AttachmentKind::Text {
            language: language.clone(),
        },
        // A reader's picture always comes with its bytes.
        (Kind::Image { .. }, Content::Text(_)) => AttachmentKind::Text { language: None },
    }
}

/// Why a file was not taken, with the reader's own code as the detail.
fn refused(name: &str, refusal: &Refused) -> Error {
    failed(&format!("“{name}” was not attached"), refusal)
}

/// Why a file was not read, with what did not happen because of it.
pub(crate) fn failed(what: &str, refusal: &Refused) -> Error {
    let code = match refusal {
        Refused::Stopped => Code::Cancelled,
        Refused::ReaderFailed { .. } => Code::Internal,
        _ => Code::InvalidInput,
    };
    Error::new(code, format!("{what}: {refusal}")).with_detail(refusal.code())
}

/// Runs `work` where blocking is allowed.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        Error::new(Code::Internal, "Something went wrong while a file was read").with_detail(error)
    })
}
