//! The temporary conversation that is open: it is in no list, and left when another is opened.

use std::rc::Rc;

use contract::ConversationId;
use contract::conversation::ConversationSummary;

use super::{AppState, Place};

impl AppState {
    /// Shows a temporary conversation; the one before is left.
    pub(super) fn enter_temporary(&mut self, head: ConversationSummary) {
        let id = head.id;
        let before = self.temporary.replace(Rc::new(head));
        self.go(Some(id), None, None);
        self.left = before.filter(|before| before.id != id);
    }

    /// The desktop had one when the window began anew.
    pub(super) fn reopen_temporary(&mut self, head: &ConversationSummary) {
        if head.temporary {
            self.place = Place {
                conversation: Some(head.id),
                ..Place::default()
            };
            self.temporary = Some(Rc::new(head.clone()));
        }
    }

    /// A conversation is new, or another than before. A temporary one is in no list; one that was
    /// kept comes into it.
    pub(super) fn changed(&mut self, summary: ConversationSummary) {
        let open = self.temporary.as_ref().is_some_and(|open| open.id == summary.id);
        if summary.temporary {
            if open {
                self.temporary = Some(Rc::new(summary));
            }
            return;
        }
        if open {
            self.temporary = None;
        }
        Rc::make_mut(&mut self.conversations).put(summary);
    }

    /// A conversation was closed by hand: nothing is left that could be closed.
    pub(super) fn forget_temporary(&mut self, id: ConversationId) {
        if self.temporary.as_ref().is_some_and(|open| open.id == id) {
            self.temporary = None;
        }
    }

    /// Whoever goes elsewhere leaves it.
    pub(super) fn leave_temporary(&mut self) {
        let elsewhere = |open: &Rc<ConversationSummary>| self.place.conversation != Some(open.id);
        if self.temporary.as_ref().is_some_and(elsewhere) {
            self.left = self.temporary.take();
        }
    }
}
