//! Where a text may be cut. All of it looks at the text alone, never at how it
//! arrived.

use std::ops::Range;

use super::block::Block;
use super::fence::{Fence, Line};
use super::hostile::is_deep;
use super::pieces::{Context, Top, read};

/// Bytes after which a text is cut at the next block boundary.
pub const PIECE: usize = 2_048;

/// A line that goes on for this long beyond a piece is not waited for.
pub const LINE: usize = 2_048;

/// The fence that `source` opens on its first line and does not close.
pub fn open_fence(source: &str) -> Option<Fence> {
    let mut lines = source.split_inclusive('\n');
    let fence = Fence::open(lines.next()?)?;
    let mut probe = fence.clone();
    (!lines.any(|line| probe.line(line) == Line::Closing)).then_some(fence)
}

/// Where the piece of at least `due` bytes ends: after a line, or within one
/// that is too long to wait for.
pub fn piece_end(tail: &str, due: usize) -> Option<usize> {
    let from = tail.floor_char_boundary(due.saturating_sub(1));
    let to = tail.ceil_char_boundary(due.saturating_add(LINE));
    match tail.get(from..to)?.find('\n') {
        Some(at) => Some(from + at + 1),
        None => (tail.len() >= due.saturating_add(LINE)).then_some(to),
    }
}

/// The first line before `end` that is deep. Remembers in `unchecked` how far it looked.
pub fn deep_line(tail: &str, end: usize, unchecked: &mut usize) -> Option<usize> {
    while *unchecked < end {
        let rest = &tail[*unchecked..end];
        let line = first_line(rest);
        if is_deep(line) {
            return Some(*unchecked);
        }
        if !line.ends_with('\n') {
            return None;
        }
        *unchecked += line.len();
    }
    None
}

/// Lines up to a blank one or for about a piece: their length, and whether a
/// blank one follows.
pub fn run_of_lines(text: &str) -> Option<(usize, bool)> {
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        if !line.ends_with('\n') {
            return None;
        }
        if line.trim().is_empty() {
            return Some((length, true));
        }
        length += line.len();
        if length >= PIECE {
            return Some((length, false));
        }
    }
    None
}

/// A place where a long paragraph can be cut: after a sentence, else at a
/// space, else within a word without end. What follows must not read as
/// anything but a paragraph.
pub fn split_point(tail: &str, texts: &[Range<usize>], end: usize) -> Option<usize> {
    let limit = end.saturating_sub(PIECE / 2);
    let (mut space, mut anywhere) = (None, None);
    for range in texts.iter().rev().filter(|range| range.start < limit) {
        for (offset, _) in tail.get(range.clone())?.char_indices().rev() {
            let at = range.start + offset;
            if at == 0 || at > limit || !tail[at..].starts_with(char::is_alphabetic) {
                continue;
            }
            if limit - at > PIECE && (space.is_some() || anywhere.is_some()) {
                return space.or(anywhere);
            }
            let before = tail[..at].trim_end_matches([' ', '\n']);
            let apart = before.len() < at;
            if before.ends_with(['。', '！', '？'])
                || apart && before.ends_with(['.', '!', '?', '…'])
            {
                return Some(at);
            }
            if apart {
                space = space.or(Some(at));
            } else if range.len() > 64 {
                // Short texts can be escapes and entities, which are not cut.
                anywhere = anywhere.or(Some(at));
            }
        }
    }
    space.or(anywhere).or_else(|| {
        // Only short words between spans: before one that still reads as text.
        let spans = texts
            .iter()
            .rev()
            .map(|range| range.end)
            .filter(|at| *at > 0 && *at <= limit);
        spans
            .filter(|at| tail[..*at].ends_with(' '))
            .take(8)
            .find(|at| {
                let next = &tail[*at..tail.floor_char_boundary(at + 256)];
                let tops = read(next, &Context::default()).tops;
                matches!(
                    tops.first(),
                    Some(Top {
                        block: Block::Paragraph { .. },
                        ..
                    })
                )
            })
    })
}

/// The end of the last line within `bytes`, else the last character's.
pub fn line_end(text: &str, bytes: usize) -> usize {
    let end = text.floor_char_boundary(bytes);
    text[..end].rfind('\n').map_or(end, |at| at + 1)
}

/// Where the line around `at` begins.
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

/// The first line, with its end.
pub fn first_line(text: &str) -> &str {
    text.find('\n').map_or(text, |at| &text[..=at])
}
