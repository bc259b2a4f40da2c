//! The conversations that were read so far.

use std::rc::Rc;

use contract::ConversationId;
use contract::conversation::{ConversationCursor, ConversationPage, ConversationSummary};
use contract::folder::Within;

/// What the list shows: the archive has no folders.
pub fn part(archived: bool) -> Within {
    if archived {
        Within::Everything
    } else {
        Within::NoFolder
    }
}

/// The head of the list of conversations: pinned ones first, then newest activity first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conversations {
    /// The rows.
    pub rows: Vec<Rc<ConversationSummary>>,
    /// Where the next page begins; `None`: all of them are here.
    pub next: Option<ConversationCursor>,
    /// Whether these are the archived ones.
    pub archived: bool,
    /// Which part of the conversations these are.
    pub within: Within,
}

impl Conversations {
    /// The list after its first page: what is in no folder, or all that is archived.
    pub fn of(archived: bool, page: ConversationPage) -> Self {
        Self {
            archived,
            ..Self::within(part(archived), page)
        }
    }

    /// A part of the list after its first page.
    pub fn within(within: Within, page: ConversationPage) -> Self {
        Self {
            rows: page.conversations.into_iter().map(Rc::new).collect(),
            next: page.next,
            archived: false,
            within,
        }
    }

    /// Whether a row is one of these.
    fn holds(&self, row: &ConversationSummary) -> bool {
        row.archived == self.archived
            && match self.within {
                Within::Everything => true,
                Within::NoFolder => row.folder.is_none(),
                Within::Folder(folder) => row.folder == Some(folder),
            }
    }

    /// The row of that id.
    pub fn get(&self, id: ConversationId) -> Option<Rc<ConversationSummary>> {
        self.rows.iter().find(|row| row.id == id).cloned()
    }

    /// Adds the page that was asked for with `after`. A page that does not fit
    /// the end of the list any more (the list was read anew meanwhile) is dropped.
    pub fn append(&mut self, after: Option<ConversationCursor>, page: ConversationPage) {
        if after != self.next {
            return;
        }
        for row in page.conversations {
            // A row that moved up meanwhile is here already, and newer.
            if self.get(row.id).is_none() {
                self.rows.push(Rc::new(row));
            }
        }
        self.next = page.next;
    }

    /// The list as it is now, except rows that were told of while it was read. An answer
    /// about the other list is dropped: somebody turned meanwhile.
    pub fn read_anew(&mut self, archived: bool, page: ConversationPage) {
        if archived != self.archived {
            return;
        }
        let anew = Self {
            archived,
            ..Self::within(self.within, page)
        };
        let before = std::mem::replace(self, anew);
        for row in before.rows {
            let read = self.get(row.id);
            if read.is_some_and(|read| read.updated_at < row.updated_at) {
                self.put((*row).clone());
            }
        }
    }

    /// Adds a row or replaces it, at its place in the order. One that belongs
    /// below the rows read so far is left to its page.
    pub fn put(&mut self, row: ConversationSummary) {
        self.rows.retain(|known| known.id != row.id);
        if !self.holds(&row) {
            return;
        }
        let key = (row.pinned, row.updated_at, row.id);
        // The cursor, not the last row, says how far was read: the next page
        // brings nothing from the cursor up, even where the last rows are gone.
        if self
            .next
            .is_some_and(|next| key < (next.pinned, next.updated_at, next.id))
        {
            return;
        }
        let place = self
            .rows
            .partition_point(|known| (known.pinned, known.updated_at, known.id) > key);
        self.rows.insert(place, Rc::new(row));
    }

    /// Takes a row out and gives its neighbour: the next one, else the one before.
    pub fn remove(&mut self, id: ConversationId) -> Option<ConversationId> {
        let place = self.rows.iter().position(|row| row.id == id)?;
        self.rows.remove(place);
        let neighbour = self.rows.get(place).or_else(|| self.rows.last());
        neighbour.map(|row| row.id)
    }
}
