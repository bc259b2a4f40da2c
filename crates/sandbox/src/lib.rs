//! Stand-ins for the vendors, for tests and the offline tour.
//!
//! They speak the vendors' wire formats closely enough for the vendors' own SDKs (`tests/sdks.rs`), and
//! share no code with `providers`, so that a mistake there cannot cancel itself out here. What they say is
//! decided by the words of the prompt: see [`script`].

mod anthropic;
mod google;
mod openai;
mod picture;
pub mod script;
mod server;
mod sse;

pub use picture::PICTURE;
pub use server::{KEY, Sandbox};
