//! The way of a file: from its bytes to an [`Attachment`].

use std::{fs::File, io::Read, path::Path};

use crate::{
    Attachment, Content, Kind, Limits, Refused, Stop,
    attachment::{DocumentFormat, LeftOut},
    guard::{Watch, guarded},
    image,
    name::safe_name,
    office, pdf,
    sniff::{Looks, looks},
    text,
};

/// A document's text as its reader found it.
pub(crate) struct Extracted {
    pub(crate) format: DocumentFormat,
    pub(crate) pages: Option<u32>,
    pub(crate) text: String,
    pub(crate) left_out: Option<LeftOut>,
}

/// Makes an attachment of a file's bytes. `name` is the file's name; it is shown, and it labels the
/// language of code, but does not decide what the file is.
///
/// Runs on a thread of its own, and answers within `limits.time` or as soon as `stop` is pulled; call it
/// where blocking is allowed. See [`crate::apart::read`] for the files of strangers.
///
/// # Errors
/// See [`Refused`].
pub fn read(
    bytes: Vec<u8>,
    name: &str,
    limits: &Limits,
    stop: &Stop,
) -> Result<Attachment, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.len() as u64 > limits.max_file_bytes {
        return Err(too_large(limits));
    }
    let name = safe_name(name);
    let within = limits.clone();
    guarded(limits, stop, move |watch| {
        attachment(bytes, name, &within, watch)
    })
}

/// [`read`] for a file on disk. No more than the limit is read of it, and only a regular file.
///
/// # Errors
/// See [`Refused`]; [`Refused::Unopened`] when the disk does not give the file.
pub fn read_file(path: &Path, limits: &Limits, stop: &Stop) -> Result<Attachment, Refused> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    read(file_bytes(path, limits)?, &name, limits, stop)
}

/// The bytes of a regular file within the limit.
pub(crate) fn file_bytes(path: &Path, limits: &Limits) -> Result<Vec<u8>, Refused> {
    let unopened = |error: std::io::Error| Refused::Unopened {
        why: error.to_string(),
    };
    // A pipe or a device could block for ever on opening or have no end.
    let about = std::fs::metadata(path).map_err(unopened)?;
    if !about.is_file() {
        let what = if about.is_dir() {
            "a folder"
        } else {
            "a device"
        };
        return Err(Refused::unsupported(what));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| {
            file.take(limits.max_file_bytes.saturating_add(1))
                .read_to_end(&mut bytes)
        })
        .map_err(unopened)?;
    if bytes.len() as u64 > limits.max_file_bytes {
        return Err(too_large(limits));
    }
    Ok(bytes)
}

fn too_large(limits: &Limits) -> Refused {
    Refused::TooLarge {
        what: "the file".into(),
        most: limits.max_file_bytes,
    }
}

fn attachment(
    bytes: Vec<u8>,
    name: String,
    limits: &Limits,
    watch: &Watch,
) -> Result<Attachment, Refused> {
    let document = match looks(&bytes) {
        Looks::Image(format) => {
            let sent = image::prepare(bytes, format, limits, watch)?;
            return Ok(Attachment {
                name,
                kind: Kind::Image {
                    format,
                    width: sent.width,
                    height: sent.height,
                },
                content: Content::Image {
                    bytes: sent.bytes,
                    media_type: sent.media_type.into(),
                },
                left_out: None,
            });
        }
        Looks::Pdf => pdf::extract(bytes, limits, watch)?,
        Looks::Zip => office::extract(bytes, limits, watch)?,
        Looks::Ole => return Err(office::ole(&bytes)),
        Looks::Other(what) => return Err(Refused::unsupported(what)),
        Looks::Unknown => {
            let (text, left_out) = text::extract(&bytes, limits)?;
            let language = text::language(&name, &text).map(Into::into);
            return Ok(Attachment {
                name,
                kind: Kind::Text { language },
                content: Content::Text(text),
                left_out,
            });
        }
    };
    Ok(Attachment {
        name,
        kind: Kind::Document {
            format: document.format,
            pages: document.pages,
        },
        content: Content::Text(document.text),
        left_out: document.left_out,
    })
}
