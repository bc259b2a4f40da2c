//! ChatGPT's data export: what one message is to a person who reads.
//!
//! Sources as in `chatgpt`. Content types and what becomes of them:
//! `text`, `multimodal_text`: the text, and attachments for images, sound and video;
//! `code` and `execution_output` of the code interpreter: fenced blocks;
//! a canvas document (`canmore.create_textdoc`): a fenced block or text;
//! `thoughts` and `reasoning_recap`: thinking of the reply that follows;
//! `user_editable_context`: the system prompt. Dropped: pages and results of
//! browsing (`tether_*`, `sonic_webpage`), `model_editable_context` (memory),
//! `system_error`, calls of other tools, changes of a canvas, and what the export
//! marks as hidden. Uncertain: types that came after February 2026; of an unknown
//! type the text is taken if a person or the model says it to the other.

use serde_json::Value;

use super::chatgpt::time;
use super::markers::without_markers;
use super::object::{Clip, fenced, list, text};
use crate::tree::Kind;
use crate::{Attachment, Entry, Role};

/// What is kept from message to message of one conversation.
pub struct Context {
    /// Bounds texts.
    pub clip: Clip,
    /// Attachments of one message at the most.
    pub attachments: usize,
    /// The custom instructions, once met.
    pub system: Option<String>,
}

/// What a message is. A `null` is a node of structure.
pub fn kind(message: &Value, context: &mut Context) -> Kind {
    let content = &message["content"];
    let metadata = &message["metadata"];
    let content_type = text(content, "content_type").unwrap_or("text");
    if content_type == "user_editable_context" {
        if context.system.is_none() {
            let system = instructions(content, metadata).map(|text| context.clip.clip(text));
            context.system = system;
        }
        return Kind::Hidden;
    }
    if metadata["is_visually_hidden_from_conversation"] == Value::Bool(true) {
        return Kind::Hidden;
    }
    let (role, said) = match (text(&message["author"], "role"), content_type) {
        (_, "thoughts") => return thought(thoughts(content), context),
        (_, "reasoning_recap") => {
            let recap = text(content, "content").or_else(|| text(content, "text"));
            return thought(recap.unwrap_or_default().to_owned(), context);
        }
        (Some("user"), _) => (Role::User, Some(plain(content))),
        (Some("system"), _) => (Role::System, Some(plain(content))),
        (Some("assistant"), _) => (Role::Assistant, assistant(message, content_type)),
        (Some("tool"), "execution_output") => {
            let output = plain(content);
            let output = (!output.is_empty()).then(|| fenced(&output, "text"));
            (Role::Assistant, output)
        }
        // The text beside a generated picture is an instruction to the model.
        (Some("tool"), "multimodal_text") => (Role::Assistant, Some(String::new())),
        _ => return Kind::Hidden,
    };
    let Some(said) = said else {
        return Kind::Hidden;
    };
    let attachments = attachments(content, metadata, context);
    if said.trim().is_empty() && attachments.is_empty() {
        return Kind::Hidden;
    }
    let model = (role == Role::Assistant)
        .then(|| text(metadata, "model_slug"))
        .flatten();
    Kind::Entry(Box::new(Entry {
        id: String::new(),
        parent: None,
        role,
        text: context.clip.clip(said),
        thinking: None,
        model: model.map(|model| context.clip.clip(model.to_owned())),
        provider: (role == Role::Assistant).then(|| "openai".to_owned()),
        created_at_ms: time(&message["create_time"]),
        attachments,
    }))
}

fn thought(said: String, context: &mut Context) -> Kind {
    if said.trim().is_empty() {
        return Kind::Hidden;
    }
    Kind::Thought(context.clip.clip(said))
}

