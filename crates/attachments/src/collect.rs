//! Text that grows up to a limit, and counts what no longer fits.

use crate::attachment::LeftOut;

/// Collected text. Nothing is stored past the limit, however much is pushed.
pub(crate) struct Collected {
    text: String,
    room: u64,
    left_out: LeftOut,
}

impl Collected {
    pub(crate) fn new(max_chars: u64) -> Self {
        Self {
            text: String::new(),
            room: max_chars,
            left_out: LeftOut::default(),
        }
    }

    pub(crate) fn push(&mut self, piece: &str) {
        if self.room == 0 {
            self.left_out.chars += piece.chars().count() as u64;
            return;
        }
        for (at, _) in piece.char_indices() {
            if self.room == 0 {
                self.text.push_str(&piece[..at]);
                self.left_out.chars += piece[at..].chars().count() as u64;
                return;
            }
            self.room -= 1;
        }
        self.text.push_str(piece);
    }

    pub(crate) fn line(&mut self, line: &str) {
        self.push(line);
        self.push("\n");
    }

    /// Counts pages that were not read.
    pub(crate) fn pages_left_out(&mut self, pages: u32) {
        self.left_out.pages += pages;
    }

    /// The text without blank space at its ends, and what was left out of it.
    pub(crate) fn finish(mut self) -> (String, Option<LeftOut>) {
        let kept = self.text.trim_end().len();
        self.text.truncate(kept);
        let blank = self.text.len() - self.text.trim_start_matches(['\n', '\r']).len();
        self.text.drain(..blank);
        let cut = self.left_out != LeftOut::default();
        (self.text, cut.then_some(self.left_out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_text_says_how_much_is_missing() {
        let mut text = Collected::new(5);
        text.push("añ");
        text.push("日本語x");
        text.push("yz");
        assert_eq!(
            text.finish(),
            ("añ日本語".into(), Some(LeftOut { chars: 3, pages: 0 }))
        );
    }

    #[test]
    fn text_at_the_limit_is_whole() {
        let mut text = Collected::new(3);
        text.push("abc");
        assert_eq!(text.finish(), ("abc".into(), None));
    }
}
