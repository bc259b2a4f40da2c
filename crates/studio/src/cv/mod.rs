//! CVs: the one that is worked on, the list, and the way in and out.
//!
//! Belongs here: what an edit is and when it is written, the history, what is laid out when. Does not
//! belong here: rows (`store`), files' formats and the layout (`documents`).

mod absent;
mod check;
mod commands;
mod desk;
mod export;
mod file;
mod history;
mod make;
mod open;
mod photo;
mod saving;
mod setter;

pub(crate) use absent::{advise, read_back, stop_help};
pub(crate) use commands::{delete, pick_file, pick_photo, rename, restore};
pub(crate) use desk::{Desk, edit, open, step};
pub use export::{ExportFile, Exported, export_file};
pub(crate) use export::{export, pick_export};
pub(crate) use make::create;
pub(crate) use photo::read_photo;
pub(crate) use saving::{close, keep_saving};
