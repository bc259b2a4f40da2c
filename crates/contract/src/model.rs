//! Models on this computer.

use serde::{Deserialize, Serialize};

use crate::{Error, ModelId};

/// One GGUF file on the shelf.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LocalModel {
    /// Its id.
    pub id: ModelId,
    /// Its name for people: from the catalogue, else from the file itself.
    pub name: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// SPDX licence, where known.
    pub license: Option<String>,
    /// Whether its bytes are known to be the catalogue's.
    pub pinned: bool,
    /// It came with the installer and cannot be deleted.
    pub bundled: bool,
    /// Tokens that fit into its context, where known.
    pub context_length: Option<u32>,
    /// Tokens a second of its last reply on this computer.
    pub tokens_per_second: Option<f32>,
    /// Whether it is in memory.
    pub state: ModelState,
}

/// Whether a model is in memory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ModelState {
    /// On disk only.
    Resting,
    /// Being read.
    Loading {
        /// 0 to 1.
        fraction: f32,
    },
    /// In memory.
    Loaded,
    /// It could not be loaded.
    Failed {
        /// Why.
        error: Error,
    },
}

/// All models and the room for more.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelShelf {
    /// The models, by name.
    pub models: Vec<LocalModel>,
    /// Bytes that the shelf takes.
    pub used_bytes: u64,
    /// Bytes free on its disk; `None`: the system does not say.
    pub free_bytes: Option<u64>,
}

/// See [`crate::Handlers::list_models`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListModels {}

/// See [`crate::Handlers::pick_model_file`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PickModelFile {}

/// See [`crate::Handlers::add_model_file`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddModelFile {
    /// Absolute path of a GGUF file.
    pub path: String,
}

/// See [`crate::Handlers::download_model`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DownloadModel {
    /// An `https:` URL of a GGUF file, or an `http:` one on this computer.
    pub url: String,
    /// SHA-256 in hex that the bytes must have; `None`: marked unpinned.
    pub sha256: Option<String>,
}

/// See [`crate::Handlers::delete_model`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeleteModel {
    /// Which.
    pub id: ModelId,
}

/// See [`crate::Handlers::unload_model`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct UnloadModel {}
