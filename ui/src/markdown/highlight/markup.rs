//! HTML, XML and what is like them, with scripts and styles within.

use super::cursor::Cursor;
use super::grammar::Grammar;
use super::languages::{SCRIPT, STYLE};
use super::{Class, Guest, State, Within, code};

const COMMENT: u8 = 0;

/// Reads a line.
pub fn lex(_: &Grammar, cursor: &mut Cursor<'_>, state: &mut State) {
    while !cursor.rest().is_empty() {
        match (state.guest, state.within) {
            (Guest::None | Guest::Script | Guest::Style, Within::Tag) => in_tag(cursor, state),
            (Guest::None, Within::Comment(_)) => in_comment(cursor, state),
            (Guest::None, _) => text(cursor, state),
            (Guest::Script, _) => guest(&SCRIPT, "</script", cursor, state),
            (Guest::Style, _) => guest(&STYLE, "</style", cursor, state),
        }
    }
}

/// Reads the line up to the tag that ends the guest with the guest's grammar.
fn guest(grammar: &Grammar, end: &str, cursor: &mut Cursor<'_>, state: &mut State) {
    let rest = cursor.rest();
    let to = rest.match_indices('<').map(|(at, _)| at).find(|at| {
        rest.get(*at..at + end.len())
            .is_some_and(|tag| tag.eq_ignore_ascii_case(end))
    });
    if to != Some(0) {
        cursor.within(to.unwrap_or(rest.len()), |cursor| {
            code::lex(grammar, cursor, state)
        });
    }
    if to.is_some() {
        // Whatever is open in it ends with it.
        state.guest = Guest::None;
        state.within = Within::Nothing;
        state.depth = 0;
        open_tag(cursor, state);
    }
}

fn text(cursor: &mut Cursor<'_>, state: &mut State) {
    let rest = cursor.rest();
    let Some(at) = rest.find(['<', '&']) else {
        cursor.skip(rest.len());
        return;
    };
    cursor.skip(at);
    let rest = &rest[at..];
    if rest.starts_with("<!--") {
        in_comment(cursor, state);
    } else if rest.starts_with("<!") || rest.starts_with("<?") {
        let length = rest.find('>').map_or(rest.len(), |at| at + 1);
        cursor.take(length, Class::Meta);
    } else if let Some(entity) = rest.strip_prefix('&') {
        let name = entity
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
            .count();
        if entity[name..].starts_with(';') {
            cursor.take(name + 2, Class::Number);
        } else {
            cursor.skip(1);
        }
    } else {
        open_tag(cursor, state);
    }
}

fn in_comment(cursor: &mut Cursor<'_>, state: &mut State) {
    match cursor.rest().find("-->") {
        Some(at) => {
            state.within = Within::Nothing;
            cursor.take(at + 3, Class::Comment);
        }
        None => {
            state.within = Within::Comment(COMMENT);
            cursor.take_rest(Class::Comment);
        }
    }
}

/// `<name` and `</name`; anything else behind `<` is text.
fn open_tag(cursor: &mut Cursor<'_>, state: &mut State) {
    let rest = cursor.rest();
    let sign = if rest.starts_with("</") { 2 } else { 1 };
    let length = name_length(&rest[sign..]);
    let name = &rest[sign..sign + length];
    cursor.skip(sign);
    if length == 0 {
        return;
    }
    state.within = Within::Tag;
    if sign == 1 {
        state.guest = match () {
            () if name.eq_ignore_ascii_case("script") => Guest::Script,
            () if name.eq_ignore_ascii_case("style") => Guest::Style,
            () => Guest::None,
        };
    }
    cursor.take(length, Class::Keyword);
}

fn in_tag(cursor: &mut Cursor<'_>, state: &mut State) {
    let rest = cursor.rest();
    let length = name_length(rest);
    if length > 0 {
        cursor.take(length, Class::Attribute);
        return;
    }
    match rest.as_bytes().first() {
        Some(mark @ (b'"' | b'\'')) => {
            // A value that goes on over lines is coloured on its first one only.
            let end = rest[1..]
                .find(char::from(*mark))
                .map_or(rest.len(), |at| at + 2);
            cursor.take(end, Class::String);
        }
        Some(b'>') => {
            if cursor.before().ends_with('/') {
                state.guest = Guest::None;
            }
            state.within = Within::Nothing;
            cursor.skip(1);
        }
        _ => cursor.skip(1),
    }
}

fn name_length(text: &str) -> usize {
    text.bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:.@".contains(byte) || *byte >= 0x80)
        .count()
}
