//! Replies that stream right now in this process.
//!
//! Belongs here: who streams, how to stop them, what their text is at this
//! moment. [`run`] moves one reply from its source to the journal and to the
//! listeners; [`settle`] ends it in the store; [`prompt`] says what is asked.

mod journal;
mod live;
pub(crate) mod prompt;
mod run;
mod settle;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use contract::message::{Message, MessageStatus};
use contract::{Code, ConversationId, Error, Event, MessageId, ModelId, Result};
use futures::future::BoxFuture;
use tokio_util::sync::CancellationToken;

pub(crate) use live::Ending;

use crate::source::{Prompt, ReplySource};
use crate::{Studio, models, titles};
use journal::ConversationJournal;
use live::Live;
use run::Run;

/// The replies of this process. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Replies {
    table: Arc<Mutex<Table>>,
    /// Set when the studio shuts down: nothing begins any more.
    closing: CancellationToken,
}

#[derive(Debug, Default)]
struct Table {
    /// Conversations in which replies begin or stream: those to one message at a time each, as
    /// the next one has to follow the whole of the last.
    taken: HashMap<ConversationId, Taken>,
    /// Seats given so far.
    seats: u64,
    live: HashMap<MessageId, Arc<Live>>,
}

/// A conversation in which replies begin or stream.
#[derive(Debug)]
struct Taken {
    /// The number of its seat.
    seat: u64,
    /// How many share it.
    sharers: usize,
}

impl Replies {
    /// The right to begin a reply in `conversation`. Dropping it gives it back.
    ///
    /// # Errors
    /// `Conflict` while another reply streams there, `Cancelled` during a shutdown.
    pub(crate) fn take_seat(&self, conversation: ConversationId) -> Result<Seat> {
        if self.closing.is_cancelled() {
            return Err(Error::new(Code::Cancelled, "Pulse is closing"));
        }
        let mut table = self.table();
        if table.taken.contains_key(&conversation) {
            return Err(still_streaming());
        }
        table.seats += 1;
        let number = table.seats;
        let taken = Taken {
            seat: number,
            sharers: 1,
        };
        table.taken.insert(conversation, taken);
        Ok(Seat {
            replies: self.clone(),
            conversation,
            number,
            vacated: AtomicBool::new(false),
            live: None,
        })
    }

    /// Begins to stream `asked.reply`, which the store holds already. Returns at once.
    pub(crate) fn begin(&self, studio: &Studio, mut seat: Seat, asked: Asked) {
        let live = Arc::new(Live::new(asked.reply, asked.before));
        self.table().live.insert(live.id(), Arc::clone(&live));
        seat.live = Some(Arc::clone(&live));
        let studio = studio.clone();
        let run = Run::new(
            Arc::clone(&live),
            Arc::new(ConversationJournal::new(&studio, &live)),
            studio.events_out().clone(),
            self.closing.clone(),
            asked.begun,
        );
        tokio::spawn(async move {
            let settled = run
                .stream_to_the_end(&seat, asked.prompt, asked.source)
                .await;
            // Before the listeners hear of the end: they may send the next message at once.
            seat.leave();
            let message = settled.message.clone();
            tell_end(&studio, &live, settled.message).await;
            if let Some(message) = &message {
                titles::after(&studio, message);
            }
            if let Some(speed) = settled.tokens_per_second
                && live.is_local()
                && !studio.is_temporary(live.conversation())
            {
                models::record_speed(&studio, live.model(), speed).await;
            }
        });
    }

    /// Ends a reply and returns when the store has its end, or the user was told that
    /// the disk refuses it; `false`: it does not stream in this process.
    pub(crate) async fn stop(&self, reply: MessageId, ending: Ending) -> bool {
        let live = self.table().live.get(&reply).cloned();
        let Some(live) = live else { return false };
        live.stop(ending);
        live.over().await;
        true
    }

    /// Ends what streams in `conversation`: a reply, and those before it whose end the
    /// disk still refuses.
    pub(crate) async fn stop_in(&self, conversation: ConversationId) {
        for live in self.all() {
            if live.conversation() == conversation {
                live.stop(Ending::Stopped);
                live.over().await;
            }
        }
    }

    /// Ends all replies as interrupted, for good.
    pub(crate) async fn close(&self) {
        self.closing.cancel();
        let all = self.all();
        for live in &all {
            live.stop(Ending::Interrupted);
        }
        for live in all {
            live.ended().await;
        }
    }

    /// Triggered when the studio shuts down.
    pub(crate) fn closing(&self) -> &CancellationToken {
        &self.closing
    }

    /// Whether `reply` streams in this process.
    pub(crate) fn holds(&self, reply: MessageId) -> bool {
        self.table().live.contains_key(&reply)
    }

