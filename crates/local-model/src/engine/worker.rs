//! The model's thread: it outlives panics and keeps at most one model in memory.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use contract::model::ModelState;
use contract::{Code, Error};
use tokio_util::sync::CancellationToken;

use super::queue::{Shared, Task, Ticket};
use crate::shelf::cancelled;

/// Works until the last handle is gone.
pub(super) fn run(shared: &Shared, threads: usize) {
    run_with(shared, || work(shared, threads));
}

/// Starts `work` again after each panic.
pub(super) fn run_with(shared: &Shared, mut work: impl FnMut()) {
    // After a panic nothing of the old state is used again: the queue is emptied, the model is gone.
    while let Err(panic) = catch_unwind(AssertUnwindSafe(&mut work)) {
        let error = Error::new(Code::Internal, "The thread that runs the model broke off")
            .with_detail(said(panic.as_ref()));
        tracing::error!(%error);
        shared.fail_all(&error);
        shared.unloaded();
    }
    shared.unloaded();
}

/// What a panic said.
fn said(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a message")
}

fn work(shared: &Shared, threads: usize) {
    // A reply that wants another model than the one that was in memory.
    let mut another = None;
    loop {
        let task = match another.take() {
            Some(ticket) => Task::Reply(ticket),
            None => shared.next(false),
        };
        match task {
            Task::Close => return,
            Task::Unload => shared.unloaded(),
            Task::Reply(ticket) if stopped(shared, &ticket) => ticket.outbox.fail(cancelled()),
            Task::Reply(ticket) => another = with_model(shared, ticket, threads),
        }
    }
}

/// Whether a reply is wanted no more, for whoever asks from elsewhere.
pub(super) type Stopped = Arc<dyn Fn() -> bool + Send + Sync>;

/// [`stopped`], to take along.
fn stopping(shared: &Shared, ticket: &Ticket) -> Stopped {
    let (cancel, closing) = (ticket.cancel.clone(), shared.closing().clone());
    Arc::new(move || is_over(&cancel, &closing))
}

/// Whether nobody wants the reply any more.
pub(super) fn stopped(shared: &Shared, ticket: &Ticket) -> bool {
    is_over(&ticket.cancel, shared.closing())
}

fn is_over(cancel: &CancellationToken, closing: &CancellationToken) -> bool {
    cancel.is_cancelled() || closing.is_cancelled()
}

/// Fails the reply for which a model could not be loaded.
fn not_loaded(shared: &Shared, ticket: &Ticket, error: Error) {
    if error.code == Code::Cancelled {
        shared.set_status(None, ModelState::Resting);
    } else {
        tracing::warn!(model = %ticket.request.model.id, %error, "a model could not be loaded");
        let state = ModelState::Failed {
            error: error.clone(),
        };
        shared.set_status(Some(&ticket.request.model.id), state);
    }
    ticket.outbox.fail(error);
}

/// Loads the model of `ticket` and makes replies with it until it is unloaded. Returns a reply that
/// needs another model.
#[cfg(feature = "llama")]
fn with_model(shared: &Shared, ticket: Box<Ticket>, threads: usize) -> Option<Box<Ticket>> {
    use super::llama;

    let entry = ticket.request.model.clone();
    let loaded = match llama::load(shared, &ticket) {
        Ok(loaded) => loaded,
        Err(error) => {
            not_loaded(shared, &ticket, error);
            return None;
        }
    };
    let mut session = match loaded.session(threads) {
        Ok(session) => session,
        Err(error) => {
            not_loaded(shared, &ticket, error);
            return None;
        }
    };
    shared.set_status(Some(&entry.id), ModelState::Loaded);
    let mut ticket = ticket;
    let another = loop {
        let stopped = stopping(shared, &ticket);
        match session.reply(&ticket.request, &ticket.outbox, &stopped) {
            Ok(done) => ticket.outbox.send(done),
            Err(error) => ticket.outbox.fail(error),
        }
        match shared.next(true) {
            Task::Reply(next) if next.request.model.path == entry.path => ticket = next,
            Task::Reply(next) => break Some(next),
            // The caller asks again and gets the same answer, with the memory free.
            Task::Unload | Task::Close => break None,
        }
    };
    drop(session);
    drop(loaded);
    shared.unloaded();
    tracing::debug!(model = %entry.id, "unloaded");
    another
}

/// Without llama.cpp no model can be loaded.
#[cfg(not(feature = "llama"))]
fn with_model(shared: &Shared, ticket: Box<Ticket>, _threads: usize) -> Option<Box<Ticket>> {
    let error = Error::new(
        Code::ModelInvalid,
        "This Pulse was built without local models",
    );
    not_loaded(shared, &ticket, error);
    None
}
