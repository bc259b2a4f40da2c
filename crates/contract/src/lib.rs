//! What the interface and the desktop say to each other: ids, errors, typed
//! commands and events.
//!
//! Belongs here: every type that crosses the boundary, and the declaration of
//! every command ([`commands`]). Does not belong here: behaviour, storage,
//! clocks, random numbers. The crate depends on serde alone and builds for
//! wasm32.

pub mod attachment;
pub mod commands;
pub mod conversation;
pub mod cv;
pub mod error;
pub mod event;
pub mod folder;
pub mod ids;
pub mod job;
mod macros;
#[doc(hidden)]
pub mod macros_support;
pub mod message;
pub mod model;
pub mod money;
pub mod picture;
pub mod preset;
pub mod provider;
pub mod search;
pub mod settings;
pub mod time;
pub mod tool;
pub mod transfer;
pub mod usage;

pub use commands::{Call, Client, Handlers, Transport, dispatch};
pub use error::{Code, Error, Result};
pub use event::Event;
pub use ids::{
    AttachmentId, ConversationId, CvId, FolderId, JobId, MessageId, ModelId, PresetId, ProviderId,
    ToolCallId, ToolServerId,
};
pub use money::{Money, Total};
pub use time::Timestamp;
