//! Folders: where a person keeps conversations together.

use serde::{Deserialize, Serialize};

use crate::conversation::ConversationPage;
use crate::{ConversationId, FolderId};

/// Characters of a folder's name at the most, after trimming.
pub const LONGEST_NAME: usize = 80;

/// A folder. A conversation is in one at the most, and then in no other part of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    /// Its id.
    pub id: FolderId,
    /// Its name, 1 to [`LONGEST_NAME`] characters; no two folders have the same, in whatever case:
    /// a list, a chooser and a screen reader could not tell them apart.
    pub name: String,
    /// Whether the list shows its name alone.
    pub collapsed: bool,
    /// How many conversations are in it, archived and deleted ones apart.
    pub conversations: u32,
}

/// A folder's first conversations; see [`crate::settings::Started`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FolderPage {
    /// The folder.
    pub folder: FolderId,
    /// The conversations.
    pub page: ConversationPage,
}

/// Which part of the conversations a list holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// All of them, wherever they are.
    #[default]
    Everything,
    /// Those that are in no folder.
    NoFolder,
    /// Those of one folder.
    Folder(FolderId),
}

/// See [`crate::Handlers::list_folders`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListFolders {}

/// See [`crate::Handlers::create_folder`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateFolder {
    /// See [`Folder::name`].
    pub name: String,
}

/// See [`crate::Handlers::rename_folder`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RenameFolder {
    /// Which.
    pub id: FolderId,
    /// See [`Folder::name`].
    pub name: String,
}

/// See [`crate::Handlers::delete_folder`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeleteFolder {
    /// Which.
    pub id: FolderId,
}

/// See [`crate::Handlers::restore_folder`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RestoreFolder {
    /// Which.
    pub id: FolderId,
}

/// See [`crate::Handlers::collapse_folder`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CollapseFolder {
    /// Which.
    pub id: FolderId,
    /// Whether the list shows its name alone from now on.
    pub collapsed: bool,
}

/// See [`crate::Handlers::move_conversation`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoveConversation {
    /// Which.
    pub id: ConversationId,
    /// Into which folder; `None`: out of the one that it is in.
    pub folder: Option<FolderId>,
}
