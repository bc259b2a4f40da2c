//! Messages that are being edited, and what is typed there. It lives as long as the window: going to
//! another branch, conversation or page and back finds it as it was left.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use contract::MessageId;

thread_local! {
    static TYPED: RefCell<BTreeMap<MessageId, String>> = const { RefCell::new(BTreeMap::new()) };
    /// The edit that was asked for last and has not taken the focus yet.
    static FRESH: Cell<Option<MessageId>> = const { Cell::new(None) };
}

/// Begins to edit `message`, which says `text`; one that is being edited goes on.
pub fn begin(message: MessageId, text: &str) {
    FRESH.set(Some(message));
    TYPED.with_borrow_mut(|typed| {
        typed.entry(message).or_insert_with(|| text.to_owned());
    });
}

/// Something else stands there now.
pub fn type_in(message: MessageId, text: String) {
    TYPED.with_borrow_mut(|typed| typed.insert(message, text));
}

/// It is not edited any more; what was typed is dropped.
pub fn end(message: MessageId) {
    TYPED.with_borrow_mut(|typed| typed.remove(&message));
}

/// What is typed for `message`; `None`: it is not edited.
pub fn typed(message: MessageId) -> Option<String> {
    TYPED.with_borrow(|typed| typed.get(&message).cloned())
}

/// All messages that are being edited.
pub fn all() -> Vec<MessageId> {
    TYPED.with_borrow(|typed| typed.keys().copied().collect())
}

/// Whether the edit of `message` is to take the focus; once.
pub fn takes_focus(message: MessageId) -> bool {
    let fresh = FRESH.get() == Some(message);
    if fresh {
        FRESH.set(None);
    }
    fresh
}

#[cfg(test)]
mod tests {
    use super::super::testing::id;
    use super::*;

    #[test]
    fn what_is_typed_stays_until_it_is_sent_or_given_up() {
        begin(id(1), "tide");
        assert!(takes_focus(id(1)));
        assert!(!takes_focus(id(1)), "coming back to it takes no focus");
        type_in(id(1), "tides".into());
        begin(id(1), "tide");
        assert_eq!(typed(id(1)).as_deref(), Some("tides"), "it goes on");
        begin(id(2), "moon");
        assert_eq!(all(), [id(1), id(2)]);
        end(id(1));
        assert_eq!(typed(id(1)), None);
        begin(id(1), "tide");
        assert_eq!(typed(id(1)).as_deref(), Some("tide"), "from the beginning");
    }
}
