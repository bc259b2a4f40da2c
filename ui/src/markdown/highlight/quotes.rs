//! Comments and quotes: what may go on over lines.

use super::cursor::Cursor;
use super::grammar::{Grammar, Quote, Reach};
use super::{Class, State, Within};

/// Ends what was open before the line, as far as it ends here.
pub fn go_on(grammar: &Grammar, cursor: &mut Cursor<'_>, state: &mut State) {
    match state.within {
        Within::Comment(place) => to_comment_end(grammar, cursor, state, place, 0),
        Within::Quote(place) => match grammar.quotes.get(usize::from(place)) {
            Some(quote) => to_quote_end(cursor, state, place, quote, 0),
            None => state.within = Within::Nothing,
        },
        Within::Raw(hashes) => to_raw_end(cursor, state, hashes, 0),
        _ => {}
    }
}

/// Takes a comment, if one begins here.
pub fn comment(grammar: &Grammar, cursor: &mut Cursor<'_>, state: &mut State) -> bool {
    let rest = cursor.rest();
    let opened = grammar
        .comments
        .iter()
        .position(|(open, _)| rest.starts_with(open));
    if let Some(place) = opened {
        let length = grammar.comments[place].0.len();
        if grammar.nested {
            state.depth = 1;
        }
        to_comment_end(grammar, cursor, state, place as u8, length);
        return true;
    }
    let apart = !grammar.apart
        || cursor
            .before()
            .bytes()
            .last()
            .is_none_or(|b| b.is_ascii_whitespace());
    if apart
        && grammar
            .line_comments
            .iter()
            .any(|open| rest.starts_with(open))
    {
        cursor.take_rest(Class::Comment);
        return true;
    }
    false
}

/// Takes a comment whose first `length` bytes opened it.
fn to_comment_end(
    grammar: &Grammar,
    cursor: &mut Cursor<'_>,
    state: &mut State,
    place: u8,
    mut length: usize,
) {
    state.within = Within::Comment(place);
    let Some((open, close)) = grammar.comments.get(usize::from(place)) else {
        state.within = Within::Nothing;
        return;
    };
    let rest = cursor.rest();
    while let Some(at) = rest
        .get(length..)
        .and_then(|rest| next_of(rest, open, close))
    {
        length += at;
        if rest[length..].starts_with(close) {
            length += close.len();
            state.depth = if grammar.nested {
                state.depth.saturating_sub(1)
            } else {
                state.depth
            };
            if !grammar.nested || state.depth == 0 {
                state.within = Within::Nothing;
                cursor.take(length, Class::Comment);
                return;
            }
        } else {
            length += open.len();
            state.depth = if grammar.nested {
                state.depth.saturating_add(1)
            } else {
                state.depth
            };
        }
    }
    cursor.take_rest(Class::Comment);
}

/// The nearest of both.
fn next_of(text: &str, one: &str, other: &str) -> Option<usize> {
    match (text.find(one), text.find(other)) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The quote that begins here, and its place in the table.
pub fn quote_at<'g>(grammar: &'g Grammar, cursor: &Cursor<'_>) -> Option<(u8, &'g Quote)> {
    let rest = cursor.rest();
    let (place, quote) = grammar
        .quotes
        .iter()
        .enumerate()
        .find(|(_, quote)| rest.starts_with(quote.open))?;
    let inside = &rest[quote.open.len()..];
    let real = match quote.reach {
        Reach::Line | Reach::Lines => true,
        Reach::Closed => end_of(inside, quote).is_some(),
        Reach::Character => is_character(inside, quote.close),
    };
    real.then_some((place as u8, quote))
}

/// Whether `inside` is one character, or one escape, and then `close`.
fn is_character(inside: &str, close: &str) -> bool {
    let mut characters = inside.chars();
    let end = match characters.next() {
        Some('\\') => {
            characters.next();
            inside
                .char_indices()
                .skip(2)
                .take(10)
                .find(|(at, _)| inside[*at..].starts_with(close))
                .map(|(at, _)| at)
        }
        Some(one) if !inside.starts_with(close) => Some(one.len_utf8()),
        _ => None,
    };
    end.is_some_and(|end| inside[end..].starts_with(close))
}

/// Where a quote ends that began before `inside`: behind its closing mark.
pub fn end_of(inside: &str, quote: &Quote) -> Option<usize> {
    let mut at = 0;
    while let Some(rest) = inside.get(at..).filter(|rest| !rest.is_empty()) {
        if quote.escapes && rest.starts_with('\\') {
            at = inside.ceil_char_boundary(at + 2);
        } else if rest.starts_with(quote.close) {
            return Some(at + quote.close.len());
        } else {
            at = inside.ceil_char_boundary(at + 1);
        }
    }
    None
}

/// Takes a quote whose first `from` bytes are known to be in it.
pub fn to_quote_end(
    cursor: &mut Cursor<'_>,
    state: &mut State,
    place: u8,
    quote: &Quote,
    from: usize,
) {
    match end_of(&cursor.rest()[from..], quote) {
        Some(end) => {
            state.within = Within::Nothing;
            cursor.take(from + end, Class::String);
        }
        None => {
            state.within = match quote.reach {
                Reach::Lines => Within::Quote(place),
                _ => Within::Nothing,
            };
            cursor.take_rest(Class::String);
        }
    }
}

/// Takes a raw string of Rust, if one begins here.
pub fn raw(cursor: &mut Cursor<'_>, state: &mut State) -> bool {
    let rest = cursor.rest();
    let begun = rest.trim_start_matches(['b', 'c']);
    let (prefix, Some(begun)) = (rest.len() - begun.len(), begun.strip_prefix('r')) else {
        return false;
    };
    let hashes = begun.bytes().take_while(|byte| *byte == b'#').count();
    if prefix > 1 || hashes > 200 || !begun[hashes..].starts_with('"') {
        return false;
    }
    to_raw_end(cursor, state, hashes as u8, prefix + 2 + hashes);
    true
}

fn to_raw_end(cursor: &mut Cursor<'_>, state: &mut State, hashes: u8, from: usize) {
    let rest = cursor.rest();
    let count = usize::from(hashes);
    let end = rest[from..].match_indices('"').find(|(at, _)| {
        let after = &rest.as_bytes()[from + at + 1..];
        after.len() >= count && after[..count].iter().all(|byte| *byte == b'#')
    });
    match end {
        Some((at, _)) => {
            state.within = Within::Nothing;
            cursor.take(from + at + 1 + count, Class::String);
        }
        None => {
            state.within = Within::Raw(hashes);
            cursor.take_rest(Class::String);
        }
    }
}
