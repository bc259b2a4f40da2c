//! Text: in pieces, because the library ends the program on a megabyte of spaces (its regular expression overflows and the result
//! is unwrapped) and gets slow on one of a single letter. Of what is longer than [`MOST`], pieces spread over it stand for the rest.

use crate::Estimate;

/// Bytes of a piece at the most. Smaller ones are not much faster, larger ones are slower on hostile text.
const PIECE: usize = 4096;
/// Bytes that are counted one by one; the worst text takes about 0.2 s for them on one core.
pub(crate) const MOST: usize = 1024 * 1024;

/// Loads the vocabulary, which takes a quarter of a second once and blocks; the first count does it otherwise.
pub fn prepare() {
    tiktoken_rs::o200k_base_singleton();
}

/// The tokens of a text.
pub fn text(text: &str) -> Estimate {
    sampled(text, stride(text.len()))
}

/// Of how many pieces one is counted when there are so many bytes.
pub(crate) fn stride(bytes: usize) -> usize {
    bytes.div_ceil(MOST).max(1)
}

/// Counts one of each `stride` pieces, and as many tokens for each byte of the others.
pub(crate) fn sampled(text: &str, stride: usize) -> Estimate {
    let (mut tokens, mut bytes, mut rest) = (0_u64, 0_u64, text);
    while !rest.is_empty() {
        let end = cut(rest);
        let (piece, after) = rest.split_at(end);
        tokens += count(piece);
        bytes += length(piece);
        let skipped = end.saturating_mul(stride - 1).min(after.len());
        rest = after.split_at(after.floor_char_boundary(skipped)).1;
    }
    let whole = u128::from(length(text));
    let scaled = u128::from(tokens) * whole / u128::from(bytes.max(1));
    Estimate::of(u64::try_from(scaled).unwrap_or(u64::MAX))
}

/// The tokens of a piece.
pub(crate) fn count(piece: &str) -> u64 {
    let tokens = tiktoken_rs::o200k_base_singleton().count_ordinary(piece);
    u64::try_from(tokens).unwrap_or(u64::MAX)
}

/// Where the first piece of a text that is not empty ends: before a space that follows something else, where the vocabulary's own
/// splitting always cuts too, so that no token is torn. Where there is none, somewhere.
pub(crate) fn cut(text: &str) -> usize {
    if text.len() <= PIECE {
        return text.len();
    }
    let window = text.floor_char_boundary(PIECE);
    let space = |index: &usize| {
        text.as_bytes().get(*index) == Some(&b' ')
            && text
                .split_at_checked(*index)
                .and_then(|(before, _)| before.chars().next_back())
                .is_some_and(|before| !before.is_whitespace())
    };
    (1..window).rev().find(space).unwrap_or(window)
}

fn length(text: &str) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_where_no_token_is_torn() {
        let words = "word ".repeat(2000);
        assert_eq!(cut(&words), 4094, "before the last space of the window");
        assert_eq!(cut("short text"), 10);
        assert_eq!(cut(&"x".repeat(5000)), PIECE);
        assert_eq!(cut(&" ".repeat(5000)), PIECE, "spaces go together");
        let euros = format!("x{}", "€".repeat(5000));
        assert_eq!(cut(&euros), 4096, "1 + 3 * 1365");
        let letters = "é".repeat(5000);
        assert!(letters.is_char_boundary(cut(&letters)));
        // A space after one that is not ASCII is not the first of its run.
        let runs = format!("a\u{a0} {}", "b".repeat(5000));
        assert_eq!(cut(&runs), PIECE);
    }

    #[test]
    fn long_text_is_sampled() {
        assert_eq!((stride(0), stride(MOST), stride(MOST + 1)), (1, 1, 2));
        let words = "a word and another ".repeat(1000);
        let (whole, half) = (sampled(&words, 1).tokens, sampled(&words, 2).tokens);
        assert_eq!(whole, count(&words));
        assert!(whole.abs_diff(half) * 100 < whole, "{whole} {half}");
        assert_eq!(
            sampled("one piece", 7),
            sampled("one piece", 1),
            "it stands for itself"
        );
    }
}
