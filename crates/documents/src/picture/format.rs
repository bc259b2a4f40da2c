//! Which format a file has, by its first bytes. Its name and what somebody says of it count for nothing.

use image::ImageFormat;

use super::BadPicture;

/// The format of a picture that is taken.
pub(super) fn of(bytes: &[u8]) -> Result<ImageFormat, BadPicture> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let at = |from: usize, magic: &[u8]| {
        bytes
            .get(from..from + magic.len())
            .is_some_and(|found| found == magic)
    };
    if begins(b"\xff\xd8\xff") {
        return Ok(ImageFormat::Jpeg);
    }
    if begins(b"\x89PNG\r\n\x1a\n") {
        return Ok(ImageFormat::Png);
    }
    if begins(b"RIFF") && at(8, b"WEBP") {
        return Ok(ImageFormat::WebP);
    }
    // What people try, so that they learn why it does not do.
    let found = if begins(b"GIF8") {
        Some("a GIF")
    } else if at(4, b"ftyphei") || at(4, b"ftyphev") || at(4, b"ftypmif1") {
        Some("a HEIC")
    } else if at(4, b"ftypavif") {
        Some("an AVIF")
    } else if begins(b"II*\0") || begins(b"MM\0*") {
        Some("a TIFF")
    } else if begins(b"BM") {
        Some("a BMP")
    } else if begins(b"%PDF") {
        Some("a PDF")
    } else if is_svg(bytes) {
        Some("an SVG")
    } else {
        None
    };
    Err(BadPicture::Format { found })
}

/// Its name in messages.
pub(super) fn name(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Jpeg => "JPEG",
        ImageFormat::Png => "PNG",
        _ => "WebP",
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1_000)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    head.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<')
        && head.contains("<svg")
}
