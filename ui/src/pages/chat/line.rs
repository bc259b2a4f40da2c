//! One conversation's line of messages that wait for a reply to end. Pure: no calls.

use contract::MessageId;
use contract::message::{MessageStatus, ReplyOptions};

use super::room::Beside;

/// Messages of a line at the most.
const MOST: usize = 20;
/// Bytes of all of them at the most: together with what is typed they are a draft.
const LONGEST: usize = 500_000;

/// A message that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Tells it from others.
    pub number: u32,
    /// Its text.
    pub text: String,
    /// How to reply, as it was chosen when it was put into the line.
    pub options: ReplyOptions,
    /// It is on its way.
    pub leaving: bool,
}

/// The line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    waiting: Vec<Waiting>,
    typed: String,
    /// The replies of which all must end before the next message leaves.
    arriving: Vec<MessageId>,
    /// One of them did not end well.
    failed: bool,
}

/// What the end of a reply means for a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// Send this one, which stays in the line until [`Line::sent`] or [`Line::give_back`].
    Send(Waiting),
    /// All of it is to be given back to the person.
    GiveBack(String),
    /// It goes on waiting.
    Nothing,
}

impl Line {
    /// Puts a message at the end; `false`: there is no room.
    pub fn push(&mut self, number: u32, text: String, options: ReplyOptions) -> bool {
        let bytes: usize = self.waiting.iter().map(|waiting| waiting.text.len()).sum();
        if self.waiting.len() >= MOST || bytes + text.len() > LONGEST {
            return false;
        }
        self.waiting.push(Waiting {
            number,
            text,
            options,
            leaving: false,
        });
        true
    }

    /// Takes a message out, unless it is on its way.
    pub fn remove(&mut self, number: u32) -> Option<Waiting> {
        let at = self
            .waiting
            .iter()
            .position(|waiting| waiting.number == number && !waiting.leaving)?;
        Some(self.waiting.remove(at))
    }

    /// All that waits, the next one first.
    pub fn waiting(&self) -> &[Waiting] {
        &self.waiting
    }

    /// Something else is typed in the composer now.
    pub fn type_in(&mut self, text: &str) {
        text.clone_into(&mut self.typed);
    }

    /// What is typed in the composer.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// What is to be kept as the draft: all that waits, then what is typed.
    pub fn draft(&self) -> String {
        Beside::Behind.join(&self.typed, &self.texts())
    }

    /// These replies arrive now; the next message waits for all of them.
    pub fn wait_for(&mut self, arriving: Vec<MessageId>) {
        self.arriving = arriving;
        self.failed = false;
    }

    /// A reply stands like this now.
    pub fn ended(&mut self, reply: MessageId, status: MessageStatus) -> Next {
        let Some(first) = self.waiting.first_mut().filter(|first| !first.leaving) else {
            return Next::Nothing;
        };
        match status {
            MessageStatus::Streaming => return Next::Nothing,
            MessageStatus::Complete | MessageStatus::Stopped => {}
            // What was to follow it may make no sense without it.
            MessageStatus::Failed | MessageStatus::Interrupted => self.failed = true,
        }
        self.arriving.retain(|arriving| *arriving != reply);
        if !self.arriving.is_empty() {
            return Next::Nothing;
        }
        if self.failed {
            return Next::GiveBack(self.give_back());
        }
        first.leaving = true;
        Next::Send(first.clone())
    }

    /// The message that was on its way has arrived, and these replies to it have begun.
    pub fn sent(&mut self, replies: Vec<MessageId>) {
        self.waiting.retain(|waiting| !waiting.leaving);
        self.wait_for(replies);
    }

    /// Empties the line. Returns all that waited.
    pub fn give_back(&mut self) -> String {
        let texts = self.texts();
        self.waiting.clear();
        texts
    }

    fn texts(&self) -> String {
        let texts: Vec<_> = self
            .waiting
            .iter()
            .map(|waiting| waiting.text.trim())
            .collect();
        texts.join("\n\n")
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::id;
    use super::*;

    fn line(texts: &[&str]) -> Line {
        let mut line = Line::default();
        for (number, text) in texts.iter().enumerate() {
            assert!(line.push(number as u32, (*text).into(), ReplyOptions::default()));
        }
        line
    }

    /// The reply that arrived ended so.
    fn ended(line: &mut Line, status: MessageStatus) -> Next {
        line.ended(id(2), status)
    }

    fn texts(line: &Line) -> Vec<&str> {
        line.waiting().iter().map(|w| w.text.as_str()).collect()
    }

    #[test]
    fn one_is_sent_for_each_reply_that_ends() {
        let mut line = line(&["one", "two"]);
        assert_eq!(ended(&mut line, MessageStatus::Streaming), Next::Nothing);
        let Next::Send(first) = ended(&mut line, MessageStatus::Stopped) else {
            panic!("a stopped reply is over too");
        };
        assert_eq!(first.text, "one");
        assert_eq!(
            ended(&mut line, MessageStatus::Complete),
            Next::Nothing,
            "the first is on its way: its reply has not begun"
        );
        assert_eq!(line.remove(first.number), None, "too late");
        assert_eq!(
            line.draft(),
            "one\n\ntwo",
            "nothing is sure before the answer"
        );
        line.sent(Vec::new());
        assert_eq!(texts(&line), ["two"]);
        assert!(matches!(
            ended(&mut line, MessageStatus::Complete),
            Next::Send(_)
        ));
    }

    #[test]
    fn a_failed_reply_gives_everything_back() {
        for status in [MessageStatus::Failed, MessageStatus::Interrupted] {
            let mut line = line(&["one\n", "two"]);
            line.type_in("typed");
            assert_eq!(line.draft(), "one\n\ntwo\n\ntyped");
            assert_eq!(
                ended(&mut line, status),
                Next::GiveBack("one\n\ntwo".into())
            );
            assert_eq!(line.draft(), "typed");
            assert_eq!(ended(&mut line, MessageStatus::Complete), Next::Nothing);
        }
    }

    #[test]
    fn the_next_message_waits_for_all_replies_side_by_side() {
        use MessageStatus::{Complete, Failed};
        let begun = || {
            let mut line = line(&["one"]);
            line.wait_for(vec![id(2), id(4)]);
            line
        };
        let mut line = begun();
        assert_eq!(line.ended(id(4), Complete), Next::Nothing);
        assert!(matches!(line.ended(id(2), Complete), Next::Send(_)));
        let mut line = begun();
        assert_eq!(line.ended(id(4), Failed), Next::Nothing);
        let all = Next::GiveBack("one".into());
        assert_eq!(line.ended(id(2), Complete), all, "the first of them failed");
    }

    #[test]
    fn a_line_has_an_end() {
        let mut line = line(&["x"; MOST]);
        let options = ReplyOptions::default;
        assert!(!line.push(99, "x".into(), options()));
        assert_eq!(line.remove(3).map(|waiting| waiting.number), Some(3));
        assert!(line.push(99, "x".into(), options()), "there is room again");
        let mut line = Line::default();
        assert!(!line.push(0, "x".repeat(LONGEST + 1), options()));
        assert_eq!(line.draft(), "", "nothing half done");
    }
}
