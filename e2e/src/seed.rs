//! Content that was there before the start: conversations put into the database.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use contract::message::{FinishReason, MessageStatus, ReplyOptions, Route, Timing, Usage};
use contract::{ConversationId, Error, FolderId, MessageId, ModelId, ProviderId, Timestamp};
use store::{AskedModel, Finish, NewExchange, Store};
use uuid::Uuid;

use crate::{Home, Result};

/// The database of a folder whose Pulse is not running.
#[derive(Debug)]
pub struct Seed {
    store: Store,
}

impl Seed {
    /// Opens the folder's database, or begins one.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(home: &Home) -> Result<Self> {
        let opened = Store::open(&home.database(), at(Duration::ZERO)).await?;
        Ok(Self {
            store: opened.store,
        })
    }

    /// Adds a conversation that was held `ago`: pairs of a message and its reply.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub async fn conversation(
        &self,
        title: &str,
        ago: Duration,
        exchanges: &[(&str, &str)],
    ) -> Result<ConversationId> {
        let conversation = ConversationId(Uuid::now_v7());
        let now = at(ago);
        if exchanges.is_empty() {
            self.store.create_conversation(conversation, now).await?;
            self.store
                .rename_conversation(conversation, title, now)
                .await?;
        }
        let mut last = None;
        for (text, reply) in exchanges {
            let exchange = exchange(conversation, title, text, now);
            let id = exchange.reply;
            self.store
                .add_exchange(NewExchange {
                    new_conversation: last.is_none(),
                    parent: last.replace(id),
                    ..exchange
                })
                .await?;
            self.store.append_delta(id, 0, reply).await?;
            self.store.finish_reply(id, finished(now)).await?;
        }
        Ok(conversation)
    }

    /// Adds a conversation whose only reply ended early: with `status`, and with
    /// `error` if it failed.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub async fn ended_early(
        &self,
        title: &str,
        ago: Duration,
        (text, reply): (&str, &str),
        status: MessageStatus,
        error: Option<Error>,
    ) -> Result {
        let now = at(ago);
        let exchange = exchange(ConversationId(Uuid::now_v7()), title, text, now);
        let id = exchange.reply;
        self.store.add_exchange(exchange).await?;
        self.store.append_delta(id, 0, reply).await?;
        let finish = Finish {
            status,
            error,
            finish: None,
            ..finished(now)
        };
        self.store.finish_reply(id, finish).await?;
        Ok(())
    }

    /// Adds a folder and puts conversations into it.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub async fn folder(&self, name: &str, conversations: &[ConversationId]) -> Result<FolderId> {
        let id = FolderId(Uuid::now_v7());
        self.store
            .create_folder(id, name, at(Duration::ZERO))
            .await?;
        for conversation in conversations {
            self.store
                .move_conversation(*conversation, Some(id))
                .await?;
        }
        Ok(id)
    }

    /// Closes the database, so that Pulse can open it.
    ///
    /// # Errors
    /// When what was written cannot be brought to disk.
    pub async fn done(self) -> Result {
        Ok(self.store.close().await?)
    }
}

/// A message and its reply, which begin a conversation.
fn exchange(conversation: ConversationId, title: &str, text: &str, now: Timestamp) -> NewExchange {
    NewExchange {
        conversation,
        new_conversation: true,
        title_if_empty: title.to_owned(),
        parent: None,
        replaces: None,
        user: MessageId(Uuid::now_v7()),
        text: text.to_owned(),
        attachments: Vec::new(),
        from_draft: false,
        reply: MessageId(Uuid::now_v7()),
        asked: AskedModel {
            provider: ProviderId::local(),
            model: ModelId("SmolLM2-135M-Instruct.Q4_1".to_owned()),
            route: Route::Local,
        },
        beside: Vec::new(),
        options: ReplyOptions::default(),
        folder: None,
        session: "seed".to_owned(),
        now,
    }
}

fn finished(now: Timestamp) -> Finish {
    Finish {
        status: MessageStatus::Complete,
        error: None,
        usage: Some(Usage {
            input_tokens: 64,
            output_tokens: 412,
            ..Usage::default()
        }),
        timing: Some(Timing {
            first_token_ms: 310,
            total_ms: 10_842,
        }),
        thinking_ms: None,
        cost: None,
        completion: None,
        finish: Some(FinishReason::Stop),
        trimmed: 0,
        now,
    }
}

fn at(ago: Duration) -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since.saturating_sub(ago).as_millis()).unwrap_or(i64::MAX))
}
