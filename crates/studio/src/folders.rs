//! Folders: the commands, what the first picture shows of them, and who is told.

use std::sync::atomic::{AtomicI64, Ordering};

use contract::conversation::ConversationSummary;
use contract::folder::{
    CollapseFolder, CreateFolder, DeleteFolder, Folder, FolderPage, MoveConversation, RenameFolder,
    RestoreFolder, Within,
};
use contract::{Event, FolderId, Result};
use store::Store;

use crate::clock;
use crate::studio::Studio;

/// Conversations of one folder in the first picture.
const FIRST: u32 = 20;
/// No more folders are read for the first picture once so many conversations were: a window is full.
const ENOUGH: usize = 60;

/// The folders as the listeners know them, by [`Store::folders_version`].
#[derive(Debug)]
pub(crate) struct Told(AtomicI64);

impl Told {
    /// As they are now: those who begin to listen read them by themselves.
    ///
    /// # Errors
    /// The storage's.
    pub(crate) async fn now(store: &Store) -> Result<Self> {
        Ok(Self(AtomicI64::new(store.folders_version().await?)))
    }
}

pub(crate) async fn create(studio: &Studio, request: CreateFolder) -> Result<Folder> {
    let id = FolderId(clock::id());
    let store = studio.disk();
    let folder = store.create_folder(id, &request.name, clock::now()).await?;
    tell(studio).await;
    Ok(folder)
}

pub(crate) async fn rename(studio: &Studio, request: RenameFolder) -> Result<Folder> {
    let folder = studio
        .disk()
        .rename_folder(request.id, &request.name)
        .await?;
    tell(studio).await;
    Ok(folder)
}

pub(crate) async fn delete(studio: &Studio, request: DeleteFolder) -> Result<()> {
    let store = studio.disk();
    store.delete_folder(request.id, clock::now()).await?;
    tell(studio).await;
    studio.events_out().send(Event::ConversationsChanged);
    Ok(())
}

pub(crate) async fn restore(studio: &Studio, request: RestoreFolder) -> Result<Folder> {
    let folder = studio.disk().restore_folder(request.id).await?;
    tell(studio).await;
    studio.events_out().send(Event::ConversationsChanged);
    Ok(folder)
}

/// Nobody is told: another window keeps its folders as they are until its next start.
pub(crate) async fn collapse(studio: &Studio, request: CollapseFolder) -> Result<()> {
    let store = studio.disk();
    store.collapse_folder(request.id, request.collapsed).await
}

pub(crate) async fn move_conversation(
    studio: &Studio,
    request: MoveConversation,
) -> Result<ConversationSummary> {
    let store = studio.disk();
    let summary = store.move_conversation(request.id, request.folder).await?;
    let event = Event::ConversationChanged(summary.clone());
    studio.events_out().send(event);
    tell(studio).await;
    Ok(summary)
}

/// The first conversations of the folders that are open, as far as a window shows them.
///
/// # Errors
/// The storage's.
pub(crate) async fn in_sight(store: &Store, folders: &[Folder]) -> Result<Vec<FolderPage>> {
    let (mut pages, mut rows) = (Vec::new(), 0);
    for folder in folders.iter().filter(|folder| !folder.collapsed) {
        if rows >= ENOUGH {
            break;
        }
        if folder.conversations == 0 {
            continue;
        }
        let within = Within::Folder(folder.id);
        let page = store.list_within(within, false, None, FIRST).await?;
        rows += page.conversations.len();
        pages.push(FolderPage {
            folder: folder.id,
            page,
        });
    }
    Ok(pages)
}

/// Tells the folders if they are not what the listeners know; returns whether that was so. What
/// was done is done: that they cannot be read now is no failure of it, and the next change tells
/// them.
pub(crate) async fn tell(studio: &Studio) -> bool {
    match told(studio).await {
        Ok(told) => told,
        Err(error) => {
            tracing::warn!(code = error.code.as_str(), "the folders were not told");
            false
        }
    }
}

async fn told(studio: &Studio) -> Result<bool> {
    let (store, told) = (studio.disk(), &studio.parts().folders_told.0);
    // First the version: folders that change meanwhile are told once more.
    let version = store.folders_version().await?;
    if told.load(Ordering::SeqCst) == version {
        return Ok(false);
    }
    let folders = store.folders().await?;
    told.store(version, Ordering::SeqCst);
    studio.events_out().send(Event::FoldersChanged(folders));
    Ok(true)
}
