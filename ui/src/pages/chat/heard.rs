//! What the desktop told while an answer of its was on the way.
//!
//! Answers and events travel on different roads: an answer that was made before
//! a change may arrive after the event that tells of the change. The event is
//! the newer one, always, so it is applied once more after the answer.

use contract::message::Message;

/// The messages that were told of while at least one call was under way.
#[derive(Debug, Default)]
pub struct Heard {
    calls: u32,
    messages: Vec<Message>,
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

    use super::super::testing;
    use super::*;

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
