//! Where one column over the whole width takes the place of two, and what is as wide as it.

use super::Composer;
use crate::layout::{Item, NodeId, Strip};

/// Strips that a page may lose to the next for the sake of a paragraph that stands in one width.
const MOST_MOVED: usize = 8;

/// The strip from which on there is one column, and its first node: the last that begins a paragraph and
/// may begin a page, up to the first that no longer stands beside the narrow column; where that
/// would leave too much of the page empty, the next one. `beside`: how many stand beside it.
/// `None`: all do, or nothing may begin a page.
pub(super) fn broad_from(strips: &[Strip], beside: usize) -> Option<(usize, NodeId)> {
    if beside >= strips.len() {
        return None;
    }
    let begins = |at: usize| {
        let (before, strip) = (strips.get(at.checked_sub(1)?)?, strips.get(at)?);
        let (said, own) = (nodes(before), nodes(strip));
        let begins = !strip.pinned && !own.iter().any(|node| said.contains(node));
        let first = own.into_iter().min()?;
        begins.then_some((at, first))
    };
    let least = beside.saturating_sub(MOST_MOVED).max(1);
    let mut nearest = (least..=beside).rev().chain(beside + 1..strips.len());
    nearest.find_map(begins)
}

/// Whose text stands in a strip.
fn nodes(strip: &Strip) -> Vec<NodeId> {
    let nodes = strip.items.iter().filter_map(|item| match item {
        Item::Run(run) => Some(run.node),
        _ => None,
    });
    nodes.collect()
}

impl Composer<'_> {
    /// The width of a paragraph of this node in a column.
    pub(super) fn column(&self, node: NodeId, width: f32) -> f32 {
        match self.broad {
            Some((from, broad)) if node >= from => broad,
            _ => width,
        }
    }
}
