//! Languages whose lines say by their beginning what they are.

use super::cursor::Cursor;
use super::{Class, State, Within};

/// A difference of two texts.
pub fn diff(cursor: &mut Cursor<'_>) {
    let line = cursor.rest();
    let class = match line.as_bytes().first() {
        _ if line.starts_with("+++") || line.starts_with("---") => Class::Meta,
        _ if line.starts_with("@@") => Class::Function,
        Some(b'+' | b'>') => Class::Inserted,
        Some(b'-' | b'<') => Class::Deleted,
        Some(b' ' | b'\n') | None => return,
        _ if [
            "diff ",
            "index ",
            "new ",
            "deleted ",
            "rename ",
            "similarity ",
        ]
        .iter()
        .any(|word| line.starts_with(word)) =>
        {
            Class::Meta
        }
        _ => return,
    };
    cursor.take_rest(class);
}

/// Markdown as source.
pub fn markdown(cursor: &mut Cursor<'_>, state: &mut State) {
    let line = cursor.rest();
    let text = line.trim_start();
    let indent = line.len() - text.len();
    if text.starts_with("```") || text.starts_with("~~~") {
        let open = state.within == Within::Fence;
        state.within = if open { Within::Nothing } else { Within::Fence };
        cursor.take_rest(Class::Meta);
        return;
    }
    if state.within == Within::Fence {
        cursor.take_rest(Class::String);
        return;
    }
    cursor.skip(indent);
    if is_heading(text) {
        cursor.take_rest(Class::Keyword);
        return;
    }
    if text.starts_with('>') {
        cursor.take(1, Class::Meta);
    } else if let Some(mark) = list_mark(text) {
        cursor.take(mark, Class::Meta);
    }
    spans(cursor);
}

fn is_heading(text: &str) -> bool {
    let rest = text.trim_start_matches('#');
    (1..=6).contains(&(text.len() - rest.len())) && rest.starts_with([' ', '\n'])
}

/// Bytes of `-`, `*`, `+` or `1.` before a space.
fn list_mark(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = text[digits..].chars().next()?;
    let fits = if digits > 0 {
        ".)".contains(mark)
    } else {
        "-*+".contains(mark)
    };
    (fits && text[digits + 1..].starts_with(' ')).then_some(digits + 1)
}

fn spans(cursor: &mut Cursor<'_>) {
    while let Some(byte) = cursor.byte() {
        let rest = cursor.rest();
        let spanned = match byte {
            b'`' => enclosed(rest, "`").map(|length| (length, Class::String)),
            b'*' if rest.starts_with("**") => {
                enclosed(rest, "**").map(|length| (length, Class::Type))
            }
            b'*' => enclosed(rest, "*").map(|length| (length, Class::Type)),
            b'[' => rest
                .find("](")
                .and_then(|at| Some(at + rest[at..].find(')')? + 1))
                .map(|length| (length, Class::Attribute)),
            _ => None,
        };
        match spanned {
            Some((length, class)) => cursor.take(length, class),
            None => cursor.skip(1),
        }
    }
}

/// Bytes of what stands between two marks, with them.
fn enclosed(text: &str, mark: &str) -> Option<usize> {
    let inside = &text[mark.len()..];
    let end = inside
        .find(mark)
        .filter(|end| *end > 0 && !inside.starts_with(' '))?;
    Some(end + 2 * mark.len())
}
