//! What is asked of replies: who makes them, stop, retry, continue, their branches and calls.

use std::rc::Rc;

use contract::conversation::ChooseOptions;
use contract::message::{
    ContinueReply, MOST_BESIDE, Message, ReplyOptions, RetryReply, SelectBranch, StopReply,
};
use contract::tool::{AnswerToolCall, ToolAnswer};
use contract::{MessageId, ToolCallId};
use wasm_bindgen_futures::spawn_local;

use super::Room;
use crate::ipc::client;
use crate::state::Choice;

impl Room {
    /// Chooses for the next replies; the conversation keeps it.
    pub fn choose(self: &Rc<Self>, options: ReplyOptions) {
        self.options.replace(options.clone());
        self.redraw.emit(());
        let Some(conversation) = self.conversation() else {
            return;
        };
        let room = Rc::clone(self);
        spawn_local(async move {
            let asked = ChooseOptions {
                conversation,
                options,
            };
            if let Err(error) = client().choose_options(asked).await {
                room.say(&error);
            }
        });
    }

    /// Chooses the model of the next replies.
    pub fn choose_model(self: &Rc<Self>, model: Choice) {
        self.choose(self.options(Some(model)));
    }

    /// Has another model answer the next messages as well, side by side.
    pub fn ask_also(self: &Rc<Self>, model: Choice) {
        let mut options = self.options.borrow().clone();
        if options.beside.len() < MOST_BESIDE {
            options.beside.push(model);
            self.choose(options);
        }
    }

    /// The model in this place does not answer beside any more.
    pub fn ask_no_more(self: &Rc<Self>, at: usize) {
        let mut options = self.options.borrow().clone();
        if at < options.beside.len() {
            options.beside.remove(at);
            self.choose(options);
        }
    }

    /// What was chosen, with `model` in the place of the model.
    pub(super) fn options(&self, model: Option<Choice>) -> ReplyOptions {
        let chosen = self.options.borrow().clone();
        match model {
            Some(model) => ReplyOptions {
                provider: Some(model.provider),
                model: Some(model.model),
                ..chosen
            },
            None => chosen,
        }
    }

    /// Says whether a call may run.
    pub fn answer(self: &Rc<Self>, call: ToolCallId, answer: ToolAnswer) {
        let room = Rc::clone(self);
        spawn_local(async move {
            let asked = AnswerToolCall { call, answer };
            if let Err(error) = client().answer_tool_call(asked).await {
                room.say(&error);
            }
        });
    }

    /// Ends the replies that are arriving.
    pub fn stop(self: &Rc<Self>) {
        let thread = self.thread.borrow();
        for reply in thread.streaming().map(|reply| reply.id) {
            let room = Rc::clone(self);
            spawn_local(async move {
                if let Err(error) = client().stop_reply(StopReply { reply }).await {
                    room.say(&error);
                }
            });
        }
    }

    /// Has a reply made anew, by another model if one is given.
    pub fn retry(self: &Rc<Self>, reply: MessageId, model: Option<Choice>) {
        let asked = RetryReply {
            reply,
            options: self.options(model),
        };
        self.ask(async move { client().retry_reply(asked).await });
    }

    /// Has a reply go on where it ended.
    pub fn resume(self: &Rc<Self>, reply: MessageId) {
        self.ask(async move { client().continue_reply(ContinueReply { reply }).await });
    }

    fn ask(self: &Rc<Self>, call: impl Future<Output = contract::Result<Message>> + 'static) {
        let (room, visit) = (Rc::clone(self), self.visit.get());
        spawn_local(async move {
            let (answer, heard) = room.asking(call).await;
            match answer {
                Ok(message) if room.visit.get() == visit => {
                    room.replies.0.settle(&message);
                    room.change(|thread| thread.changed(message));
                    room.catch_up(heard);
                    room.redraw.emit(());
                }
                Ok(_) => {}
                Err(error) => room.say(&error),
            }
        });
    }

    /// Shows the branch of another sibling; `shown` is called when it is there.
    pub fn select(self: &Rc<Self>, message: MessageId, shown: impl FnOnce() + 'static) {
        let (room, visit) = (Rc::clone(self), self.visit.get());
        spawn_local(async move {
            let asked = SelectBranch { message };
            let (answer, heard) = room.asking(client().select_branch(asked)).await;
            match answer {
                Ok(view) if room.visit.get() == visit => {
                    room.take(view);
                    room.catch_up(heard);
                    room.redraw.emit(());
                    shown();
                }
                Ok(_) => {}
                Err(error) => room.say(&error),
            }
        });
    }
}
