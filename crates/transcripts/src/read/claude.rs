//! Claude's data export: one conversation.
//!
//! Anthropic publishes no description of the format. What stands here was gathered
//! in November 2026 from importers (secall's notes on 22 conversations of April
//! 2026, osaurus-ai/osaurus pull request 2217, Sinity/polylogue) and from exported
//! conversations in public repositories.
//!
//! Well attested: a list of conversations with `uuid`, `name`, `created_at`,
//! `updated_at` (RFC 3339) and `chat_messages`; of each message `uuid`, `sender`
//! (`human` or `assistant`), `text`, `content` (blocks `text`, `thinking`,
//! `tool_use`, `tool_result`), `attachments` (with `extracted_content`) and `files`.
//! `text` may be empty while `content` is not, so the blocks come first.
//! `parent_message_uuid` is missing in exports up to April 2026 and present in
//! others; the first message names the parent 00000000-0000-4000-8000-000000000000,
//! which does not exist. Without any parents the messages follow each other.
//! Uncertain: `current_leaf_message_uuid` and `model` are known from the web page's
//! own data alone; they are taken if they stand there. Whether adjacent text blocks
//! belong to one paragraph is not said; here each begins a new one. Of the tools,
//! only what makes a document is kept (`artifacts`, `create_file`).

use std::collections::HashSet;

use serde_json::Value;
use serde_json::value::RawValue;

use super::draft::Draft;
use super::object::{Clip, Object, fenced, list, text};
use crate::time::from_rfc3339;
use crate::tree::{Kind, Node};
use crate::{Attachment, Entry, Limits, Reason, Role};

/// Reads one conversation.
pub fn read(object: &Object<'_>, limits: &Limits) -> Result<Draft, Reason> {
    let messages: Vec<&RawValue> = match object.raw("chat_messages") {
        Some(raw) => serde_json::from_str(raw)
            .map_err(|error| Reason::Broken(format!("chat_messages: {error}")))?,
        None => Vec::new(),
    };
    if messages.len() > limits.nodes {
        let count = messages.len();
        return Err(Reason::TooManyMessages { count });
    }
    let mut clip = Clip::new(limits.text_bytes);
    let time = |name| object.text(name).and_then(|text| from_rfc3339(&text));
    let mut draft = Draft {
        id: object.text("uuid").unwrap_or_default(),
        title: clip.clip(object.text("name").unwrap_or_default()),
        created_at_ms: time("created_at"),
        updated_at_ms: time("updated_at"),
        current: object.text("current_leaf_message_uuid"),
        ..Draft::default()
    };
    let model = object.text("model");
    let mut linear = true;
    for raw in messages {
        // Nested too deeply, most likely; the ids are what the tree needs.
        let Ok(message) = serde_json::from_str::<Value>(raw.get()) else {
            draft.lost.messages += 1;
            if let Ok(object) = Object::parse(raw.get()) {
                let parent = object.text("parent_message_uuid");
                linear &= parent.is_none();
                draft.nodes.push(Node {
                    id: object.text("uuid").unwrap_or_default(),
                    parent,
                    kind: Kind::Hidden,
                });
            }
            continue;
        };
        if !message.is_object() {
            draft.lost.messages += 1;
            continue;
        }
        // Nobody can be given the words of a message without a sender.
        draft.lost.messages += u32::from(text(&message, "sender").is_none());
        let parent = text(&message, "parent_message_uuid");
        linear &= parent.is_none();
        let kind = kind(&message, model.as_deref(), limits, &mut clip);
        draft.nodes.push(Node {
            id: text(&message, "uuid").unwrap_or_default().to_owned(),
            parent: parent.map(str::to_owned),
            kind,
        });
    }
    if linear {
        follow_each_other(&mut draft.nodes);
    }
    draft.lost.cut = clip.cut;
    Ok(draft)
}

fn follow_each_other(nodes: &mut [Node]) {
    let mut before: Option<String> = None;
    let mut taken = HashSet::new();
    for (at, node) in nodes.iter_mut().enumerate() {
        // What follows a second message of one id must not hang on the first.
        while node.id.is_empty() || !taken.insert(node.id.clone()) {
            node.id = format!("{}#{at}", node.id);
        }
        node.parent = before.replace(node.id.clone());
    }
}

fn kind(message: &Value, model: Option<&str>, limits: &Limits, clip: &mut Clip) -> Kind {
    let role = match text(message, "sender") {
        Some("human" | "user") => Role::User,
        Some("assistant") => Role::Assistant,
        Some("system") => Role::System,
        _ => return Kind::Hidden,
    };
    let (mut said, thinking) = blocks(list(message, "content"));
    if said.is_empty() {
        said.push_str(text(message, "text").unwrap_or_default());
    }
    let attachments = attachments(message, limits, clip);
    if said.trim().is_empty() && thinking.is_none() && attachments.is_empty() {
        return Kind::Hidden;
    }
    let by_model = role == Role::Assistant;
    let model = text(message, "model").or(model).filter(|_| by_model);
    Kind::Entry(Box::new(Entry {
        id: String::new(),
        parent: None,
        role,
        text: clip.clip(said),
        thinking: thinking.map(|thinking| clip.clip(thinking)),
        model: model.map(|model| clip.clip(model.to_owned())),
        provider: by_model.then(|| "anthropic".to_owned()),
        created_at_ms: text(message, "created_at").and_then(from_rfc3339),
        attachments,
    }))
}

fn blocks(content: &[Value]) -> (String, Option<String>) {
    let mut said = Vec::new();
    let mut thought = Vec::new();
    for block in content {
        match text(block, "type").unwrap_or_default() {
            "text" => said.extend(text(block, "text").map(str::to_owned)),
            "thinking" => thought.extend(text(block, "thinking")),
            "tool_use" => said.extend(document(block)),
            _ => {}
        }
    }
    let thinking = (!thought.is_empty()).then(|| thought.join("\n\n"));
    (said.join("\n\n"), thinking)
}

fn document(block: &Value) -> Option<String> {
    let input = &block["input"];
    let (title, body) = match text(block, "name")? {
        "artifacts" => (text(input, "title"), text(input, "content")?),
        "create_file" => (text(input, "path"), text(input, "file_text")?),
        _ => return None,
    };
    let markdown = text(input, "type") == Some("text/markdown");
    let body = if markdown {
        body.to_owned()
    } else {
        fenced(body, text(input, "language").unwrap_or_default())
    };
    Some(match title {
        Some(title) => format!("**{}**\n\n{body}", title.replace(['*', '\n'], " ")),
        None => body,
    })
}

fn attachments(message: &Value, limits: &Limits, clip: &mut Clip) -> Vec<Attachment> {
    let mut found: Vec<Attachment> = Vec::new();
    for file in list(message, "attachments").iter().take(limits.attachments) {
        let mut owned = |name| text(file, name).map(|text| clip.clip(text.to_owned()));
        let attachment = Attachment {
            name: owned("file_name").unwrap_or_default(),
            media_type: owned("file_type"),
            text: owned("extracted_content"),
            data: None,
        };
        if attachment != Attachment::default() {
            found.push(attachment);
        }
    }
    for file in list(message, "files") {
        let name = text(file, "file_name").or_else(|| text(file, "file_uuid"));
        if let Some(name) = name.filter(|_| found.len() < limits.attachments) {
            found.push(Attachment {
                name: clip.clip(name.to_owned()),
                ..Attachment::default()
            });
        }
    }
    found
}
