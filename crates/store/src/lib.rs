//! The desktop's SQLite: conversations, messages, drafts, CVs, settings, jobs, search.
//!
//! Belongs here: every line of SQL of the desktop, how the file is opened, and
//! what is done when it is damaged, locked, read-only, full or newer. Does not
//! belong here: where the file lies, what a reply is made of, when a job runs.
//!
//! One writer connection and a few readers (WAL). Every method is one
//! transaction: it happens wholly or not at all, and what it returned is durable.
//! Several processes may have the file open at once. The time is passed in.

mod adopt;
mod attachments;
mod beside;
mod calls;
mod close;
mod completions;
mod conversations;
mod convert;
mod cvs;
mod damage;
mod drafts;
mod error;
mod folders;
mod job_storage;
mod journal;
mod library;
mod list;
mod locks;
mod memory;
mod messages;
mod migrate;
mod models;
mod neighbours;
mod open;
mod pictures;
mod presets;
mod private;
mod providers;
mod recover;
mod replies;
mod room;
mod rows;
mod search;
#[cfg(any(test, feature = "seed"))]
pub mod seed;
mod settings;
mod store;
#[cfg(test)]
mod tests;
mod thoughts;
mod titles;
mod tools;
mod tree;
mod types;
mod usage;

pub use crate::calls::{CallChange, KeptCall};
pub use crate::completions::Purpose;
pub use crate::cvs::{CvContent, CvSave, CvStep, KeptBase, KeptCv, Saved};
pub use crate::library::{
    ForeignConversation, ForeignMessage, Taken, WholeConversation, WholeMessage,
};
pub use crate::open::Opened;
pub use crate::providers::{KeptModels, ProviderRow};
pub use crate::store::Store;
pub use crate::titles::Untitled;
pub use crate::tools::ToolServerRow;
pub use crate::types::{
    AskedModel, AttachmentContent, Completion, Finish, NewAttachment, NewExchange, NewPicture,
    NewReply, Sending,
};
