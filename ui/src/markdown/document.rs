//! A text that was read, and how much of it is shown.

use std::rc::Rc;

use super::block::Section;
use super::cut::line_end;
use super::stream::Stream;

/// A text as far as it has been read.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Sections in order. While a text grows, all but the last keep their identity.
    pub sections: Vec<Rc<Section>>,
    /// Bytes of source that were left out because of the [`Budget`].
    pub left_out: usize,
}

/// By the identity of the sections: comparing their content would cost more
/// the longer a text is.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.left_out == other.left_out
            && self.sections.len() == other.sections.len()
            && self
                .sections
                .iter()
                .zip(&other.sections)
                .all(|(a, b)| Rc::ptr_eq(a, b))
    }
}

/// How much of a text is shown at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Bytes of source.
    pub bytes: usize,
    /// Nodes of the tree; exceeded by less than those of 16 KiB of source.
    pub nodes: usize,
}

impl Budget {
    /// What is shown before the reader asks for more: more than any ordinary
    /// reply, less than what a window takes a noticeable time to lay out.
    pub const FIRST: Self = Self {
        bytes: 200_000,
        nodes: 30_000,
    };

    /// The budget after `times` requests for more.
    #[must_use]
    pub fn grown(self, times: usize) -> Self {
        Self {
            bytes: self.bytes * (times + 1),
            nodes: self.nodes * (times + 1),
        }
    }
}

impl Document {
    /// Reads `text` as far as `budget` goes.
    pub fn read(text: &str, budget: Budget) -> Self {
        const STEP: usize = 16_384;
        let end = if text.len() <= budget.bytes {
            text.len()
        } else {
            line_end(text, budget.bytes)
        };
        let mut stream = Stream::default();
        let mut done = 0;
        while done < end && stream.nodes() < budget.nodes {
            let next = text.ceil_char_boundary((done + STEP).min(end));
            stream.push(&text[done..next]);
            done = next;
        }
        Self {
            left_out: text.len() - done,
            ..stream.finish()
        }
    }
}
