//! ChatGPT's data export: the tree of one conversation.
//!
//! OpenAI publishes no description of the format. What stands here was gathered in
//! November 2026 from the reverse-engineered specification of convoviz
//! (github.com/mohamed-chs/convoviz, docs/dev/chatgpt-spec.md, version 3.0 of
//! February 2026), from issues of importers (daugaard47/ChatGPT_Conversations_To_Markdown
//! pull request 23 and MonkeyRun-com/monkeyrun-open-brain issue 2 for the sharded
//! `conversations-000.json`), and from exported conversations in public repositories.
//!
//! Well attested: a list of conversations (or `{"conversations": […]}`), each with
//! `conversation_id` and `id`, `title`, `create_time` and `update_time` in seconds,
//! `mapping` (id → `{id, parent, children, message}`; the root has no message) and
//! `current_node`. Uncertain: whether `conversation_id` always equals `id` (it is
//! preferred), and whether the members of `mapping` are sorted (nobody relies on it
//! here: siblings are ordered by their parent's `children`).

use std::collections::HashMap;

use serde_json::Value;

use super::chatgpt_message::{Context, kind};
use super::draft::Draft;
use super::object::{Clip, Object};
use crate::time::{from_rfc3339, from_seconds};
use crate::tree::{Kind, Node};
use crate::{Limits, Reason};

/// Reads one conversation.
pub fn read(object: &Object<'_>, limits: &Limits) -> Result<Draft, Reason> {
    let mapping = object.raw("mapping").unwrap_or("{}");
    let mapping =
        Object::parse(mapping).map_err(|error| Reason::Broken(format!("mapping: {error}")))?;
    if mapping.len() > limits.nodes {
        let count = mapping.len();
        return Err(Reason::TooManyMessages { count });
    }
    let mut context = Context {
        clip: Clip::new(limits.text_bytes),
        attachments: limits.attachments,
        system: None,
    };
    let mut draft = Draft {
        id: object
            .text("conversation_id")
            .or_else(|| object.text("id"))
            .unwrap_or_default(),
        title: context.clip.clip(object.text("title").unwrap_or_default()),
        created_at_ms: object.get("create_time").and_then(|v| time(&v)),
        updated_at_ms: object.get("update_time").and_then(|v| time(&v)),
        current: object.text("current_node"),
        ..Draft::default()
    };
    let mut nodes = Vec::with_capacity(mapping.len());
    let mut children = Vec::with_capacity(mapping.len());
    for (id, raw) in mapping.iter() {
        let mut node = Node {
            id: id.to_owned(),
            parent: None,
            kind: Kind::Hidden,
        };
        let mut listed = Vec::new();
        match Object::parse(raw.get()) {
            Ok(object) => {
                node.parent = object.text("parent");
                listed = object.get::<Vec<Value>>("children").unwrap_or_default();
                match object.get::<Value>("message") {
                    Some(message) => {
                        // Nobody can be given the words of a message without an author.
                        let known = message.is_null() || message["author"]["role"].is_string();
                        draft.lost.messages += u32::from(!known);
                        node.kind = kind(&message, &mut context);
                    }
                    None if object.raw("message").is_some() => draft.lost.messages += 1,
                    None => {}
                }
            }
            Err(_) if raw.get() == "null" => {}
            Err(_) => draft.lost.messages += 1,
        }
        nodes.push(node);
        children.push(listed);
    }
    draft.nodes = by_children(nodes, &children);
    draft.system = context.system;
    draft.lost.cut = context.clip.cut;
    Ok(draft)
}

/// A time in seconds, or as a text.
pub fn time(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => from_seconds(number.as_f64()?),
        Value::String(text) => from_rfc3339(text),
        _ => None,
    }
}

// The nodes in the order in which a walk along `children` meets them, the rest in
// the order of the file. A node without a usable parent gets the one that lists it.
fn by_children(mut nodes: Vec<Node>, children: &[Vec<Value>]) -> Vec<Node> {
    let mut index: HashMap<String, usize> = HashMap::with_capacity(nodes.len());
    for (at, node) in nodes.iter().enumerate() {
        index.entry(node.id.clone()).or_insert(at);
    }
    for (at, listed) in children.iter().enumerate() {
        for child in listed.iter().filter_map(Value::as_str) {
            let Some(child) = index.get(child).copied().filter(|child| *child != at) else {
                continue;
            };
            let orphan = match &nodes[child].parent {
                Some(parent) => !index.contains_key(parent),
                None => true,
            };
            if orphan {
                nodes[child].parent = Some(nodes[at].id.clone());
            }
        }
    }
    let mut order = Vec::with_capacity(nodes.len());
    let mut met = vec![false; nodes.len()];
    let mut waiting = Vec::new();
    let rootless = |at: &usize| match &nodes[*at].parent {
        Some(parent) => !index.contains_key(parent),
        None => true,
    };
    for root in (0..nodes.len()).filter(rootless).chain(0..nodes.len()) {
        waiting.push(root);
        while let Some(at) = waiting.pop() {
            if std::mem::replace(&mut met[at], true) {
                continue;
            }
            order.push(at);
            let listed = children[at].iter().rev().filter_map(Value::as_str);
            waiting.extend(listed.filter_map(|id| index.get(id).copied()));
        }
    }
    let mut slots: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|at| slots[at].take())
        .collect()
}
