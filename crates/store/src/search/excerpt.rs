//! The piece of text that a hit shows, on one line.

use contract::search::Piece;

/// Characters of an excerpt at the most: two lines of the list.
const LONGEST: usize = 120;
/// Characters shown before the first hit in a message: with wide letters, less than a line.
const BEFORE: usize = 16;
/// What is in sight of a title in a narrow list, in narrow letters.
const IN_SIGHT: usize = 28;
/// Where the first hit of a title is out of sight, so much is shown behind it, in narrow letters.
const BEHIND: usize = 10;

/// FTS5 is asked to put these around hits: code points that Unicode reserves as
/// never being text. Should a message hold them nevertheless, a piece is marked
/// wrongly and nothing else.
pub(super) const OPEN: char = '\u{FDD0}';
/// See [`OPEN`].
pub(super) const CLOSE: char = '\u{FDD1}';

/// A letter, and whether it belongs to a hit.
type Letter = (char, bool);

/// A title that FTS5 marked.
pub(super) fn marked_title(text: &str) -> Vec<Piece> {
    title(&marked(text))
}

/// The words of a message around its hits, that FTS5 cut out and marked.
pub(super) fn marked_message(text: &str) -> Vec<Piece> {
    line(false, without_signs(&marked(text)))
}

/// A title in which `parts` occur. As everywhere here, without regard to the case of ASCII letters (as
/// SQLite's LIKE, which found it).
pub(super) fn title_with(text: &str, parts: &[String]) -> Vec<Piece> {
    let hits = places(text, parts);
    title(&letters(text, 0, &hits).collect::<Vec<_>>())
}

/// The piece of a message around the first place where one of `parts` occurs.
pub(super) fn message_with(text: &str, parts: &[String]) -> Vec<Piece> {
    let hits = places(text, parts);
    let first = hits.first().map_or(0, |hit| hit.0);
    let begin = text[..first]
        .char_indices()
        .rev()
        .take(BEFORE)
        .last()
        .map_or(first, |(at, _)| at);
    // Twice as much: white space and signs are not shown.
    let letters: Vec<Letter> = letters(text, begin, &hits).take(2 * LONGEST).collect();
    line(begin > 0, without_signs(&letters))
}

fn marked(text: &str) -> Vec<Letter> {
    let mut hit = false;
    let letter = |letter| {
        match letter {
            OPEN => hit = true,
            CLOSE => hit = false,
            _ => return Some((letter, hit)),
        }
        None
    };
    text.chars().filter_map(letter).collect()
}

/// Where `parts` occur, in bytes.
fn places(text: &str, parts: &[String]) -> Vec<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let mut hits = Vec::new();
    for part in parts {
        let part = part.to_ascii_lowercase();
        // A few are enough for one line.
        let some = lower.match_indices(&part).take(8);
        hits.extend(some.map(|(at, hit)| (at, at + hit.len())));
    }
    hits.sort_unstable();
    hits
}

fn letters<'a>(
    text: &'a str,
    begin: usize,
    hits: &'a [(usize, usize)],
) -> impl Iterator<Item = Letter> + 'a {
    text[begin..].char_indices().map(move |(at, letter)| {
        let at = begin + at;
        let hit = hits.iter().any(|(from, to)| (*from..*to).contains(&at));
        (letter, hit)
    })
}

/// A title from its begin; where its first hit would be out of sight, from as far before that as leaves
/// it and a little more in sight, with a whole word if there is one.
fn title(letters: &[Letter]) -> Vec<Piece> {
    let first = letters.iter().position(|(_, hit)| *hit).unwrap_or(0);
    let hit = letters[first..].iter().take_while(|(_, hit)| *hit).count();
    let (to_end, behind) = letters.split_at(first + hit);
    let begin = if width(to_end) <= IN_SIGHT {
        0
    } else {
        let room = IN_SIGHT
            .saturating_sub(width(&letters[first..first + hit]) + width(behind).min(BEHIND));
        let sum = |sum: &mut usize, letter: &Letter| {
            *sum += width(std::slice::from_ref(letter));
            Some(*sum)
        };
        let back = letters[..first].iter().rev().scan(0, sum);
        let begin = first - back.take_while(|width| *width <= room).count();
        // With the letter before: a word may begin just there.
        let mut before = letters[begin.saturating_sub(1)..first].iter();
        before
            .position(|(letter, _)| letter.is_whitespace())
            .map_or(begin, |space| begin + space)
    };
    line(begin > 0, letters[begin..].iter().copied())
}

/// The width in narrow letters: those from Hangul on are mostly twice as wide.
fn width(letters: &[Letter]) -> usize {
    let wide = |(letter, _): &Letter| 1 + usize::from(*letter >= '\u{1100}');
    letters.iter().map(wide).sum()
}

/// The letters without the signs of Markdown that the message itself does not show: backquotes, pairs
/// of stars, and the marks before a heading.
fn without_signs(letters: &[Letter]) -> impl Iterator<Item = Letter> + '_ {
    let letter_at = move |at: usize| letters.get(at).map(|(letter, _)| *letter);
    let shown = move |at: usize| match letters[at].0 {
        '`' => false,
        '*' => {
            let before = at.checked_sub(1).and_then(letter_at);
            before != Some('*') && letter_at(at + 1) != Some('*')
        }
        '#' => !heads(letters, at),
        _ => true,
    };
    (0..letters.len())
        .filter(move |at| shown(*at))
        .map(move |at| letters[at])
}

/// Whether the `#` at `at` is one of the up to six before a heading: only such ones before it in its
/// line, and then a space. A message may hold a million of them: no more are looked at than can count.
fn heads(letters: &[Letter], at: usize) -> bool {
    let mark = |(letter, _): &&Letter| *letter == '#';
    let before = letters[..at].iter().rev().take(7).take_while(mark).count();
    let behind = letters[at..].iter().take(7).take_while(mark).count();
    let is = |at: usize, letter| letters.get(at).is_some_and(|(there, _)| *there == letter);
    before + behind <= 6 && (at == before || is(at - before - 1, '\n')) && is(at + behind, ' ')
}

/// The pieces of one line, after an ellipsis where it was cut `before`.
fn line(before: bool, letters: impl Iterator<Item = Letter>) -> Vec<Piece> {
    let mut line = Line::default();
    if before {
        line.push('…', false);
    }
    for (letter, hit) in letters {
        if line.full() {
            line.push('…', false);
            break;
        }
        line.push(letter, hit);
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
