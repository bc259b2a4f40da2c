//! What the handles and the model's thread share: the queue of replies, and wishes to unload.
//!
//! Replies are made one after the other, in the order of their requests. Weaving them token by token
//! would make all of them late on a processor with few cores (the work is the same, and the first
//! one to end would end last), would take a key-value cache for each, and would let the company in
//! a batch change the rounding and so the text of a reply with a seed. A reply is bounded by its
//! `max_tokens`, so that everybody's turn comes; who waits is told how many are ahead.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use contract::model::ModelState;
use contract::{Code, Error, ModelId};
use tokio::sync::{oneshot, watch};
use tokio_util::sync::CancellationToken;

use super::outbox::Outbox;
use super::{EngineStatus, memory};
use crate::shelf::cancelled;
use crate::{Generated, Request};

/// Replies that may wait. More are refused: somebody has lost control of a loop.
const MAX_WAITING: usize = 64;

/// One reply to be made.
#[derive(Debug)]
pub(super) struct Ticket {
    pub(super) number: u64,
    pub(super) request: Request,
    pub(super) outbox: Outbox,
    pub(super) cancel: CancellationToken,
}

/// What the thread is to do next.
pub(super) enum Task {
    /// Make a reply.
    Reply(Box<Ticket>),
    /// Free the model: it is wished for, or nobody asked for anything for long enough.
    Unload,
    /// End.
    Close,
}

/// See the module.
#[derive(Debug)]
pub(super) struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    status: Status,
    /// Cancelled when the last handle goes.
    closing: CancellationToken,
}

/// Where the model stands, for whoever watches.
#[derive(Clone, Debug)]
pub(super) struct Status(watch::Sender<EngineStatus>);

impl Status {
    pub(super) fn set(&self, model: Option<&ModelId>, state: ModelState) {
        self.0.send_replace(EngineStatus {
            model: model.cloned(),
            state,
        });
    }
}

#[derive(Debug)]
struct State {
    waiting: VecDeque<Ticket>,
    next_number: u64,
    /// A reply is being made.
    busy: bool,
    /// Who waits for the model to be unloaded.
    unload: Vec<oneshot::Sender<()>>,
    unload_after: Option<Duration>,
    /// Tokens of a context at the most.
    max_context: u32,
    /// When the last reply ended.
    idle_since: Instant,
}

impl Shared {
    pub(super) fn new(unload_after: Option<Duration>) -> Self {
        let status = EngineStatus {
            model: None,
            state: ModelState::Resting,
        };
        let state = State {
            waiting: VecDeque::new(),
            next_number: 0,
            busy: false,
            unload: Vec::new(),
            unload_after,
            max_context: memory::MAX_CONTEXT,
            idle_since: Instant::now(),
        };
        Self {
            state: Mutex::new(state),
            changed: Condvar::new(),
            status: Status(watch::Sender::new(status)),
            closing: CancellationToken::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The queue is whole between any two statements.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A number for a new reply.
    pub(super) fn number(&self) -> u64 {
        let mut state = self.state();
        state.next_number += 1;
        state.next_number
    }

    /// Puts a reply at the end of the queue, or fails it if the queue is full.
    pub(super) fn push(&self, ticket: Ticket) {
        let mut state = self.state();
        let ahead = state.waiting.len() + usize::from(state.busy);
        if self.closing.is_cancelled() {
            drop(state);
            ticket.outbox.fail(cancelled());
        } else if state.waiting.len() >= MAX_WAITING {
            drop(state);
            let message = format!("{MAX_WAITING} replies are waiting for the model already");
            ticket.outbox.fail(Error::new(Code::Conflict, message));
        } else {
            if ahead > 0 {
                ticket.outbox.send(queued(ahead));
            }
            state.waiting.push_back(ticket);
            drop(state);
            self.changed.notify_one();
        }
    }

    /// Takes a reply out of the queue that nobody waits for any more.
    pub(super) fn forget(&self, number: u64) {
        let mut state = self.state();
        let Some(index) = state
            .waiting
            .iter()
            .position(|ticket| ticket.number == number)
        else {
            return;
        };
        let gone = state.waiting.remove(index);
        state.count();
        drop(state);
        drop(gone);
    }

    /// Waits for something to do. `loaded`: a model is in memory, which idleness may end.
    pub(super) fn next(&self, loaded: bool) -> Task {
        let mut state = self.state();
        if state.busy {
            state.busy = false;
            state.idle_since = Instant::now();
        }
        loop {
            if self.closing.is_cancelled() {
                return Task::Close;
            }
            if !state.unload.is_empty() {
                return Task::Unload;
            }
            if let Some(ticket) = state.waiting.pop_front() {
                state.busy = true;
                state.count();
                return Task::Reply(Box::new(ticket));
            }
            let idle = state.idle_since.elapsed();
            state = match state.unload_after.filter(|_| loaded) {
                Some(after) if after <= idle => return Task::Unload,
                Some(after) => {
                    let waited = self.changed.wait_timeout(state, after - idle);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                None => self
                    .changed
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Fails every waiting reply: the thread broke off.
    pub(super) fn fail_all(&self, error: &Error) {
        let waiting = std::mem::take(&mut self.state().waiting);
        for ticket in waiting {
            ticket.outbox.fail(error.clone());
        }
    }

    /// Asks for the model to be unloaded; the receiver hears when it is.
    pub(super) fn unload(&self) -> oneshot::Receiver<()> {
        let (done, heard) = oneshot::channel();
        self.state().unload.push(done);
        self.changed.notify_one();
        heard
    }

    /// The model is out of memory.
    pub(super) fn unloaded(&self) {
        self.set_status(None, ModelState::Resting);
        for done in std::mem::take(&mut self.state().unload) {
            // Whoever asked may have lost interest.
            let _ = done.send(());
        }
    }

    pub(super) fn set_unload_after(&self, after: Option<Duration>) {
        self.state().unload_after = after;
        self.changed.notify_one();
    }

    pub(super) fn set_max_context(&self, tokens: u32) {
        self.state().max_context = tokens;
    }

    pub(super) fn max_context(&self) -> u32 {
        self.state().max_context
    }

    pub(super) fn set_status(&self, model: Option<&ModelId>, state: ModelState) {
        self.status.set(model, state);
    }

    /// To tell of a load from within llama.cpp.
    pub(super) fn status_sender(&self) -> Status {
        self.status.clone()
    }

    pub(super) fn status(&self) -> watch::Receiver<EngineStatus> {
        self.status.0.subscribe()
    }

    /// Ends the reply that is being made, all that wait, and the thread.
    pub(super) fn close(&self) {
        self.closing.cancel();
        self.fail_all(&cancelled());
        self.changed.notify_all();
    }

    /// A token for one reply, which the end of the engine cancels too.
    pub(super) fn closing(&self) -> &CancellationToken {
        &self.closing
    }
}

impl State {
    /// Tells those who wait how many are ahead of them now.
    fn count(&self) {
        for (index, ticket) in self.waiting.iter().enumerate() {
            let ahead = index + usize::from(self.busy);
            if ahead > 0 {
                ticket.outbox.send(queued(ahead));
            }
        }
    }
}

fn queued(ahead: usize) -> Generated {
    Generated::Queued {
        ahead: u32::try_from(ahead).unwrap_or(u32::MAX),
    }
}
