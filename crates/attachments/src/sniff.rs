//! What a file is, told by its first bytes.
//!
//! Belongs here: magic bytes. What is inside a ZIP is told by [`crate::office`], and whether the rest
//! is text by [`crate::text`].

use crate::attachment::ImageFormat;

/// What the first bytes say.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Looks {
    Image(ImageFormat),
    Pdf,
    /// A ZIP: an office document or an archive.
    Zip,
    /// The container of Office before 2007, which also holds encrypted newer files.
    Ole,
    /// Known and not taken.
    Other(&'static str),
    /// Text, or nothing known.
    Unknown,
}

/// Where a PDF may begin at the latest; readers accept rubbish before it.
const PDF_WITHIN: usize = 1024;

pub(crate) fn looks(bytes: &[u8]) -> Looks {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let at = |from: usize, magic: &[u8]| bytes.get(from..).is_some_and(|b| b.starts_with(magic));
    if starts(b"\x89PNG\r\n\x1a\n") {
        return Looks::Image(ImageFormat::Png);
    }
    if starts(b"\xff\xd8\xff") {
        return Looks::Image(ImageFormat::Jpeg);
    }
    if starts(b"GIF87a") || starts(b"GIF89a") {
        return Looks::Image(ImageFormat::Gif);
    }
    if starts(b"RIFF") {
        return match bytes.get(8..12) {
            Some(b"WEBP") => Looks::Image(ImageFormat::WebP),
            Some(b"WAVE") => Looks::Other("a sound file (WAV)"),
            Some(b"AVI ") => Looks::Other("a video (AVI)"),
            _ => Looks::Other("a RIFF file"),
        };
    }
    // "BM" begins words too: the header's reserved and size fields must agree.
    if starts(b"BM")
        && at(6, &[0; 4])
        && bytes
            .get(14)
            .is_some_and(|&n| matches!(n, 12 | 40 | 52 | 56 | 64 | 108 | 124))
        && at(15, &[0; 3])
    {
        return Looks::Image(ImageFormat::Bmp);
    }
    if starts(b"II*\0") || starts(b"MM\0*") {
        return Looks::Image(ImageFormat::Tiff);
    }
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Looks::Zip;
    }
    if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Looks::Ole;
    }
    if at(4, b"ftyp") {
        return Looks::Other(match bytes.get(8..12) {
            Some(b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1" | b"heim" | b"heis") => {
                "a HEIC picture"
            }
            Some(b"avif" | b"avis") => "an AVIF picture",
            Some(b"M4A ") => "a sound file (M4A)",
            _ => "a video (MP4)",
        });
    }
    for (magic, what) in OTHERS {
        if starts(magic) {
            return Looks::Other(what);
        }
    }
    let head = &bytes[..bytes.len().min(PDF_WITHIN)];
    // Text about PDFs may have the word in it: past the start only binary rubbish may precede it.
    if starts(b"%PDF-")
        || (head.windows(5).any(|w| w == b"%PDF-")
            && std::str::from_utf8(&head[..head.len().min(64)]).map_or(true, |t| {
                t.trim_start_matches('\u{feff}')
                    .trim_start()
                    .starts_with("%PDF-")
            }))
    {
        return Looks::Pdf;
    }
    Looks::Unknown
}

const OTHERS: &[(&[u8], &str)] = &[
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a WebAssembly program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"ID3", "a sound file (MP3)"),
    (b"\xff\xfb", "a sound file (MP3)"),
    (b"OggS", "a sound file (Ogg)"),
    (b"fLaC", "a sound file (FLAC)"),
    (b"\x1aE\xdf\xa3", "a video (Matroska or WebM)"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"GGUF", "a GGUF model"),
    (b"\0\0\x01\0", "an icon (ICO)"),
    (b"8BPS", "a Photoshop picture"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_by_content() {
        assert_eq!(looks(b"\x89PNG\r\n\x1a\n"), Looks::Image(ImageFormat::Png));
        assert_eq!(looks(b"\r\n%PDF-1.7\n"), Looks::Pdf);
        assert_eq!(looks(b"\xff\0junk%PDF-1.4"), Looks::Pdf);
        assert_eq!(
            looks(b"A PDF begins with %PDF-1.7, see above."),
            Looks::Unknown
        );
        assert_eq!(looks(b"BMW and other cars are text"), Looks::Unknown);
        assert_eq!(looks(b"\0\0\0\x18ftypheic"), Looks::Other("a HEIC picture"));
        assert_eq!(looks(b""), Looks::Unknown);
    }
}
