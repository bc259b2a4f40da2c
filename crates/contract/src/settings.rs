//! Settings, and what the window needs at its start.

use serde::{Deserialize, Serialize};

use crate::attachment::Attachment;
use crate::conversation::{ConversationPage, ConversationView};
use crate::folder::{Folder, FolderPage};
use crate::job::Job;
use crate::model::ModelShelf;
use crate::provider::Providers;
use crate::{ConversationId, ModelId, ProviderId};

/// Light, dark, or as the system is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Everything that a person can set. Unknown fields of a newer Pulse are kept by the store.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark or system.
    pub appearance: Appearance,
    /// A door of the first-run screen was taken.
    pub first_run_done: bool,
    /// Who has the default model; `None`: this computer.
    pub default_provider: Option<ProviderId>,
    /// The model for new conversations; `None`: the only one, else the first on the shelf.
    pub default_model: Option<ModelId>,
    /// 0 to 2.
    pub temperature: f32,
    /// Above 0, up to 1.
    pub top_p: f32,
    /// Tokens of a reply at the most.
    pub max_tokens: u32,
    /// Seconds that a vendor may send nothing before a reply counts as broken off.
    pub idle_timeout_seconds: u32,
    /// Minutes without work after which the model leaves memory; 0: never.
    pub unload_after_minutes: u32,
    /// Whether a vendor's model makes the title of a conversation that it began.
    pub titles: bool,
    /// Width of the list pane in CSS pixels.
    pub list_width: u32,
    /// Whether the list pane is folded away.
    pub list_collapsed: bool,
    /// The conversation that was open last.
    pub open_conversation: Option<ConversationId>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            appearance: Appearance::System,
            first_run_done: false,
            default_provider: None,
            default_model: None,
            temperature: 0.7,
            top_p: 0.95,
            max_tokens: 1024,
            idle_timeout_seconds: 120,
            unload_after_minutes: 10,
            titles: true,
            list_width: 272,
            list_collapsed: false,
            open_conversation: None,
        }
    }
}

/// See [`crate::Handlers::change_settings`]. `None` leaves a setting alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingsPatch {
    /// See [`Settings::appearance`].
    pub appearance: Option<Appearance>,
    /// See [`Settings::first_run_done`].
    pub first_run_done: Option<bool>,
    /// See [`Settings::default_provider`]. It is set together with the model.
    pub default_provider: Option<ProviderId>,
    /// See [`Settings::default_model`].
    pub default_model: Option<ModelId>,
    /// See [`Settings::temperature`].
    pub temperature: Option<f32>,
    /// See [`Settings::top_p`].
    pub top_p: Option<f32>,
    /// See [`Settings::max_tokens`].
    pub max_tokens: Option<u32>,
    /// See [`Settings::idle_timeout_seconds`].
    pub idle_timeout_seconds: Option<u32>,
    /// See [`Settings::unload_after_minutes`].
    pub unload_after_minutes: Option<u32>,
    /// See [`Settings::titles`].
    pub titles: Option<bool>,
    /// See [`Settings::list_width`].
    pub list_width: Option<u32>,
    /// See [`Settings::list_collapsed`].
    pub list_collapsed: Option<bool>,
    /// See [`Settings::open_conversation`].
    pub open_conversation: Option<ConversationId>,
}

/// See [`crate::Handlers::start`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Start {}

/// What the window needs for its first picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Started {
    /// Pulse's version.
    pub version: String,
    /// All settings.
    pub settings: Settings,
    /// The first page of conversations that are in no folder.
    pub conversations: ConversationPage,
    /// All folders, in their order.
    #[serde(default)]
    pub folders: Vec<Folder>,
    /// The first conversations of folders that are not collapsed, as far as they are in sight.
    #[serde(default)]
    pub in_folders: Vec<FolderPage>,
    /// The conversation that was open last, if there still is one.
    pub reopened: Option<ConversationView>,
    /// The draft of the conversation that is not made yet.
    pub draft: String,
    /// The attachments of that draft.
    #[serde(default)]
    pub draft_attachments: Vec<Attachment>,
    /// Models on this computer.
    pub shelf: ModelShelf,
    /// The vendors of models.
    pub providers: Providers,
    /// Jobs that are not over.
    pub jobs: Vec<Job>,
    /// What the user should know about this start.
    pub notices: Vec<Notice>,
}

/// Something that happened at the start and that the user should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// The database was damaged; it was kept under another name and a new one begun.
    DatabaseSetAside {
        /// Where the damaged file is now.
        path: String,
    },
    /// Replies that were cut off when Pulse ended last time.
    RepliesInterrupted {
        /// How many.
        count: u32,
    },
}
