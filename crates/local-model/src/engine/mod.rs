//! One model in memory, and replies from it.
//!
//! A thread of its own owns llama.cpp, the model and its context; handles put requests into a queue
//! ([`queue`]) and read the events of their reply ([`outbox`]). A panic in the thread becomes an error on
//! all replies, and the next request starts afresh.

// Without llama.cpp nothing calls what prepares and decodes for it.
#![cfg_attr(not(feature = "llama"), allow(dead_code))]

#[cfg(feature = "llama")]
mod llama;
mod memory;
mod outbox;
mod queue;
#[cfg(test)]
mod tests;
mod text;
mod trim;
mod worker;

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use contract::message::Role;
use contract::model::ModelState;
use contract::{Code, Error, ModelId, Result};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

pub use outbox::Generation;
use queue::{Shared, Ticket};

use crate::Request;

/// The thread's stack. llama.cpp cuts text into words with `std::regex`, which recurses once for each
/// character of a word: with the usual 2 MiB a line of 6,000 letters would end the process. Only what
/// is used of it takes memory.
const STACK: usize = 64 << 20;

/// How to run models.
#[derive(Clone, Debug, Default)]
pub struct EngineOptions {
    /// Threads that compute; `None`: one for each core.
    pub threads: Option<usize>,
    /// Time without work after which the model leaves memory; `None`: never.
    pub unload_after: Option<Duration>,
}

/// Which model is in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct EngineStatus {
    /// The model that `state` speaks of; `None`: none was asked for, or it was unloaded.
    pub model: Option<ModelId>,
    /// Where it stands; `Resting` while `model` is `None`.
    pub state: ModelState,
}

/// A handle on the thread that runs the model. Clones share it; dropping the last one ends all replies
/// and waits for the thread, which takes a moment.
#[derive(Clone, Debug)]
pub struct Engine {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Engine {
    /// Starts the thread; nothing is loaded before the first request.
    ///
    /// # Errors
    /// `Internal` if the system gives no thread.
    pub fn start(options: EngineOptions) -> Result<Self> {
        let shared = Arc::new(Shared::new(options.unload_after));
        let threads = options.threads.unwrap_or_else(memory::cores).max(1);
        let work = {
            let shared = shared.clone();
            move || worker::run(&shared, threads)
        };
        let thread = spawn(work).map_err(|error| {
            Error::new(Code::Internal, "The model's thread could not be started").with_detail(error)
        })?;
        let inner = Inner {
            shared,
            thread: Mutex::new(Some(thread)),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Queues a reply and returns its events. Dropping the stream, like `cancel`, ends the reply within
    /// a token. Needs no async runtime.
    ///
    /// The stream's errors: `InvalidInput` about the request; `ModelMissing`, `ModelInvalid` and
    /// `ModelTooLarge` about the model; `ProcessorTooOld`; `ContextTooLong`; `Conflict` if too many
    /// replies wait; `Cancelled`; `Internal` if the thread broke off.
    pub fn generate(&self, request: Request, cancel: CancellationToken) -> Generation {
        let shared = &self.inner.shared;
        let cancel = cancel.child_token();
        let number = shared.number();
        let (outbox, generation) = outbox::pair(cancel.clone(), Some((shared.clone(), number)));
        match check(&request) {
            Ok(()) => shared.push(Ticket {
                number,
                request,
                outbox,
                cancel,
            }),
            Err(error) => outbox.fail(error),
        }
        generation
    }

    /// Frees the model's memory, after the reply that is being made and before those that wait; returns
    /// when that is done.
    pub async fn unload(&self) {
        // The sender is only lost with the thread, and the model with it.
        let _ = self.inner.shared.unload().await;
    }

    /// Sets the time without work after which the model leaves memory; `None`: never.
    pub fn set_unload_after(&self, after: Option<Duration>) {
        self.inner.shared.set_unload_after(after);
    }

    /// Sets how many tokens a context has at the most, from the next load on; 8192 without it. A context
    /// takes memory for all of its tokens, used or not.
    pub fn set_max_context(&self, tokens: u32) {
        self.inner.shared.set_max_context(tokens);
    }

    /// The model in memory, and each change of it.
    pub fn status(&self) -> watch::Receiver<EngineStatus> {
        self.inner.shared.status()
    }
}

/// Starts the thread that calls llama.cpp.
fn spawn<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> std::io::Result<JoinHandle<T>> {
    std::thread::Builder::new()
        .name("pulse-model".into())
        .stack_size(STACK)
        .spawn(work)
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.shared.close();
        let thread = self
            .thread
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            // It catches its panics.
            let _ = thread.join();
        }
    }
}

/// Refuses requests that no model could answer.
fn check(request: &Request) -> Result<()> {
    let sampling = &request.sampling;
    let wrong = if request
        .turns
        .last()
        .is_none_or(|turn| turn.role != Role::User)
    {
        "The last message must be the user's"
    } else if !(0.0..=2.0).contains(&sampling.temperature) {
        "The temperature must be between 0 and 2"
    } else if !(sampling.top_p > 0.0 && sampling.top_p <= 1.0) {
        "Top-p must be above 0 and at most 1"
    } else if sampling.max_tokens == 0 {
        "A reply needs at least one token"
    } else {
        return Ok(());
    };
    Err(Error::new(Code::InvalidInput, wrong))
}
