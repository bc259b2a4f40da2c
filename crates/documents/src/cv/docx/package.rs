//! The parts of a DOCX in one file.

use std::io::{self, Cursor, Write as _};

use contract::Timestamp;
use docx_rs::{RunProperty, XMLDocx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::portrait::Photo;
use crate::cv::story::Story;
use crate::xml;

/// Makes a run run from right to left. docx-rs has no word for that: another property, which no CV
/// has, stands in its place until the parts are packed.
pub(super) fn right_to_left(property: RunProperty) -> RunProperty {
    property.spec_vanish()
}

/// Packs the parts that a CV has, in the order that Word reads them in.
pub(super) fn pack(
    parts: XMLDocx,
    story: &Story,
    photo: Option<&Photo>,
    created: Timestamp,
) -> io::Result<Vec<u8>> {
    let mut document = text(parts.document)?
        .replace("<w:specVanish />", "<w:rtl />")
        // docx-rs forgets that the letters of Arabic and Hebrew are not to be bold either.
        .replace(
            "<w:b w:val=\"false\" /><w:bCs />",
            "<w:b w:val=\"false\" /><w:bCs w:val=\"false\" />",
        );
    if let Some(photo) = photo {
        document = photo.described(&document);
    }
    let language = &story.language;
    let styles = text(parts.styles)?.replacen(
        "<w:rPrDefault><w:rPr>",
        &format!(
            "<w:rPrDefault><w:rPr><w:lang w:val=\"{language}\" w:eastAsia=\"{language}\" \
             w:bidi=\"{language}\" />"
        ),
        1,
    );
    // docx-rs takes every picture for a PNG.
    let relations = in_order(&text(parts.document_rels)?.replace(".png\"", ".jpeg\""));
    let core = core(story, created);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Without a time of its own: the same CV gives the same bytes.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let all: [(&str, &[u8]); 11] = [
        ("[Content_Types].xml", &parts.content_type),
        ("_rels/.rels", &parts.rels),
        ("docProps/app.xml", &parts.doc_props.app),
        ("docProps/core.xml", core.as_bytes()),
        ("docProps/custom.xml", &parts.doc_props.custom),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/settings.xml", &parts.settings),
        ("word/fontTable.xml", &parts.font_table),
        ("word/numbering.xml", &parts.numberings),
    ];
    let comments: [(&str, &[u8]); 3] = [
        ("word/comments.xml", &parts.comments),
        ("word/commentsExtended.xml", &parts.comments_extended),
        ("word/footnotes.xml", &parts.footnotes),
    ];
    for (name, part) in all.into_iter().chain(comments) {
        zip.start_file(name, options).map_err(io::Error::other)?;
        zip.write_all(part)?;
    }
    for (id, picture) in parts.media {
        zip.start_file(format!("word/media/{id}.jpeg"), options)
            .map_err(io::Error::other)?;
        zip.write_all(&picture)?;
    }
    let done = zip.finish().map_err(io::Error::other)?;
    Ok(done.into_inner())
}

/// The relations in one order: docx-rs writes them in a map's, which is another each time.
fn in_order(relations: &str) -> String {
    const ONE: &str = "<Relationship ";
    const END: &str = "</Relationships>";
    let body = relations.trim_end().strip_suffix(END).unwrap_or(relations);
    let mut pieces = body.split(ONE);
    let head = pieces.next().unwrap_or_default();
    let mut pieces: Vec<&str> = pieces.collect();
    pieces.sort_unstable();
    let mut out = head.to_owned();
    for piece in pieces {
        out.push_str(ONE);
        out.push_str(piece);
    }
    out.push_str(END);
    out
}

fn text(part: Vec<u8>) -> io::Result<String> {
    String::from_utf8(part).map_err(io::Error::other)
}

fn core(story: &Story, created: Timestamp) -> String {
    let date = xml::date_time(created);
    let name = xml::escaped(&story.name);
    let language = &story.language;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{name}</dc:title><dc:creator>{name}</dc:creator>\
         <dc:language>{language}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:modified>\
         </cp:coreProperties>"
    )
}
