//! Why a file was not taken.

use serde::{Deserialize, Serialize};

/// A file that was not taken. The text is plain English for a log or a terminal; the interface words its
/// own by [`Refused::code`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refused {
    /// The file could not be opened or read from disk.
    #[error("the file cannot be opened: {why}")]
    Unopened {
        /// The system's words.
        why: String,
    },
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// More bytes than [`crate::Limits`] allows: of the file, or of what it unpacks to.
    #[error("{what} is larger than {most} bytes")]
    TooLarge {
        /// `the file`, or what inside it.
        what: String,
        /// The limit.
        most: u64,
    },
    /// A picture with more pixels than [`crate::Limits`] allows.
    #[error("the picture has {width} × {height} pixels; at most {most} are taken")]
    TooManyPixels {
        /// As the file states it.
        width: u32,
        /// As the file states it.
        height: u32,
        /// Width × height.
        most: u64,
    },
    /// The file breaks its format's rules.
    #[error("the {kind} file is damaged: {place}: {why}")]
    Damaged {
        /// `PDF`, `DOCX`, `PNG` …
        kind: String,
        /// Where: `page 3`, `word/document.xml` …
        place: String,
        /// What is wrong there.
        why: String,
    },
    /// The file asks for a password.
    #[error("the {kind} file is protected by a password; save a copy without it")]
    PasswordProtected {
        /// `PDF`, `Office` …
        kind: String,
    },
    /// A kind of file that cannot be read.
    #[error("{kind} cannot be read; {TAKEN} can")]
    Unsupported {
        /// What it is, as far as its content tells: `a ZIP archive`, `a video (MP4)` …
        kind: String,
    },
    /// A PDF of pictures without text: a scan.
    #[error("the PDF has {pages} pages without text: a scan? attach its pages as pictures")]
    NoText {
        /// How many pages were looked at.
        pages: u32,
    },
    /// [`crate::Limits::time`] ran out.
    #[error("reading the file took longer than {seconds} seconds")]
    TookTooLong {
        /// The limit.
        seconds: u64,
    },
    /// [`crate::Stop`] was pulled.
    #[error("reading the file was stopped")]
    Stopped,
    /// The child process could not be started or spoken to: nothing is wrong with the file.
    #[error("the reading process failed: {why}")]
    ReaderFailed {
        /// The system's words.
        why: String,
    },
}

/// What is taken, for the text of [`Refused::Unsupported`].
pub const TAKEN: &str =
    "pictures (PNG, JPEG, GIF, WebP, BMP, TIFF), PDF, DOCX, PPTX, XLSX, ODT, and text or code";

impl Refused {
    /// A code that the interface words a message by: `too_large`, `password_protected` …
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unopened { .. } => "unopened",
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::TooManyPixels { .. } => "too_many_pixels",
            Self::Damaged { .. } => "damaged",
            Self::PasswordProtected { .. } => "password_protected",
            Self::Unsupported { .. } => "unsupported",
            Self::NoText { .. } => "no_text",
            Self::TookTooLong { .. } => "took_too_long",
            Self::Stopped => "stopped",
            Self::ReaderFailed { .. } => "reader_failed",
        }
    }

    pub(crate) fn damaged(kind: &str, place: impl Into<String>, why: impl ToString) -> Self {
        Self::Damaged {
            kind: kind.into(),
            place: place.into(),
            why: why.to_string(),
        }
    }

    pub(crate) fn unsupported(kind: impl Into<String>) -> Self {
        Self::Unsupported { kind: kind.into() }
    }
}
