//! Long plain text in shared pieces, so that it can grow at its end without
//! the rest being copied or rendered again.

use std::rc::Rc;

/// A piece ends at the first line end after this many bytes …
const LINE_END_AFTER: usize = 2_048;
/// … and at the latest after this many.
const AT_MOST: usize = 8_192;

/// Text in pieces. Where the pieces end depends on the text alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chunks {
    full: Vec<Rc<str>>,
    open: String,
}

impl Chunks {
    /// `text` in pieces.
    pub fn of(text: &str) -> Self {
        let mut chunks = Self::default();
        chunks.push(text);
        chunks
    }

    /// Adds `text` at the end.
    pub fn push(&mut self, mut text: &str) {
        while !text.is_empty() {
            let taken = self.room(text);
            let (now, rest) = text.split_at(taken);
            self.open.push_str(now);
            text = rest;
            let ended = self.open.len() >= LINE_END_AFTER && self.open.ends_with('\n');
            if ended || self.open.len() >= AT_MOST {
                self.full.push(Rc::from(std::mem::take(&mut self.open)));
            }
        }
    }

    /// How much of `text` still belongs to the open piece: at least one character,
    /// because the open piece is shorter than [`AT_MOST`].
    fn room(&self, text: &str) -> usize {
        let have = self.open.len();
        let from = text.floor_char_boundary(LINE_END_AFTER.saturating_sub(have + 1));
        let line = text
            .get(from..)
            .and_then(|rest| rest.find('\n'))
            .map(|at| from + at + 1);
        // The first boundary at or after the limit: the same for every way of arriving.
        let most = text.ceil_char_boundary(AT_MOST.saturating_sub(have));
        line.map_or(most, |line| line.min(most))
    }

    /// Drops one line end at the very end, as code does before its closing fence.
    pub fn trim_line_end(&mut self) {
        if self.open.ends_with('\n') {
            self.open.pop();
        } else if self.open.is_empty()
            && let Some(last) = self.full.last_mut()
            && let Some(text) = last.strip_suffix('\n')
        {
            *last = Rc::from(text);
        }
    }

    /// The pieces that no longer change, and the one that does.
    pub fn pieces(&self) -> impl ExactSizeIterator<Item = Piece<'_>> {
        let open = usize::from(!self.open.is_empty());
        (0..self.full.len() + open).map(|index| match self.full.get(index) {
            Some(full) => Piece::Full(full),
            None => Piece::Open(&self.open),
        })
    }

    /// The whole text.
    pub fn text(&self) -> String {
        let mut all = String::with_capacity(self.len());
        self.full.iter().for_each(|piece| all.push_str(piece));
        all.push_str(&self.open);
        all
    }

    /// Bytes in all.
    pub fn len(&self) -> usize {
        self.full.iter().map(|piece| piece.len()).sum::<usize>() + self.open.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.full.is_empty() && self.open.is_empty()
    }
}

/// One piece of [`Chunks`].
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a> {
    /// It no longer changes.
    Full(&'a Rc<str>),
    /// Text may still be added.
    Open(&'a str),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(chunks: &Chunks) -> Vec<usize> {
        chunks
            .pieces()
            .map(|piece| match piece {
                Piece::Full(text) => text.len(),
                Piece::Open(text) => text.len(),
            })
            .collect()
    }

    #[test]
    fn pieces_do_not_depend_on_how_the_text_arrived() {
        let text = "é line of some length\n".repeat(900) + &"ß".repeat(20_000) + "\nend";
        let whole = Chunks::of(&text);
        for step in [1, 2, 7, 500, 9_000] {
            let mut grown = Chunks::default();
            let mut rest = text.as_str();
            while !rest.is_empty() {
                let at = rest.ceil_char_boundary(step.min(rest.len()));
                grown.push(&rest[..at]);
                rest = &rest[at..];
            }
            assert_eq!(lengths(&grown), lengths(&whole), "fed in steps of {step}");
            assert_eq!(grown, whole);
        }
        assert_eq!(whole.text(), text, "no byte may get lost");
        assert!(
            lengths(&whole).iter().all(|length| *length < AT_MOST + 4),
            "pieces are bounded"
        );
    }

    #[test]
    fn the_last_line_end_goes_wherever_it_stands() {
        let mut chunks = Chunks::of("a\n");
        chunks.trim_line_end();
        assert_eq!(chunks.text(), "a");
        let long = "x".repeat(LINE_END_AFTER) + "\n";
        let mut chunks = Chunks::of(&long);
        assert_eq!(chunks.full.len(), 1, "the line end closes the piece");
        chunks.trim_line_end();
        assert_eq!(chunks.text(), "x".repeat(LINE_END_AFTER));
    }
}
