//! The engine with a real model: SmolLM2-135M-Instruct, whose file `PULSE_TEST_MODEL` names.

#![cfg(feature = "llama")]
// Helpers stand outside of test functions.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod ask;
mod context;
mod files;
mod replies;
mod turns;
