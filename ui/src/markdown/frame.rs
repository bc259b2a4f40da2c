//! What is open while a tree is built.

use super::block::{Align, Block, Inline, Item, Row};
use super::chunks::Chunks;

/// One open element.
#[derive(Default)]
pub struct Frame {
    /// What it is.
    pub kind: Kind,
    /// The blocks in it so far.
    pub blocks: Vec<Block>,
    /// What is in its line so far.
    pub inlines: Vec<Inline>,
}

/// What is open, and what was gathered for it.
#[derive(Default)]
pub enum Kind {
    #[default]
    Blocks,
    Paragraph,
    Heading(u8),
    Quote,
    List {
        start: Option<u64>,
        loose: bool,
        items: Vec<Item>,
    },
    Item {
        task: Option<bool>,
    },
    Footnote(String),
    Verbatim {
        language: Option<String>,
        text: Chunks,
    },
    Table {
        columns: Vec<Align>,
        head: Row,
        rows: Vec<Row>,
    },
    Row {
        cells: Row,
    },
    Cell,
    Emphasis,
    Strong,
    Strike,
    Link(Option<String>),
    Image {
        url: String,
        alt: String,
    },
}

impl Kind {
    /// Whether it stands within a line.
    pub fn is_span(&self) -> bool {
        matches!(
            self,
            Self::Emphasis | Self::Strong | Self::Strike | Self::Link(_) | Self::Image { .. }
        )
    }

    /// Whether text that stands directly in it is a paragraph.
    pub fn holds_blocks(&self) -> bool {
        matches!(
            self,
            Self::Blocks | Self::Quote | Self::List { .. } | Self::Item { .. } | Self::Footnote(_)
        )
    }
}
