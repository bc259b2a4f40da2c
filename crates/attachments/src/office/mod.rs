//! Office documents: zipped XML. Which one it is, is told by its parts.

mod docx;
mod odt;
mod package;
mod pptx;
mod sheet_number;
mod table;
mod xlsx;
mod xml;

use crate::{Limits, Refused, guard::Watch, read::Extracted};
use package::Package;

/// What the readers of the formats share.
struct Job<'a> {
    package: Package,
    limits: &'a Limits,
    watch: &'a Watch,
}

/// Takes the text out of a zipped document.
pub(crate) fn extract(
    bytes: Vec<u8>,
    limits: &Limits,
    watch: &Watch,
) -> Result<Extracted, Refused> {
    let mut job = Job {
        package: Package::open(bytes, limits)?,
        limits,
        watch,
    };
    if let Some(main) = job.package.office_part(watch)? {
        return match main.split('/').next() {
            Some("word") => docx::extract(job, &main),
            Some("ppt") => pptx::extract(job, &main),
            Some("xl") if main.ends_with(".bin") => {
                Err(Refused::unsupported("a binary workbook (XLSB)"))
            }
            Some("xl") => xlsx::extract(job, &main),
            _ => Err(Refused::unsupported(
                "an Office document of an unknown kind",
            )),
        };
    }
    if let Some(kind) = job.package.part("mimetype")? {
        return match kind.trim() {
            "application/vnd.oasis.opendocument.text"
            | "application/vnd.oasis.opendocument.text-template" => odt::extract(job),
            "application/vnd.oasis.opendocument.spreadsheet" => {
                Err(Refused::unsupported("an OpenDocument workbook (ODS)"))
            }
            "application/vnd.oasis.opendocument.presentation" => {
                Err(Refused::unsupported("an OpenDocument presentation (ODP)"))
            }
            "application/epub+zip" => Err(Refused::unsupported("an electronic book (EPUB)")),
            _ => Err(Refused::unsupported("a ZIP archive")),
        };
    }
    let kind = if job.package.has("Index/Document.iwa") {
        "an Apple iWork document"
    } else if job.package.has("META-INF/MANIFEST.MF") {
        "a Java archive"
    } else {
        "a ZIP archive"
    };
    Err(Refused::unsupported(kind))
}

/// Why a file in the old container is not taken: newer documents with a password look like that too.
pub(crate) fn ole(bytes: &[u8]) -> Refused {
    let named = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if named("EncryptedPackage") {
        return Refused::PasswordProtected {
            kind: "Office".into(),
        };
    }
    Refused::unsupported(if named("WordDocument") {
        "a Word document from before 2007 (DOC)"
    } else if named("Workbook") {
        "an Excel workbook from before 2007 (XLS)"
    } else if named("PowerPoint Document") {
        "a PowerPoint presentation from before 2007 (PPT)"
    } else {
        "an OLE file"
    })
}