// `None`: said to a tool, and nothing that a person sees.
fn assistant(message: &Value, content_type: &str) -> Option<String> {
    let content = &message["content"];
    let browsing = content_type.starts_with("tether_") || content_type == "sonic_webpage";
    if browsing || matches!(content_type, "system_error" | "model_editable_context") {
        return None;
    }
    let said = plain(content);
    match text(message, "recipient").unwrap_or("all") {
        "canmore.create_textdoc" => canvas(&said),
        "all" | "python" if content_type == "code" => {
            let language = match text(content, "language").unwrap_or_default() {
                "" | "unknown" if message["recipient"] == "python" => "python",
                language => language,
            };
            (!said.is_empty()).then(|| fenced(&said, language))
        }
        "all" => Some(without_markers(&said)),
        _ => None,
    }
}

// The call that makes a canvas document holds it: {"name", "type", "content"}.
fn canvas(call: &str) -> Option<String> {
    let call: Value = serde_json::from_str(call).ok()?;
    let body = text(&call, "content")?;
    let body = match text(&call, "type").unwrap_or("document").split_once('/') {
        Some((_, language)) => fenced(body, language),
        None => body.to_owned(),
    };
    Some(match text(&call, "name") {
        Some(name) => format!("**{}**\n\n{body}", name.replace(['*', '\n'], " ")),
        None => body,
    })
}

fn plain(content: &Value) -> String {
    let mut said: Vec<&str> = Vec::new();
    for part in list(content, "parts") {
        let part = part.as_str().or_else(|| text(part, "text"));
        said.extend(part.filter(|part| !part.is_empty()));
    }
    if said.is_empty() {
        said.extend(text(content, "text"));
    }
    said.join("\n\n")
}

fn thoughts(content: &Value) -> String {
    let mut said = Vec::new();
    for thought in list(content, "thoughts") {
        said.extend(text(thought, "summary").map(|summary| format!("**{summary}**")));
        said.extend(text(thought, "content").map(str::to_owned));
    }
    if said.is_empty() {
        return plain(content);
    }
    said.join("\n\n")
}

fn instructions(content: &Value, metadata: &Value) -> Option<String> {
    let data = &metadata["user_context_message_data"];
    let bare = ["about_user_message", "about_model_message"].map(|name| text(data, name));
    let wrapped = ["user_profile", "user_instructions"].map(|name| text(content, name));
    let chosen = if bare.iter().any(Option::is_some) {
        bare
    } else {
        wrapped
    };
    let said: Vec<&str> = chosen.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join("\n\n"))
}

fn attachments(content: &Value, metadata: &Value, context: &mut Context) -> Vec<Attachment> {
    // The bound holds for what is looked at, too: each picture is looked for among
    // the uploads.
    let bound = context.attachments;
    let uploaded = list(metadata, "attachments");
    let uploaded = &uploaded[..uploaded.len().min(bound)];
    let mut found: Vec<(&str, Option<&str>)> = Vec::new();
    for file in uploaded {
        if let Some(name) = text(file, "name").or_else(|| text(file, "id")) {
            let media = text(file, "mime_type").or_else(|| text(file, "mimeType"));
            found.push((name, media));
        }
    }
    let parts = list(content, "parts").iter();
    let pointers = parts
        .flat_map(|part| [part, &part["audio_asset_pointer"]])
        .filter_map(|part| text(part, "asset_pointer"));
    for pointer in pointers.take(bound) {
        // `file-service://file-abc` or `sediment://file_00ab`; an upload stands
        // under the same id among the attachments, with its name.
        let id = pointer.split_once("://").map_or(pointer, |(_, id)| id);
        let named = uploaded.iter().any(|file| text(file, "id") == Some(id));
        if !named && found.len() < bound {
            found.push((id, None));
        }
    }
    let clip = &mut context.clip;
    found
        .into_iter()
        .map(|(name, media)| Attachment {
            name: clip.clip(name.to_owned()),
            media_type: media.map(|media| clip.clip(media.to_owned())),
            text: None,
            data: None,
        })
        .collect()
}
