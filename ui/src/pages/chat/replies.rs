//! The texts of the open messages, read and shared: one streaming reply changes
//! without anything else being rendered.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use contract::MessageId;
use contract::event::{ReplyDelta, ReplyPhase, ReplyProgress};
use contract::message::{Message, MessageStatus};
use yew::{AttrValue, Callback};

use super::assembly::{Assembly, Placed};
use super::sentences::Sentences;
use super::status;
use crate::components::announce;
use crate::i18n::t;
use crate::markdown::{Budget, Document, Stream};

/// The texts by message, and who shows them.
#[derive(Default)]
pub struct Replies {
    texts: RefCell<HashMap<MessageId, Text>>,
    watchers: RefCell<Vec<(u32, MessageId, Callback<()>)>>,
    next: Cell<u32>,
}

/// One message's text.
#[derive(Default)]
struct Text {
    assembly: Assembly,
    /// What the model thinks before.
    thoughts: Assembly,
    /// All of it, as it was asked for last.
    shown_thoughts: AttrValue,
    /// Set while it streams.
    stream: Option<Stream>,
    /// Set when it was read as a whole.
    read: Option<Document>,
    /// How often more of a long text was asked for.
    grown: usize,
    phase: Option<ReplyPhase>,
    sentences: Option<Sentences>,
}

impl Replies {
    /// Calls `callback` after `message`'s text or progress changed, until the
    /// returned value is dropped. What is told comes once a frame already.
    pub fn watch(self: &Rc<Self>, message: MessageId, callback: Callback<()>) -> Watch {
        let id = self.next.get();
        self.next.set(id.wrapping_add(1));
        self.watchers.borrow_mut().push((id, message, callback));
        Watch {
            replies: Rc::clone(self),
            id,
        }
    }

    /// The text of `message` as it is now.
    pub fn document(&self, message: &Message) -> Document {
        let mut texts = self.texts.borrow_mut();
        let text = texts.entry(message.id).or_default();
        if text.stream.is_none() && message.status == MessageStatus::Streaming {
            text.begin(&message.text);
        }
        text.document(message)
    }

    /// The text of `message` as it is written, as far as it is here.
    pub fn text(&self, message: &Message) -> String {
        let texts = self.texts.borrow();
        let here = texts.get(&message.id).map(|text| text.assembly.text());
        match here {
            Some(here) if here.len() > message.text.len() => here.to_owned(),
            _ => message.text.clone(),
        }
    }

    /// What `message` waits for.
    pub fn phase(&self, message: MessageId) -> Option<ReplyPhase> {
        self.texts.borrow().get(&message)?.phase
    }

    /// Bytes of text that have arrived.
    pub fn length(&self, message: MessageId) -> usize {
        self.texts
            .borrow()
            .get(&message)
            .map_or(0, |text| text.assembly.text().len())
    }

    /// Shows more of a long text.
    pub fn show_more(&self, message: MessageId) {
        if let Some(text) = self.texts.borrow_mut().get_mut(&message) {
            text.grown += 1;
            text.read = None;
        }
        self.change(message);
    }

    /// Takes a message as the desktop knows it now.
    pub fn settle(&self, message: &Message) {
        let (said, early) = {
            let mut texts = self.texts.borrow_mut();
            let text = texts.entry(message.id).or_default();
            let thoughts = message.thinking.as_ref();
            let thoughts = thoughts.map_or("", |thinking| thinking.text.as_str());
            if text.thoughts.text().len() < thoughts.len() {
                text.thoughts = Assembly::of(thoughts);
            }
            text.phase = text
                .phase
                .filter(|_| message.status == MessageStatus::Streaming);
            if message.status == MessageStatus::Streaming {
                text.begin(&message.text);
                (None, None)
            } else {
                let ends = text.stream.is_some();
                let early = status::ended_early(message).filter(|_| ends);
                (text.end(&message.text), early)
            }
        };
        said.iter().for_each(|said| announce(said));
        early.iter().for_each(|early| announce(early));
        self.change(message.id);
    }

    /// Takes a piece of a reply; `false`: something before it is missing.
    pub fn delta(&self, delta: &ReplyDelta) -> bool {
        let placed = {
            let mut texts = self.texts.borrow_mut();
            texts
                .entry(delta.message)
                .or_default()
                .place(delta.offset, &delta.text)
        };
        if let Placed::New(_) = placed {
            self.change(delta.message);
        }
        placed != Placed::Gap
    }

    /// Takes a piece of what a reply's model thinks; `false`: something before it is missing.
    pub fn thought(&self, delta: &ReplyDelta) -> bool {
        let placed = {
            let mut texts = self.texts.borrow_mut();
            let text = texts.entry(delta.message).or_default();
            let placed = text.thoughts.place(delta.offset, &delta.text);
            if let Placed::New(_) = placed {
                text.phase = None;
            }
            placed
        };
        if let Placed::New(_) = placed {
            self.change(delta.message);
        }
        placed != Placed::Gap
    }

