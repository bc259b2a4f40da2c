//! What was written and what was read, in groups under their headings, and where two texts part.

use contract::cv::{ReadRow, Reading, RowKind};

/// Rows under one heading; the first of a group is the heading, if it has one.
pub fn groups(rows: &[ReadRow]) -> Vec<&[ReadRow]> {
    rows.chunk_by(|_, next| next.kind != RowKind::Heading)
        .collect()
}

/// What is to be minded about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mind {
    /// Nothing of it was read.
    Lost,
    /// Nobody wrote it.
    Stray,
    /// Something else was read.
    Differs,
    /// It was read in another place.
    Moved,
}

/// What is to be minded; `None`: it reads as it was written.
pub fn mind(row: &ReadRow) -> Option<Mind> {
    if row.same {
        return row.moved.then_some(Mind::Moved);
    }
    Some(match (row.written.is_empty(), row.read.is_empty()) {
        (true, _) => Mind::Stray,
        (false, true) => Mind::Lost,
        (false, false) => Mind::Differs,
    })
}

/// How many texts differ, and how many are the same in another place.
pub fn counts(reading: &Reading) -> (usize, usize) {
    let moved = reading
        .rows
        .iter()
        .filter(|row| mind(row) == Some(Mind::Moved))
        .count();
    (reading.differences() - moved, moved)
}

/// A text in three: as in the other one, what differs, as in the other one.
pub type Parted<'a> = [&'a str; 3];

/// Where two texts part and come together again, at whole characters.
pub fn part<'a>(one: &'a str, other: &'a str) -> (Parted<'a>, Parted<'a>) {
    let pairs = one.chars().zip(other.chars());
    let head: usize = pairs
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let (first, second) = (&one[head..], &other[head..]);
    let pairs = first.chars().rev().zip(second.chars().rev());
    let tail: usize = pairs
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let cut = |text: &'a str| {
        let end = text.len() - tail;
        [&text[..head], &text[head..end], &text[end..]]
    };
    (cut(one), cut(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: RowKind, written: &str, read: &str) -> ReadRow {
        ReadRow {
            kind,
            part: None,
            written: written.into(),
            read: read.into(),
            same: written == read,
            moved: false,
        }
    }

    #[test]
    fn rows_stand_under_their_headings() {
        let rows = [
            row(RowKind::Name, "Fiona", "Fiona"),
            row(RowKind::Contact, "a@b.c", "a@b.c"),
            row(RowKind::Heading, "Experience", "Experience"),
            row(RowKind::Title, "Engineer", "Engineer"),
            row(RowKind::Heading, "Education", "Education"),
        ];
        let sizes: Vec<_> = groups(&rows).into_iter().map(<[_]>::len).collect();
        assert_eq!(sizes, [2, 2, 1]);
        assert!(groups(&[]).is_empty());
    }

    #[test]
    fn each_kind_of_difference_has_its_word() {
        let text = RowKind::Text;
        assert_eq!(mind(&row(text, "a", "a")), None);
        assert_eq!(mind(&row(text, "a", "b")), Some(Mind::Differs));
        assert_eq!(mind(&row(text, "a", "")), Some(Mind::Lost));
        assert_eq!(mind(&row(RowKind::Stray, "", "b")), Some(Mind::Stray));
        let moved = ReadRow {
            moved: true,
            ..row(text, "a", "a")
        };
        assert_eq!(mind(&moved), Some(Mind::Moved));
        let reading = Reading {
            rows: vec![moved, row(text, "a", "b"), row(text, "a", "a")],
            ..Reading::default()
        };
        assert_eq!(counts(&reading), (1, 1));
    }

    #[test]
    fn texts_part_at_whole_characters() {
        assert_eq!(
            part("Müller Ltd", "Mufler Ltd"),
            (["M", "ül", "ler Ltd"], ["M", "uf", "ler Ltd"])
        );
        assert_eq!(part("aa", "aaa"), (["aa", "", ""], ["aa", "a", ""]));
        assert_eq!(part("", "x"), (["", "", ""], ["", "x", ""]));
        assert_eq!(part("efficient", "e\u{fb03}cient").0, ["e", "ffi", "cient"]);
    }
}
