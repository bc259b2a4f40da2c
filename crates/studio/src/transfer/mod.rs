//! Conversations in and out.
//!
//! Belongs here: the commands, the jobs that do the long work, and the way between the
//! store's conversations and `transcripts`'. Does not belong here: the formats
//! (`transcripts`), what is new in a conversation (`store`).

mod convert;
mod embed;
mod export;
pub(crate) mod file;
mod import;

pub(crate) use export::{ExportWork, export_all, export_conversation, pick_export_file};
pub(crate) use import::{ImportWork, import_conversations, pick_import_file};
