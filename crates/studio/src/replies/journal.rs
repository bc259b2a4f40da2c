//! What a streaming reply needs from the store; tests put failing disks here.

use contract::message::{Message, Route};
use contract::{ConversationId, MessageId, Result};
use futures::FutureExt;
use futures::future::BoxFuture;
use store::{AskedModel, Finish};

use super::live::{Live, Strand};
use crate::studio::Studio;
use crate::temporary;

/// Where a reply's text is kept.
pub(crate) trait Journal: Send + Sync {
    /// Makes `text`, which begins at byte `offset` of the reply's `strand`, durable.
    fn append(
        &self,
        reply: MessageId,
        strand: Strand,
        offset: u64,
        text: String,
    ) -> BoxFuture<'_, Result<()>>;

    /// Ends the reply and returns it as it is stored.
    fn finish(&self, reply: MessageId, end: Finish) -> BoxFuture<'_, Result<Message>>;
}

/// The journal of a conversation, wherever that is kept when something is written.
pub(crate) struct ConversationJournal {
    studio: Studio,
    conversation: ConversationId,
    asked: AskedModel,
}

impl ConversationJournal {
    pub(super) fn new(studio: &Studio, live: &Live) -> Self {
        let info = live.begun_as().reply.as_ref();
        Self {
            studio: studio.clone(),
            conversation: live.conversation(),
            asked: AskedModel {
                provider: info.map(|info| info.provider.clone()).unwrap_or_default(),
                model: live.model().clone(),
                route: info.map_or(Route::Local, |info| info.route),
            },
        }
    }
}

impl Journal for ConversationJournal {
    fn append(
        &self,
        reply: MessageId,
        strand: Strand,
        offset: u64,
        text: String,
    ) -> BoxFuture<'_, Result<()>> {
        async move {
            let store = self.studio.write_to(self.conversation).await;
            match strand {
                Strand::Thinking => store.append_thought(reply, offset, &text).await,
                Strand::Text => store.append_delta(reply, offset, &text).await,
            }
        }
        .boxed()
    }

    fn finish(&self, reply: MessageId, end: Finish) -> BoxFuture<'_, Result<Message>> {
        async move {
            let store = self.studio.write_to(self.conversation).await;
            let message = store.finish_reply(reply, end.clone()).await?;
            if store.is_in_memory() {
                temporary::count(&self.studio, &self.asked, &end).await;
            }
            Ok(message)
        }
        .boxed()
    }
}
