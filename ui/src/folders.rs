//! Folders, as the window asks for them: made, named, removed, and what moves into them.
//!
//! Belongs here: the calls, and what is told of their outcome. Does not belong here: how the list
//! shows folders ([`crate::frame`]).

use std::rc::Rc;

use contract::conversation::{ConversationSummary, ListConversations};
use contract::folder::{
    CollapseFolder, CreateFolder, DeleteFolder, Folder, LONGEST_NAME, ListFolders,
    MoveConversation, RenameFolder, RestoreFolder, Within,
};
use contract::{Code, ConversationId, FolderId};
use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback};

use crate::actions::{Dispatch, title_of};
use crate::components::announce;
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::{Action, App, FolderAction, Folders, Naming, Toast, ToastAction};
use crate::transfer;

/// Conversations of one page of a folder.
const PAGE: u32 = 100;

/// Reads the folders again, and as much of their lists as was read before.
pub fn read_anew(to: Dispatch, known: &Folders) {
    let read: Vec<(FolderId, usize)> = known
        .shelves
        .iter()
        .filter_map(|shelf| Some((shelf.folder.id, shelf.list.as_ref()?.rows.len())))
        .collect();
    spawn_local(async move {
        if let Ok(folders) = client().list_folders(ListFolders {}).await {
            to.dispatch(Action::Folders(FolderAction::Told(folders)));
        }
        for (id, rows) in read {
            // One that is gone was taken out by now.
            if let Ok(page) = transfer::read_anew(Within::Folder(id), rows, false).await {
                to.dispatch(Action::Folders(FolderAction::ReadAnew(id, page)));
            }
        }
    });
}

/// Reads the next page of a folder. `done` hears whether it came.
pub fn read_more(app: &App, id: FolderId, done: Callback<bool>) {
    let (to, folders) = (app.dispatcher(), Rc::clone(&app.folders));
    spawn_local(async move {
        let after = folders.get(id).and_then(|shelf| shelf.next());
        let asked = ListConversations {
            after,
            limit: Some(PAGE),
            archived: false,
            within: Within::Folder(id),
        };
        let came = match client().list_conversations(asked).await {
            Ok(page) => {
                let listed = FolderAction::Listed(id, after, page);
                to.dispatch(Action::Folders(listed));
                true
            }
            Err(error) => {
                to.dispatch(Action::Say(Toast::from_error(&error)));
                false
            }
        };
        done.emit(came);
    });
}

/// Asks for the name of a new folder, where folders stand in the list.
pub fn begin_naming(app: &App, naming: Naming) {
    if app.conversations.archived {
        crate::archive::show(app, false);
    }
    app.dispatch(Action::Folders(FolderAction::Naming(Some(naming))));
}

/// Makes a folder, and moves a conversation into it. A name that is taken can be changed. `made`
/// hears of the folder.
pub fn create(app: &App, name: &str, takes: Option<ConversationId>, made: Callback<FolderId>) {
    let (to, app) = (app.dispatcher(), app.clone());
    let name = short(name);
    if name.is_empty() {
        return;
    }
    spawn_local(async move {
        let asked = CreateFolder { name: name.clone() };
        match client().create_folder(asked).await {
            Ok(folder) => {
                let id = folder.id;
                // The event that tells it may come later; the focus goes to it now.
                if let Ok(all) = client().list_folders(ListFolders {}).await {
                    to.dispatch(Action::Folders(FolderAction::Told(all)));
                }
                announce(&t("folder-made"));
                if let Some(conversation) = takes {
                    move_to(&app, conversation, Some((id, folder.name.into())));
                }
                made.emit(id);
            }
            Err(error) => {
                if error.code == Code::Conflict {
                    let text = name.into();
                    let naming = Naming { text, takes };
                    to.dispatch(Action::Folders(FolderAction::Naming(Some(naming))));
                }
                to.dispatch(Action::Say(Toast::from_error(&error)));
            }
        }
    });
}

/// Gives a folder another name.
pub fn rename(app: &App, folder: &Folder, name: &str) {
    let name = short(name);
    if name.is_empty() || name == folder.name {
        return;
    }
    let (to, id) = (app.dispatcher(), folder.id);
    spawn_local(async move {
        // The new name comes as an event.
        if let Err(error) = client().rename_folder(RenameFolder { id, name }).await {
            to.dispatch(Action::Say(Toast::from_error(&error)));
        }
    });
}

