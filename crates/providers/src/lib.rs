//! The vendors of models: their wire protocols, how they are reached, and what their errors mean.
//!
//! A protocol is a module of [`protocol`], a vendor is a row of [`vendor`]. All replies become one
//! stream of [`Part`]s. Belongs here: what is between a request in no vendor's terms ([`Ask`]) and those
//! parts. Does not belong here: conversations, where keys are kept, and what the user set.

mod ask;
pub mod catalogue;
pub mod cost;
mod failure;
mod http;
mod models;
mod part;
pub mod protocol;
pub mod sse;
pub mod vendor;
mod vendor_error;

pub use ask::{Ask, Content, Parameters, Tool, ToolResult, Turn};
pub use failure::{Failure, Kind};
pub use http::{Base, Client, Endpoint, Nearby, Secret, vertex_base};
pub use models::Listed;
pub use part::{Finish, Image, Part, ToolCall, Usage};
pub use time::Date;
