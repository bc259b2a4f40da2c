//! Pulse as a client of Model Context Protocol servers, over the official `rmcp` crate.
//!
//! Belongs here: what a server is ([`ServerSpec`]), who may start it ([`Confirmation`]), the connection to
//! it ([`Connection`]), its tools and their results, the names that models know them by ([`names`]), and
//! whether a call needs a question first ([`decide`]). Does not belong here: where specs, confirmations,
//! grants and secrets are kept, the words of the interface, the models, and when a dead server is started
//! again.
//!
//! Everything that a server sends is hostile: bounded in size, count and time, and cleaned before it is
//! shown. What a server asks of Pulse (files, sampling, questions to the user) is declined.
//!
//! Spoken are the protocol's versions that begin with `initialize` (up to 2025-11-25).

mod client;
mod command_line;
mod confirmation;
mod connection;
mod digest;
mod error;
mod http;
mod listing;
pub mod names;
mod options;
mod outcome;
mod permission;
mod process;
mod run;
mod secret;
mod spec;
mod status;
mod steady;
mod text;
mod tool;

pub use confirmation::Confirmation;
pub use connection::Connection;
pub use digest::{BadDigest, Identity, SchemaHash};
pub use error::{Error, Kind};
pub use options::Options;
pub use outcome::{Image, Link, Outcome};
pub use permission::{BadGrant, Decision, Grant, decide};
pub use secret::{Secret, Secrets};
pub use spec::{ServerSpec, Transport};
pub use status::Status;
pub use tool::Tool;
