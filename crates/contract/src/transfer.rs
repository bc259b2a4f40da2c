//! Conversations in and out: imports of other programs' exports, and exports of Pulse's own.

use serde::{Deserialize, Serialize};

use crate::ConversationId;

/// See [`crate::Handlers::pick_import_file`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PickImportFile {}

/// See [`crate::Handlers::import_conversations`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportConversations {
    /// The absolute path of an export of ChatGPT, Claude or Pulse: a zip or a JSON file.
    pub path: String,
}

/// What an import came to, as far as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Conversations that were not here.
    pub imported: u64,
    /// Conversations that were here and got what they have grown by since.
    pub updated: u64,
    /// Conversations that were here as they are in the file.
    pub unchanged: u64,
    /// Conversations that could not be taken over, and those that nobody wrote in.
    pub skipped: u64,
    /// Messages within imported conversations that could not be read, or were cut.
    pub damaged_messages: u64,
    /// The first of the skipped ones; see [`ImportReport::LISTED`].
    pub skips: Vec<SkippedConversation>,
}

impl ImportReport {
    /// So many skipped conversations are named.
    pub const LISTED: usize = 50;

    /// Conversations that were looked at.
    pub fn looked_at(&self) -> u64 {
        self.imported + self.updated + self.unchanged + self.skipped
    }
}

/// A conversation of a file that was not imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedConversation {
    /// Its title; `None`: it has none, or not even that could be read.
    pub title: Option<String>,
    /// Why, in plain English.
    pub reason: String,
}

/// What an export of everything came to, as far as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportReport {
    /// Conversations written.
    pub conversations: u64,
}

/// How a conversation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// The branch that is shown, as Markdown.
    Markdown,
    /// The branch that is shown, as one page that a browser opens.
    Html,
    /// The branch that is shown, as plain text.
    Text,
    /// All branches, as Pulse reads them again.
    Json,
}

impl ExportFormat {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Text, Self::Json];

    /// What its files' names end in, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Text => "txt",
            Self::Json => "json",
        }
    }
}

/// See [`crate::Handlers::pick_export_file`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PickExportFile {
    /// The conversation that gives the name; `None`: all of them.
    pub conversation: Option<ConversationId>,
    /// What the file will hold; all of them are always JSON.
    pub format: ExportFormat,
}

/// See [`crate::Handlers::export_conversation`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExportConversation {
    /// Which.
    pub id: ConversationId,
    /// How.
    pub format: ExportFormat,
    /// The absolute path of the file; one that is there is replaced.
    pub path: String,
    /// Minutes that the user's clock is ahead of UTC: times are written so.
    #[serde(default)]
    pub ahead_minutes: i16,
}

/// See [`crate::Handlers::export_all`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExportAll {
    /// The absolute path of the file; one that is there is replaced.
    pub path: String,
}
