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
    let mut from = 0;
    // Where the next closing sign stands, looked for once and not once a marker.
    let mut close = text.find(CLOSE);
    while let Some(found) = text[from..].find(OPEN) {
        let open = from + found;
        out.push_str(&text[from..open]);
        from = open + OPEN.len_utf8();
        if close.is_some_and(|close| close < from) {
            close = text[from..].find(CLOSE).map(|found| from + found);
        }
        // One that is never closed loses its sign alone; the text stays.
        if let Some(close) = close.filter(|close| close - from <= LONGEST) {
            out.push_str(&visible(&text[from..close]));
            from = close + CLOSE.len_utf8();
        }
    }
    out.push_str(&text[from..]);
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
