//! Reading a conversation: entering it, its earlier messages, and what was told meanwhile.

use std::rc::Rc;

use contract::conversation::{ConversationView, EarlierMessages, OpenConversation};
use contract::message::MessageStatus;
use contract::{Code, ConversationId, Event, MessageId};
use wasm_bindgen_futures::spawn_local;

use super::{Beside, Room};
use crate::heard::message_of;
use crate::ipc::client;
use crate::pages::chat::queue;
use crate::pages::chat::thread::Thread;
use crate::state::Action;

/// Messages that are read when a conversation is opened: some windows full, as at the start.
const OPENED: u32 = 20;
/// Messages that are read at once above them.
const PAGE: u32 = 40;
/// Messages that are read at once on the way to one that was searched for.
const LONG_PAGE: u32 = 200;

impl Room {
    /// Shows the conversation that is not made yet, with a text in its composer.
    pub fn enter_new(&self, text: &str, kept: bool) {
        self.leave();
        self.options.take();
        *self.thread.borrow_mut() = Rc::default();
        self.compose(text, kept, Beside::Elsewhere);
    }

    /// Shows a conversation, and in it `target`.
    pub fn enter(self: &Rc<Self>, conversation: ConversationId, target: Option<MessageId>) {
        self.leave();
        *self.thread.borrow_mut() = Rc::new(Thread {
            conversation: Some(conversation),
            ..Thread::default()
        });
        self.loading.set(true);
        self.tray.enter(conversation, Vec::new());
        self.compose("", true, Beside::Elsewhere);
        self.read(conversation, target, true);
    }

    /// Reads the conversation again: events were lost, or a reply has a gap.
    pub fn read_again(self: &Rc<Self>) {
        if let Some(conversation) = self.conversation()
            && !self.reading.get()
        {
            self.read(conversation, None, false);
        }
    }

    fn leave(&self) {
        self.visit.set(self.visit.get() + 1);
        self.loading.set(false);
        self.reading.set(false);
        self.reading_above.set(false);
        self.sending.set(false);
        self.failure.take();
        self.target.set(None);
        self.replies.clear();
    }

    fn read(self: &Rc<Self>, id: ConversationId, around: Option<MessageId>, with_draft: bool) {
        let (room, visit) = (Rc::clone(self), self.visit.get());
        self.reading.set(true);
        spawn_local(async move {
            let limit = (room.thread.borrow().messages.len() as u32).clamp(OPENED, LONG_PAGE);
            let asked = OpenConversation {
                id,
                limit: Some(limit),
                around,
            };
            let (answer, heard) = room.asking(client().open_conversation(asked)).await;
            if room.visit.get() != visit {
                return;
            }
            room.loading.set(false);
            room.reading.set(false);
            match answer {
                Ok(view) => {
                    if with_draft {
                        // One could write already while it was read.
                        match queue::typed(id) {
                            // The draft holds what waits as well, which is shown by itself.
                            Some(typed) => room.compose(&typed, true, Beside::Stays),
                            None => room.compose(&view.draft, true, Beside::Stays),
                        }
                        room.tray.kept(view.draft_attachments.clone());
                    }
                    room.take(view);
                    room.catch_up(heard);
                    if let Some(target) = around {
                        room.read_up_to(target, visit).await;
                    }
                }
                // Deleted meanwhile, perhaps by another program.
                Err(error) if error.code == Code::NotFound => {
                    room.to.emit(Action::Removed(id));
                    return;
                }
                Err(error) => {
                    room.failure.replace(Some(error));
                }
            }
            room.redraw.emit(());
        });
    }

    /// Waits for the answer to a call that brings messages, and gives with it
    /// what was told of messages meanwhile: it is newer than the answer.
    pub(super) async fn asking<T>(
        &self,
        call: impl Future<Output = contract::Result<T>>,
    ) -> (contract::Result<T>, Vec<Event>) {
        self.heard.borrow_mut().call_begins();
        let answer = call.await;
        (answer, self.heard.borrow_mut().call_ends())
    }

    /// Applies what was told while an answer was on its way.
    pub(super) fn catch_up(self: &Rc<Self>, heard: Vec<Event>) {
        for event in heard {
            if message_of(&event).is_some_and(|(_, id)| self.thread.borrow().holds(id)) {
                self.apply(&event);
            }
        }
    }

    pub(super) fn take(&self, view: ConversationView) {
        self.options.replace(view.options.clone());
        let thread = Thread::of(view);
        for message in thread.messages.iter().chain(&thread.beside) {
            if message.status == MessageStatus::Streaming {
                self.replies.0.settle(message);
            }
        }
        *self.thread.borrow_mut() = Rc::new(thread);
        self.failure.take();
    }

    /// Reads upwards until `target` is there, then lets the list show it.
    async fn read_up_to(&self, target: MessageId, visit: u32) {
        while self.thread.borrow().place(target).is_none() && self.thread.borrow().earlier > 0 {
            if !self.read_page_above(LONG_PAGE, visit).await {
                break;
            }
        }
        if self.visit.get() == visit {
            self.target.set(Some(target));
        }
    }

    /// Reads the messages above, if there are any and nobody does already.
    pub fn read_above(self: &Rc<Self>) {
        if self.thread.borrow().earlier == 0
            || self.loading.get()
            || self.reading_above.replace(true)
        {
            return;
        }
        let (room, visit) = (Rc::clone(self), self.visit.get());
        spawn_local(async move {
            room.read_page_above(PAGE, visit).await;
            room.reading_above.set(false);
            room.redraw.emit(());
        });
    }

    async fn read_page_above(&self, limit: u32, visit: u32) -> bool {
        let first = self.thread.borrow().messages.first().map(|first| first.id);
        let Some(before) = first else { return false };
        let page = client()
            .earlier_messages(EarlierMessages {
                before,
                limit: Some(limit),
            })
            .await;
        if self.visit.get() != visit {
            return false;
        }
        match page {
            Ok(page) => self.change(|thread| thread.prepend(before, page)),
            Err(error) => {
                self.say(&error);
                false
            }
        }
    }
}
