//! The way of a reply's events from the model's thread to whoever reads them.
//!
//! Bounded without ever making the model wait: an event that the reader has not fetched yet takes up
//! the next one of its kind (text is appended, a newer progress replaces the older). So a slow
//! reader gets fewer and longer pieces, at most the whole reply at once, and cannot hold up the
//! conversations behind it.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use contract::{Code, Error, Result};
use futures::Stream;
use tokio_util::sync::{CancellationToken, DropGuard, WaitForCancellationFutureOwned};

use super::queue::Shared;
use crate::Generated;
use crate::shelf::cancelled;

#[derive(Debug, Default)]
struct Waiting {
    /// One of each kind at the most.
    events: VecDeque<Generated>,
    /// How the reply ended without `Done`.
    error: Option<Error>,
    /// Nothing comes after what is here.
    ended: bool,
    reader: Option<Waker>,
}

type Lane = Arc<Mutex<Waiting>>;

fn open(lane: &Lane) -> MutexGuard<'_, Waiting> {
    // What is inside is whole between any two statements.
    lane.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The model's end. Dropped without an ending, it reports that the thread broke off.
#[derive(Debug)]
pub(super) struct Outbox {
    lane: Lane,
}

impl Outbox {
    /// Adds an event; `Done` ends the reply.
    pub(super) fn send(&self, event: Generated) {
        send(&self.lane, event);
    }

    /// Another end that adds events and whose loss means nothing.
    pub(super) fn progress(&self) -> Progress {
        Progress {
            lane: self.lane.clone(),
        }
    }

    /// Adds text of the reply.
    pub(super) fn text(&self, text: &str) {
        if text.is_empty() {
            return;
        }
        let mut waiting = open(&self.lane);
        if waiting.ended {
            return;
        }
        match waiting.events.back_mut() {
            Some(Generated::Text(unread)) => unread.push_str(text),
            _ => waiting.events.push_back(Generated::Text(text.to_owned())),
        }
        wake(waiting);
    }

    /// Ends the reply with an error, unless it has ended.
    pub(super) fn fail(&self, error: Error) {
        let mut waiting = open(&self.lane);
        if !waiting.ended {
            waiting.ended = true;
            waiting.error = Some(error);
            wake(waiting);
        }
    }
}

/// An end for the progress of a load, which llama.cpp reports from within.
#[derive(Debug)]
pub(super) struct Progress {
    lane: Lane,
}

impl Progress {
    /// Adds an event.
    pub(super) fn send(&self, event: Generated) {
        send(&self.lane, event);
    }
}

fn send(lane: &Lane, event: Generated) {
    let mut waiting = open(lane);
    if waiting.ended {
        return;
    }
    waiting.ended = matches!(event, Generated::Done { .. });
    match waiting.events.back_mut() {
        Some(last) if replaces(&event, last) => *last = event,
        _ => waiting.events.push_back(event),
    }
    wake(waiting);
}

/// Whether an unread event says nothing any more once `event` is there.
fn replaces(event: &Generated, unread: &Generated) -> bool {
    use Generated::{Loading, Queued, Reading};
    matches!(
        (event, unread),
        (Queued { .. }, Queued { .. })
            | (Loading { .. }, Loading { .. } | Queued { .. })
            | (
                Reading { .. },
                Reading { .. } | Loading { .. } | Queued { .. }
            )
    )
}

/// Wakes the reader after the lane is free again.
fn wake(mut waiting: MutexGuard<'_, Waiting>) {
    let reader = waiting.reader.take();
    drop(waiting);
    if let Some(reader) = reader {
        reader.wake();
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        self.fail(Error::new(
            Code::Internal,
            "The thread that runs the model broke off",
        ));
    }
}

/// The events of one reply: a stream that ends after `Done` or the first error. Dropping it ends the
/// reply within a token.
#[derive(Debug)]
pub struct Generation {
    lane: Lane,
    cancelled: Pin<Box<WaitForCancellationFutureOwned>>,
    /// The queue and the reply's number in it.
    queue: Option<(Arc<Shared>, u64)>,
    over: bool,
    _ended_with_the_stream: DropGuard,
}

/// Both ends of a new reply. `cancel` must be the reply's own token: dropping the stream cancels it.
pub(super) fn pair(
    cancel: CancellationToken,
    queue: Option<(Arc<Shared>, u64)>,
) -> (Outbox, Generation) {
    let lane = Lane::default();
    let outbox = Outbox { lane: lane.clone() };
    let generation = Generation {
        lane,
        cancelled: Box::pin(cancel.clone().cancelled_owned()),
        queue,
        over: false,
        _ended_with_the_stream: cancel.drop_guard(),
    };
    (outbox, generation)
}

impl Stream for Generation {
    type Item = Result<Generated>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.over {
            return Poll::Ready(None);
        }
        let mut waiting = open(&self.lane);
        if let Some(event) = waiting.events.pop_front() {
            drop(waiting);
            self.over = matches!(event, Generated::Done { .. });
            return Poll::Ready(Some(Ok(event)));
        }
        let mut error = waiting.error.take();
        if error.is_none() {
            waiting.reader = Some(context.waker().clone());
        }
        drop(waiting);
        // A cancelled reply is over for its reader at once, even while it waits behind others.
        if error.is_none() && self.cancelled.as_mut().poll(context).is_ready() {
            error = Some(cancelled());
        }
        match error {
            None => Poll::Pending,
            Some(error) => {
                self.over = true;
                self.leave();
                Poll::Ready(Some(Err(error)))
            }
        }
    }
}

impl Drop for Generation {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Generation {
    /// Gives up its place in the queue, if it still has one.
    fn leave(&mut self) {
        if let Some((queue, number)) = self.queue.take() {
            queue.forget(number);
        }
    }
}
