//! Reading the list of conversations page by page, as its end comes in sight.

use contract::conversation::ConversationCursor;
use yew::prelude::*;

use crate::actions;
use crate::state::App;

/// How the reading of the next page stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Paging {
    /// None is asked for.
    #[default]
    Rests,
    /// One is under way.
    Reading,
    /// The page after this place could not be read.
    Failed(ConversationCursor),
}

impl Paging {
    /// What became of the page after `after`, now that the next begins at `next`.
    fn ended(after: ConversationCursor, next: Option<ConversationCursor>) -> Self {
        if next == Some(after) {
            Self::Failed(after)
        } else {
            Self::Rests
        }
    }

    /// Whether the page after `next` failed. Where the list was read anew
    /// meanwhile, it ends elsewhere, and the failure is none of its page's.
    fn has_failed(self, next: Option<ConversationCursor>) -> bool {
        matches!(self, Self::Failed(after) if Some(after) == next)
    }

    /// The place after which to read now; `near`: the end of what was read is
    /// in sight. A page that failed waits for somebody who asks for it again.
    fn due(self, next: Option<ConversationCursor>, near: bool) -> Option<ConversationCursor> {
        let waits = self == Self::Reading || self.has_failed(next);
        next.filter(|_| near && !waits)
    }
}

/// What the list shows of it.
#[derive(Clone, PartialEq)]
pub(super) struct Pages {
    /// A page is under way.
    pub reading: bool,
    /// The next page could not be read.
    pub failed: bool,
    /// Tries it again.
    pub again: Callback<()>,
}

/// Reads the next page when the end of those that were read is in sight.
#[hook]
pub(super) fn use_pages(app: &App, near: bool) -> Pages {
    let paging = use_state_eq(Paging::default);
    let next = app.conversations.next;
    use_effect_with((*paging, next, near), {
        let (app, setter) = (app.clone(), paging.setter());
        move |(paging, next, near)| {
            let Some(after) = paging.due(*next, *near) else {
                return;
            };
            setter.set(Paging::Reading);
            // The handle shows the state as it is then, not as it is now.
            let now = app.clone();
            let done = move |()| setter.set(Paging::ended(after, now.conversations.next));
            actions::read_more(&app, Callback::from(done));
        }
    });
    let again = {
        let setter = paging.setter();
        use_callback((), move |(), ()| setter.set(Paging::Rests))
    };
    Pages {
        reading: *paging == Paging::Reading,
        failed: paging.has_failed(next),
        again,
    }
}

#[cfg(test)]
mod tests {
    use contract::Timestamp;

    use super::*;

    fn place(number: u8) -> ConversationCursor {
        ConversationCursor {
            pinned: false,
            updated_at: Timestamp(i64::from(number)),
            id: format!("{number:032x}")
                .parse()
                .expect("32 hex digits are a UUID"),
        }
    }

    #[test]
    fn a_page_is_read_when_the_end_is_in_sight() {
        let next = Some(place(9));
        assert_eq!(Paging::Rests.due(next, true), next);
        assert_eq!(Paging::Rests.due(next, false), None, "far from the end");
        assert_eq!(Paging::Rests.due(None, true), None, "all of them are here");
        assert_eq!(Paging::Reading.due(next, true), None, "one at a time");
    }

    #[test]
    fn a_page_that_failed_is_not_asked_for_by_itself() {
        let next = Some(place(9));
        let failed = Paging::ended(place(9), next);
        assert!(failed.has_failed(next), "nothing came");
        assert_eq!(
            failed.due(next, true),
            None,
            "else it is asked for without end"
        );
    }

    #[test]
    fn a_page_that_came_makes_room_for_the_next() {
        let next = Some(place(5));
        let read = Paging::ended(place(9), next);
        assert_eq!(read.due(next, true), next);
        assert_eq!(Paging::ended(place(5), None), Paging::Rests, "the last one");
    }

    #[test]
    fn a_list_that_was_read_anew_forgets_the_failure() {
        let failed = Paging::Failed(place(9));
        let anew = Some(place(7));
        assert!(!failed.has_failed(anew));
        assert_eq!(failed.due(anew, true), anew, "another page than that one");
    }
}
