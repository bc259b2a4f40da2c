//! The store on real files.

mod attachments;
mod calls;
mod conversations;
mod cvs;
mod damage;
mod drafts;
mod everyday;
mod folders;
#[cfg(target_os = "linux")]
mod full;
mod jobs;
mod journal;
mod library;
mod messages;
mod newer;
mod plans;
#[cfg(unix)]
mod private;
mod processes;
mod property;
mod seed;
mod settings;
mod temporary;
mod trouble;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use contract::message::{
    FinishReason, Message, MessageStatus, ReplyOptions, Route, Sent, Timing, Usage,
};
use contract::{ConversationId, MessageId, ModelId, ProviderId, Timestamp};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{AskedModel, Finish, NewExchange, NewReply, Opened, Store};

/// A data folder, removed at the end of the test.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path("pulse.db")
    }

    /// Opens the database with little patience for locks.
    pub(crate) async fn try_open(&self) -> contract::Result<Opened> {
        Store::open_with(&self.database(), at(5_000), Duration::from_millis(100)).await
    }

    pub(crate) async fn open(&self) -> Store {
        let opened = self.try_open().await.unwrap();
        assert_eq!(opened.set_aside, None);
        opened.store
    }

    /// The names of the files in the folder, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

pub(crate) fn at(millis: i64) -> Timestamp {
    Timestamp(millis)
}

/// An id that no other call returned.
pub(crate) fn fresh() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u64_pair(0x0190_0000_0000_7000, NEXT.fetch_add(1, Ordering::Relaxed))
}

pub(crate) fn model() -> ModelId {
    ModelId("tiny".to_owned())
}

/// This computer's model.
pub(crate) fn asked() -> AskedModel {
    AskedModel {
        provider: ProviderId::local(),
        model: model(),
        route: Route::Local,
    }
}

/// An exchange in a conversation, by the session `s`.
pub(crate) fn exchange(conversation: ConversationId, new: bool, text: &str) -> NewExchange {
    NewExchange {
        conversation,
        new_conversation: new,
        options: ReplyOptions::default(),
        folder: None,
        title_if_empty: "A title".to_owned(),
        parent: None,
        replaces: None,
        user: MessageId(fresh()),
        text: text.to_owned(),
        attachments: Vec::new(),
        from_draft: true,
        reply: MessageId(fresh()),
        asked: asked(),
        beside: Vec::new(),
        session: "s".to_owned(),
        now: at(1_000),
    }
}

/// Another reply to a user's message, by the session `s`.
pub(crate) fn reply_to(parent: MessageId) -> NewReply {
    NewReply {
        parent,
        instead: MessageId(fresh()),
        reply: MessageId(fresh()),
        asked: asked(),
        session: "s".to_owned(),
        now: at(2_000),
    }
}

/// The end of a reply by itself.
pub(crate) fn completed() -> Finish {
    Finish {
        status: MessageStatus::Complete,
        error: None,
        usage: Some(Usage {
            input_tokens: 12,
            output_tokens: 34,
            ..Usage::default()
        }),
        timing: Some(Timing {
            first_token_ms: 56,
            total_ms: 78,
        }),
        thinking_ms: None,
        cost: None,
        completion: None,
        finish: Some(FinishReason::Stop),
        trimmed: 2,
        now: at(3_000),
    }
}

/// The user stopped it.
pub(crate) fn stopped() -> Finish {
    Finish {
        status: MessageStatus::Stopped,
        usage: None,
        timing: None,
        finish: None,
        trimmed: 0,
        ..completed()
    }
}

/// A new conversation with a question and its whole answer.
pub(crate) async fn conversation(store: &Store, question: &str, answer: &str) -> Sent {
    say(
        store,
        exchange(ConversationId(fresh()), true, question),
        answer,
    )
    .await
}

/// A question and its whole answer.
pub(crate) async fn say(store: &Store, new: NewExchange, answer: &str) -> Sent {
    let sent = store.add_exchange(new).await.unwrap();
    store.append_delta(sent.reply.id, 0, answer).await.unwrap();
    let reply = store
        .finish_reply(sent.reply.id, completed())
        .await
        .unwrap();
    Sent { reply, ..sent }
}

/// The texts of messages.
pub(crate) fn texts(messages: &[Message]) -> Vec<&str> {
    messages
        .iter()
        .map(|message| message.text.as_str())
        .collect()
}