    /// Whether a reply begins or streams in `conversation` in this process.
    pub(crate) fn busy_in(&self, conversation: ConversationId) -> bool {
        self.table().taken.contains_key(&conversation)
    }

    /// Whether a reply of this computer's `model` streams in this process.
    pub(crate) fn uses(&self, model: &ModelId) -> bool {
        let mut all = self.all().into_iter();
        all.any(|live| live.is_local() && live.model() == model)
    }

    /// Puts the text of this moment into streaming messages: the journal may be
    /// behind it. Returns the messages that stream, but not in this process; one of
    /// them may have ended since it was read.
    pub(crate) fn refresh(&self, messages: &mut [Message]) -> Vec<MessageId> {
        let table = self.table();
        let mut elsewhere = Vec::new();
        for message in messages
            .iter_mut()
            .filter(|m| m.status == MessageStatus::Streaming)
        {
            match table.live.get(&message.id) {
                Some(live) => live.refresh(message),
                None => elsewhere.push(message.id),
            }
        }
        elsewhere
    }

    fn all(&self) -> Vec<Arc<Live>> {
        self.table().live.values().cloned().collect()
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A reply to begin.
pub(crate) struct Asked {
    /// As the store has it; its text is what an earlier run left.
    pub(crate) reply: Message,
    /// As it stood before it is continued; `None`: it is a new one.
    pub(crate) before: Option<Message>,
    /// What to ask; a failure becomes the reply's.
    pub(crate) prompt: BoxFuture<'static, Result<Prompt>>,
    /// Whom to ask.
    pub(crate) source: Arc<dyn ReplySource>,
    /// When the request came.
    pub(crate) begun: Instant,
}

/// The right to stream in a conversation.
#[derive(Debug)]
pub(crate) struct Seat {
    replies: Replies,
    conversation: ConversationId,
    number: u64,
    /// It was given back already.
    vacated: AtomicBool,
    live: Option<Arc<Live>>,
}

impl Seat {
    /// The same right for a reply beside this one: the next message waits for both.
    pub(crate) fn share(&self) -> Self {
        if let Some(taken) = self.replies.table().taken.get_mut(&self.conversation)
            && taken.seat == self.number
        {
            taken.sharers += 1;
        }
        Self {
            replies: self.replies.clone(),
            conversation: self.conversation,
            number: self.number,
            vacated: AtomicBool::new(false),
            live: None,
        }
    }

    /// Lets the next reply begin, if nobody shares the seat any more.
    fn vacate(&self) {
        if self.vacated.swap(true, Ordering::Relaxed) {
            return;
        }
        let mut table = self.replies.table();
        // Another reply may have taken the place already.
        if let Some(taken) = table.taken.get_mut(&self.conversation)
            && taken.seat == self.number
        {
            taken.sharers -= 1;
            if taken.sharers == 0 {
                table.taken.remove(&self.conversation);
            }
        }
    }

    /// Lets the next reply begin and takes this one's text out of sight. Whoever waits
    /// for its end waits on, until the seat is dropped.
    fn leave(&self) {
        if let Some(live) = &self.live {
            let mut table = self.replies.table();
            // The reply may be continued already, by another run of the same id.
            if table
                .live
                .get(&live.id())
                .is_some_and(|there| Arc::ptr_eq(there, live))
            {
                table.live.remove(&live.id());
            }
        }
        self.vacate();
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.leave();
        if let Some(live) = &self.live {
            live.set_ended();
        }
    }
}

/// The error for a second reply beside a streaming one.
pub(crate) fn still_streaming() -> Error {
    Error::new(
        Code::Conflict,
        "A reply is still streaming in this conversation",
    )
}

/// Tells the listeners how a reply ended. `message` is `None` when that was decided
/// elsewhere, or not stored.
async fn tell_end(studio: &Studio, live: &Live, message: Option<Message>) {
    let message = match message {
        Some(message) => Ok(message),
        None => {
            let store = studio.store_of(live.conversation()).await;
            store.message(live.id()).await
        }
    };
    match message {
        Ok(message) => studio.events_out().send(Event::MessageChanged(message)),
        Err(error) => tracing::debug!(reply = %live.id(), code = error.code.as_str(), "gone"),
    }
    let store = studio.store_of(live.conversation()).await;
    match store.conversation(live.conversation()).await {
        Ok(summary) => studio
            .events_out()
            .send(Event::ConversationChanged(summary)),
        // Deleted while the reply ended: its removal is announced.
        Err(error) => tracing::debug!(reply = %live.id(), code = error.code.as_str(), "gone"),
    }
}
