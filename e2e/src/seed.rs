//! Content that was there before the start: conversations put into the database.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use contract::message::{FinishReason, MessageStatus, Route, Timing, Usage};
use contract::{ConversationId, MessageId, ModelId, Timestamp};
use store::{Finish, NewExchange, Store};
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
        for (index, (text, reply)) in exchanges.iter().enumerate() {
            let id = MessageId(Uuid::now_v7());
            self.store
                .add_exchange(NewExchange {
                    conversation,
                    new_conversation: index == 0,
                    title_if_empty: title.to_owned(),
                    parent: None,
                    user: MessageId(Uuid::now_v7()),
                    text: (*text).to_owned(),
                    reply: id,
                    model: ModelId("SmolLM2-135M-Instruct.Q4_1".to_owned()),
                    route: Route::Local,
                    session: "seed".to_owned(),
                    now,
                })
                .await?;
            self.store.append_delta(id, 0, reply).await?;
            self.store.finish_reply(id, finished(now)).await?;
        }
        Ok(conversation)
    }

    /// Closes the database, so that Pulse can open it.
    ///
    /// # Errors
    /// When what was written cannot be brought to disk.
    pub async fn done(self) -> Result {
        Ok(self.store.close().await?)
    }
}

fn finished(now: Timestamp) -> Finish {
    Finish {
        status: MessageStatus::Complete,
        error: None,
        usage: Some(Usage {
            input_tokens: 64,
            output_tokens: 412,
        }),
        timing: Some(Timing {
            first_token_ms: 310,
            total_ms: 10_842,
        }),
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
