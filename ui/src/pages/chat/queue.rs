//! Messages that wait for a reply to end. They are kept on disk as part of their conversation's draft,
//! so that a window that closes, or a reply that fails, leaves them in the composer.
//!
//! The lines live as long as the window and not as the page: a message is sent though another
//! conversation, or the settings, are shown by then.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use contract::conversation::{OpenConversation, SaveDraft};
use contract::message::{Message, ReplyOptions, Role, SendMessage};
use contract::{ConversationId, Error, Event, MessageId};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::line::{Line, Next, Waiting};
use super::room::Beside;
use crate::actions::Dispatch;
use crate::ipc::client;
use crate::state::{Action, Toast};

thread_local! {
    static LINES: RefCell<HashMap<ConversationId, Line>> = RefCell::default();
    static WATCHERS: RefCell<Vec<(u32, Callback<Told>)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// What is told of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// Other messages wait there.
    Changed(ConversationId),
    /// This will not be sent: it is the draft's again.
    Back(ConversationId, String),
}

/// Puts a message into the line behind the replies that are arriving; `false`: that is full, and
/// nothing happened.
pub fn push(
    conversation: ConversationId,
    text: String,
    options: ReplyOptions,
    arriving: Vec<MessageId>,
) -> bool {
    let pushed = LINES.with_borrow_mut(|lines| {
        let line = lines.entry(conversation).or_default();
        // What was typed is what waits now.
        line.push(number(), text, options).then(|| {
            line.type_in("");
            line.wait_for(arriving);
        })
    });
    if pushed.is_some() {
        keep(conversation);
        tell(&Told::Changed(conversation));
    }
    pushed.is_some()
}

/// Takes a message out of the line; `None`: it is on its way already.
pub fn remove(conversation: ConversationId, number: u32) -> Option<Waiting> {
    let removed = change(conversation, |line| line.remove(number))?;
    if removed.is_some() {
        keep(conversation);
        tell(&Told::Changed(conversation));
    }
    removed
}

/// Adds a text to the draft of a conversation that is not shown.
pub fn add_to_draft(id: ConversationId, text: String) {
    spawn_local(async move {
        let asked = OpenConversation {
            id,
            limit: Some(1),
            around: None,
        };
        // A conversation that is gone has no draft either.
        if let Ok(view) = client().open_conversation(asked).await {
            let typed = typed(id).unwrap_or(view.draft);
            let text = draft(id, &Beside::Behind.join(&typed, &text));
            let _ = client()
                .save_draft(SaveDraft {
                    conversation: Some(id),
                    text,
                })
                .await;
        }
    });
}

/// What waits in a conversation, the next one first.
pub fn of(conversation: Option<ConversationId>) -> Vec<Waiting> {
    let of = |id| LINES.with_borrow(|lines| lines.get(&id).map(|line| line.waiting().to_vec()));
    conversation.and_then(of).unwrap_or_default()
}

/// Whether anything waits in a conversation.
pub fn waits(conversation: Option<ConversationId>) -> bool {
    let waits =
        |id| LINES.with_borrow(|lines| lines.get(&id).map(|line| !line.waiting().is_empty()));
    conversation.and_then(waits).unwrap_or_default()
}

/// Notes what is typed in a conversation, and gives the draft to keep for it.
pub fn draft(conversation: ConversationId, typed: &str) -> String {
    let draft = change(conversation, |line| {
        line.type_in(typed);
        line.draft()
    });
    draft.unwrap_or_else(|| typed.to_owned())
}

/// What is typed in a conversation where messages wait; the draft on disk holds those as well.
pub fn typed(conversation: ConversationId) -> Option<String> {
    LINES.with_borrow(|lines| lines.get(&conversation).map(|line| line.typed().to_owned()))
}

/// As long as it lives, its callback is called.
pub struct Watch(u32);

impl Drop for Watch {
    fn drop(&mut self) {
        WATCHERS.with_borrow_mut(|watchers| watchers.retain(|(id, _)| *id != self.0));
    }
}