    /// Whether the model thought for `message`.
    pub fn thinks(&self, message: &Message) -> bool {
        let texts = self.texts.borrow();
        let here = texts.get(&message.id).map(|text| text.thoughts.text());
        let known = message
            .thinking
            .as_ref()
            .map(|thinking| thinking.text.as_str());
        [here, known]
            .into_iter()
            .flatten()
            .any(|text| !text.is_empty())
    }

    /// What the model thought for `message`, as far as it is known: the same value as long as nothing
    /// was added, as this is asked for with each frame of the answer.
    pub fn thoughts(&self, message: &Message) -> AttrValue {
        let known = message.thinking.as_ref();
        let known = known.map_or("", |thinking| thinking.text.as_str());
        let mut texts = self.texts.borrow_mut();
        let text = texts.entry(message.id).or_default();
        let here = text.thoughts.text();
        let all = if here.len() > known.len() {
            here
        } else {
            known
        };
        if text.shown_thoughts.as_str() != all {
            text.shown_thoughts = all.to_owned().into();
        }
        text.shown_thoughts.clone()
    }

    /// Takes what a reply waits for.
    pub fn progress(&self, progress: &ReplyProgress) {
        if let Some(text) = self.texts.borrow_mut().get_mut(&progress.message) {
            let kind = |phase: &ReplyPhase| std::mem::discriminant(phase);
            if text.phase.as_ref().map(kind) != Some(kind(&progress.phase)) {
                announce(&status::said(progress.phase));
            }
            text.phase = Some(progress.phase);
        }
        self.change(progress.message);
    }

    /// Forgets all texts: another conversation is shown.
    pub fn clear(&self) {
        self.texts.borrow_mut().clear();
    }

    /// Tells the watchers of `message`, and says the sentences that are whole by now.
    fn change(&self, message: MessageId) {
        let said = {
            let mut texts = self.texts.borrow_mut();
            let text = texts.get_mut(&message);
            text.and_then(|text| text.sentences.as_mut()?.take())
        };
        said.iter().for_each(|said| announce(said));
        // A copy, so that a watcher may come or go meanwhile.
        let watchers: Vec<_> = self
            .watchers
            .borrow()
            .iter()
            .filter(|(_, watched, _)| *watched == message)
            .map(|(_, _, callback)| callback.clone())
            .collect();
        watchers.iter().for_each(|callback| callback.emit(()));
    }
}

impl Text {
    /// Reads on from `known`, if what streams does not begin with it already.
    fn begin(&mut self, known: &str) {
        let have = self.assembly.text();
        let ahead = have.starts_with(known);
        if self.stream.is_some() && ahead {
            return;
        }
        if !ahead {
            self.assembly = Assembly::of(known);
        }
        let mut stream = Stream::default();
        stream.push(self.assembly.text());
        self.stream = Some(stream);
        self.sentences = Some(Sentences::default());
        self.read = None;
    }

    fn place(&mut self, offset: u64, piece: &str) -> Placed {
        let placed = self.assembly.place(offset, piece);
        if let Placed::New(length) = placed {
            self.phase = None;
            let text = self.assembly.text();
            let new = &text[text.len() - length..];
            if let Some(stream) = &mut self.stream {
                stream.push(new);
            }
            if let Some(sentences) = &mut self.sentences {
                sentences.push(new, &t("md-code-said"));
            }
        }
        placed
    }

    /// The text is complete. Returns what is left to be said of it.
    fn end(&mut self, text: &str) -> Option<String> {
        let stream = self.stream.take();
        let same = self.assembly.text() == text;
        if !same {
            self.assembly = Assembly::of(text);
            self.read = None;
        }
        if let (true, Some(stream)) = (same, stream) {
            // What is on the screen keeps its identity.
            self.read = Some(stream.finish());
        }
        self.sentences.take().and_then(Sentences::finish)
    }

    fn document(&mut self, message: &Message) -> Document {
        if let Some(stream) = &mut self.stream {
            return stream.document();
        }
        if self.assembly.text() != message.text {
            self.assembly = Assembly::of(&message.text);
            self.read = None;
        }
        let budget = Budget::FIRST.grown(self.grown);
        self.read
            .get_or_insert_with(|| Document::read(&message.text, budget))
            .clone()
    }
}

/// As long as it lives, its callback is called.
pub struct Watch {
    replies: Rc<Replies>,
    id: u32,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.replies
            .watchers
            .borrow_mut()
            .retain(|(id, ..)| *id != self.id);
    }
}
