//! What makes the direction of a text plain to readers that know less of it than Unicode does.

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// RIGHT-TO-LEFT MARK: nothing is seen of it.
pub(super) const MARK: char = '\u{200f}';

/// Where a paragraph that is read from right to left has punctuation of the page's direction beside a
/// number or a word that is read from left to right, in bytes and in order. With a [`MARK`] on
/// either side, which changes nothing by Unicode's own rules (UAX #9), a reader of PDFs that guesses
/// directions does not take it for a part of the number. Punctuation alone counts as well.
pub(super) fn ambiguous(text: &str) -> Vec<usize> {
    let info = BidiInfo::new(text, Some(Level::rtl()));
    let foreign = |at: usize| {
        info.levels
            .get(at)
            .is_some_and(|level| *level != Level::rtl())
    };
    let strong = |c: char| matches!(bidi_class(c), BidiClass::R | BidiClass::AL);
    let mut found = Vec::new();
    // The punctuation of the run of neutral characters that is being read.
    let mut open: Vec<usize> = Vec::new();
    let mut touches = !text.char_indices().any(|(at, c)| strong(c) || foreign(at));
    for (at, c) in text.char_indices() {
        if foreign(at) {
            found.append(&mut open);
            touches = true;
        } else if strong(c) {
            if touches {
                found.append(&mut open);
            }
            open.clear();
            touches = false;
        } else if !c.is_whitespace() {
            open.push(at);
        }
    }
    if touches {
        found.append(&mut open);
    }
    found
}

/// Whether a character only says which direction what is around it has.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        let found = ambiguous(text).into_iter();
        found.filter_map(|at| text[at..].chars().next()).collect()
    }

    #[test]
    fn punctuation_beside_numbers_and_foreign_words_is_found() {
        assert_eq!(found("מאי 2019 – כיום"), "–");
        assert_eq!(found("כלים: SQL, Figma."), ":.");
        assert_eq!(found("שלום, עולם."), "");
        assert_eq!(found("4,000"), "");
        assert_eq!(found("!שלום 7"), "");
        assert_eq!(found(" · "), "·");
        assert_eq!(found(""), "");
    }
}
