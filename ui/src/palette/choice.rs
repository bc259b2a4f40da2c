//! Which line of the palette Enter takes.

use std::cmp::Reverse;

use super::deed::Deed;
use super::entry::Entry;

/// How surely a line is what was meant, from the least on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It was found for other words: those before the last key.
    Stale,
    /// It takes the words as they are; it is always offered.
    Words,
    /// The search found the words in it. It comes a moment after the key.
    Found,
    /// Its name begins with the words. It is there with the key, so that what
    /// comes later changes nothing under the finger that presses Enter.
    Name,
}

/// The index of the line that Enter takes: the one that the person went to, as
/// long as it is there, else the first of those that fit best.
pub(super) fn chosen(entries: &[&Entry], went_to: Option<&Deed>) -> usize {
    let there = went_to.and_then(|deed| entries.iter().position(|entry| entry.deed == *deed));
    there.unwrap_or_else(|| best(entries))
}

fn best(entries: &[&Entry]) -> usize {
    let places = entries.iter().enumerate();
    places
        .max_by_key(|(at, entry)| (entry.fit, Reverse(*at)))
        .map_or(0, |(at, _)| at)
}
