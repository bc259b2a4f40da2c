//! The tree: what a text consists of, free of syntax and of elements.

use std::rc::Rc;

use super::chunks::Chunks;

/// A run of blocks that is final, or the open tail of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// Bytes of source that it was read from.
    pub bytes: usize,
    /// Nodes of the tree in it, as a measure of what it costs to show.
    pub nodes: usize,
}

/// Something that stands on lines of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// What it says.
        content: Vec<Inline>,
        /// It goes on from the block before, which was cut for its length.
        continued: bool,
    },
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// What it says.
        content: Vec<Inline>,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
        /// It goes on from the block before.
        continued: bool,
    },
    /// Code.
    Code {
        /// The fence's first word; empty: none was given.
        language: String,
        /// The code.
        text: Chunks,
    },
    /// A list.
    List {
        /// The first number; `None`: bullets.
        start: Option<u64>,
        /// Its items stand close together.
        tight: bool,
        /// The items.
        items: Vec<Item>,
        /// It goes on from the block before.
        continued: bool,
    },
    /// A table.
    Table(Table),
    /// A line across.
    Rule,
    /// Text that is shown as it was written: raw HTML, and lines that no
    /// person writes.
    Plain(Chunks),
    /// What a footnote says.
    Footnote {
        /// Its label in the source.
        label: String,
        /// Its number; 0: nothing refers to it.
        number: usize,
        /// What it says.
        blocks: Vec<Block>,
    },
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Set on a task: whether it is done.
    pub task: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A table. Rows come in runs, so that a long one can grow at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// How each column stands.
    pub columns: Rc<Vec<Align>>,
    /// The head's cells.
    pub head: Rc<Row>,
    /// Runs of rows.
    pub runs: Vec<Rc<Vec<Row>>>,
}

/// The cells of one row.
pub type Row = Vec<Vec<Inline>>;

/// How a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the start of the line.
    Start,
    /// In the middle.
    Centre,
    /// At the end of the line.
    End,
}

/// Something within a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Text.
    Text(String),
    /// Code.
    Code(String),
    /// TeX, as it was written.
    Math {
        /// The source.
        source: String,
        /// On a line of its own.
        display: bool,
    },
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck through.
    Strike(Vec<Inline>),
    /// A link with a harmless scheme.
    Link {
        /// `http:`, `https:` or `mailto:`.
        url: String,
        /// What is shown.
        content: Vec<Inline>,
    },
    /// A picture on the network. Loading it tells its host that it was seen.
    Image {
        /// `http:` or `https:`.
        url: String,
        /// The host that would be asked.
        host: String,
        /// What it shows.
        alt: String,
    },
    /// A reference to a footnote.
    FootnoteRef {
        /// The footnote's label.
        label: String,
        /// Its number, from 1.
        number: usize,
    },
    /// The end of a source line.
    SoftBreak,
    /// A line break that was asked for.
    HardBreak,
}

impl Section {
    /// A section of `blocks`, read from `bytes` of source.
    pub fn new(blocks: Vec<Block>, bytes: usize) -> Self {
        let nodes = blocks.iter().map(Block::nodes).sum();
        Self {
            blocks,
            bytes,
            nodes,
        }
    }
}

impl Block {
    /// Nodes of the tree below and including this one. Depth is capped when
    /// the tree is built, so this recursion is shallow.
    pub fn nodes(&self) -> usize {
        1 + match self {
            Self::Paragraph { content, .. } | Self::Heading { content, .. } => inlines(content),
            Self::Quote { blocks, .. } | Self::Footnote { blocks, .. } => {
                blocks.iter().map(Self::nodes).sum()
            }
            Self::List { items, .. } => items
                .iter()
                .map(|item| 1 + item.blocks.iter().map(Self::nodes).sum::<usize>())
                .sum(),
            Self::Table(table) => {
                let row = |row: &Row| 1 + row.iter().map(|cell| 1 + inlines(cell)).sum::<usize>();
                row(&table.head)
                    + table
                        .runs
                        .iter()
                        .flat_map(|run| run.iter())
                        .map(row)
                        .sum::<usize>()
            }
            Self::Code { text, .. } | Self::Plain(text) => text.pieces().len(),
            Self::Rule => 0,
        }
    }
}

impl Inline {
    /// Adds the words to `out`, without any form.
    pub fn plain(&self, out: &mut String) {
        match self {
            Self::Text(text) | Self::Code(text) => out.push_str(text),
            Self::Math { source, .. } => out.push_str(source),
            Self::Emphasis(content)
            | Self::Strong(content)
            | Self::Strike(content)
            | Self::Link { content, .. } => content.iter().for_each(|inline| inline.plain(out)),
            Self::Image { alt, .. } => out.push_str(alt),
            Self::FootnoteRef { .. } => {}
            Self::SoftBreak | Self::HardBreak => out.push(' '),
        }
    }
}

fn inlines(content: &[Inline]) -> usize {
    content
        .iter()
        .map(|inline| {
            1 + match inline {
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strike(content)
                | Inline::Link { content, .. } => inlines(content),
                // About as many elements as it becomes.
                Inline::Math { source, .. } => 6 + source.len() / 3,
                _ => 0,
            }
        })
        .sum()
}
