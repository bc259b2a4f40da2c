//! One conversation, whoever made it.
//!
//! Belongs here: the shape and how to walk it. Its serde form is what stands in
//! Pulse's own JSON: a change here is a change of that format.

use serde::{Deserialize, Serialize};

/// A conversation as a tree of messages.
///
/// Promised by everything that [`crate::open`] gives out: ids are not empty and
/// unique, a parent stands before its children, siblings stand in the order in
/// which they were made, and `current` is one of the ids, or `None` if and only if
/// there is no message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// Who made it.
    pub source: Source,
    /// Its id there.
    pub source_id: String,
    /// Its title; may be empty.
    #[serde(default)]
    pub title: String,
    /// When it was made, in milliseconds since 1970 (UTC); `None`: not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at_ms: Option<i64>,
    /// When it was last changed, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at_ms: Option<i64>,
    /// The system prompt (ChatGPT's custom instructions).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The name of the folder that it is in. It is no part of what the conversation says, and so
    /// of no fingerprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// The last message of the branch that is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<String>,
    /// The messages of all branches.
    #[serde(default)]
    pub messages: Vec<Entry>,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id, unique in its conversation.
    pub id: String,
    /// The message that it answers or follows; `None`: a first message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Who speaks.
    pub role: Role,
    /// Markdown; may be empty if there are attachments or thinking.
    #[serde(default)]
    pub text: String,
    /// What the model thought before it replied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thinking: Option<String>,
    /// The model's name as the source has it, such as `gpt-4o`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The model's vendor: `openai`, `anthropic`, or what Pulse wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// When it was made, in milliseconds since 1970 (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at_ms: Option<i64>,
    /// What was attached or generated; the files themselves are not read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// A file that belonged to a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name, or the vendor's id of it; may be empty (Claude's pasted texts).
    pub name: String,
    /// Its media type, if the source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Its text, if the source holds it in the conversation (Claude does for
    /// documents and for long pasted texts, which stand nowhere else).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The file as a `data:` address, for a page that shows it. It stands in no JSON.
    #[serde(skip)]
    pub data: Option<String>,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person.
    User,
    /// The model, with what its tools gave it.
    Assistant,
    /// An instruction in the middle of the conversation.
    System,
}

/// Who made a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// ChatGPT's data export.
    #[serde(rename = "chatgpt")]
    ChatGpt,
    /// Claude's data export.
    Claude,
    /// Pulse itself.
    Pulse,
}

impl Source {
    /// The name as it stands in keys and in Pulse's JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::ChatGpt => "chatgpt",
            Self::Claude => "claude",
            Self::Pulse => "pulse",
        }
    }
}

impl Transcript {
    /// What stays the same when the conversation is exported again:
    /// `chatgpt:` and its id there.
    pub fn key(&self) -> String {
        format!("{}:{}", self.source.name(), self.source_id)
    }

    /// The branch that is shown, first message first: from `current` upwards,
    /// else from the last message.
    pub fn shown(&self) -> Vec<&Entry> {
        // Walked backwards over the list: a parent stands before its child, so one
        // pass finds the branch without an index and without an end in a cycle.
        let mut wanted = match &self.current {
            Some(id) => Some(id.as_str()),
            None => self.messages.last().map(|entry| entry.id.as_str()),
        };
        let mut branch = Vec::new();
        for entry in self.messages.iter().rev() {
            if wanted == Some(entry.id.as_str()) {
                wanted = entry.parent.as_deref();
                branch.push(entry);
            }
        }
        branch.reverse();
        branch
    }
}
