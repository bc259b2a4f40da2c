//! Pictures within bounds: whatever a file holds, what comes out is a small JPEG that stands upright
//! and says nothing of where or with what it was taken.
//!
//! Belongs here: which files are taken, decoding, `data:` URLs. Does not belong here: where a picture
//! stands on a page.

mod color;
mod cut;
mod decode;
mod format;
mod kept;
mod url;

pub use crate::layout::Picture;
pub use decode::{LONGEST_FILE, LONGEST_SIDE, MOST_PIXELS, read};
pub use url::to_url;

pub(crate) use cut::Cut;
pub(crate) use kept::{Kept, of_url};
pub(crate) use url::{from_url, is_data};

/// Why a file is no picture that can be shown. Its text goes on after "cannot be read: ".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPicture {
    /// The file is larger than any photo.
    #[error("it has {} MB; {} MB are read at the most", .bytes.div_ceil(1_000_000), .most / 1_000_000)]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// What is read at the most.
        most: u64,
    },
    /// More pixels than any camera's.
    #[error("it has {width} × {height} pixels; {} million are read at the most", .most / 1_000_000)]
    TooManyPixels {
        /// Across.
        width: u32,
        /// Down.
        height: u32,
        /// What is read at the most.
        most: u64,
    },
    /// Of another format, or no picture at all.
    #[error("{}; a JPEG, PNG or WebP is needed", Found(.found))]
    Format {
        /// Which; `None`: none that is known.
        found: Option<&'static str>,
    },
    /// It begins as a picture, and is none.
    #[error("the {format} is damaged: {what}")]
    Damaged {
        /// JPEG, PNG or WebP.
        format: &'static str,
        /// The decoder's words.
        what: String,
    },
    /// A `data:` URL that holds no bytes in base64.
    #[error("its data: address is not in base64")]
    NotBase64,
}

/// What a file seems to be.
struct Found<'a>(&'a Option<&'static str>);

impl std::fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Some(format) => write!(f, "it is {format}"),
            None => f.write_str("it is no picture"),
        }
    }
}
