//! Text on pages: shaped and broken by parley, put on pages by rules, and held as a list of what is
//! to be drawn, which the preview and the PDF both draw from.
//!
//! Belongs here: what any document needs. Does not belong here: what a CV or a deck looks like.

mod direction;
mod flow;
pub mod fonts;
mod page;
pub mod system;
mod text;

pub(crate) use flow::{Frame, Strip, fill};
pub use page::{
    Bookmark, Face, Glyph, Item, Link, Missing, Node, NodeId, Page, Pages, Part, Picture, Rect,
    Rgb, Role, Run, Seam, Shape, Size,
};
pub use text::Typesetter;
pub(crate) use text::{Align, Laid, Span, TextStyle};
