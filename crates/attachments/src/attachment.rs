//! An attachment that was read: what it is and what a model is given of it.

use serde::{Deserialize, Serialize};

/// A file made ready for a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attachment {
    /// The file's name without its folder, made safe to show by [`crate::safe_name`].
    pub name: String,
    /// What the file is, told by its content.
    pub kind: Kind,
    /// What a model is given.
    pub content: Content,
    /// What a limit kept out of the text; `None` when all of it is there.
    pub left_out: Option<LeftOut>,
}

impl Attachment {
    /// Whether a limit kept something out.
    pub fn truncated(&self) -> bool {
        self.left_out.is_some()
    }
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A picture.
    Image {
        /// What the file held; [`Content::Image`] says what it became.
        format: ImageFormat,
        /// Pixels, as sent and shown: after scaling and turning.
        width: u32,
        /// Pixels, as sent and shown.
        height: u32,
    },
    /// Plain text, source code included.
    Text {
        /// The label of a Markdown code fence (`rust`, `python`); `None` for prose.
        language: Option<String>,
    },
    /// A document whose text was taken out.
    Document {
        /// The file's format.
        format: DocumentFormat,
        /// Pages of a PDF, slides of a presentation, sheets of a workbook, those left out included.
        /// `None` where the file does not know.
        pages: Option<u32>,
    },
}

/// A picture's format in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names of the formats")]
pub enum ImageFormat {
    Png,
    Jpeg,
    Gif,
    WebP,
    Bmp,
    Tiff,
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

/// What a model is given of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// An encoded picture without private metadata.
    Image {
        /// The encoded file. Travels beside the JSON ([`crate::apart`]), not in it.
        #[serde(skip)]
        bytes: Vec<u8>,
        /// `image/png`, `image/jpeg` or `image/webp`.
        media_type: String,
    },
    /// Text with `\n` line ends.
    Text(String),
}

/// What a limit kept out of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Characters (Unicode scalar values) that were read and cut off the end.
    pub chars: u64,
    /// Pages, slides or sheets at the end that were not read at all.
    pub pages: u32,
}
