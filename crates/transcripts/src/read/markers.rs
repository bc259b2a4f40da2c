//! ChatGPT's inline markers: U+E200 kind U+E202 argument … U+E201.
//!
//! They stand in replies for what the web page draws: citations, entities, links,
//! picture rows. The characters are of the private use area and show as boxes
//! elsewhere. Known from exports in public repositories; of kinds that are not
//! known here nothing is left.

use serde_json::Value;

const OPEN: char = '\u{e200}';
const CLOSE: char = '\u{e201}';
const NEXT: char = '\u{e202}';
const LONGEST: usize = 4_096;

/// The text with each marker replaced by what a reader would see of it.
pub fn without_markers(text: &str) -> String {
    if !text.contains(OPEN) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        out.push_str(before);
        let window = &after[..after.floor_char_boundary(LONGEST)];
        match window.find(CLOSE) {
            Some(end) => {
                out.push_str(&visible(&window[..end]));
                rest = &after[end + CLOSE.len_utf8()..];
            }
            // Never closed: the sign alone goes, the text stays.
            None => rest = after,
        }
    }
    out.push_str(rest);
    out
}

fn visible(marker: &str) -> String {
    let Some((kind, argument)) = marker.split_once(NEXT) else {
        return String::new();
    };
    match kind {
        // ["company","OpenAI","what it is"]
        "entity" => match serde_json::from_str::<Value>(argument) {
            Ok(fields) => fields[1].as_str().unwrap_or_default().to_owned(),
            Err(_) => String::new(),
        },
        // The title, then where it leads.
        "url" | "link_title" => argument.split(NEXT).next().unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}
