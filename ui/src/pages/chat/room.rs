//! The open conversation: what it holds, what is asked of the desktop for it,
//! and what its events do.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use contract::conversation::{ChooseOptions, ConversationView, EarlierMessages, OpenConversation};
use contract::message::{
    ContinueReply, Message, MessageStatus, ReplyOptions, RetryReply, SelectBranch, SendMessage,
    StopReply,
};
use contract::tool::{AnswerToolCall, ToolAnswer, ToolCallChange};
use contract::{Code, ConversationId, Error, Event, FolderId, MessageId, ToolCallId};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::attach::Tray;
use super::replies::Replies;
use super::row;
use super::thread::{Same, Thread};
use super::{calls, composer, edit, edits, queue};
use crate::components::announce;
use crate::heard::{Ear, Heard};
use crate::i18n::t;
use crate::ipc::client;
use crate::state::{Action, Choice, Toast};

/// Messages that are read when a conversation is opened, and above it.
const PAGE: u32 = 40;
/// Messages that are read at once on the way to one that was searched for.
const LONG_PAGE: u32 = 200;

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

/// A text to put into the composer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Composed {
    /// Grows with each text.
    pub turn: u32,
    /// The text.
    pub text: String,
    /// Whether the desktop keeps it as the draft already.
    pub kept: bool,
    /// What becomes of what is typed there.
    pub beside: Beside,
}

/// What becomes of what is typed when another text is put into the composer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beside {
    /// It belongs to another conversation and is kept there.
    #[default]
    Elsewhere,
    /// It stays, and the other text is left out: that is older.
    Stays,
    /// It stays, behind the other text.
    Behind,
    /// It stays, before the other text.
    Before,
}

impl Beside {
    /// What stands in the composer then.
    pub fn join(self, typed: &str, text: &str) -> String {
        let (first, second) = match self {
            Self::Stays if !typed.is_empty() => return typed.to_owned(),
            Self::Elsewhere | Self::Stays => return text.to_owned(),
            Self::Behind => (text, typed),
            Self::Before => (typed, text),
        };
        if first.trim().is_empty() {
            return second.to_owned();
        }
        if second.trim().is_empty() || first == second {
            return first.to_owned();
        }
        format!("{}\n\n{}", first.trim_end(), second)
    }
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
    pub fn hears(&self) {
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
            let limit = (room.thread.borrow().messages.len() as u32).clamp(PAGE, LONG_PAGE);
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
    async fn asking<T>(
        &self,
        call: impl Future<Output = contract::Result<T>>,
    ) -> (contract::Result<T>, Vec<Message>) {
        self.heard.borrow_mut().call_begins();
        let answer = call.await;
        (answer, self.heard.borrow_mut().call_ends())
    }

    /// Applies what was told while an answer was on its way.
    fn catch_up(&self, heard: Vec<Message>) {
        for message in heard {
            if self.thread.borrow().place(message.id).is_some() {
                self.replies.0.settle(&message);
                self.change(|thread| thread.changed(message));
            }
        }
    }

    fn take(&self, view: ConversationView) {
        self.options.replace(view.options.clone());
        let thread = Thread::of(view);
        for message in &thread.messages {
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

    fn change<R>(&self, act: impl FnOnce(&mut Thread) -> R) -> R {
        act(Rc::make_mut(&mut self.thread.borrow_mut()))
    }

    /// Takes what the desktop told.
    pub fn hear(self: &Rc<Self>, event: &Event) {
        if let Event::MessageChanged(message) = event {
            self.heard.borrow_mut().note(message);
        }
        match event {
            Event::ReplyDelta(delta) if Some(delta.conversation) == self.conversation() => {
                // With a gap before it, the reply is read as a whole.
                let fits = self.replies.0.delta(delta);
                if !fits {
                    self.read_again();
                }
            }
            Event::ThinkingDelta(delta) if Some(delta.conversation) == self.conversation() => {
                let fits = self.replies.0.thought(delta);
                if !fits {
                    self.read_again();
                }
            }
            Event::ReplyProgress(told) if Some(told.conversation) == self.conversation() => {
                self.replies.0.progress(told);
            }
            Event::MessageChanged(message) if Some(message.conversation) == self.conversation() => {
                self.replies.0.settle(message);
                if self.change(|thread| thread.changed(message.clone())) {
                    self.redraw.emit(());
                }
            }
            Event::ToolCallChanged(told) if Some(told.conversation) == self.conversation() => {
                self.called(told);
            }
            Event::ConversationChanged(head) if Some(head.id) == self.conversation() => {
                self.change(|thread| thread.head = Some(head.clone()));
                self.redraw.emit(());
            }
            _ => {}
        }
    }

    fn called(&self, told: &ToolCallChange) {
        let Some(message) = self.change(|thread| thread.called(told)) else {
            return;
        };
        // An answer that was made before the call may still be on its way.
        self.heard.borrow_mut().note(&message);
        if let Some(said) = calls::said(&told.call) {
            announce(&said);
        }
        self.redraw.emit(());
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

    /// What was chosen, with `model` in the place of the model.
    fn options(&self, model: Option<Choice>) -> ReplyOptions {
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
        let waits = self.thread.borrow().streaming().is_some();
        match self.conversation() {
            Some(id) if waits || !queue::of(Some(id)).is_empty() => {
                let usual = usual.filter(|_| self.options.borrow().model.is_none());
                let pushed = queue::push(id, text, self.options(usual));
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

    /// Ends the reply that is arriving.
    pub fn stop(self: &Rc<Self>) {
        let Some(reply) = self.thread.borrow().streaming().map(|reply| reply.id) else {
            return;
        };
        let room = Rc::clone(self);
        spawn_local(async move {
            if let Err(error) = client().stop_reply(StopReply { reply }).await {
                room.say(&error);
            }
        });
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

    fn say(&self, error: &Error) {
        self.to.emit(Action::Say(Toast::from_error(error)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_is_lost_when_a_text_is_put_in() {
        let all = [Beside::Stays, Beside::Behind, Beside::Before];
        for beside in all {
            assert!(beside.join("typed", "text").contains("typed"), "{beside:?}");
            assert_eq!(beside.join("", "text"), "text", "{beside:?}");
        }
        assert_eq!(Beside::Behind.join("typed", "text"), "text\n\ntyped");
        assert_eq!(Beside::Before.join("typed\n", "text"), "typed\n\ntext");
    }

    #[test]
    fn a_text_that_is_there_already_is_not_put_in_twice() {
        assert_eq!(Beside::Before.join("tide", "tide"), "tide");
        assert_eq!(Beside::Behind.join("typed", " "), "typed");
    }
}
