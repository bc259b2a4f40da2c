//! From what a person typed to what is looked for.

/// Words that are looked at; more only cost time.
const MOST_WORDS: usize = 16;
/// Characters of a word that are looked at.
const LONGEST_WORD: usize = 64;

/// What to look for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Query {
    /// An FTS5 expression.
    Words(String),
    /// Texts that must all occur, as they were typed.
    Substrings(Vec<String>),
}

impl Query {
    /// `None`: there is nothing to look for.
    pub(super) fn parse(typed: &str) -> Option<Self> {
        let words: Vec<String> = typed
            .split(|letter: char| letter.is_whitespace() || letter.is_control())
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .take(MOST_WORDS)
            .map(|word| word.chars().take(LONGEST_WORD).collect())
            .collect();
        if words.is_empty() {
            return None;
        }
        if words.iter().any(|word| word.chars().any(is_unspaced)) {
            return Some(Self::Substrings(words));
        }
        // In quotes everything is text, and a quote is written twice. Words are
        // joined by an implicit AND; the star outside makes the last a prefix.
        let quoted: Vec<String> = words
            .iter()
            .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
            .collect();
        Some(Self::Words(format!("{}*", quoted.join(" "))))
    }
}

/// Whether a letter belongs to a script that puts no spaces between words: the
/// same ranges as those of the index `messages_unspaced`.
fn is_unspaced(letter: char) -> bool {
    matches!(
        u32::from(letter),
        0xE01..=0xEFF          // Thai, Lao
        | 0x1000..=0x109F      // Myanmar
        | 0x1100..=0x11FF      // Hangul
        | 0x1780..=0x17FF      // Khmer
        | 0x2E80..=0x9FFF      // radicals, kana, Bopomofo, Han
        | 0xA960..=0xA97F      // Hangul
        | 0xAC00..=0xFAFF      // Hangul, Han
        | 0xFF66..=0xFFDC      // half-width kana and Hangul
        | 0x20000..=0x323AF    // rarer Han
    )
}
