//! CVs: the one that is worked on, the list, and the way in and out.
//!
//! Belongs here: what an edit is and when it is written, the history, what is laid out when. Does not
//! belong here: rows (`store`), files' formats and the layout (`documents`).

mod advice;
mod back;
mod check;
mod commands;
mod desk;
mod export;
mod file;
mod from_text;
mod help;
mod history;
mod make;
mod open;
mod photo;
mod saving;
mod setter;

pub(crate) use advice::advise;
pub use back::as_machines_read;
pub(crate) use back::read_back;
pub(crate) use commands::{delete, pick_file, pick_photo, rename, restore};
pub(crate) use desk::{Desk, edit, open, step};
pub use export::{ExportFile, Exported, export_file};
pub(crate) use export::{export, pick_export};
pub(crate) use help::{Help, stop as stop_help};
pub(crate) use make::create;
pub(crate) use photo::read_photo;
pub(crate) use saving::{close, keep_saving};
