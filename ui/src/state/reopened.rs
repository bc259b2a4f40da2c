//! The conversation that was open last, on its way from the start to the chat page.

use std::cell::RefCell;
use std::rc::Rc;

use contract::ConversationId;
use contract::conversation::ConversationView;

use crate::heard::Ear;

/// What the start read of the conversation that it opens, and the ear that has
/// listened since. The chat page takes it, once: later it is out of date.
#[derive(Clone, Debug, Default)]
pub struct Reopened(Rc<RefCell<Option<(ConversationView, Ear)>>>);

impl Reopened {
    /// A conversation as it was read, and what hears what is newer.
    pub fn new(view: ConversationView, ear: Ear) -> Self {
        Self(Rc::new(RefCell::new(Some((view, ear)))))
    }

    /// Takes it out, if `conversation` is the one; whichever it is, it is gone then.
    pub fn take(&self, conversation: Option<ConversationId>) -> Option<(ConversationView, Ear)> {
        let taken = self.0.take();
        taken.filter(|(view, _)| Some(view.conversation.id) == conversation)
    }
}

/// By identity: whether it was taken makes no other state of the window.
impl PartialEq for Reopened {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
