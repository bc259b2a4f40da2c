//! A story becomes pages: which text stands where, and what it is.

mod broad;
mod canvas;
mod chapter;
mod columns;
mod contacts;
mod entry;
mod head;
mod packing;
mod portrait;
mod strips;

use std::sync::Arc;

use contract::cv::PartId;

use super::sheet::Sheet;
use crate::cv::story::Story;
use crate::layout::{Align, Laid, Missing, Node, NodeId, Pages, Role, Span, Typesetter};
use canvas::Canvas;

/// Puts a story on pages. `photo`: a `data:` URL.
pub(super) fn compose(
    story: &Story,
    photo: Option<&str>,
    sheet: &Sheet,
    typesetter: &mut Typesetter,
) -> Pages {
    let mut composer = Composer {
        story,
        photo,
        sheet,
        typesetter,
        nodes: vec![Node {
            role: Role::Document,
            parent: NodeId(0),
            part: None,
            alt: None,
        }],
        missing: Vec::new(),
        broad: None,
    };
    let mut canvas = Canvas::new(sheet);
    let whole = sheet.paper.width - 2.0 * sheet.margin.side;
    let head = composer.head(whole, sheet.side.is_none());
    match sheet.side {
        None => {
            let mut strips = head;
            strips.extend(composer.chapters(&story.chapters, whole));
            canvas.put(&strips, sheet.margin.side, (0, sheet.margin.top));
        }
        Some(side) => columns::beside(&mut composer, &mut canvas, side, whole, head),
    }
    let (nodes, mut missing) = (composer.nodes, composer.missing);
    missing.sort();
    missing.dedup_by_key(|missing| missing.character);
    Pages {
        size: sheet.paper,
        pages: canvas.pages,
        nodes,
        bookmarks: canvas.bookmarks,
        missing,
        language: story.language.clone(),
        rtl: story.rtl,
        title: story.name.clone(),
    }
}

struct Composer<'a> {
    story: &'a Story,
    photo: Option<&'a str>,
    sheet: &'a Sheet,
    typesetter: &'a mut Typesetter,
    nodes: Vec<Node>,
    missing: Vec<Missing>,
    /// The node from which on paragraphs are as wide as this, whatever their column is.
    broad: Option<(NodeId, f32)>,
}

impl Composer<'_> {
    /// How far it has come, for [`Self::back_to`].
    fn here(&self) -> (usize, usize) {
        (self.nodes.len(), self.missing.len())
    }

    /// As if nothing had been laid out since.
    fn back_to(&mut self, (nodes, missing): (usize, usize)) {
        self.nodes.truncate(nodes);
        self.missing.truncate(missing);
    }

    /// The node that comes next.
    fn next(&self) -> NodeId {
        NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX))
    }

    fn node(&mut self, role: Role, parent: NodeId, part: Option<&PartId>) -> NodeId {
        let id = self.next();
        self.nodes.push(Node {
            role,
            parent,
            part: part.cloned(),
            alt: None,
        });
        id
    }

    fn lay(&mut self, spans: &[Span<'_>], width: Option<f32>, align: Align) -> Arc<Laid> {
        self.lay_directed(spans, width, align, self.story.rtl)
    }

    fn lay_directed(
        &mut self,
        spans: &[Span<'_>],
        width: Option<f32>,
        align: Align,
        rtl: bool,
    ) -> Arc<Laid> {
        let language = &self.story.language;
        let laid = self.typesetter.lay(spans, width, align, rtl, language);
        self.missing.extend(laid.missing.iter().cloned());
        laid
    }

    /// The left edge of something `width` wide that begins `start` after the side where reading
    /// begins, in a column `column` wide.
    fn starting_at(&self, start: f32, width: f32, column: f32) -> f32 {
        if self.story.rtl {
            column - start - width
        } else {
            start
        }
    }
}
