//! The tree written out: for the clipboard and for whatever takes text.
//!
//! Belongs here: a document as plain text and as HTML, a table as Markdown and
//! as cells. Does not belong here: the clipboard, elements.

mod html;
mod plain;
mod table;

pub use html::html;
pub use plain::plain;
pub use table::{table_as_cells, table_as_markdown};

use super::block::Block;
use super::{Budget, Document};

/// All of `text`, however long.
pub fn whole(text: &str) -> Document {
    let everything = Budget {
        bytes: usize::MAX,
        nodes: usize::MAX,
    };
    Document::read(text, everything)
}

/// Whether a block was cut only for its length.
fn goes_on(block: &Block) -> bool {
    matches!(
        block,
        Block::Paragraph {
            continued: true,
            ..
        } | Block::Quote {
            continued: true,
            ..
        } | Block::List {
            continued: true,
            ..
        }
    )
}
