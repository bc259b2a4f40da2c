//! The lexer of all languages that consist of words, quotes and comments.

use super::cursor::Cursor;
use super::grammar::{Grammar, Keys, Quote};
use super::quotes::{comment, end_of, go_on, quote_at, raw, to_quote_end};
use super::{Class, State};

/// What the word before makes of a name.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    Nothing,
    Function,
    Type,
    /// The end of a value: a `/` divides.
    Value,
}

/// Reads the rest of a line.
pub fn lex(grammar: &Grammar, cursor: &mut Cursor<'_>, state: &mut State) {
    go_on(grammar, cursor, state);
    let mut before = Before::Nothing;
    while let Some(byte) = cursor.byte() {
        if byte.is_ascii_whitespace() {
            cursor.skip(1);
        } else if comment(grammar, cursor, state) {
            // What follows a comment follows what was before it.
        } else if let Some((place, quote)) = quote_at(grammar, cursor) {
            string(grammar, cursor, state, place, quote);
            before = Before::Value;
        } else if grammar.rust && raw(cursor, state) {
            before = Before::Value;
        } else if starts_word(grammar, byte) {
            before = word(grammar, cursor, state, before);
        } else if byte.is_ascii_digit() {
            let length = number(cursor.rest());
            cursor.take(length, Class::Number);
            before = Before::Value;
        } else {
            before = sign(grammar, cursor, state, byte, before);
        }
    }
}

fn string(grammar: &Grammar, cursor: &mut Cursor<'_>, state: &mut State, place: u8, quote: &Quote) {
    let rest = cursor.rest();
    let end = end_of(&rest[quote.open.len()..], quote).map(|end| quote.open.len() + end);
    if let (Some(end), Some(key)) = (end, grammar.key)
        && key_follows(grammar, cursor, state, end, key)
    {
        cursor.take(end, Class::Attribute);
        return;
    }
    to_quote_end(cursor, state, place, quote, quote.open.len());
}

fn starts_word(grammar: &Grammar, byte: u8) -> bool {
    byte.is_ascii_alphabetic()
        || byte == b'_'
        || byte >= 0x80
        || (byte != b'-' && grammar.word.as_bytes().contains(&byte))
}

fn word_length(grammar: &Grammar, text: &str) -> usize {
    text.bytes()
        .take_while(|byte| {
            byte.is_ascii_digit()
                || *byte == b'-' && grammar.word.contains('-')
                || starts_word(grammar, *byte)
        })
        .count()
}

fn word(grammar: &Grammar, cursor: &mut Cursor<'_>, state: &State, before: Before) -> Before {
    let rest = cursor.rest();
    let length = word_length(grammar, rest);
    let (word, after) = rest.split_at(length);
    let key = grammar
        .key
        .is_some_and(|key| key_follows(grammar, cursor, state, length, key));
    let member = cursor.before().ends_with('.') && !cursor.before().ends_with("..");
    let (class, next) = if key {
        (Some(Class::Attribute), Before::Value)
    } else if !member && is_in(grammar.keywords, word, grammar.any_case) {
        (Some(Class::Keyword), declared_by(word))
    } else if !member && is_in(grammar.constants, word, grammar.any_case) {
        (Some(Class::Number), Before::Value)
    } else if before == Before::Function {
        (Some(Class::Function), Before::Value)
    } else if before == Before::Type || is_in(grammar.types, word, grammar.any_case) {
        (Some(Class::Type), Before::Value)
    } else if grammar.calls && (after.starts_with('(') || grammar.rust && after.starts_with("!")) {
        (Some(Class::Function), Before::Value)
    } else if grammar.script && is_attribute(cursor, after) {
        (Some(Class::Attribute), Before::Value)
    } else if grammar.capitals && is_type(word) {
        (Some(Class::Type), Before::Value)
    } else {
        (None, Before::Value)
    };
    match class {
        Some(class) => cursor.take(length, class),
        None => cursor.skip(length),
    }
    next
}

/// Whether the list holds the word.
fn is_in(list: &str, word: &str, any_case: bool) -> bool {
    list.split(' ').any(|known| {
        known.len() == word.len() && (known == word || any_case && known.eq_ignore_ascii_case(word))
    })
}

/// What a keyword makes of the name behind it.
fn declared_by(word: &str) -> Before {
    match word {
        "fn" | "def" | "function" | "func" | "fun" | "sub" => Before::Function,
        "class" | "struct" | "enum" | "trait" | "interface" | "type" | "protocol" | "record"
        | "newtype" => Before::Type,
        _ => Before::Nothing,
    }
}

/// `CamelCase`, and single capitals; a word all in capitals is a constant.
fn is_type(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && (word.len() == 1 || word.bytes().any(|byte| byte.is_ascii_lowercase()))
}

