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
        let open = self
            .temporary
            .as_ref()
            .is_some_and(|open| open.id == summary.id);
        if summary.temporary {
            if open {
                self.temporary = Some(Rc::new(summary));
            }
            return;
        }
        if open {
            self.temporary = None;
        }
        self.put(summary);
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

#[cfg(test)]
mod tests {
    use contract::conversation::ConversationSummary;
    use contract::{ConversationId, Event, Timestamp};

    use crate::state::{Action, AppState, Page, Section};

    fn head(number: u128, temporary: bool) -> ConversationSummary {
        ConversationSummary {
            id: id(number),
            title: format!("Conversation {number}"),
            created_at: Timestamp(0),
            updated_at: Timestamp(1),
            pinned: false,
            archived: false,
            temporary,
            folder: None,
        }
    }

    fn id(number: u128) -> ConversationId {
        let id = format!("{number:032x}").parse();
        id.expect("32 hex digits are a UUID")
    }

    fn after(actions: impl IntoIterator<Item = Action>) -> AppState {
        let mut state = AppState::default();
        for action in actions {
            state.apply(action);
            state.leave_temporary();
        }
        state
    }

    #[test]
    fn it_is_open_and_in_no_list() {
        let renamed = ConversationSummary {
            title: "Tides".into(),
            ..head(1, true)
        };
        let mut state = after([
            Action::Temporary(head(1, true)),
            Action::Changed(renamed.clone()),
            Action::Heard(Event::ConversationChanged(renamed.clone())),
            Action::Heard(Event::ConversationChanged(head(2, true))),
        ]);
        assert!(state.conversations.rows.is_empty());
        assert_eq!(state.open_conversation().as_deref(), Some(&renamed));
        state.apply(Action::Show(Page::Settings(Section::Usage)));
        state.leave_temporary();
        assert_eq!(state.left, None, "whoever looks at the settings comes back");
    }

    #[test]
    fn whoever_goes_elsewhere_leaves_it_once() {
        let ways = [
            Action::Open(id(2), None),
            Action::NewChat(None),
            Action::Temporary(head(2, true)),
        ];
        for way in ways {
            let mut state = after([Action::Temporary(head(1, true)), way]);
            assert_eq!(state.left.as_deref(), Some(&head(1, true)));
            let open = state.temporary.as_ref().map(|open| open.id);
            assert_eq!(open, state.place.conversation.filter(|_| open.is_some()));
            state.apply(Action::Temporary(head(1, true)));
            assert!(
                state.left.as_ref().is_none_or(|left| left.id != id(1)),
                "it was brought back, and can be left again"
            );
        }
        let state = after([
            Action::Temporary(head(1, true)),
            Action::Heard(Event::ConversationRemoved(id(1))),
        ]);
        assert_eq!(
            (state.left, state.temporary),
            (None, None),
            "closed by hand"
        );
    }

    #[test]
    fn one_that_is_kept_comes_into_the_list_and_stays_open() {
        let kept = after([
            Action::Temporary(head(1, true)),
            Action::Changed(head(1, false)),
        ]);
        assert_eq!((&kept.temporary, &kept.left), (&None, &None));
        assert_eq!(kept.place.conversation, Some(id(1)));
        assert_eq!(kept.open_conversation().as_deref(), Some(&head(1, false)));
    }
}
