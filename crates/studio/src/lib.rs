//! The application itself, free of Tauri: the bodies of all commands.
//!
//! Belongs here: what a command does, one file a subject, and what runs beside
//! the commands (streaming replies, the job queue, recovery at the start). Does
//! not belong here: SQL (`store`), model code (`local-model`), the mechanics of
//! the queue (`jobs`), windows and terminals (`src-tauri`, `cli`).

mod answer;
mod attachments;
mod check;
mod clock;
mod conversations;
pub mod cv;
mod events;
mod folders;
mod handlers;
mod home;
mod host;
mod jobs;
mod local_source;
pub mod logging;
mod messages;
mod models;
mod neighbours;
mod news;
mod opening;
mod presets;
mod replies;
mod session;
mod settings;
pub mod source;
mod start;
mod stores;
mod studio;
mod target;
mod temporary;
mod title;
mod titles;
mod tools;
mod transfer;
mod usage;
mod vendors;

pub use crate::attachments::serve_if_asked;
pub use answer::answer;
pub use home::Home;
pub use host::{Host, NoDialogs};
pub use opening::{Opening, Options};
pub use studio::Studio;
