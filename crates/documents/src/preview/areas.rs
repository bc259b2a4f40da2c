//! Where on a page each part of a CV stands.

use std::collections::HashMap;

use contract::cv::{PartArea, PartId};

use super::screen::short;
use crate::layout::{Item, NodeId, Page, Pages, Run};

/// Above the baseline and below it, in ems: what the letters of a line cover.
const ABOVE: f32 = 0.8;
const BELOW: f32 = 0.25;

/// The boxes around the text of each section and entry, in the order in which they begin.
pub(super) fn areas(pages: &Pages, page: &Page) -> Vec<PartArea> {
    let mut boxes: Vec<(&PartId, Edges)> = Vec::new();
    let mut places: HashMap<&PartId, usize> = HashMap::new();
    for item in &page.items {
        let Item::Run(run) = item else { continue };
        let edges = Edges::of(run);
        for part in parts_of(pages, run.node) {
            match places.get(part).and_then(|place| boxes.get_mut(*place)) {
                Some((_, known)) => known.take_in(edges),
                None => {
                    places.insert(part, boxes.len());
                    boxes.push((part, edges));
                }
            }
        }
    }
    boxes
        .into_iter()
        .map(|(part, edges)| PartArea {
            part: part.clone(),
            x: short(edges.left),
            y: short(edges.top),
            width: short(edges.right - edges.left),
            height: short(edges.bottom - edges.top),
        })
        .collect()
}

/// The parts that a node is in, from the outermost to its own.
fn parts_of(pages: &Pages, node: NodeId) -> Vec<&PartId> {
    let mut parts = Vec::with_capacity(2);
    let mut at = node;
    while let Some(node) = pages.nodes.get(at.0 as usize) {
        if let Some(part) = &node.part
            && parts.last() != Some(&part)
        {
            parts.push(part);
        }
        // A node comes after its parent, and so no way up is endless.
        if node.parent >= at {
            break;
        }
        at = node.parent;
    }
    parts.reverse();
    parts
}

#[derive(Clone, Copy)]
struct Edges {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Edges {
    fn of(run: &Run) -> Self {
        Self {
            left: run.x,
            top: run.y - run.shape.size * ABOVE,
            right: run.x + run.shape.width,
            bottom: run.y + run.shape.size * BELOW,
        }
    }

    fn take_in(&mut self, other: Self) {
        self.left = self.left.min(other.left);
        self.top = self.top.min(other.top);
        self.right = self.right.max(other.right);
        self.bottom = self.bottom.max(other.bottom);
    }
}
