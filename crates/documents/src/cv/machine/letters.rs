//! A text as two readers must agree on it.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

/// The letters of a text, each with where it stands.
pub(super) struct Letters<'a> {
    source: &'a str,
    letters: Vec<char>,
    /// The bytes of the character that a letter comes from.
    bytes: Vec<Range<usize>>,
    /// Whether something that is no letter stands before.
    opens: Vec<bool>,
    /// Whether a line begins with it.
    lines: Vec<bool>,
}

/// The letters of a text alone.
pub(super) struct Said {
    pub(super) letters: Vec<char>,
    /// Whether it is the same in capitals.
    pub(super) any_case: bool,
}

impl Said {
    pub(super) fn of(text: &str, any_case: bool) -> Self {
        Self {
            letters: text.nfkc().filter(|c| !is_passed_over(*c)).collect(),
            any_case,
        }
    }
}

/// A letter as a capital without its accents.
fn loud(c: char) -> impl Iterator<Item = char> {
    c.to_uppercase()
        .flat_map(|c| std::iter::once(c).nfd())
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
}

/// White space, hyphens, bullets, marks of direction, Arabic vowels.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '-' | '\u{ad}' | '\u{2010}'..='\u{2012}' | '•' | '·' | '\u{200b}'..='\u{200f}')
        || matches!(c, '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || matches!(c, '\u{64b}'..='\u{652}')
}

impl<'a> Letters<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut all = Self {
            source: text,
            letters: Vec::new(),
            bytes: Vec::new(),
            opens: Vec::new(),
            lines: Vec::new(),
        };
        let (mut opens, mut line) = (true, true);
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if matches!(c, '\n' | '\r' | '\u{c}') {
                line = true;
            }
            // A letter and its marks become one together.
            let mut end = at + c.len_utf8();
            while let Some((next, mark)) = chars.peek()
                && unicode_normalization::char::is_combining_mark(*mark)
            {
                end = next + mark.len_utf8();
                chars.next();
            }
            let before = all.letters.len();
            for letter in text[at..end].nfkc().filter(|c| !is_passed_over(*c)) {
                all.letters.push(letter);
                all.bytes.push(at..end);
                all.opens.push(opens);
                all.lines.push(line);
                (opens, line) = (false, false);
            }
            if all.letters.len() == before {
                opens = true;
            }
        }
        all
    }

    pub(super) fn all(&self) -> &[char] {
        &self.letters
    }

    /// The letters from `start` on that are the text; headings may be written in capitals, which in some
    /// languages have no accents.
    pub(super) fn says(&self, text: &Said, start: usize) -> Option<Range<usize>> {
        if !text.any_case {
            let end = start + text.letters.len();
            return (self.letters.get(start..end)? == text.letters).then_some(start..end);
        }
        let mut wanted = text.letters.iter().flat_map(|c| loud(*c)).peekable();
        let mut at = start;
        while wanted.peek().is_some() {
            for c in loud(*self.letters.get(at)?) {
                if wanted.next() != Some(c) {
                    return None;
                }
            }
            at += 1;
        }
        Some(start..at)
    }

    /// Whether a text may begin with the letter: nothing but what is no letter stands before it.
    pub(super) fn may_begin(&self, at: usize) -> bool {
        self.opens.get(at).copied().unwrap_or(true)
    }

    /// Whether a text may end before the letter.
    pub(super) fn may_end(&self, at: usize) -> bool {
        self.may_begin(at)
    }

    /// Whether a line begins with the letter.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        self.lines.get(at).copied().unwrap_or(true)
    }

    /// What was read there, on one line.
    pub(super) fn text(&self, range: &Range<usize>) -> String {
        let ends = self
            .bytes
            .get(range.start)
            .zip(self.bytes.get(range.end.saturating_sub(1)));
        let Some((first, last)) = ends.filter(|_| !range.is_empty()) else {
            return String::new();
        };
        let text = self.source.get(first.start..last.end).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
