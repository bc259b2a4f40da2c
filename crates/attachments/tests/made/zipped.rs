//! Zipped documents, part by part.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A ZIP of parts.
pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A list of relationships: kind and target, with the ids `r1`, `r2` …
pub fn relations(list: &[(&str, &str)]) -> String {
    let mut out = "<Relationships>".to_owned();
    for (n, (kind, target)) in list.iter().enumerate() {
        out += &format!(
            r#"<Relationship Id="r{}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#,
            n + 1
        );
    }
    out + "</Relationships>"
}

/// A DOCX whose body is `body`, with more parts.
pub fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document =
        format!(r#"<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>"#);
    let package = relations(&[("officeDocument", "word/document.xml")]);
    let mut parts = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", package.as_str()),
        ("word/document.xml", document.as_str()),
    ];
    parts.extend(more);
    archive(&parts)
}

/// A paragraph of one run.
pub fn paragraph(text: &str) -> String {
    format!(r#"<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}
