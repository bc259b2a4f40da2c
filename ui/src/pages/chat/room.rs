//! The open conversation: what it holds, what is asked of the desktop for it,
//! and what its events do.

mod composed;
mod reading;
mod replying;
mod sending;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use contract::conversation::ConversationView;
use contract::message::ReplyOptions;
use contract::{ConversationId, Error, Event, FolderId, MessageId};
use yew::Callback;

pub use composed::{Beside, Composed};

use super::attach::Tray;
use super::replies::Replies;
use super::thread::{Same, Thread};
use super::{calls, edits};
use crate::components::announce;
use crate::heard::{Ear, Heard, message_of};
use crate::i18n::t;
use crate::state::{Action, Toast};

/// What one place of the chat page holds.
pub struct Room {
    thread: RefCell<Rc<Thread>>,
    /// The texts of the messages.
    pub replies: Same<Replies>,
    /// The attachments of its draft.
    pub tray: Same<Tray>,
    /// Grows each time that another place is shown: late answers are dropped.
    visit: Cell<u32>,
    loading: Cell<bool>,
    reading: Cell<bool>,
    reading_above: Cell<bool>,
    sending: Cell<bool>,
    failure: RefCell<Option<Error>>,
    target: Cell<Option<MessageId>>,
    options: RefCell<ReplyOptions>,
    /// The folder of a conversation that is not made yet.
    pub folder: Cell<Option<FolderId>>,
    composed: RefCell<Composed>,
    heard: RefCell<Heard>,
    /// Listens in place of the room that was read before it was there.
    ear: RefCell<Option<Ear>>,
    redraw: Callback<()>,
    to: Callback<Action>,
}

/// What the page shows of a room; comparing two costs nothing.
#[derive(Clone, PartialEq)]
pub struct Sight {
    /// Its messages.
    pub thread: Same<Thread>,
    /// Which visit it is: another one begins at the newest message.
    pub visit: u32,
    /// It is being read.
    pub loading: bool,
    /// A message is on its way.
    pub sending: bool,
    /// It could not be read.
    pub failure: Option<Error>,
    /// The message that was searched for.
    pub target: Option<MessageId>,
    /// The messages that are being edited.
    pub editing: Vec<MessageId>,
    /// What is chosen for the next replies.
    pub options: ReplyOptions,
    /// The text to put into the composer.
    pub composed: Composed,
}

impl Room {
    /// A room with the conversation that was read already, if there is one; else
    /// one that nobody has entered. `redraw` is called after each change that is not within a
    /// reply's text, `to` takes what concerns the whole window.
    pub fn new(
        read: Option<(ConversationView, Ear)>,
        redraw: Callback<()>,
        to: Callback<Action>,
    ) -> Rc<Self> {
        let room = Rc::new(Self {
            thread: RefCell::default(),
            replies: Replies::default().into(),
            tray: Same(Tray::new(redraw.clone())),
            visit: Cell::new(0),
            loading: Cell::new(true),
            reading: Cell::new(false),
            reading_above: Cell::new(false),
            sending: Cell::new(false),
            failure: RefCell::default(),
            target: Cell::new(None),
            options: RefCell::default(),
            folder: Cell::default(),
            composed: RefCell::default(),
            heard: RefCell::default(),
            ear: RefCell::default(),
            redraw,
            to,
        });
        if let Some((view, ear)) = read {
            let text = view.draft.clone();
            *room.composed.borrow_mut() = Composed {
                turn: 1,
                text,
                kept: true,
                beside: Beside::Elsewhere,
            };
            room.tray
                .enter(view.conversation.id, view.draft_attachments.clone());
            room.take(view);
            room.ear.replace(Some(ear));
            room.loading.set(false);
        }
        room
    }

    /// From here on the room hears by itself: it takes what another ear heard for
    /// it until now.
    pub fn hears(self: &Rc<Self>) {
        if let Some(ear) = self.ear.take() {
            let told = ear.close();
            if !told.is_empty() {
                self.catch_up(told);
                self.redraw.emit(());
            }
        }
    }

    /// What is to be shown now.
    pub fn sight(&self) -> Sight {
        Sight {
            thread: Same(Rc::clone(&self.thread.borrow())),
            visit: self.visit.get(),
            loading: self.loading.get(),
            sending: self.sending.get(),
            failure: self.failure.borrow().clone(),
            target: self.target.get(),
            editing: edits::all(),
            options: self.options.borrow().clone(),
            composed: self.composed.borrow().clone(),
        }
    }

    /// The conversation that is shown.
    pub fn conversation(&self) -> Option<ConversationId> {
        self.thread.borrow().conversation
    }

    fn change<R>(&self, act: impl FnOnce(&mut Thread) -> R) -> R {
        act(Rc::make_mut(&mut self.thread.borrow_mut()))
    }

    /// Takes what the desktop told.
    pub fn hear(self: &Rc<Self>, event: &Event) {
        let message = message_of(event);
        if message.is_some() {
            self.heard.borrow_mut().note(event);
        }
        let of = match event {
            Event::ConversationChanged(head) => Some(head.id),
            _ => message.map(|(conversation, _)| conversation),
        };
        if of.is_some() && of == self.conversation() {
            self.apply(event);
        }
    }

    /// Takes what was told of this conversation. Whatever is here already changes nothing.
    pub(super) fn apply(self: &Rc<Self>, event: &Event) {
        match event {
            // With a gap before it, the reply is read as a whole.
            Event::ReplyDelta(delta) if !self.replies.0.delta(delta) => self.read_again(),
            Event::ThinkingDelta(delta) if !self.replies.0.thought(delta) => self.read_again(),
            Event::ReplyProgress(told) => self.replies.0.progress(told),
            Event::MessageChanged(message) => {
                self.replies.0.settle(message);
                if self.change(|thread| thread.changed(message.clone())) {
                    self.redraw.emit(());
                }
            }
            Event::ToolCallChanged(told) if self.change(|thread| thread.called(told)) => {
                if let Some(said) = calls::said(&told.call) {
                    announce(&said);
                }
                self.redraw.emit(());
            }
            Event::PictureArrived(told) if self.change(|thread| thread.pictured(told)) => {
                announce(&t("made-said"));
                self.redraw.emit(());
            }
            Event::ConversationChanged(head) => {
                self.change(|thread| thread.head = Some(head.clone()));
                self.redraw.emit(());
            }
            _ => {}
        }
    }

    /// Puts `text` into the composer.
    pub fn compose(&self, text: &str, kept: bool, beside: Beside) {
        let turn = self.composed.borrow().turn + 1;
        *self.composed.borrow_mut() = Composed {
            turn,
            text: text.to_owned(),
            kept,
            beside,
        };
        self.redraw.emit(());
    }

    fn say(&self, error: &Error) {
        self.to.emit(Action::Say(Toast::from_error(error)));
    }
}
