//! Lines as strips: what of them stays together, what links, what belongs to one line.

use std::sync::Arc;

use crate::layout::{Item, Laid, Link, NodeId, Rect, Run, Seam, Strip};

/// Lines of an entry's head that a page does not break.
pub(super) const LONGEST_HEAD: usize = 6;

/// The lines of a paragraph as strips. `nodes`: of its spans. `x`: its left edge.
/// No page ends after its first line, and none begins with its last.
pub(super) fn paragraph(laid: &Laid, nodes: &[NodeId], x: f32, before: f32) -> Vec<Strip> {
    let count = laid.lines.len();
    let lines = laid.lines.iter().enumerate();
    let strips = lines.map(|(index, line)| {
        let runs = line.shapes.iter().map(|placed| {
            Item::Run(Run {
                shape: Arc::clone(&placed.shape),
                x: x + placed.x,
                y: line.baseline,
                node: nodes.get(placed.span).copied().unwrap_or_default(),
            })
        });
        Strip {
            before: if index == 0 { before } else { 0.0 },
            height: line.height,
            pinned: index > 0 && (index == 1 || index + 1 == count),
            items: runs.collect(),
            heading: None,
        }
    });
    strips.collect()
}

/// Joins a head and what must not be parted from it: its first two lines.
pub(super) fn pinned_to(mut head: Vec<Strip>, mut body: Vec<Strip>) -> Vec<Strip> {
    if head.is_empty() {
        return body;
    }
    if head.len() <= LONGEST_HEAD {
        head.iter_mut()
            .skip(1)
            .for_each(|strip| strip.pinned = true);
    }
    body.iter_mut()
        .take(2)
        .for_each(|strip| strip.pinned = true);
    head.extend(body);
    head
}

/// Makes the runs of a node link to an address.
pub(super) fn link_to(strips: &mut [Strip], node: NodeId, address: Option<&str>) {
    let Some(address) = address else { return };
    for strip in strips {
        let edges = strip.items.iter().filter_map(|item| match item {
            Item::Run(run) if run.node == node => Some((run.x, run.x + run.shape.width)),
            _ => None,
        });
        let edges = edges.reduce(|(left, right), (x, end)| (left.min(x), right.max(end)));
        if let Some((left, right)) = edges {
            strip.items.push(Item::Link(Link {
                rect: Rect {
                    x: left,
                    y: 0.0,
                    width: right - left,
                    height: strip.height,
                },
                address: address.to_owned(),
                node,
            }));
        }
    }
}

/// From the text of a strip to what is `width` wide at `x` beside it.
pub(super) fn seam(strip: &Strip, x: f32, width: f32) -> Option<Item> {
    let runs = strip.items.iter().filter_map(|item| match item {
        Item::Run(run) => Some(run),
        _ => None,
    });
    let left = runs.clone().map(|run| run.x).reduce(f32::min)?;
    let right = runs
        .clone()
        .map(|run| run.x + run.shape.width)
        .reduce(f32::max)?;
    let last = runs.clone().next_back()?;
    let (from, to) = if x >= right {
        (right, x)
    } else {
        (x + width, left)
    };
    (to > from).then_some(Item::Seam(Seam::Line {
        x: from,
        width: to - from,
        y: last.y,
        size: last.shape.size,
    }))
}

pub(super) fn baseline(strip: &Strip) -> Option<f32> {
    text_baseline(&strip.items)
}

pub(super) fn text_baseline(items: &[Item]) -> Option<f32> {
    items.iter().find_map(|item| match item {
        Item::Run(run) => Some(run.y),
        _ => None,
    })
}

/// How wide a paragraph of one line is, spaces at its ends included.
pub(super) fn advance(laid: &Arc<Laid>) -> f32 {
    let shapes = laid.lines.iter().flat_map(|line| &line.shapes);
    shapes.map(|placed| placed.shape.width).sum()
}

/// How high strips are below each other, at the top of a frame.
pub(super) fn height(strips: &[Strip]) -> f32 {
    let before = strips.iter().skip(1).map(|strip| strip.before);
    let own = strips.iter().map(|strip| strip.height);
    before.chain(own).sum()
}
