//! Pages become a PDF: subset fonts, text that can be copied, links, bookmarks, and the structure that a
//! screen reader reads.
//!
//! printpdf writes the pages and the fonts; what it has no words for (the structure tree, nested
//! bookmarks, a fixed id) is added to its object tree. See docs/decisions.

mod content;
mod fonts;
mod info;
mod pictures;
mod structure;

use std::io::Write as _;

use contract::Timestamp;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions, Pt};

use crate::layout::Pages;
use pictures::Pictures;

/// Why a PDF cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A face cannot be embedded.
    #[error("the font {face} cannot be embedded: {what}")]
    Font {
        /// Its name.
        face: String,
        /// Why not.
        what: String,
    },
    /// The object tree is not what it should be.
    #[error("the PDF could not be put together: {what}")]
    Broken {
        /// What is wrong.
        what: String,
    },
}

impl From<lopdf::Error> for Error {
    fn from(error: lopdf::Error) -> Self {
        Self::Broken {
            what: error.to_string(),
        }
    }
}

/// Writes pages as a PDF 1.7. `created`: the time that the file says it was made at; the same pages
/// and time give the same bytes.
pub fn write(pages: &Pages, created: Timestamp) -> Result<Vec<u8>, Error> {
    let fonts = fonts::embed(pages)?;
    let pictures = Pictures::of(pages);
    let mut document = PdfDocument::new("");
    let size = (
        Mm::from(Pt(pages.size.width)),
        Mm::from(Pt(pages.size.height)),
    );
    let mut marks = Vec::with_capacity(pages.pages.len());
    for page in &pages.pages {
        let written = content::page(page, pages, &fonts, &pictures);
        document
            .pages
            .push(PdfPage::new(size.0, size.1, written.ops));
        marks.push(written.marked);
    }
    for (id, font) in fonts.into_parts() {
        document.resources.fonts.map.insert(id, font);
    }
    document
        .resources
        .xobjects
        .map
        .extend(pictures.into_parts());
    let mut warnings = Vec::new();
    let options = PdfSaveOptions {
        // Compression comes after what is added below.
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let mut file = document.to_lopdf_document(&options, &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(Error::Broken {
            what: warning.msg.clone(),
        });
    }
    structure::add(&mut file, pages, &marks)?;
    info::add(&mut file, pages, created)?;
    compress(&mut file)?;
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|error| Error::Broken {
        what: error.to_string(),
    })?;
    Ok(bytes)
}

/// Packs streams as far as it takes little time: the last percents of size cost most of it.
fn compress(file: &mut lopdf::Document) -> Result<(), Error> {
    for object in file.objects.values_mut() {
        let lopdf::Object::Stream(stream) = object else {
            continue;
        };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            continue;
        }
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(4));
        let packed = encoder
            .write_all(&stream.content)
            .and_then(|()| encoder.finish())
            .map_err(|error| Error::Broken {
                what: error.to_string(),
            })?;
        if packed.len() < stream.content.len() {
            stream
                .dict
                .set("Filter", lopdf::Object::Name(b"FlateDecode".to_vec()));
            stream.set_content(packed);
        }
    }
    Ok(())
}
