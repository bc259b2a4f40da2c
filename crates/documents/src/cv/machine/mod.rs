//! What a machine reads in an exported CV, beside what was written.
//!
//! Belongs here: comparing a [`Story`] with the text that a reader of PDF or DOCX found, and what can be
//! recognised in such a text alone. Does not belong here: reading files (crate `attachments`).

mod letters;
mod place;
mod recognise;
mod written;

use contract::cv::{ReadRow, Reading, RowKind};

use super::story::{Chapter, Story};
use crate::layout::{Node, Pages};
use letters::{Letters, Said};
use place::{Place, place};

pub use recognise::recognise;

/// A story whose sections are in the order in which pages have them: two columns are read one after the
/// other.
pub fn in_order(mut story: Story, pages: &Pages) -> Story {
    let place = |chapter: &Chapter| {
        let shown = |node: &Node| node.part.as_ref() == Some(&chapter.part);
        pages.nodes.iter().position(shown).unwrap_or(usize::MAX)
    };
    story.chapters.sort_by_key(place);
    story
}

/// Compares what was written with the text that was read in the file.
///
/// Every text that was written is a row. Its letters are looked for in the text that was read, after NFKC
/// and without white space, hyphens, bullets, marks of direction and Arabic vowels; headings may be in
/// capitals. Found in its place it is
/// the same; found elsewhere it is the same and moved; else it is different, with what stands where it
/// should. What was read and not written is a row of its own where it was found; signs alone are none.
pub fn compare(written: &Story, text: &str) -> Reading {
    let rows = written::rows(written);
    let read = Letters::of(text);
    let said = rows
        .iter()
        .map(|row| Said::of(&row.text, row.kind == RowKind::Heading));
    let places = place(&said.collect::<Vec<_>>(), &read);
    let mut found: Vec<ReadRow> = Vec::with_capacity(rows.len());
    // Where each row's text ends in what was read, so that strays are put behind it.
    let mut ends: Vec<Option<usize>> = Vec::with_capacity(rows.len());
    for (row, place) in rows.into_iter().zip(&places.rows) {
        let (range, same, moved) = match place {
            Place::Same(range) => (Some(range), true, false),
            Place::Moved(range) => (Some(range), true, true),
            Place::Different(range) => (Some(range), false, false),
            Place::Missing => (None, false, false),
        };
        ends.push(range.filter(|_| !moved).map(|range| range.end));
        found.push(ReadRow {
            kind: row.kind,
            part: row.part,
            written: row.text,
            read: range.map(|range| read.text(range)).unwrap_or_default(),
            same,
            moved,
        });
    }
    // From the end, so that the places of the others stay.
    for stray in places.strays.iter().rev() {
        let after = ends
            .iter()
            .rposition(|end| end.is_some_and(|end| end <= stray.start));
        let row = ReadRow {
            kind: RowKind::Stray,
            part: None,
            written: String::new(),
            read: read.text(stray),
            same: false,
            moved: false,
        };
        let at = after.map_or(0, |after| after + 1);
        found.insert(at, row);
        ends.insert(at, None);
    }
    Reading {
        rows: found,
        recognised: recognise(text),
    }
}

#[cfg(test)]
mod tests;
