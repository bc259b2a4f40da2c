//! The one entry for calls from outside: dispatch, log, and panics as errors.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use contract::{Call, Code, Error, Result};
use futures::FutureExt;

use crate::Studio;

/// Answers `call` with the reply as JSON. A panic in a handler becomes an
/// `Internal` error instead of a caller that waits for ever.
///
/// # Errors
/// What the command says, or `Internal`.
pub async fn answer(studio: &Studio, call: Call) -> Result<Vec<u8>> {
    let command = call.name();
    let begun = Instant::now();
    // After a panic nothing of the call is used again; what handlers share is
    // behind locks that forgive a panic.
    let reply = AssertUnwindSafe(contract::dispatch(studio, call))
        .catch_unwind()
        .await;
    let reply = reply.unwrap_or_else(|_| {
        Err(Error::new(
            Code::Internal,
            format!("Something went wrong inside Pulse while it worked on “{command}”"),
        ))
    });
    let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    match &reply {
        Ok(_) => tracing::debug!(command, ms, "answered"),
        // The detail stays out: it may quote what the user typed.
        Err(error) => tracing::warn!(command, ms, code = error.code.as_str(), "refused"),
    }
    reply
}
