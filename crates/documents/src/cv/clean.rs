//! A text as it can be laid out.

use unicode_segmentation::UnicodeSegmentation as _;

/// Drops what no page can show or what would reorder what stands around it: control characters,
/// embeddings and overrides of direction (the marks LRM and RLM stay), soft hyphens, which would be
/// broken at without showing a hyphen, and what Unicode says is no character. Line ends become `\n`.
/// A letter that never ends may be broken: see [`breakable`].
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push(' '),
            '\u{ad}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{fff9}'..='\u{fffc}'
            | '\u{feff}'
            | '\u{fdd0}'..='\u{fdef}' => {}
            c if c.is_control() || u32::from(c) & 0xfffe == 0xfffe => {}
            c => out.push(c),
        }
    }
    breakable(out)
}

/// Characters that make one letter, at the most: what a writing system or an emoji needs, twice.
const LONGEST_LETTER: usize = 16;

/// No line breaks within what Unicode counts as one letter, but it sets no end to that: a thousand emoji
/// that are joined to each other would run out of the page. A zero-width space parts them.
fn breakable(text: String) -> String {
    let longer = |letter: &str| letter.chars().nth(LONGEST_LETTER).is_some();
    if text.is_ascii() || !text.graphemes(true).any(longer) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.graphemes(true) {
        for (index, c) in letter.chars().enumerate() {
            if index > 0 && index % LONGEST_LETTER == 0 {
                out.push('\u{200b}');
            }
            out.push(c);
        }
    }
    out
}

/// The same on one line.
pub(super) fn line(text: &str) -> String {
    let text = clean(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The paragraphs of a text: its lines that say something.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let text = clean(text);
    let lines = text.lines().map(line).filter(|line| !line.is_empty());
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_page_can_show_is_dropped() {
        assert_eq!(
            line("a\u{0}b\u{7}\u{202e}c\u{2066}d\u{ad}e\u{feff}"),
            "abcde"
        );
        assert_eq!(line(" one\r\n two\tthree "), "one two three");
        assert_eq!(line("\u{1fffe}\u{ffff}\u{fdd0}x"), "x");
        assert_eq!(line("א\u{200f}, \u{200e}b"), "א\u{200f}, \u{200e}b");
    }

    #[test]
    fn no_letter_is_endless() {
        let joined = "👩\u{200d}".repeat(20);
        let parts: Vec<_> = clean(&joined).split('\u{200b}').map(str::len).collect();
        assert_eq!(parts, [56, 56, 28]);
        for real in [
            "👩\u{200d}👩\u{200d}👧\u{200d}👦",
            "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
            "हिन्दी",
            "ञ्ज्र्य",
        ] {
            assert_eq!(clean(real), real);
        }
    }

    #[test]
    fn lines_are_paragraphs() {
        assert_eq!(
            paragraphs("one\r\ntwo\u{2029}\n \nthree"),
            ["one", "two", "three"]
        );
        assert!(paragraphs(" \n\u{0}").is_empty());
    }
}
