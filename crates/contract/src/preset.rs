//! Presets: choices for replies that a person gave a name.

use serde::{Deserialize, Serialize};

use crate::message::ReplyOptions;
use crate::{PresetId, Timestamp};

/// A named set of choices: instructions, a model, parameters. What is `None` in it is left as usual.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preset {
    /// Its id.
    pub id: PresetId,
    /// Its name, 1 to 80 characters; two presets may have the same.
    pub name: String,
    /// What it chooses.
    pub options: ReplyOptions,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// See [`crate::Handlers::list_presets`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListPresets {}

/// See [`crate::Handlers::save_preset`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SavePreset {
    /// The preset to save over, or one that was deleted just now and comes back; `None`: a new one.
    pub id: Option<PresetId>,
    /// Its name.
    pub name: String,
    /// What it chooses.
    pub options: ReplyOptions,
}

/// See [`crate::Handlers::delete_preset`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeletePreset {
    /// The preset.
    pub id: PresetId,
}
