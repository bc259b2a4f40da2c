//! What reading one file may cost.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Bounds on one file. The defaults suit a chat: a text at the limit is some 100,000 tokens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// A larger file is refused unread.
    pub max_file_bytes: u64,
    /// Characters of text; what is beyond is cut and counted.
    pub max_text_chars: u64,
    /// Pages, slides or sheets; those beyond are left out and counted.
    pub max_pages: u32,
    /// Bytes that the parts of a zipped document may unpack to, together.
    pub max_unpacked_bytes: u64,
    /// Pixels that a picture may have before it is decoded (width × height).
    pub max_pixels: u64,
    /// The longer side of a picture as it is sent; a larger one is scaled down.
    pub max_image_side: u32,
    /// Bytes of a picture as it is sent; a larger one is encoded again and scaled down until it fits.
    pub max_image_bytes: u64,
    /// How long reading may take.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_file_bytes: 32 << 20,
            max_text_chars: 400_000,
            max_pages: 500,
            max_unpacked_bytes: 128 << 20,
            max_pixels: 100_000_000,
            max_image_side: 2048,
            max_image_bytes: 4_500_000,
            time: Duration::from_secs(20),
        }
    }
}
