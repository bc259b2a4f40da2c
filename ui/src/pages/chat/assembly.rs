//! A reply's text, put together from pieces that say where they begin.

/// What became of a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed {
    /// This much at the end of the text is new, in bytes.
    New(usize),
    /// All of it was there already.
    Known,
    /// Something before it is missing: the reply must be read again.
    Gap,
}

/// A text that arrives in pieces, some of them twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assembly {
    text: String,
}

impl Assembly {
    /// Begins with what is known already.
    pub fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
        }
    }

    /// Takes a piece that begins at `offset`, in bytes from the text's start.
    pub fn place(&mut self, offset: u64, piece: &str) -> Placed {
        let have = self.text.len() as u64;
        if offset > have {
            return Placed::Gap;
        }
        // It fits into memory beside the text, so into usize.
        let known = (have - offset) as usize;
        if known >= piece.len() {
            return Placed::Known;
        }
        match piece.get(known..) {
            Some(new) => {
                self.text.push_str(new);
                Placed::New(new.len())
            }
            // The overlap ends within a character: the two texts differ.
            None => Placed::Gap,
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_in_order_make_the_text() {
        let mut reply = Assembly::default();
        assert_eq!(reply.place(0, "Spring "), Placed::New(7));
        assert_eq!(reply.place(7, "tide"), Placed::New(4));
        assert_eq!(reply.text(), "Spring tide");
    }

    #[test]
    fn what_is_known_is_dropped() {
        let mut reply = Assembly::of("Spring tide");
        assert_eq!(reply.place(0, "Spring"), Placed::Known);
        assert_eq!(reply.place(7, "tide"), Placed::Known);
        assert_eq!(
            reply.place(7, "tides"),
            Placed::New(1),
            "one character is new"
        );
        assert_eq!(reply.place(12, ""), Placed::Known);
        assert_eq!(reply.text(), "Spring tides");
    }

    #[test]
    fn a_gap_changes_nothing() {
        let mut reply = Assembly::of("ab");
        assert_eq!(reply.place(3, "d"), Placed::Gap);
        assert_eq!(reply.text(), "ab", "the missing part must not be skipped");
        let mut reply = Assembly::of("a");
        assert_eq!(
            reply.place(0, "é!"),
            Placed::Gap,
            "an overlap within a character is no overlap"
        );
        assert_eq!(reply.text(), "a");
    }

    #[test]
    fn any_overlapping_cover_gives_the_text() {
        let text = "Ebbe und Flut, מים, 潮. ".repeat(20);
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for step in 1..12 {
            let mut reply = Assembly::default();
            for window in (0..ends.len()).step_by(step) {
                let from = ends[window.saturating_sub(step / 2)];
                let to = ends.get(window + step).copied().unwrap_or(text.len());
                assert_ne!(reply.place(from as u64, &text[from..to]), Placed::Gap);
            }
            assert_eq!(reply.text(), text, "in steps of {step} with overlap");
        }
    }
}
