//! The piece of text that a hit shows, on one line.

use contract::search::Piece;

/// Characters of an excerpt at the most: two lines of the list.
const LONGEST: usize = 120;
/// Characters shown before the first hit of a substring search: with wide letters, less than a line.
const BEFORE: usize = 16;

/// FTS5 is asked to put these around hits: code points that Unicode reserves as
/// never being text. Should a message hold them nevertheless, a piece is marked
/// wrongly and nothing else.
pub(super) const OPEN: char = '\u{FDD0}';
/// See [`OPEN`].
pub(super) const CLOSE: char = '\u{FDD1}';

/// The pieces of a text that FTS5 marked.
pub(super) fn marked(text: &str) -> Vec<Piece> {
    let mut line = Line::default();
    let mut hit = false;
    for letter in text.chars() {
        match letter {
            OPEN => hit = true,
            CLOSE => hit = false,
            _ if line.full() => break,
            _ => line.push(letter, hit),
        }
    }
    line.pieces
}

/// The pieces of a text around the first places where `parts` occur, without
/// regard to the case of ASCII letters (as SQLite's LIKE, which found it).
pub(super) fn around(text: &str, parts: &[String]) -> Vec<Piece> {
    let lower = text.to_ascii_lowercase();
    let mut hits: Vec<(usize, usize)> = parts
        .iter()
        .flat_map(|part| {
            let part = part.to_ascii_lowercase();
            // A few are enough for one line.
            lower
                .match_indices(&part)
                .take(8)
                .map(|(at, hit)| (at, at + hit.len()))
                .collect::<Vec<_>>()
        })
        .collect();
    hits.sort_unstable();
    let first = hits.first().map_or(0, |hit| hit.0);
    let begin = text[..first]
        .char_indices()
        .rev()
        .take(BEFORE)
        .last()
        .map_or(first, |(at, _)| at);
    let mut line = Line::default();
    if begin > 0 {
        line.push('…', false);
    }
    for (at, letter) in text[begin..].char_indices() {
        let at = begin + at;
        if line.full() {
            line.push('…', false);
            break;
        }
        line.push(
            letter,
            hits.iter().any(|(from, to)| (*from..*to).contains(&at)),
        );
    }
    line.pieces
}

/// Pieces in the making: white space folded into single spaces.
#[derive(Default)]
struct Line {
    pieces: Vec<Piece>,
    length: usize,
    space: bool,
}

impl Line {
    fn full(&self) -> bool {
        self.length >= LONGEST
    }

    fn push(&mut self, letter: char, hit: bool) {
        if letter.is_whitespace() || letter.is_control() {
            self.space = self.length > 0;
            return;
        }
        if std::mem::take(&mut self.space) {
            self.add(' ', hit && self.pieces.last().is_some_and(|last| last.hit));
        }
        self.add(letter, hit);
    }

    fn add(&mut self, letter: char, hit: bool) {
        self.length += 1;
        match self.pieces.last_mut() {
            Some(last) if last.hit == hit => last.text.push(letter),
            _ => self.pieces.push(Piece {
                text: letter.to_string(),
                hit,
            }),
        }
    }
}
