//! What the desktop told while an answer of its was on the way.
//!
//! Answers and events travel on different roads: an answer that was made before
//! a change may arrive after the event that tells of the change. The event is
//! the newer one, always, so it is applied once more after the answer.

use std::cell::RefCell;
use std::rc::Rc;

use contract::Event;
use contract::message::Message;

use crate::ipc::{self, Listener};

/// The messages that were told of while at least one call was under way.
#[derive(Debug, Default)]
pub struct Heard {
    calls: u32,
    messages: Vec<Message>,
}

/// Notes messages by itself as long as it lives: for an answer that is taken
/// later than it comes, by somebody who does not listen yet.
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
                if let Event::MessageChanged(message) = event {
                    heard.borrow_mut().note(message);
                }
            }
        });
        Self {
            heard,
            listener: Some(Rc::new(listener)),
        }
    }

    /// What was told until now. It is over then.
    pub fn close(mut self) -> Vec<Message> {
        self.listener = None;
        self.heard.borrow_mut().call_ends()
    }
}

impl Heard {
    /// A call goes out whose answer will hold messages.
    pub fn call_begins(&mut self) {
        self.calls += 1;
    }

    /// An event told of a message.
    pub fn note(&mut self, message: &Message) {
        if self.calls == 0 {
            return;
        }
        self.messages.retain(|known| known.id != message.id);
        self.messages.push(message.clone());
    }

    /// The answer is here; gives what is newer than it, in the order of arrival.
    pub fn call_ends(&mut self) -> Vec<Message> {
        self.calls = self.calls.saturating_sub(1);
        if self.calls == 0 {
            return std::mem::take(&mut self.messages);
        }
        // The other answers are older than these as well.
        self.messages.clone()
    }
}

#[cfg(test)]
mod tests {
    use contract::message::MessageStatus;

    use super::*;
    use crate::pages::chat::testing;

    fn message(number: u8, status: MessageStatus) -> Message {
        Message {
            status,
            ..testing::message(number, None, &[])
        }
    }

    #[test]
    fn nothing_is_kept_while_nothing_is_asked() {
        let mut heard = Heard::default();
        heard.note(&message(1, MessageStatus::Failed));
        heard.call_begins();
        assert_eq!(heard.call_ends(), [], "it came before the call");
    }

    #[test]
    fn the_newest_state_of_each_message_is_given_once() {
        let mut heard = Heard::default();
        heard.call_begins();
        heard.note(&message(1, MessageStatus::Streaming));
        heard.note(&message(2, MessageStatus::Complete));
        heard.note(&message(1, MessageStatus::Failed));
        let states: Vec<_> = heard.call_ends().iter().map(|told| told.status).collect();
        assert_eq!(states, [MessageStatus::Complete, MessageStatus::Failed]);
        heard.call_begins();
        assert_eq!(heard.call_ends(), [], "the next call begins afresh");
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
