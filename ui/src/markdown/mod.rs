//! Markdown into a tree of our own, and that tree into elements.
//!
//! Belongs here: reading Markdown (whole, or as it streams), what is safe to
//! show, and the elements that show it. Does not belong here: what a message
//! is, where its text comes from.
//!
//! # How streaming stays cheap
//! [`Stream`] reads a text in pieces of about 2 KiB bytes. What
//! stands before the last block boundary of a piece is final: it becomes a
//! [`Section`], shared by reference count and never read or rendered again.
//! Only the open tail is read anew. A single block that outgrows a piece is
//! opened up as well: a fenced block goes on line by line, a table row by row,
//! a list or quote is cut between its children, a paragraph at a sentence. What
//! cannot be cut (one list item with pages of nested text) is read again only
//! when it has grown by an eighth, which is a constant cost a byte.
//!
//! Colours follow the same rule ([`highlight`]), and a formula is read when it is
//! rendered, once.
//!
//! Where a text is cut depends on the text alone and not on how it arrived, so
//! a streamed reply and the stored one look the same.

pub mod block;
mod build;
pub mod chunks;
mod cut;
mod delimiters;
mod direction;
pub mod document;
mod fence;
mod frame;
pub(crate) mod highlight;
mod hostile;
mod link;
mod math;
mod pieces;
mod source;
pub mod stream;
mod table;
mod tags;
#[cfg(test)]
mod tests;
pub mod view;
pub mod written;

pub use block::{Block, Inline, Item, Section};
pub use document::{Budget, Document};
pub use stream::Stream;
