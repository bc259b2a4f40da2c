//! Texts that are too long to be cut into tokens: what is refused before llama.cpp sees it.

use llama_cpp_2::vocab::{LlamaVocab, VocabType};

use crate::engine::STACK;

/// Bytes of stack that `std::regex` takes for a character, with something to spare: GCC's takes up to 464.
const STACK_A_CHARACTER: usize = 640;
/// Characters of a stretch that can be cut at the most.
pub(super) const LONGEST_STRETCH: usize = STACK / STACK_A_CHARACTER;

/// How few tokens a text can have.
pub(super) struct Ruler {
    /// Bytes of the longest token; `None`: a token can stand for more than its own text.
    longest: Option<usize>,
}

impl Ruler {
    pub(super) fn of(vocab: &LlamaVocab<'_>) -> Self {
        // The others join blanks, or whole words that they do not know.
        let exact = matches!(vocab.vocab_type(), VocabType::BPE | VocabType::SPM);
        let mut piece = Vec::with_capacity(256);
        let lengths = vocab.tokens().map(|token| {
            piece.clear();
            vocab.token_to_piece_into(token, &mut piece, true, None);
            piece.len()
        });
        Self {
            longest: lengths.max().filter(|longest| exact && *longest > 0),
        }
    }

    /// Tokens of a text of `bytes` bytes at the least.
    pub(super) fn at_least(&self, bytes: usize) -> u32 {
        let tokens = self.longest.map_or(0, |longest| bytes.div_ceil(longest));
        u32::try_from(tokens).unwrap_or(u32::MAX)
    }
}

/// Whether a text has a stretch that is too long to be cut. llama.cpp's patterns never match further than
/// some blanks and the word behind them.
pub(super) fn has_long_stretch(text: &str) -> bool {
    if text.len() <= LONGEST_STRETCH {
        return false;
    }
    let (mut word, mut blank) = (0, 0);
    let (mut longest_word, mut longest_blank) = (0, 0);
    for c in text.chars() {
        if c.is_whitespace() {
            (word, blank) = (0, blank + 1);
            longest_blank = longest_blank.max(blank);
        } else {
            (word, blank) = (word + 1, 0);
            longest_word = longest_word.max(word);
        }
    }
    longest_word + longest_blank > LONGEST_STRETCH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_stretches_without_a_break_count() {
        let half = LONGEST_STRETCH / 2;
        assert!(!has_long_stretch(&"word ".repeat(LONGEST_STRETCH)));
        assert!(!has_long_stretch(&"é".repeat(LONGEST_STRETCH)), "not bytes");
        assert!(has_long_stretch(&"é".repeat(LONGEST_STRETCH + 1)));
        assert!(has_long_stretch(&" ".repeat(LONGEST_STRETCH + 1)));
        let both = " ".repeat(half) + &"x".repeat(half + 2);
        assert!(has_long_stretch(&both), "one match can take both");
    }

    #[test]
    fn a_text_has_no_fewer_tokens_than_the_longest_allows() {
        let ruler = |longest| Ruler { longest };
        assert_eq!(ruler(Some(16)).at_least(160), 10);
        assert_eq!(ruler(Some(16)).at_least(161), 11);
        assert_eq!(ruler(Some(16)).at_least(0), 0);
        assert_eq!(ruler(Some(1)).at_least(usize::MAX), u32::MAX);
        assert_eq!(ruler(None).at_least(usize::MAX), 0, "nothing is known");
    }
}
