//! A picture's file without what is not the picture: place, owner, camera, comments, thumbnails, and
//! whatever was appended. Lossless: what holds pixels and colours is copied as it is.
//!
//! Lists say what stays, so that an unknown part goes. `None` when the file's structure is not
//! understood to its end; the caller then encodes the pixels anew.

use crate::attachment::ImageFormat;

/// The stripped file and its media type; `None` also for formats that are converted anyway.
pub(super) fn stripped(bytes: &[u8], format: ImageFormat) -> Option<(Vec<u8>, &'static str)> {
    match format {
        ImageFormat::Jpeg => Some((jpeg(bytes)?, "image/jpeg")),
        ImageFormat::Png => Some((png(bytes)?, "image/png")),
        ImageFormat::WebP => Some((webp(bytes)?, "image/webp")),
        ImageFormat::Gif | ImageFormat::Bmp | ImageFormat::Tiff => None,
    }
}

/// ITU T.81, annex B. Ends with the first end-of-image mark: phones append videos and more pictures.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xff, 0xd8];
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
    loop {
        let (marker, after) = match rest {
            [0xff, 0xff, ..] => {
                rest = &rest[1..];
                continue;
            }
            [0xff, marker, after @ ..] => (*marker, after),
            _ => return None,
        };
        if marker == 0xd9 {
            out.extend([0xff, 0xd9]);
            return Some(out);
        }
        let length = usize::from(u16::from_be_bytes(after.get(..2)?.try_into().ok()?));
        let body = after.get(2..length.max(2))?;
        rest = after.get(length.max(2)..)?;
        let stays = match marker {
            // JFIF; its extension (a thumbnail) is another APP0.
            0xe0 => body.starts_with(b"JFIF\0"),
            // The colour profile and the colour transform, without which colours change.
            0xe2 => body.starts_with(b"ICC_PROFILE\0"),
            0xee => body.starts_with(b"Adobe"),
            // Frame headers, tables, scans.
            0xc0..=0xcf | 0xda..=0xdd => true,
            _ => false,
        };
        if stays {
            out.extend([0xff, marker]);
            out.extend(&after[..length.max(2)]);
        }
        if marker == 0xda {
            let coded = entropy_length(rest)?;
            out.extend(&rest[..coded]);
            rest = &rest[coded..];
        }
    }
}

/// Bytes of a scan until the next marker; a stuffed zero and restart marks belong to the scan.
fn entropy_length(scan: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += scan.get(at..)?.iter().position(|&byte| byte == 0xff)?;
        match scan.get(at + 1)? {
            0 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

/// The chunks of the PNG specification that say how pixels look.
const PNG_STAYS: [&[u8; 4]; 15] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"bKGD", b"pHYs", b"mDCV", b"cLLI",
];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut out = SIGNATURE.to_vec();
    loop {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let name: &[u8; 4] = rest.get(4..8)?.try_into().ok()?;
        let whole = length.checked_add(12)?;
        let chunk = rest.get(..whole)?;
        if PNG_STAYS.contains(&name) {
            out.extend(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
        rest = &rest[whole..];
    }
}

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    /// Flags of `VP8X` that say that Exif and XMP follow.
    const NOTES: u8 = 0b0000_1100;
    let size = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let mut rest = bytes.get(..size.checked_add(8)?)?.get(12..)?;
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    while !rest.is_empty() {
        let name = rest.get(..4)?;
        let length = usize::try_from(u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?)).ok()?;
        // Chunks are padded to an even length; some writers forget it on the last.
        let whole = length
            .checked_add(8 + length % 2)?
            .min(rest.len().max(length.checked_add(8)?));
        let chunk = rest.get(..whole)?;
        if matches!(
            name,
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP"
        ) {
            let start = out.len();
            out.extend(chunk);
            if name == b"VP8X" {
                *out.get_mut(start + 8)? &= !NOTES;
            }
            if !out.len().is_multiple_of(2) {
                out.push(0);
            }
        }
        rest = &rest[whole..];
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Some(out)
}
