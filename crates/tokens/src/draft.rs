//! A text that grows key by key: what is before the change is not counted again.

use crate::Estimate;
use crate::text::{self, MOST};

/// A draft as it was last counted.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    text: String,
    /// Where each piece ends, and the tokens up to there.
    pieces: Vec<(usize, u64)>,
}

impl Draft {
    /// The tokens of the draft as it is now.
    pub fn estimate(&mut self, now: &str) -> Estimate {
        if now.len() > MOST {
            *self = Self::default();
            return text::text(now);
        }
        let same = self
            .text
            .bytes()
            .zip(now.bytes())
            .take_while(|(old, new)| old == new);
        let same = same.count();
        // A cut depends on what is on both sides of it.
        let kept = self.pieces.partition_point(|(end, _)| *end < same);
        let whole = self.text.len() == now.len() && same == now.len();
        if !whole {
            self.pieces.truncate(kept);
            let (mut end, mut tokens) = self.pieces.last().copied().unwrap_or_default();
            while let Some(rest) = now.get(end..).filter(|rest| !rest.is_empty()) {
                let length = text::cut(rest);
                tokens += rest.get(..length).map_or(0, text::count);
                end += length;
                self.pieces.push((end, tokens));
            }
            self.text.truncate(self.text.floor_char_boundary(same));
            let from = self.text.len();
            self.text.push_str(now.get(from..).unwrap_or_default());
        }
        Estimate::of(self.pieces.last().map_or(0, |(_, tokens)| *tokens))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_before_the_change_is_kept() {
        let mut draft = Draft::default();
        assert_eq!(draft.estimate("").tokens, 0);
        let long = "a word and another, ".repeat(1000);
        assert_eq!(draft.estimate(&long), text::text(&long));
        // Made-up numbers in the kept pieces show which are counted again.
        let invented = 1_000_000;
        for piece in &mut draft.pieces {
            piece.1 += invented;
        }
        assert!(draft.estimate(&long).tokens > invented, "nothing changed");
        assert!(
            draft.estimate(&format!("{long}x")).tokens > invented,
            "the end changed"
        );
        let start = format!("x{long}");
        assert_eq!(
            draft.estimate(&start),
            text::text(&start),
            "the start changed"
        );
        assert_eq!(draft.estimate("ä"), text::text("ä"));
        assert_eq!(
            draft.estimate("ö"),
            text::text("ö"),
            "they share their first byte"
        );
        assert_eq!(draft.estimate("").tokens, 0);
        let most = "x ".repeat(MOST);
        assert_eq!(draft.estimate(&most), text::text(&most));
        assert!(draft.text.is_empty(), "no copy of that is kept");
    }
}
