//! One streaming reply as the rest of the studio sees it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use contract::message::{Message, MessageStatus};
use contract::{ConversationId, Error, MessageId, ModelId};
use tokio_util::sync::CancellationToken;

/// Why a reply was ended from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The user stopped it, or deleted its conversation.
    Stopped,
    /// Pulse is closing.
    Interrupted,
}

/// A streaming reply: its text of this moment, and the way to end it.
#[derive(Debug)]
pub(crate) struct Live {
    /// As it was when it began.
    begun_as: Message,
    model: ModelId,
    cancel: CancellationToken,
    ended: CancellationToken,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    text: String,
    ending: Option<Ending>,
    failed: Option<Error>,
}

impl Live {
    pub(crate) fn new(reply: Message) -> Self {
        let model = reply.reply.as_ref().map(|info| info.model.clone());
        Self {
            model: model.unwrap_or_else(|| ModelId(String::new())),
            cancel: CancellationToken::new(),
            ended: CancellationToken::new(),
            state: Mutex::new(State {
                text: reply.text.clone(),
                ending: None,
                failed: None,
            }),
            begun_as: reply,
        }
    }

    pub(crate) fn id(&self) -> MessageId {
        self.begun_as.id
    }

    pub(crate) fn conversation(&self) -> ConversationId {
        self.begun_as.conversation
    }

    pub(crate) fn model(&self) -> &ModelId {
        &self.model
    }

    /// The message as it was when this run began.
    pub(crate) fn begun_as(&self) -> &Message {
        &self.begun_as
    }

    /// Triggered when the reply is to end.
    pub(crate) fn cancellation(&self) -> &CancellationToken {
        &self.cancel
    }

    /// Ends it; the first reason stays.
    pub(crate) fn stop(&self, ending: Ending) {
        self.state().ending.get_or_insert(ending);
        self.cancel.cancel();
    }

    /// Why it was ended from outside, if it was.
    pub(crate) fn ending(&self) -> Option<Ending> {
        self.state().ending
    }

    /// Waits until the store has the end, or it is sure that it will not get it.
    pub(crate) async fn ended(&self) {
        self.ended.cancelled().await;
    }

    pub(crate) fn set_ended(&self) {
        self.ended.cancel();
    }

    /// Adds text at the end.
    pub(crate) fn push(&self, text: &str) {
        self.state().text.push_str(text);
    }

    /// Bytes of text.
    pub(crate) fn len(&self) -> usize {
        self.state().text.len()
    }

    /// The text from byte `start` on; `start` is an earlier length.
    pub(crate) fn text_from(&self, start: usize) -> String {
        self.state()
            .text
            .get(start..)
            .unwrap_or_default()
            .to_owned()
    }

    /// From now on readers see the reply as failed, though the store does not have it yet.
    pub(crate) fn fail(&self, error: Error) {
        self.state().failed = Some(error);
    }

    /// Brings a message that was read from the store up to this moment.
    pub(crate) fn refresh(&self, message: &mut Message) {
        let state = self.state();
        message.text.clone_from(&state.text);
        if let Some(error) = &state.failed {
            message.status = MessageStatus::Failed;
            message.error = Some(error.clone());
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