/// `name="…"` and `name={…}` in a tag within a script.
fn is_attribute(cursor: &Cursor<'_>, after: &str) -> bool {
    (after.starts_with("=\"") || after.starts_with("={")) && cursor.before().ends_with(' ')
}

fn key_follows(
    grammar: &Grammar,
    cursor: &Cursor<'_>,
    state: &State,
    length: usize,
    key: u8,
) -> bool {
    let after = cursor.rest()[length..].trim_start_matches([' ', '\t']);
    if after.as_bytes().first() != Some(&key) {
        return false;
    }
    match grammar.keys {
        Keys::Anywhere => true,
        // Behind a name with a colon there may also be a selector: `a:hover {`.
        Keys::Braces => state.depth > 0 && !after.contains('{') || cursor.before().contains('{'),
        Keys::Start => {
            cursor
                .before()
                .trim_start_matches([' ', '\t', '-'])
                .is_empty()
                || cursor
                    .before()
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"._- \t\"".contains(&byte))
        }
    }
}

/// Bytes of a number at the start of `text`.
fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let hexadecimal = text.starts_with("0x") || text.starts_with("0X");
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        let goes_on = match byte {
            b'.' => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
            b'+' | b'-' => {
                !hexadecimal
                    && matches!(bytes[at - 1], b'e' | b'E')
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
            }
            b'%' => bytes
                .get(at + 1)
                .is_none_or(|next| b";, )\n".contains(next)),
            _ => byte.is_ascii_alphanumeric() || *byte == b'_',
        };
        if !goes_on {
            break;
        }
        at += 1;
    }
    at
}

/// Anything that is no word, number, quote or comment.
fn sign(
    grammar: &Grammar,
    cursor: &mut Cursor<'_>,
    state: &mut State,
    byte: u8,
    before: Before,
) -> Before {
    let rest = cursor.rest();
    let first = cursor.before().trim_start().is_empty();
    let follows = word_length(grammar, &rest[1..]);
    if grammar.directives && byte == b'#' && first {
        let gap = rest.len() - 1 - rest[1..].trim_start_matches([' ', '\t']).len();
        let name = word_length(grammar, &rest[1 + gap..]);
        cursor.take(1 + gap + name, Class::Meta);
        return Before::Nothing;
    }
    if grammar.sections && byte == b'[' && first {
        let end = rest.rfind(']').map_or(rest.len(), |at| at + 1);
        cursor.take(end, Class::Type);
        return Before::Nothing;
    }
    if grammar.rust && (rest.starts_with("#[") || rest.starts_with("#![")) {
        let end = rest.find(']').map_or(rest.trim_end().len(), |at| at + 1);
        cursor.take(end, Class::Meta);
        return Before::Nothing;
    }
    if grammar.rust && byte == b'\'' && follows > 0 {
        cursor.take(1 + follows, Class::Meta);
        return Before::Value;
    }
    if let Some((_, class)) = grammar.signs.iter().find(|(sign, _)| *sign == byte) {
        if follows > 0 {
            cursor.take(1 + follows, *class);
            return Before::Value;
        }
        let end = match rest.as_bytes().get(1) {
            Some(b'{') => rest.find('}'),
            Some(b'(') if grammar.key.is_some() => rest.find(')'),
            _ => None,
        };
        if let Some(end) = end {
            cursor.take(end + 1, *class);
            return Before::Value;
        }
    }
    if grammar.script {
        let value = before == Before::Value;
        if let Some(length) = pattern(rest).filter(|_| !value) {
            cursor.take(length, Class::String);
            return Before::Value;
        }
        let closing = rest.starts_with("</");
        if let Some(length) = tag(rest).filter(|_| !value || closing) {
            let sign = if closing { 2 } else { 1 };
            cursor.skip(sign);
            cursor.take(length - sign, Class::Keyword);
            return Before::Value;
        }
    }
    match byte {
        b'{' if !grammar.nested => state.depth = state.depth.saturating_add(1),
        b'}' if !grammar.nested => state.depth = state.depth.saturating_sub(1),
        _ => {}
    }
    cursor.skip(1);
    match byte {
        b')' | b']' => Before::Value,
        b'*' | b'&' if before == Before::Function || before == Before::Type => before,
        _ => Before::Nothing,
    }
}

/// Bytes of a `/pattern/` at the start of `text`.
fn pattern(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('/')?;
    let (mut set, mut escaped) = (false, false);
    for (at, c) in inside.char_indices() {
        match c {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => set = true,
            ']' => set = false,
            '/' if !set => {
                let flags = inside[at + 1..]
                    .bytes()
                    .take_while(u8::is_ascii_lowercase)
                    .count();
                return (at > 0).then_some(at + 2 + flags);
            }
            _ => {}
        }
    }
    None
}

/// Bytes of `<Name` and `</Name` at the start of `text`.
fn tag(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let length = name
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte))
        .count();
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    begins.then_some(text.len() - name.len() + length)
}
