//! What a streaming reply needs from the store; tests put failing disks here.

use contract::message::Message;
use contract::{MessageId, Result};
use futures::FutureExt;
use futures::future::BoxFuture;
use store::{Finish, Store};

use super::live::Strand;

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

impl Journal for Store {
    fn append(
        &self,
        reply: MessageId,
        strand: Strand,
        offset: u64,
        text: String,
    ) -> BoxFuture<'_, Result<()>> {
        async move {
            match strand {
                Strand::Thinking => self.append_thought(reply, offset, &text).await,
                Strand::Text => self.append_delta(reply, offset, &text).await,
            }
        }
        .boxed()
    }

    fn finish(&self, reply: MessageId, end: Finish) -> BoxFuture<'_, Result<Message>> {
        self.finish_reply(reply, end).boxed()
    }
}
