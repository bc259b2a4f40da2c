//! Pulse's own JSON: one conversation as [`crate::write::Pulse`] writes it.

use serde_json::value::RawValue;

use super::draft::Draft;
use super::object::{Clip, Object};
use crate::tree::{Kind, Node};
use crate::{Entry, Limits, Reason};

/// Reads one conversation.
pub fn read(object: &Object<'_>, limits: &Limits) -> Result<Draft, Reason> {
    let messages: Vec<&RawValue> = match object.raw("messages") {
        Some(raw) => serde_json::from_str(raw)
            .map_err(|error| Reason::Broken(format!("messages: {error}")))?,
        None => Vec::new(),
    };
    if messages.len() > limits.nodes {
        let count = messages.len();
        return Err(Reason::TooManyMessages { count });
    }
    let mut clip = Clip::new(limits.text_bytes);
    let mut draft = Draft {
        id: object.text("source_id").unwrap_or_default(),
        title: clip.clip(object.text("title").unwrap_or_default()),
        created_at_ms: object.get("created_at_ms"),
        updated_at_ms: object.get("updated_at_ms"),
        system: object.get("system").map(|text| clip.clip(text)),
        folder: object.get("folder").map(|text| clip.clip(text)),
        current: object.text("current"),
        ..Draft::default()
    };
    for raw in messages {
        let node = match serde_json::from_str::<Entry>(raw.get()) {
            Ok(mut entry) => Node {
                id: std::mem::take(&mut entry.id),
                parent: entry.parent.take(),
                kind: Kind::Entry(Box::new(bounded(entry, limits, &mut clip))),
            },
            Err(_) => {
                draft.lost.messages += 1;
                let Ok(object) = Object::parse(raw.get()) else {
                    continue;
                };
                Node {
                    id: object.text("id").unwrap_or_default(),
                    parent: object.text("parent"),
                    kind: Kind::Hidden,
                }
            }
        };
        draft.nodes.push(node);
    }
    draft.lost.cut = clip.cut;
    Ok(draft)
}

fn bounded(mut entry: Entry, limits: &Limits, clip: &mut Clip) -> Entry {
    entry.text = clip.clip(entry.text);
    entry.thinking = entry.thinking.map(|text| clip.clip(text));
    entry.model = entry.model.map(|text| clip.clip(text));
    entry.provider = entry.provider.map(|text| clip.clip(text));
    entry.attachments.truncate(limits.attachments);
    for attachment in &mut entry.attachments {
        attachment.name = clip.clip(std::mem::take(&mut attachment.name));
        attachment.media_type = attachment.media_type.take().map(|text| clip.clip(text));
        attachment.text = attachment.text.take().map(|text| clip.clip(text));
    }
    entry
}
