//! A vendor that may call tools: the reply pauses for each call, and goes on with what came of it.
//!
//! All of it happens while the stream is polled: a stopped reply drops it, and with it the question or
//! the running calls, of which their servers are told. Calls ([`super::calling`]) are stored before they run; those that are not
//! over when the reply ends are ended with it by the store.

use std::sync::Arc;

use contract::message::FinishReason;
use contract::{Code, ConversationId, Error, MessageId, ModelId, ProviderId, Result};
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use futures::{StreamExt, stream};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::offer::Offer;
use super::usage::Rounds;
use crate::source::{Prompt, ReplySource, Spoken};
use crate::studio::Studio;

/// Rounds of calls within one run of a reply. Then it ends as too long, and the user may let it go on.
const ROUNDS: u32 = 25;

/// One vendor's source, with tools.
pub(crate) struct WithTools {
    studio: Studio,
    provider: ProviderId,
    inner: Arc<dyn ReplySource>,
    /// Whether a model takes tools at all.
    takes: fn(&ProviderId, &ModelId) -> bool,
}

impl WithTools {
    pub(crate) fn new(
        studio: &Studio,
        provider: &ProviderId,
        inner: Arc<dyn ReplySource>,
        takes: fn(&ProviderId, &ModelId) -> bool,
    ) -> Self {
        Self {
            studio: studio.clone(),
            provider: provider.clone(),
            inner,
            takes,
        }
    }
}

impl ReplySource for WithTools {
    fn choose<'a>(
        &'a self,
        wanted: Option<&'a ModelId>,
        default: Option<&'a ModelId>,
    ) -> BoxFuture<'a, Result<ModelId>> {
        self.inner.choose(wanted, default)
    }

    fn sees(&self, model: &ModelId) -> Option<bool> {
        self.inner.sees(model)
    }

    fn speak(
        &self,
        prompt: Prompt,
        cancel: CancellationToken,
    ) -> BoxStream<'static, Result<Spoken>> {
        let offers = self.studio.parts().tools.offers();
        let Some((conversation, reply)) = prompt.reply else {
            return self.inner.speak(prompt, cancel);
        };
        if !offers || !(self.takes)(&self.provider, &prompt.model) {
            return self.inner.speak(prompt, cancel);
        }
        let (to, from) = mpsc::channel(1);
        let speaking = Speaking {
            studio: self.studio.clone(),
            provider: self.provider.clone(),
            model: prompt.model.clone(),
            inner: Arc::clone(&self.inner),
            conversation,
            reply,
            offer: Offer::default(),
            cancel,
            to,
        };
        let said = stream::unfold(from, |mut from: mpsc::Receiver<Result<Spoken>>| async {
            let spoken = from.recv().await?;
            Some((spoken, from))
        });
        // It has nothing to say by itself, and is polled along.
        let work =
            stream::once(speaking.end_to_end(prompt)).filter_map(|()| std::future::ready(None));
        stream::select(said, work).boxed()
    }
}

/// One reply.
pub(super) struct Speaking {
    pub(super) studio: Studio,
    pub(super) provider: ProviderId,
    pub(super) model: ModelId,
    inner: Arc<dyn ReplySource>,
    pub(super) conversation: ConversationId,
    pub(super) reply: MessageId,
    pub(super) offer: Offer,
    pub(super) cancel: CancellationToken,
    to: mpsc::Sender<Result<Spoken>>,
}

impl Speaking {
    async fn end_to_end(mut self, prompt: Prompt) {
        if let Err(error) = self.rounds(prompt).await {
            let _ = self.to.send(Err(error)).await;
        }
    }

    async fn rounds(&mut self, mut prompt: Prompt) -> Result<()> {
        self.offer = Offer::of(&self.studio).await?;
        prompt.tools.clone_from(&self.offer.listed);
        let mut text = prompt.prefix.clone().unwrap_or_default();
        let mut round = prompt.calls.iter().map(|call| call.round + 1).max();
        let mut taken = Rounds::default();
        for _ in 0..ROUNDS {
            let (finish, calls) = self.round(&prompt, &mut text, &mut taken).await?;
            if calls.is_empty() || finish != FinishReason::Stop {
                return self.say(Spoken::Done { finish }).await;
            }
            let number = round.unwrap_or(0);
            let called = self.calls(calls, text.len(), number).await?;
            prompt.calls.extend(called);
            prompt.prefix = Some(text.clone()).filter(|text| !text.is_empty());
            round = Some(number + 1);
            taken.next();
        }
        let finish = FinishReason::Length;
        self.say(Spoken::Done { finish }).await
    }

    /// Asks the model once; passes on what it says, and returns what it wants called.
    async fn round(
        &self,
        prompt: &Prompt,
        text: &mut String,
        taken: &mut Rounds,
    ) -> Result<(FinishReason, Vec<providers::ToolCall>)> {
        let mut stream = self.inner.speak(prompt.clone(), self.cancel.clone());
        let mut calls = Vec::new();
        while let Some(spoken) = stream.next().await {
            match spoken? {
                Spoken::Text(more) => {
                    text.push_str(&more);
                    self.say(Spoken::Text(more)).await?;
                }
                Spoken::Call(call) => calls.push(call),
                Spoken::Took { usage, cost } => self.say(taken.took(usage, cost)).await?,
                Spoken::Done { finish } => return Ok((finish, calls)),
                other => self.say(other).await?,
            }
        }
        let message = "The reply broke off without a reason";
        Err(Error::new(Code::Internal, message))
    }

    pub(super) async fn say(&self, spoken: Spoken) -> Result<()> {
        let gone = |_| Error::new(Code::Cancelled, "Nobody listens to this reply any more");
        self.to.send(Ok(spoken)).await.map_err(gone)
    }
}
