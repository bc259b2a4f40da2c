//! What is said: sent, put into the line, or said anew in the place of a message.

use std::rc::Rc;

use contract::MessageId;
use contract::message::SendMessage;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::{Beside, Room};
use crate::components::announce;
use crate::i18n::t;
use crate::ipc::client;
use crate::pages::chat::{composer, edit, edits, queue, row};
use crate::state::{Action, Choice};

impl Room {
    /// Edits the message; its text so far stands in the field.
    pub fn edit(self: &Rc<Self>, message: MessageId) {
        let thread = self.thread.borrow();
        let Some(said) = thread.place(message).and_then(|at| thread.messages.get(at)) else {
            return;
        };
        edits::begin(message, &said.text);
        drop(thread);
        if !edit::focus(message) && !row::is_there(message) {
            // Out of the view it does not exist: the list is to go there.
            self.target.set(Some(message));
        }
        self.redraw.emit(());
    }

    /// Edits what the person said last; `false`: nothing was said.
    pub fn edit_last(self: &Rc<Self>) -> bool {
        let last = self.thread.borrow().last_said();
        last.is_some_and(|last| {
            self.edit(last);
            true
        })
    }

    /// The message stays as it is.
    pub fn leave_edit(&self, message: MessageId) {
        edits::end(message);
        self.redraw.emit(());
    }

    /// Says `text` instead of what the message says. If that fails, it stands in the field again.
    pub fn resend(self: &Rc<Self>, message: MessageId, text: String, usual: Option<Choice>) {
        if !self.sending.get() {
            edits::end(message);
            self.post(text, usual, Some(message));
        }
    }

    /// Puts `text` into the line of the conversation, or sends it if there is nothing to wait for;
    /// `false`: there is no room.
    pub fn send(self: &Rc<Self>, text: String, usual: Option<Choice>) -> bool {
        let arriving: Vec<MessageId> = {
            let thread = self.thread.borrow();
            thread.streaming().map(|reply| reply.id).collect()
        };
        match self.conversation() {
            Some(id) if !arriving.is_empty() || queue::waits(Some(id)) => {
                let usual = usual.filter(|_| self.options.borrow().model.is_none());
                let pushed = queue::push(id, text, self.options(usual), arriving);
                announce(&t(if pushed {
                    "chat-waiting-queued"
                } else {
                    "chat-waiting-full"
                }));
                pushed
            }
            _ => {
                self.post(text, usual, None);
                true
            }
        }
    }

    /// Takes a message out of the line, back into the composer.
    pub fn take_back(&self, number: u32) {
        let waiting = self.conversation().and_then(|id| queue::remove(id, number));
        if let Some(waiting) = waiting {
            self.compose(&waiting.text, false, Beside::Behind);
        }
    }

    /// Takes a message out of the line. Returns what puts it into the composer, or into the draft
    /// of its conversation if another one is shown by then.
    pub fn take_away(self: &Rc<Self>, number: u32) -> Option<Callback<()>> {
        let conversation = self.conversation()?;
        let text = queue::remove(conversation, number)?.text;
        let room = Rc::clone(self);
        Some(Callback::from(move |()| {
            if room.conversation() == Some(conversation) {
                room.compose(&text, false, Beside::Behind);
            } else {
                queue::add_to_draft(conversation, text.clone());
            }
        }))
    }

    /// Takes what is told of the lines.
    pub fn hear_line(&self, told: &queue::Told) {
        match told {
            queue::Told::Back(id, text) if Some(*id) == self.conversation() => {
                self.compose(text, false, Beside::Behind);
            }
            queue::Told::Changed(id) if Some(*id) == self.conversation() => self.redraw.emit(()),
            _ => {}
        }
    }

    /// Sends `text`, in the place of `replaces` if that is given; `usual` answers where no model was
    /// chosen. If that fails, it is a draft again, or an edit.
    fn post(self: &Rc<Self>, text: String, usual: Option<Choice>, replaces: Option<MessageId>) {
        if self.sending.replace(true) {
            return;
        }
        self.redraw.emit(());
        let (room, visit) = (Rc::clone(self), self.visit.get());
        let conversation = self.conversation();
        let (attached, kept) = match replaces {
            // What is in the composer belongs to the next message, not to the edited one.
            Some(message) => (Vec::new(), self.thread.borrow().attachments_of(message)),
            None => (self.tray.take(), Vec::new()),
        };
        let asked = SendMessage {
            conversation,
            parent: None,
            replaces,
            text: text.clone(),
            attachments: attached.iter().chain(&kept).map(|one| one.id).collect(),
            from_draft: replaces.is_none(),
            options: self.options(usual.filter(|_| self.options.borrow().model.is_none())),
            folder: self.folder.get().filter(|_| conversation.is_none()),
        };
        let options = asked.options.clone();
        spawn_local(async move {
            let (answer, heard) = room.asking(client().send_message(asked)).await;
            let here = room.visit.get() == visit;
            if here {
                room.sending.set(false);
            }
            match answer {
                Ok(sent) => {
                    (room.to).emit(Action::Changed(sent.conversation.clone()));
                    if here {
                        let new = room.conversation().is_none();
                        let conversation = sent.conversation.id;
                        room.change(|thread| thread.sent(sent));
                        room.catch_up(heard);
                        if new {
                            // The desktop keeps them with the conversation from now on.
                            room.options.replace(options);
                            room.tray.made(conversation);
                            room.to.emit(Action::Opened(conversation));
                        }
                    }
                }
                Err(error) => {
                    room.tray.give_back(conversation, attached);
                    if let Some(message) = replaces {
                        edits::type_in(message, text);
                    } else if room.conversation() == conversation {
                        // Also when the person has gone and come back meanwhile.
                        room.compose(&text, false, Beside::Behind);
                    } else {
                        composer::keep_aside(conversation, text);
                    }
                    room.say(&error);
                }
            }
            room.redraw.emit(());
        });
    }
}
