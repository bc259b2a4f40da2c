//! Conversations in and out of Pulse.
//!
//! Belongs here: one model of a conversation ([`Transcript`]), reading it from
//! ChatGPT's and Claude's data exports and from Pulse's own JSON ([`open`]), and
//! writing it as Markdown, HTML, plain text and JSON ([`write`]). Does not belong
//! here: storage, commands, clocks, the network; whoever imports decides what to
//! do with a conversation that is there already ([`Transcript::key`] and
//! [`Transcript::fingerprint`] tell).
//!
//! Files from outside are hostile: they are read one conversation at a time,
//! every size is bounded by [`Limits`], and trees are walked without recursion.

mod error;
mod fingerprint;
mod limits;
mod model;
mod read;
#[cfg(any(test, feature = "sample"))]
pub mod sample;
#[cfg(test)]
mod tests;
mod time;
mod tree;
pub mod write;

pub use error::{Error, Reason, Skipped};
pub use fingerprint::Fingerprint;
pub use limits::Limits;
pub use model::{Attachment, Entry, Role, Source, Transcript};
pub use read::{Found, Lost, Progress, Reader, open};