/// Removes a folder, and offers to bring it back. What was in it stays in the list.
pub fn remove(app: &App, folder: &Folder) {
    let (to, folder) = (app.dispatcher(), folder.clone());
    spawn_local(async move {
        let id = folder.id;
        if let Err(error) = client().delete_folder(DeleteFolder { id }).await {
            return to.dispatch(Action::Say(Toast::from_error(&error)));
        }
        let said = t_args(
            "folder-removed",
            &[
                ("name", folder.name.as_str().into()),
                ("count", folder.conversations.into()),
            ],
        );
        let back = to.clone();
        let undo = Callback::from(move |()| restore(back.clone(), id));
        to.dispatch(Action::Say(Toast::new(said).offer(ToastAction::Undo(undo))));
    });
}

fn restore(to: Dispatch, id: FolderId) {
    spawn_local(async move {
        match client().restore_folder(RestoreFolder { id }).await {
            Ok(_) => announce(&t("folder-restored")),
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}

/// Shows a folder's name alone, or what is in it: at once, and at the next start.
pub fn collapse(app: &App, id: FolderId, collapsed: bool) {
    let to = app.dispatcher();
    to.dispatch(Action::Folders(FolderAction::Collapsed(id, collapsed)));
    spawn_local(async move {
        // It is folded here all the same; a folder that is gone goes away by itself.
        let _ = client()
            .collapse_folder(CollapseFolder { id, collapsed })
            .await;
    });
}

/// Shows an empty conversation that will be in a folder, which is open then.
pub fn begin_in(app: &App, id: FolderId) {
    if app
        .folders
        .get(id)
        .is_some_and(|shelf| shelf.folder.collapsed)
    {
        collapse(app, id, false);
    }
    app.dispatch(Action::Folders(FolderAction::Begin(id)));
}

/// Puts a conversation into a folder of that name, or out of its own, and offers to take it back.
pub fn move_to(app: &App, id: ConversationId, goal: Option<(FolderId, AttrValue)>) {
    let before = app.conversation(id).map(|row| row.folder);
    let folder = goal.as_ref().map(|(folder, _)| *folder);
    if before == Some(folder) {
        return;
    }
    let to = app.dispatcher();
    spawn_local(async move {
        let moved = match client()
            .move_conversation(MoveConversation { id, folder })
            .await
        {
            Ok(moved) => moved,
            Err(error) => return to.dispatch(Action::Say(Toast::from_error(&error))),
        };
        let said = said(&moved, goal.map(|(_, name)| name));
        to.dispatch(Action::Changed(moved));
        let mut toast = Toast::new(said);
        if let Some(before) = before {
            let back = to.clone();
            let undo = Callback::from(move |()| put_back(back.clone(), id, before));
            toast = toast.offer(ToastAction::Undo(undo));
        }
        to.dispatch(Action::Say(toast));
    });
}

fn put_back(to: Dispatch, id: ConversationId, folder: Option<FolderId>) {
    spawn_local(async move {
        let asked = MoveConversation { id, folder };
        match client().move_conversation(asked).await {
            Ok(moved) => to.dispatch(Action::Changed(moved)),
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}

fn said(moved: &ConversationSummary, into: Option<AttrValue>) -> AttrValue {
    let title = title_of(moved);
    let title = ("title", title.as_str().into());
    match into {
        Some(name) => t_args("folder-moved", &[title, ("name", name.as_str().into())]),
        None => t_args("folder-moved-out", &[title]),
    }
}

/// What is left of a name that is typed or pasted.
fn short(name: &str) -> String {
    let name: String = name.trim().chars().take(LONGEST_NAME).collect();
    name.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_name_is_cut_where_the_desktop_would_refuse_it() {
        assert_eq!(short(" Thesis \n"), "Thesis");
        assert_eq!(short(&"é".repeat(200)).chars().count(), LONGEST_NAME);
        assert_eq!(short(&format!("{} x", "é".repeat(79))).chars().count(), 79);
        assert_eq!(short(" \t"), "");
    }
}
