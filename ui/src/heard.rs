//! What the desktop told while an answer of its was on the way.
//!
//! Answers and events travel on different roads: an answer that was made before
//! a change may arrive after the event that tells of the change, and a reply may
//! be told of before the answer that begins it. The event is the newer one,
//! always, so it is applied once more after the answer.

use std::cell::RefCell;
use std::rc::Rc;

use contract::{ConversationId, Event, MessageId};

use crate::ipc::{self, Listener};

/// What was told while at least one call was under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    calls: u32,
    events: Vec<Event>,
}

/// Notes what is told of messages by itself as long as it lives: for an answer that
/// is taken later than it comes, by somebody who does not listen yet.
#[derive(Clone, Debug, Default)]
pub struct Ear {
    heard: Rc<RefCell<Heard>>,
    listener: Option<Rc<Listener>>,
}

impl Ear {
    /// Listens from now on.
    pub fn open() -> Self {
        let heard = Rc::new(RefCell::new(Heard::default()));
        heard.borrow_mut().call_begins();
        let listener = ipc::listen({
            let heard = Rc::clone(&heard);
            move |event| {
                if message_of(event).is_some() {
                    heard.borrow_mut().note(event);
                }
            }
        });
        Self {
            heard,
            listener: Some(Rc::new(listener)),
        }
    }

    /// What was told until now. It is over then.
    pub fn close(mut self) -> Vec<Event> {
        self.listener = None;
        self.heard.borrow_mut().call_ends()
    }
}

impl Heard {
    /// A call goes out whose answer will hold what events tell of.
    pub fn call_begins(&mut self) {
        self.calls += 1;
    }

    /// Keeps `event` if a call is under way whose answer may be older.
    pub fn note(&mut self, event: &Event) {
        if self.calls == 0 {
            return;
        }
        if let Event::MessageChanged(new) = event {
            // The whole message: its earlier states say nothing any more.
            let older =
                |event: &Event| matches!(event, Event::MessageChanged(old) if old.id == new.id);
            self.events.retain(|known| !older(known));
        }
        self.events.push(event.clone());
    }

    /// The answer is here; gives what is newer than it, in the order of arrival.
    pub fn call_ends(&mut self) -> Vec<Event> {
        self.calls = self.calls.saturating_sub(1);
        if self.calls == 0 {
            return std::mem::take(&mut self.events);
        }
        // The other answers are older than these as well.
        self.events.clone()
    }
}

/// The message of which an event tells, and its conversation.
pub fn message_of(event: &Event) -> Option<(ConversationId, MessageId)> {
    match event {
        Event::MessageChanged(message) => Some((message.conversation, message.id)),
        Event::ReplyDelta(told) | Event::ThinkingDelta(told) => {
            Some((told.conversation, told.message))
        }
        Event::ReplyProgress(told) => Some((told.conversation, told.message)),
        Event::ToolCallChanged(told) => Some((told.conversation, told.message)),
        Event::PictureArrived(told) => Some((told.conversation, told.message)),
        Event::ConversationChanged(_)
        | Event::ConversationRemoved(_)
        | Event::ConversationsChanged
        | Event::FoldersChanged(_)
        | Event::CvChanged(_)
        | Event::CvRemoved(_)
        | Event::CvSaved(_)
        | Event::CvNotSaved(_)
        | Event::ModelsChanged(_)
        | Event::ProviderChanged(_)
        | Event::ToolServersChanged(_)
        | Event::JobChanged(_)
        | Event::SettingsChanged(_)
        | Event::Lagged => None,
    }
}

#[cfg(test)]
mod tests {
    use contract::event::ReplyDelta;
    use contract::message::{Message, MessageStatus};

    use super::*;
    use crate::pages::chat::testing;

    fn message(number: u8, status: MessageStatus) -> Event {
        Event::MessageChanged(Message {
            status,
            ..testing::message(number, None, &[])
        })
    }

    fn delta(number: u8, text: &str) -> Event {
        Event::ReplyDelta(ReplyDelta {
            conversation: testing::conversation(),
            message: testing::id(number),
            offset: 0,
            text: text.into(),
        })
    }

    fn names(events: &[Event]) -> Vec<String> {
        let name = |event: &Event| match event {
            Event::MessageChanged(message) => format!("{:?}", message.status),
            Event::ReplyDelta(delta) => delta.text.clone(),
            other => format!("{other:?}"),
        };
        events.iter().map(name).collect()
    }

    #[test]
    fn nothing_is_kept_while_nothing_is_asked() {
        let mut heard = Heard::default();
        heard.note(&message(1, MessageStatus::Failed));
        heard.call_begins();
        assert!(heard.call_ends().is_empty(), "it came before the call");
    }

    #[test]
    fn the_newest_state_of_each_message_is_given_once_and_its_parts_in_their_order() {
        let mut heard = Heard::default();
        heard.call_begins();
        heard.note(&message(1, MessageStatus::Streaming));
        heard.note(&delta(2, "a"));
        heard.note(&message(2, MessageStatus::Complete));
        heard.note(&delta(2, "b"));
        heard.note(&message(1, MessageStatus::Failed));
        assert_eq!(names(&heard.call_ends()), ["a", "Complete", "b", "Failed"]);
        heard.call_begins();
        assert!(heard.call_ends().is_empty(), "the next call begins afresh");
    }

    #[test]
    fn every_call_under_way_hears_it() {
        let mut heard = Heard::default();
        heard.call_begins();
        heard.call_begins();
        heard.note(&message(1, MessageStatus::Failed));
        assert_eq!(heard.call_ends().len(), 1, "the first answer");
        assert_eq!(heard.call_ends().len(), 1, "and the second");
    }
}
