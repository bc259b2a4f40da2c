//! Where conversations stand: in the list, in a folder, in the canvas.

use std::rc::Rc;

use contract::conversation::ConversationSummary;
use contract::{ConversationId, FolderId};

use super::{AppState, FolderAction, Place};

impl AppState {
    /// A conversation of the list or of a folder, where it was read already, or the temporary one.
    pub fn conversation(&self, id: ConversationId) -> Option<Rc<ConversationSummary>> {
        let is_it = |head: &Rc<ConversationSummary>| head.id == id;
        let temporary = self.temporary.clone().filter(is_it);
        temporary
            .or_else(|| self.conversations.get(id))
            .or_else(|| self.folders.find(id))
            .or_else(|| self.visited.clone().filter(is_it))
    }

    /// The head of the open conversation, where it was read already.
    pub fn open_conversation(&self) -> Option<Rc<ConversationSummary>> {
        self.conversation(self.place.conversation?)
    }

    /// A conversation is new, or another than before, or somewhere else.
    pub(super) fn put(&mut self, summary: ConversationSummary) {
        Rc::make_mut(&mut self.folders).put(&summary);
        if let Some(visited) = &mut self.visited
            && visited.id == summary.id
        {
            *visited = Rc::new(summary.clone());
        }
        Rc::make_mut(&mut self.conversations).put(summary);
    }

    /// Something happened to folders.
    pub(super) fn apply_to_folders(&mut self, action: FolderAction) {
        let folders = Rc::make_mut(&mut self.folders);
        match action {
            FolderAction::Told(all) => {
                folders.told(all);
                let gone = |id: &FolderId| folders.get(*id).is_none();
                if self.place.folder.as_ref().is_some_and(gone) {
                    self.place.folder = None;
                }
            }
            FolderAction::Listed(id, after, page) => folders.listed(id, after, page),
            FolderAction::ReadAnew(id, page) => folders.read_anew(id, page),
            FolderAction::Collapsed(id, collapsed) => folders.collapse(id, collapsed),
            FolderAction::Naming(naming) => self.naming = naming,
            FolderAction::Begin(id) => {
                self.go(None, None, None);
                self.place.folder = Some(id);
            }
            FolderAction::BeginIn(folder) => self.place.folder = folder,
        }
    }

    /// A conversation was put aside. Where it was shown, its neighbour is.
    pub(super) fn remove(&mut self, id: ConversationId) {
        self.forget_temporary(id);
        self.pending.forget(id);
        self.settle();
        let in_folder = Rc::make_mut(&mut self.folders).remove(id);
        let in_list = Rc::make_mut(&mut self.conversations).remove(id);
        let next = in_folder.unwrap_or(in_list);
        if self.place.conversation == Some(id) {
            let turn = self.place.turn + 1;
            self.place = Place {
                conversation: next,
                turn,
                ..Place::default()
            };
        }
    }
}
