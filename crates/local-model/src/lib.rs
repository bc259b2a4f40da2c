//! Models on this computer: llama.cpp in-process, and the shelf of GGUF files.
//!
//! Belongs here: reading and checking GGUF files, the folder that holds them,
//! downloading them, loading one of them and generating text. Does not belong
//! here: conversations, settings, the job queue and anything of the window.

mod catalogue;
mod engine;
pub mod gguf;
mod plain;
mod request;
mod shelf;

pub use catalogue::{CATALOGUE, Pinned};
pub use engine::{Engine, EngineOptions, EngineStatus, Generation};
pub use request::{Generated, Request, Sampling, Turn};
pub use shelf::{DownloadSpec, Shelf, ShelfEntry};
