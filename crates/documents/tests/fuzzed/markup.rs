//! Whether a text is XML that every parser takes.

use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

/// Panics where it is not: a tag that is not closed, an attribute that is there twice, an entity that nobody
/// knows, a character that XML has no place for.
pub fn check(what: &str, part: &[u8]) {
    let text = std::str::from_utf8(part).unwrap_or_else(|error| panic!("{what}: {error}"));
    let allowed = |c: char| match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => c >= ' ',
    };
    if let Some(c) = text.chars().find(|c| !allowed(*c)) {
        panic!("{what}: {c:?} is in it");
    }
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap_or_else(|error| panic!("{what}: {error}"));
                    attribute
                        .normalized_value(XmlVersion::Explicit1_0)
                        .unwrap_or_else(|error| panic!("{what}: {error}"));
                }
            }
            Ok(Event::GeneralRef(entity)) => {
                let known = ["amp", "lt", "gt", "quot", "apos"].contains(&&*entity)
                    || entity.resolve_char_ref().unwrap().is_some_and(allowed);
                assert!(known, "{what}: &{}; is in it", &*entity);
            }
            Ok(_) => {}
            Err(error) => panic!("{what}: {error} at {}", reader.error_position()),
        }
    }
}
