//! How many tokens a prompt has, before it is sent. What a vendor counted comes after, as [`providers::Usage`], and is the truth;
//! this is a guess by one vocabulary, OpenAI's `o200k_base`, for the models of all vendors. Others do not publish theirs, so no correction
//! is made up for them: what is here can be a third off there.
//!
//! Belongs here: counting, bounded in time for any input. Does not belong here: prices, contexts, and what is shown.
//!
//! A crate of its own because of its weight: the vocabulary is 3.6 MB of the program, and some 45 MB of memory and a quarter of a second
//! at the first use, which neither a server nor a test of `providers` should pay unasked.

mod ask;
mod draft;
mod image;
mod text;

use std::iter::Sum;
use std::ops::Add;

pub use ask::ask;
pub use draft::Draft;
pub use image::image;
pub use text::{prepare, text};

/// A guess at a number of tokens. The type is its mark: what was counted is a [`providers::Usage`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Estimate {
    /// About so many.
    pub tokens: u64,
}

impl Estimate {
    const fn of(tokens: u64) -> Self {
        Self { tokens }
    }
}

impl Add for Estimate {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::of(self.tokens.saturating_add(other.tokens))
    }
}

impl Sum for Estimate {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), Self::add)
    }
}
