//! The runs of a whole block, kept while it grows.

use std::ops::Range;
use std::rc::Rc;

use super::{Grammar, Run, State, lex};
use crate::markdown::chunks::{Chunks, Piece};

/// A stretch ends at the first line end after this many bytes: what is
/// coloured and rendered anew when a character comes.
const STRETCH: usize = 256;

/// Some lines and their runs.
#[derive(Debug, PartialEq)]
pub struct Stretch {
    /// The lines.
    pub text: String,
    /// Their runs, as long as the text together.
    pub runs: Vec<Run>,
    /// What is open behind it.
    after: State,
}

/// A piece of [`Chunks`] in stretches.
#[derive(Debug, Default)]
struct Coloured {
    stretches: Rc<Vec<Rc<Stretch>>>,
    before: State,
}

/// What was coloured of a block so far.
#[derive(Debug, Default)]
pub struct Colouring {
    grammar: Option<&'static Grammar>,
    pieces: Vec<Coloured>,
}

impl Colouring {
    /// Colours `text` as far as `allowed` says: it is asked with the bytes of
    /// each piece that was not there before, and the first `false` ends it.
    /// Returns whether all of it is coloured.
    pub fn update(
        &mut self,
        grammar: &'static Grammar,
        text: &Chunks,
        mut allowed: impl FnMut(usize) -> bool,
    ) -> bool {
        if !self
            .grammar
            .is_some_and(|known| std::ptr::eq(known, grammar))
        {
            self.grammar = Some(grammar);
            self.pieces.clear();
        }
        let pieces = text.pieces();
        self.pieces.truncate(pieces.len());
        let mut state = State::default();
        for (index, piece) in pieces.enumerate() {
            let text = match piece {
                Piece::Full(text) => text,
                Piece::Open(text) => text,
            };
            if index == self.pieces.len() {
                if !allowed(text.len()) {
                    return false;
                }
                self.pieces.push(Coloured::default());
            }
            let Some(coloured) = self.pieces.get_mut(index) else {
                return false;
            };
            state = coloured.update(grammar, text, state);
        }
        true
    }

    /// The stretches of the piece with that place; `None`: it is not coloured yet.
    pub fn piece(&self, index: usize) -> Option<&Rc<Vec<Rc<Stretch>>>> {
        self.pieces.get(index).map(|piece| &piece.stretches)
    }
}

impl Coloured {
    /// Goes on where `text` is no longer what it was. Returns what is open behind it.
    fn update(&mut self, grammar: &Grammar, text: &str, before: State) -> State {
        let mut at = 0;
        let mut same = 0;
        if self.before == before {
            while let Some(stretch) = self.stretches.get(same) {
                // The last one may have ended only because the text did.
                let ends = stretch_end(&text[at..]);
                if text[at..at + ends] != *stretch.text {
                    break;
                }
                at += ends;
                same += 1;
            }
        }
        let mut state = match same
            .checked_sub(1)
            .and_then(|last| self.stretches.get(last))
        {
            Some(stretch) => stretch.after,
            None => before,
        };
        if at == text.len() && same == self.stretches.len() {
            return state;
        }
        self.before = before;
        let stretches = Rc::make_mut(&mut self.stretches);
        stretches.truncate(same);
        while at < text.len() {
            let end = at + stretch_end(&text[at..]);
            let stretch = Stretch::read(grammar, &text[at..end], state);
            state = stretch.after;
            stretches.push(Rc::new(stretch));
            at = end;
        }
        state
    }
}

impl Stretch {
    fn read(grammar: &Grammar, text: &str, mut state: State) -> Self {
        let mut runs = Vec::new();
        for line in text.split_inclusive('\n') {
            lex(grammar, line, &mut state, &mut runs);
        }
        Self {
            text: text.to_owned(),
            runs,
            after: state,
        }
    }

    /// The runs as ranges of the text.
    pub fn ranges(&self) -> impl Iterator<Item = (Range<usize>, Run)> {
        self.runs.iter().scan(0, |at, run| {
            let range = *at..*at + run.length;
            *at = range.end;
            Some((range, *run))
        })
    }
}

fn stretch_end(text: &str) -> usize {
    let from = text.floor_char_boundary(STRETCH);
    text[from..]
        .find('\n')
        .map_or(text.len(), |at| from + at + 1)
}