/// Calls `callback` with what is told of the lines.
pub fn watch(callback: Callback<Told>) -> Watch {
    let id = number();
    WATCHERS.with_borrow_mut(|watchers| watchers.push((id, callback)));
    Watch(id)
}

/// Takes what the desktop told; called for the whole life of the window.
pub fn hear(to: &Dispatch, event: &Event) {
    match event {
        Event::MessageChanged(message) if message.role == Role::Assistant => ended(to, message),
        // Its draft comes back with it.
        Event::ConversationRemoved(id) => {
            LINES.with_borrow_mut(|lines| lines.remove(id));
        }
        Event::Lagged => {
            let all: Vec<_> = LINES.with_borrow(|lines| lines.keys().copied().collect());
            all.into_iter().for_each(|id| look(to.clone(), id));
        }
        _ => {}
    }
}

/// A reply may have ended unheard.
fn look(to: Dispatch, id: ConversationId) {
    spawn_local(async move {
        let asked = OpenConversation {
            id,
            limit: Some(1),
            around: None,
        };
        if let Ok(view) = client().open_conversation(asked).await
            && let Some(last) = view.page.messages.last()
        {
            let beside = view.page.beside.iter();
            let beside = beside.filter(|other| last.siblings.beside.contains(&other.id));
            beside.chain([last]).for_each(|reply| ended(&to, reply));
        }
    });
}

fn ended(to: &Dispatch, reply: &Message) {
    let id = reply.conversation;
    match change(id, |line| line.ended(reply.id, reply.status)) {
        Some(Next::Send(waiting)) => send(to.clone(), id, waiting),
        Some(Next::GiveBack(text)) => give_back(id, text),
        Some(Next::Nothing) | None => {}
    }
}

fn send(to: Dispatch, conversation: ConversationId, next: Waiting) {
    tell(&Told::Changed(conversation));
    spawn_local(async move {
        let asked = SendMessage {
            conversation: Some(conversation),
            parent: None,
            replaces: None,
            text: next.text,
            attachments: Vec::new(),
            // The draft holds more than this.
            from_draft: false,
            options: next.options,
            folder: None,
        };
        match client().send_message(asked).await {
            Ok(sent) => {
                let replies = sent.beside.iter().chain([&sent.reply]);
                let replies = replies.map(|reply| reply.id).collect();
                change(conversation, |line| line.sent(replies));
                keep(conversation);
                tell(&Told::Changed(conversation));
            }
            Err(error) => {
                let text = change(conversation, Line::give_back).unwrap_or_default();
                give_back(conversation, text);
                to.dispatch(Action::Say(Toast::from_error(&error)));
            }
        }
    });
}

/// What waited is the draft's, where it is on disk already.
fn give_back(conversation: ConversationId, text: String) {
    LINES.with_borrow_mut(|lines| lines.remove(&conversation));
    tell(&Told::Changed(conversation));
    if !text.is_empty() {
        tell(&Told::Back(conversation, text));
    }
}

/// Keeps what waits, and what is typed, as the draft; forgets a line that is empty.
fn keep(conversation: ConversationId) {
    let Some(text) = change(conversation, |line| line.draft()) else {
        return;
    };
    LINES.with_borrow_mut(|lines| lines.retain(|_, line| !line.waiting().is_empty()));
    spawn_local(async move {
        // The texts are still in the window; the next change tries again.
        let _: Result<(), Error> = client()
            .save_draft(SaveDraft {
                conversation: Some(conversation),
                text,
            })
            .await;
    });
}

fn change<T>(conversation: ConversationId, act: impl FnOnce(&mut Line) -> T) -> Option<T> {
    LINES.with_borrow_mut(|lines| lines.get_mut(&conversation).map(act))
}

fn tell(told: &Told) {
    // A copy, so that a watcher may come or go meanwhile.
    let watchers = WATCHERS.with_borrow(Clone::clone);
    watchers.iter().for_each(|(_, to)| to.emit(told.clone()));
}

fn number() -> u32 {
    NEXT.replace(NEXT.get().wrapping_add(1))
}
