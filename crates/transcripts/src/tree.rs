//! Makes a sound tree of what a file says about its messages.
//!
//! Belongs here: everything about parents and children, the same for all sources:
//! hidden nodes are spliced out, cycles are cut, duplicate ids get a number,
//! parents come before their children. Does not belong here: what a node says.
//! All loops are flat: a chain of 100,000 nodes costs no stack.

use std::collections::HashMap;

use crate::{Entry, Limits, Role};

/// One node as a source lists it.
pub struct Node {
    /// Its id; may be empty or not unique.
    pub id: String,
    /// The parent's id; one that does not exist makes the node a first message.
    pub parent: Option<String>,
    /// What it is.
    pub kind: Kind,
}

/// What a node is to a person who reads.
pub enum Kind {
    /// A message. Its `id` and `parent` are filled in by [`arrange`].
    Entry(Box<Entry>),
    /// Nothing: its children hang on the nearest message above.
    Hidden,
    /// Nothing by itself, but thinking of the reply that follows.
    Thought(String),
}

// Of more thoughts in a row than that, the earliest are left out.
const MAX_THOUGHTS: usize = 1_000;

/// Gives the messages, parents first and else in the order of `nodes`, and the
/// shown leaf: `current` or the nearest message above it, else the newest leaf.
pub fn arrange(
    mut nodes: Vec<Node>,
    current: Option<&str>,
    limits: &Limits,
) -> (Vec<Entry>, Option<String>) {
    let (ids, index) = unique_ids(&mut nodes);
    let climb = climb(&nodes, &index);
    let order = parents_first(&nodes, &climb.above);
    let shown = current
        .and_then(|id| index.get(id).copied())
        .and_then(|at| match nodes[at].kind {
            Kind::Entry(_) => Some(at),
            _ => climb.above[at],
        })
        .or_else(|| newest_leaf(&nodes, &climb.above, &order));
    let mut budget = limits.conversation_bytes;
    let mut entries = Vec::with_capacity(order.len());
    for at in order {
        let Kind::Entry(entry) = std::mem::replace(&mut nodes[at].kind, Kind::Hidden) else {
            continue;
        };
        let mut entry = *entry;
        entry.id.clone_from(&ids[at]);
        entry.parent = climb.above[at].map(|parent| ids[parent].clone());
        // Siblings share the thoughts above them: without a budget, many siblings
        // under one long thought would multiply it.
        let room = limits.text_bytes.min(budget);
        if entry.role == Role::Assistant
            && let Some(thinking) = thinking(&nodes, &climb, at, room)
        {
            budget = budget.saturating_sub(thinking.len());
            entry.thinking = Some(thinking);
        }
        entries.push(entry);
    }
    (entries, shown.map(|at| ids[at].clone()))
}

// The first node of an id keeps it; later ones become `id#2`, `id#3`, the same way
// each time the file is read. References go to the first.
fn unique_ids(nodes: &mut [Node]) -> (Vec<String>, HashMap<String, usize>) {
    let mut index = HashMap::with_capacity(nodes.len());
    for (at, node) in nodes.iter_mut().enumerate() {
        if node.id.is_empty() {
            node.id.push_str("message");
        }
        index.entry(node.id.clone()).or_insert(at);
    }
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut ids = Vec::with_capacity(nodes.len());
    for (at, node) in nodes.iter_mut().enumerate() {
        let mut id = std::mem::take(&mut node.id);
        if index.get(&id) != Some(&at) {
            let number = numbers.entry(id.clone()).or_insert(1);
            loop {
                *number += 1;
                let candidate = format!("{id}#{number}");
                if !index.contains_key(&candidate) {
                    id = candidate;
                    break;
                }
            }
            index.insert(id.clone(), at);
        }
        ids.push(id);
    }
    (ids, index)
}

struct Climb {
    /// The nearest message above each node.
    above: Vec<Option<usize>>,
    /// The nearest thought above each node with no message in between; a thought's own.
    thought: Vec<Option<usize>>,
    /// For a thought: the thought before it.
    before: Vec<Option<usize>>,
}

fn climb(nodes: &[Node], index: &HashMap<String, usize>) -> Climb {
    let mut up: Vec<Option<usize>> = nodes
        .iter()
        .map(|node| node.parent.as_ref().and_then(|id| index.get(id).copied()))
        .collect();
    let mut climb = Climb {
        above: vec![None; nodes.len()],
        thought: vec![None; nodes.len()],
        before: vec![None; nodes.len()],
    };
    let mut settled = vec![false; nodes.len()];
    let mut on_path = vec![false; nodes.len()];
    let mut path = Vec::new();
    for start in 0..nodes.len() {
        let mut next = Some(start);
        while let Some(at) = next.filter(|at| !settled[*at]) {
            if on_path[at] {
                // A cycle: its topmost node becomes a first message.
                if let Some(top) = path.last() {
                    up[*top] = None;
                }
                break;
            }
            on_path[at] = true;
            path.push(at);
            next = up[at];
        }
        while let Some(at) = path.pop() {
            settled[at] = true;
            let (above, thought) = match up[at] {
                None => (None, None),
                Some(parent) => match nodes[parent].kind {
                    Kind::Entry(_) => (Some(parent), None),
                    _ => (climb.above[parent], climb.thought[parent]),
                },
            };
            climb.above[at] = above;
            climb.thought[at] = thought;
            if let Kind::Thought(_) = nodes[at].kind {
                climb.before[at] = thought;
                climb.thought[at] = Some(at);
            }
        }
    }
    climb
}

fn parents_first(nodes: &[Node], above: &[Option<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(nodes.len());
    let mut placed = vec![false; nodes.len()];
    let mut chain = Vec::new();
    for (start, node) in nodes.iter().enumerate() {
        if !matches!(node.kind, Kind::Entry(_)) {
            continue;
        }
        let mut next = Some(start);
        while let Some(at) = next.filter(|at| !placed[*at]) {
            placed[at] = true;
            chain.push(at);
            next = above[at];
        }
        order.extend(chain.drain(..).rev());
    }
    order
}

fn newest_leaf(nodes: &[Node], above: &[Option<usize>], order: &[usize]) -> Option<usize> {
    let mut leaf = vec![true; nodes.len()];
    for at in order {
        if let Some(parent) = above[*at] {
            leaf[parent] = false;
        }
    }
    let made = |at: usize| match &nodes[at].kind {
        Kind::Entry(entry) => entry.created_at_ms,
        _ => None,
    };
    // Of several newest, `max_by_key` takes the last.
    let leaves = order.iter().copied().filter(|at| leaf[*at]);
    leaves.max_by_key(|at| made(*at))
}

fn thinking(nodes: &[Node], climb: &Climb, at: usize, limit: usize) -> Option<String> {
    let mut pieces = Vec::new();
    let mut bytes = 0;
    let mut next = climb.thought[at];
    while let Some(at) = next.filter(|_| pieces.len() < MAX_THOUGHTS) {
        if let Kind::Thought(text) = &nodes[at].kind {
            bytes += text.len() + 2;
            if bytes > limit {
                break;
            }
            pieces.push(text.as_str());
        }
        next = climb.before[at];
    }
    pieces.reverse();
    (!pieces.is_empty()).then(|| pieces.join("\n\n"))
}
