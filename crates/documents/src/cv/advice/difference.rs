//! Two texts as pieces that are in both and pieces that differ, so that a person can read them.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

/// A piece of both texts, or what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) same: bool,
    /// Bytes of the old text.
    pub(super) old: Range<usize>,
    /// Bytes of the new text.
    pub(super) new: Range<usize>,
}

/// Letters of a piece between two changes at the most, for the changes to be one.
const TINY: usize = 3;
/// If less than one part in so many is in both texts, the whole is one change.
const LEAST: usize = 5;

/// The parts in their order; none is empty on both sides, and no two changes stand beside each other.
pub(super) fn parts(old: &str, new: &str) -> Vec<Part> {
    let (old_words, new_words): (Vec<&str>, Vec<&str>) = (
        old.split_word_bounds().collect(),
        new.split_word_bounds().collect(),
    );
    let (old_ends, new_ends) = (ends(&old_words), ends(&new_words));
    let at = |ends: &[usize], word: usize| ends.get(word).copied().unwrap_or_default();
    let mut parts: Vec<Part> = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &old_words, &new_words) {
        let (from, to) = (op.old_range(), op.new_range());
        parts.push(Part {
            same: matches!(op, DiffOp::Equal { .. }),
            old: at(&old_ends, from.start)..at(&old_ends, from.end),
            new: at(&new_ends, to.start)..at(&new_ends, to.end),
        });
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let kept: usize = parts
        .iter()
        .filter(|part| part.same)
        .map(|part| letters(&new[part.new.clone()]))
        .sum();
    let longer = letters(old).max(letters(new));
    if kept * LEAST < longer && old != new {
        let whole = Part {
            same: false,
            old: 0..old.len(),
            new: 0..new.len(),
        };
        return trimmed(vec![whole], old, new);
    }
    trimmed(merged(parts, new), old, new)
}

fn ends(words: &[&str]) -> Vec<usize> {
    let mut ends = vec![0];
    let mut end = 0;
    for word in words {
        end += word.len();
        ends.push(end);
    }
    ends
}

/// Changes with only a blank or a tiny word between them become one.
fn merged(parts: Vec<Part>, new: &str) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        let follows = parts.peek().is_some_and(|next| !next.same);
        let text = &new[part.new.clone()];
        let tiny = text.trim().chars().count() <= TINY
            && text.split_whitespace().count() <= 1
            && !text.contains('\n');
        match out.last_mut() {
            Some(last) if !last.same && (!part.same || (tiny && follows)) => {
                last.old.end = part.old.end;
                last.new.end = part.new.end;
            }
            _ => out.push(part),
        }
    }
    out
}

/// White space at both ends of a change that is in both texts is no change.
fn trimmed(parts: Vec<Part>, old: &str, new: &str) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut push = |same: bool, old: Range<usize>, new: Range<usize>| {
        if old.is_empty() && new.is_empty() {
            return;
        }
        match out.last_mut() {
            Some(last) if last.same == same => {
                last.old.end = old.end;
                last.new.end = new.end;
            }
            _ => out.push(Part { same, old, new }),
        }
    };
    for part in parts {
        if part.same {
            push(true, part.old, part.new);
            continue;
        }
        let (was, is) = (&old[part.old.clone()], &new[part.new.clone()]);
        let blank = |c: &(char, char)| c.0 == c.1 && c.0.is_whitespace();
        let head: usize = was
            .chars()
            .zip(is.chars())
            .take_while(blank)
            .map(|(c, _)| c.len_utf8())
            .sum();
        let (was, is) = (&was[head..], &is[head..]);
        let tail: usize = was
            .chars()
            .rev()
            .zip(is.chars().rev())
            .take_while(blank)
            .map(|(c, _)| c.len_utf8())
            .sum();
        let (old_from, old_to) = (part.old.start + head, part.old.end - tail);
        let (new_from, new_to) = (part.new.start + head, part.new.end - tail);
        push(true, part.old.start..old_from, part.new.start..new_from);
        push(false, old_from..old_to, new_from..new_to);
        push(true, old_to..part.old.end, new_to..part.new.end);
    }
    out
}
