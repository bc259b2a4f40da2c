//! The Yew interface of Pulse.
//!
//! Belongs here: everything that the window shows. Does not belong here: what
//! outlives the window. The interface reaches the desktop through [`ipc`] alone
//! and speaks the types of `contract`.

pub mod actions;
pub mod app;
mod archive;
pub mod clock;
pub mod components;
pub mod css;
mod direction;
pub mod dom;
mod focus;
mod folders;
pub mod format;
pub mod frame;
mod heard;
pub mod i18n;
pub mod ipc;
pub mod keys;
pub mod markdown;
pub mod mended;
pub mod pages;
pub mod palette;
mod presets;
pub mod search;
pub mod state;
mod temporary;
pub mod theme;
mod transfer;
mod words;
