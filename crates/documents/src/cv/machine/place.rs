//! Where in the text that was read each written text stands.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::letters::{Letters, Said};

/// What became of a written text; ranges are letters of what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// All its letters, in its place.
    Same(Range<usize>),
    /// All its letters, before or after a text that it should not be.
    Moved(Range<usize>),
    /// Other letters.
    Different(Range<usize>),
    /// Nothing.
    Missing,
}

/// Where everything is.
pub(super) struct Places {
    /// By row.
    pub(super) rows: Vec<Place>,
    /// What nobody wrote, in order, a piece a line.
    pub(super) strays: Vec<Range<usize>>,
}

/// Finds the places of texts, given as their letters.
pub(super) fn place(rows: &[Said], read: &Letters<'_>) -> Places {
    let mut places = in_order(rows, read);
    let mut taken = vec![false; read.all().len()];
    for place in &places {
        if let Place::Same(range) = place {
            taken[range.clone()].fill(true);
        }
    }
    for (row, place) in rows.iter().zip(&mut places) {
        if *place == Place::Missing
            && let Some(range) =
                occurrences(row, read).find(|range| !taken[range.clone()].contains(&true))
        {
            taken[range.clone()].fill(true);
            *place = Place::Moved(range);
        }
    }
    damaged(rows, read, &mut taken, &mut places);
    let strays = strays(read, &taken);
    Places {
        rows: places,
        strays,
    }
}

/// Where the letters of a text stand whole, between what is no letter.
fn occurrences(row: &Said, read: &Letters<'_>) -> impl Iterator<Item = Range<usize>> {
    let starts = 0..if row.letters.is_empty() {
        0
    } else {
        read.all().len()
    };
    let starts = starts.filter(|start| read.may_begin(*start));
    starts.filter_map(|start| {
        read.says(row, start)
            .filter(|range| read.may_end(range.end))
    })
}

/// The most letters that stand in the order in which they were written: a longest chain of occurrences
/// that do not overlap, weighed by their letters.
fn in_order(rows: &[Said], read: &Letters<'_>) -> Vec<Place> {
    struct Link {
        row: usize,
        range: Range<usize>,
        before: Option<usize>,
    }
    let mut links: Vec<Link> = Vec::new();
    // By where a chain ends (Fenwick's tree of maxima): the weight of the best one, and its last link.
    let mut best: Vec<(usize, Option<usize>)> = vec![(0, None); read.all().len() + 2];
    for (index, row) in rows.iter().enumerate() {
        // What ends at or before a place counts; a row does not follow itself.
        let mut new = Vec::new();
        for range in occurrences(row, read) {
            let (mut weight, mut before) = (0, None);
            let mut at = range.start + 1;
            while at > 0 {
                if best[at].0 > weight {
                    (weight, before) = best[at];
                }
                at -= at & at.wrapping_neg();
            }
            new.push((weight + range.len(), range, before));
        }
        for (weight, range, before) in new {
            let mut at = range.end + 1;
            links.push(Link {
                row: index,
                range,
                before,
            });
            let link = Some(links.len() - 1);
            while at < best.len() {
                if best[at].0 < weight {
                    best[at] = (weight, link);
                }
                at += at & at.wrapping_neg();
            }
        }
    }
    let mut places = vec![Place::Missing; rows.len()];
    let longest = best.iter().max_by_key(|(weight, _)| *weight);
    let mut at = longest.and_then(|(_, link)| *link);
    while let Some(link) = at.and_then(|at| links.get(at)) {
        places[link.row] = Place::Same(link.range.clone());
        at = link.before;
    }
    places
}

/// Texts that were not found whole: what stands between their neighbours is compared with them letter
/// by letter.
fn damaged(rows: &[Said], read: &Letters<'_>, taken: &mut [bool], places: &mut [Place]) {
    let mut at = 0;
    while at < rows.len() {
        if places[at] != Place::Missing {
            at += 1;
            continue;
        }
        let mut end = at;
        while end < rows.len() && matches!(places[end], Place::Missing | Place::Moved(_)) {
            end += 1;
        }
        let before = places[..at].iter().rev().find_map(|place| match place {
            Place::Same(range) => Some(range.end),
            _ => None,
        });
        let after = match places.get(end) {
            Some(Place::Same(range)) => range.start,
            _ => read.all().len(),
        };
        let gap: Vec<usize> = (before.unwrap_or_default()..after)
            .filter(|letter| !taken[*letter])
            .collect();
        let lost: Vec<usize> = (at..end)
            .filter(|row| places[*row] == Place::Missing)
            .collect();
        compare_gap(&lost, &gap, rows, read, taken, places);
        at = end;
    }
}

/// One part in so many of a text's letters must have been read, for what was read to be that text.
const ENOUGH: usize = 2;

fn compare_gap(
    lost: &[usize],
    gap: &[usize],
    rows: &[Said],
    read: &Letters<'_>,
    taken: &mut [bool],
    places: &mut [Place],
) {
    let mut written = Vec::new();
    let mut whose = Vec::new();
    for row in lost {
        written.extend_from_slice(&rows[*row].letters);
        whose.extend(std::iter::repeat_n(*row, rows[*row].letters.len()));
    }
    let found: Vec<char> = gap
        .iter()
        .filter_map(|letter| read.all().get(*letter))
        .copied()
        .collect();
    // For each row, the letters of the gap that are its own.
    let mut own: Vec<Vec<usize>> = vec![Vec::new(); lost.len()];
    for op in capture_diff_slices(Algorithm::Myers, &written, &found) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            for step in 0..len {
                let (row, letter) = (whose[old_index + step], gap[new_index + step]);
                if let Some(place) = lost.iter().position(|lost| *lost == row) {
                    own[place].push(letter);
                }
            }
        }
    }
    let matched: Vec<usize> = own.iter().flatten().copied().collect();
    for (row, own) in lost.iter().zip(&own) {
        let (Some(first), Some(last)) = (own.first(), own.last()) else {
            continue;
        };
        if own.len() * ENOUGH < rows[*row].letters.len() {
            continue;
        }
        // What stands before and behind it on its line and is no other's was read in its place as well.
        let free = |letter: usize| {
            !taken[letter] && gap.binary_search(&letter).is_ok() && !matched.contains(&letter)
        };
        let (mut start, mut end) = (*first, *last + 1);
        while start > 0 && !read.begins_line(start) && free(start - 1) {
            start -= 1;
        }
        while end < read.all().len() && !read.begins_line(end) && free(end) {
            end += 1;
        }
        if taken[start..end].contains(&true) {
            continue;
        }
        taken[start..end].fill(true);
        places[*row] = Place::Different(start..end);
    }
}

/// What nobody wrote: letters that no text has, a piece a line. Signs alone are none.
fn strays(read: &Letters<'_>, taken: &[bool]) -> Vec<Range<usize>> {
    let mut strays: Vec<Range<usize>> = Vec::new();
    for (letter, taken) in taken.iter().enumerate() {
        if *taken {
            continue;
        }
        match strays.last_mut() {
            Some(stray) if stray.end == letter && !read.begins_line(letter) => stray.end += 1,
            _ => strays.push(letter..letter + 1),
        }
    }
    strays.retain(|stray| {
        read.all()[stray.clone()]
            .iter()
            .any(|c| c.is_alphanumeric())
    });
    strays
}
