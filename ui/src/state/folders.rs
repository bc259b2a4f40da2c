//! Folders, and the conversations in them that were read so far.

use std::rc::Rc;

use contract::conversation::{ConversationCursor, ConversationPage, ConversationSummary};
use contract::folder::{Folder, FolderPage, Within};
use contract::{ConversationId, FolderId};
use yew::AttrValue;

use super::Conversations;

/// All folders, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folders {
    /// The folders.
    pub shelves: Vec<Shelf>,
}

/// A folder, as far as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf {
    /// The folder.
    pub folder: Folder,
    /// Its conversations; `None`: nobody looked into it.
    pub list: Option<Conversations>,
}

/// A folder that is to be made, while its name is typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Naming {
    /// What stands in the field at first.
    pub text: AttrValue,
    /// The conversation that moves into it.
    pub takes: Option<ConversationId>,
}

/// What can happen to folders.
#[derive(Clone, Debug)]
pub enum FolderAction {
    /// The folders as they are now.
    Told(Vec<Folder>),
    /// A page of a folder's conversations came, asked for with this cursor.
    Listed(FolderId, Option<ConversationCursor>, ConversationPage),
    /// A folder's list was read anew, as far as it was read before.
    ReadAnew(FolderId, ConversationPage),
    /// A folder's name is shown alone, or not.
    Collapsed(FolderId, bool),
    /// A name for a new folder is asked for, or not any more.
    Naming(Option<Naming>),
    /// An empty conversation is shown, which will be in this folder.
    Begin(FolderId),
    /// The empty conversation that is shown will be in this folder, or in none.
    BeginIn(Option<FolderId>),
}

impl Shelf {
    fn new(folder: Folder) -> Self {
        // There is nothing to read in an empty one.
        let list = (folder.conversations == 0).then(|| empty(folder.id));
        Self { folder, list }
    }

    /// How many of its conversations were not read.
    pub fn unread(&self) -> usize {
        let all = self.folder.conversations as usize;
        match &self.list {
            None => all,
            Some(list) if list.next.is_none() => 0,
            // There is more, whatever was counted meanwhile.
            Some(list) => all.saturating_sub(list.rows.len()).max(1),
        }
    }

    /// The conversations that were read.
    pub fn rows(&self) -> &[Rc<ConversationSummary>] {
        self.list.as_ref().map_or(&[], |list| &list.rows)
    }

    /// Where the next page begins.
    pub fn next(&self) -> Option<ConversationCursor> {
        self.list.as_ref().and_then(|list| list.next)
    }
}

fn empty(folder: FolderId) -> Conversations {
    Conversations::within(Within::Folder(folder), ConversationPage::default())
}

impl Folders {
    /// As a start gives them.
    pub fn started(folders: Vec<Folder>, pages: Vec<FolderPage>) -> Self {
        let mut all = Self {
            shelves: folders.into_iter().map(Shelf::new).collect(),
        };
        for FolderPage { folder, page } in pages {
            all.listed(folder, None, page);
        }
        all
    }

    /// The folder of that id.
    pub fn get(&self, id: FolderId) -> Option<&Shelf> {
        self.shelves.iter().find(|shelf| shelf.folder.id == id)
    }

    fn get_mut(&mut self, id: FolderId) -> Option<&mut Shelf> {
        self.shelves.iter_mut().find(|shelf| shelf.folder.id == id)
    }

    /// What a folder is called.
    pub fn name(&self, id: FolderId) -> Option<AttrValue> {
        self.get(id).map(|shelf| shelf.folder.name.clone().into())
    }

    /// A conversation that is in one of them, and was read.
    pub fn find(&self, id: ConversationId) -> Option<Rc<ConversationSummary>> {
        let mut rows = self.shelves.iter().flat_map(Shelf::rows);
        rows.find(|row| row.id == id).cloned()
    }

    /// Takes over how they are now. What was read stays, and which are collapsed: that is each
    /// window's own.
    pub fn told(&mut self, folders: Vec<Folder>) {
        let mut before = std::mem::take(&mut self.shelves);
        let shelf = |folder: Folder| {
            let known = before.iter().position(|known| known.folder.id == folder.id);
            match known.map(|at| before.swap_remove(at)) {
                Some(known) => Shelf {
                    folder: Folder {
                        collapsed: known.folder.collapsed,
                        ..folder
                    },
                    list: known.list,
                },
                None => Shelf::new(folder),
            }
        };
        self.shelves = folders.into_iter().map(shelf).collect();
    }

    /// Adds a page of a folder's conversations; one that does not fit the end of what was read is
    /// dropped.
    pub fn listed(
        &mut self,
        id: FolderId,
        after: Option<ConversationCursor>,
        page: ConversationPage,
    ) {
        let Some(shelf) = self.get_mut(id) else {
            return;
        };
        match (&mut shelf.list, after) {
            (Some(list), after) if after.is_some() => list.append(after, page),
            (None, None) => {
                shelf.list = Some(Conversations::within(Within::Folder(id), page));
            }
            _ => {}
        }
    }

    /// A folder's list as it is now; see [`Conversations::read_anew`].
    pub fn read_anew(&mut self, id: FolderId, page: ConversationPage) {
        if let Some(list) = self.get_mut(id).and_then(|shelf| shelf.list.as_mut()) {
            list.read_anew(false, page);
        }
    }

    /// Shows a folder's name alone, or not.
    pub fn collapse(&mut self, id: FolderId, collapsed: bool) {
        if let Some(shelf) = self.get_mut(id) {
            shelf.folder.collapsed = collapsed;
        }
    }

    /// Puts a conversation where it belongs, and takes it away from where it does not.
    pub fn put(&mut self, row: &ConversationSummary) {
        for list in self
            .shelves
            .iter_mut()
            .filter_map(|shelf| shelf.list.as_mut())
        {
            list.put(row.clone());
        }
    }

    /// Takes a conversation out; `None`: it is in none of them. Else its neighbour there.
    pub fn remove(&mut self, id: ConversationId) -> Option<Option<ConversationId>> {
        let mut lists = self
            .shelves
            .iter_mut()
            .filter_map(|shelf| shelf.list.as_mut());
        let list = lists.find(|list| list.get(id).is_some())?;
        Some(list.remove(id))
    }
}

#[cfg(test)]
mod tests;
