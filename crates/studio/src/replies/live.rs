//! One streaming reply as the rest of the studio sees it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use contract::attachment::Attachment;
use contract::message::{Message, MessageStatus, Thinking};
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

/// What grows while a reply streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strand {
    /// What the model thinks before it answers.
    Thinking,
    /// The answer.
    Text,
}

impl Strand {
    /// Both, in the order in which they come.
    pub(crate) const ALL: [Self; 2] = [Self::Thinking, Self::Text];
}

/// A streaming reply: its text of this moment, and the way to end it.
#[derive(Debug)]
pub(crate) struct Live {
    /// As it was when it began.
    begun_as: Message,
    /// As it stood before it was continued, if it is.
    before: Option<Message>,
    model: ModelId,
    cancel: CancellationToken,
    /// For the user it is over.
    over: CancellationToken,
    ended: CancellationToken,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    thinking: String,
    thinking_ms: Option<u64>,
    text: String,
    /// Pictures that came, all of them kept.
    pictures: Vec<Attachment>,
    ending: Option<Ending>,
    failed: Option<Error>,
}

impl Live {
    /// `before`: as the reply stood before it is continued; `None`: it is a new one.
    pub(crate) fn new(reply: Message, before: Option<Message>) -> Self {
        let thinking = reply.thinking.as_ref();
        let model = reply.reply.as_ref().map(|info| info.model.clone());
        Self {
            model: model.unwrap_or_else(|| ModelId(String::new())),
            cancel: CancellationToken::new(),
            over: CancellationToken::new(),
            ended: CancellationToken::new(),
            state: Mutex::new(State {
                thinking: thinking.map_or_else(String::new, |thinking| thinking.text.clone()),
                thinking_ms: thinking.and_then(|thinking| thinking.duration_ms),
                text: reply.text.clone(),
                pictures: Vec::new(),
                ending: None,
                failed: None,
            }),
            begun_as: reply,
            before,
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

    /// Whether its model is one of this computer's.
    pub(crate) fn is_local(&self) -> bool {
        let info = self.begun_as.reply.as_ref();
        info.is_none_or(|info| info.provider.is_local())
    }

    /// The message as it was when this run began.
    pub(crate) fn begun_as(&self) -> &Message {
        &self.begun_as
    }

    /// The message as it stood before this run, if it continues one.
    pub(crate) fn before(&self) -> Option<&Message> {
        self.before.as_ref()
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

    /// Waits until the store has the end, or the user was told that the disk refuses
    /// it. The tries to store it may go on for as long as Pulse runs.
    pub(crate) async fn over(&self) {
        self.over.cancelled().await;
    }

    pub(crate) fn set_over(&self) {
        self.over.cancel();
    }

    /// Waits until the store has the end, or it is sure that it will not get it.
    pub(crate) async fn ended(&self) {
        self.ended.cancelled().await;
    }

    pub(crate) fn set_ended(&self) {
        self.set_over();
        self.ended.cancel();
    }

    /// Adds at the end.
    pub(crate) fn push(&self, strand: Strand, text: &str) {
        self.state().strand_mut(strand).push_str(text);
    }

    /// Notes a picture that is kept.
    pub(crate) fn add_picture(&self, picture: Attachment) {
        self.state().pictures.push(picture);
    }

    /// Bytes so far.
    pub(crate) fn len(&self, strand: Strand) -> usize {
        self.state().strand(strand).len()
    }

    /// What there is from byte `start` on; `start` is an earlier length.
    pub(crate) fn text_from(&self, strand: Strand, start: usize) -> String {
        let state = self.state();
        let text = state.strand(strand).get(start..);
        text.unwrap_or_default().to_owned()
    }

    /// How long the model thought, once that is over.
    pub(crate) fn thinking_ms(&self) -> Option<u64> {
        self.state().thinking_ms
    }

    /// Adds to the time that the model thought.
    pub(crate) fn thought_for(&self, ms: u64) {
        let mut state = self.state();
        state.thinking_ms = Some(state.thinking_ms.unwrap_or(0).saturating_add(ms));
    }

    /// From now on readers see the reply as failed, though the store does not have it yet.
    pub(crate) fn fail(&self, error: Error) {
        self.state().failed = Some(error);
    }

    /// Brings a message that was read from the store up to this moment.
    pub(crate) fn refresh(&self, message: &mut Message) {
        let state = self.state();
        message.text.clone_from(&state.text);
        message.thinking = (!state.thinking.is_empty()).then(|| Thinking {
            text: state.thinking.clone(),
            duration_ms: state.thinking_ms,
        });
        for picture in &state.pictures {
            if message.attachments.iter().all(|one| one.id != picture.id) {
                message.attachments.push(picture.clone());
            }
        }
        if let Some(error) = &state.failed {
            message.status = MessageStatus::Failed;
            message.error = Some(error.clone());
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn strand(&self, strand: Strand) -> &String {
        match strand {
            Strand::Thinking => &self.thinking,
            Strand::Text => &self.text,
        }
    }

    fn strand_mut(&mut self, strand: Strand) -> &mut String {
        match strand {
            Strand::Thinking => &mut self.thinking,
            Strand::Text => &mut self.text,
        }
    }
}
