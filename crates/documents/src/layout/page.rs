//! What is to be drawn: pages of runs of glyphs, filled boxes, pictures and links, and the tree that
//! says what they are.
//!
//! Lengths are points (1/72 in). A page's origin is its upper left corner and y grows downwards.

use std::ops::Range;
use std::sync::Arc;

use contract::cv::PartId;

/// A laid out document.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The size of every page.
    pub size: Size,
    /// The pages.
    pub pages: Vec<Page>,
    /// What is on them, in reading order. The first node is the document; a node comes after its parent.
    pub nodes: Vec<Node>,
    /// Headings that a reader can jump to, in reading order.
    pub bookmarks: Vec<Bookmark>,
    /// Characters that no font has.
    pub missing: Vec<Missing>,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// Whether it is read from right to left.
    pub rtl: bool,
    /// Its title.
    pub title: String,
}

/// One page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What is on it, in the order in which it is painted, which within a column is reading order.
    pub items: Vec<Item>,
}

/// Something on a page.
#[derive(Clone, Debug)]
pub enum Item {
    /// Text.
    Run(Run),
    /// A filled box that means nothing: a rule, a tint.
    Fill(Rect, Rgb),
    /// A picture; its node says what it shows.
    Picture(Rect, Arc<Picture>, NodeId),
    /// An area that links to somewhere.
    Link(Link),
    /// Says to readers that take text from where it stands on the page what belongs together: what
    /// is left and right of it on one line, or in two columns. Nothing is seen of it.
    Seam(Seam),
}

/// See [`Item::Seam`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seam {
    /// Between pieces of one line.
    Line {
        /// Where it begins, at the left.
        x: f32,
        /// Its width.
        width: f32,
        /// The line's baseline.
        y: f32,
        /// Points of an em of the text on the left.
        size: f32,
    },
    /// Between two columns.
    Gutter(Rect),
}

/// A picture as it is embedded.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The file: a JPEG of three channels.
    pub jpeg: Vec<u8>,
    /// The radius of its corners, in parts of its shorter side; 0.5: a square becomes a circle.
    pub rounding: f32,
}

/// A piece of a line: one face, one size, one colour, one direction.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its glyphs.
    pub shape: Arc<Shape>,
    /// Where its baseline begins, at the left.
    pub x: f32,
    /// See `x`.
    pub y: f32,
    /// What it is part of.
    pub node: NodeId,
}

/// Glyphs beside each other.
#[derive(Debug)]
pub struct Shape {
    /// The face.
    pub face: Arc<Face>,
    /// Points of an em.
    pub size: f32,
    /// The colour.
    pub color: Rgb,
    /// Whether its text is read from right to left.
    pub rtl: bool,
    /// From the first glyph's origin to where the next shape begins.
    pub width: f32,
    /// The text that it shows, in logical order.
    pub text: String,
    /// Its parts from left to right.
    pub parts: Vec<Part>,
    /// The glyphs of all parts, from left to right.
    pub glyphs: Vec<Glyph>,
}

/// A part of a shape that cannot be taken apart: a letter with its marks, a ligature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The bytes of [`Shape::text`] that it shows.
    pub text: Range<u32>,
    /// Its glyphs in [`Shape::glyphs`].
    pub glyphs: Range<u32>,
}

/// A glyph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// Its origin, counted from that of the shape.
    pub x: f32,
    /// Below the baseline.
    pub y: f32,
}

/// A face of a font.
#[derive(Debug)]
pub struct Face {
    /// The PostScript name.
    pub name: String,
    /// The file.
    pub data: parley::FontData,
}

/// An area that links to somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The area.
    pub rect: Rect,
    /// The address: `https:`, `http:`, `mailto:` or `tel:`.
    pub address: String,
    /// The node of the text, whose role is [`Role::Link`].
    pub node: NodeId,
}

/// A place in [`Pages::nodes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// What a part of a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// What it is part of; its own id for the document.
    pub parent: NodeId,
    /// The section or entry of the CV that it is part of, for an editor to jump to; `None`: that of its
    /// parent.
    pub part: Option<PartId>,
    /// What a picture shows, for those who do not see it.
    pub alt: Option<String>,
}

/// Roles, by the names of PDF's standard structure types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// All of it.
    Document,
    /// A section.
    Sect,
    /// Its title.
    H1,
    /// The heading of a section.
    H2,
    /// The head of an entry.
    H3,
    /// A paragraph.
    P,
    /// A list.
    L,
    /// An item of a list.
    Li,
    /// Its bullet.
    Lbl,
    /// Its text.
    LBody,
    /// Something to follow.
    Link,
    /// A picture.
    Figure,
}

/// A heading to jump to.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// Its text.
    pub title: String,
    /// The page, counted from 0.
    pub page: usize,
    /// Where on it.
    pub y: f32,
}

/// A character that no font has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The character.
    pub character: char,
    /// The word that it stands in.
    pub word: String,
}

/// Width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A box.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left.
    pub x: f32,
    /// Top.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A colour of sRGB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rgb(pub [u8; 3]);

impl Missing {
    /// The character's code and its name in Unicode, in English: `U+1F600 GRINNING FACE`. One that has
    /// no name, such as one for private use, is said by its code.
    pub fn name(&self) -> String {
        let code = u32::from(self.character);
        match unicode_names2::name(self.character) {
            Some(name) => format!("U+{code:04X} {name}"),
            None => format!("U+{code:04X}"),
        }
    }
}

impl Item {
    /// The same elsewhere.
    pub(crate) fn moved(&self, dx: f32, dy: f32) -> Self {
        let moved = |rect: &Rect| Rect {
            x: rect.x + dx,
            y: rect.y + dy,
            ..*rect
        };
        match self {
            Self::Run(run) => Self::Run(Run {
                shape: Arc::clone(&run.shape),
                x: run.x + dx,
                y: run.y + dy,
                node: run.node,
            }),
            Self::Fill(rect, color) => Self::Fill(moved(rect), *color),
            Self::Picture(rect, picture, node) => {
                Self::Picture(moved(rect), Arc::clone(picture), *node)
            }
            Self::Seam(Seam::Gutter(rect)) => Self::Seam(Seam::Gutter(moved(rect))),
            Self::Seam(Seam::Line { x, width, y, size }) => Self::Seam(Seam::Line {
                x: x + dx,
                width: *width,
                y: y + dy,
                size: *size,
            }),
            Self::Link(link) => Self::Link(Link {
                rect: moved(&link.rect),
                ..link.clone()
            }),
        }
    }
}

impl Pages {
    /// The text of all pages in reading order, a line for each heading, paragraph and item.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut block = None;
        for item in self.pages.iter().flat_map(|page| &page.items) {
            let Item::Run(run) = item else { continue };
            let owner = self.block_of(run.node);
            if block.is_some_and(|block| block != owner) {
                text.push('\n');
            }
            block = Some(owner);
            text.push_str(&run.shape.text);
        }
        text
    }

    /// The nearest node around this one that begins a line of its own.
    fn block_of(&self, node: NodeId) -> NodeId {
        let mut at = node;
        while let Some(found) = self.nodes.get(at.0 as usize) {
            if found.role != Role::Link || found.parent == at {
                break;
            }
            at = found.parent;
        }
        at
    }
}
