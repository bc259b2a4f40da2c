//! Why a file cannot be read, and why one conversation of it cannot.

use std::io;

/// The end of reading a file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system could not read the file.
    #[error("the file could not be read: {0}")]
    Io(#[from] io::Error),
    /// The archive's directory is damaged or cut off.
    #[error("the archive is damaged: {0}")]
    Archive(String),
    /// A file of the archive is encrypted, or packed in a way that exports are not.
    #[error("{file} in the archive is {how}")]
    Packing {
        /// Its name in the archive.
        file: String,
        /// "encrypted", or "packed with …".
        how: String,
    },
    /// A file of the archive unpacks to more than it says, or than [`crate::Limits`] allow.
    #[error("{file} in the archive is larger than allowed: {what}")]
    Bomb {
        /// Its name in the archive.
        file: String,
        /// Which bound was passed.
        what: &'static str,
    },
    /// A file of the archive does not unpack to what the archive says.
    #[error("{file} in the archive is damaged: {what}")]
    Damaged {
        /// Its name in the archive.
        file: String,
        /// What is wrong.
        what: &'static str,
    },
    /// Nothing in the file looks like a conversation of ChatGPT, Claude or Pulse.
    #[error("this is no export of ChatGPT, Claude or Pulse")]
    NotAnExport,
    /// Pulse's own JSON, written by a later Pulse.
    #[error("the file has version {version} of Pulse's format; this Pulse reads version 1")]
    Newer {
        /// The version that the file names.
        version: u64,
    },
    /// The JSON is broken outside of a conversation, or ends too early.
    #[error("{file} is broken at byte {byte}, after {conversations} conversations: {what}")]
    Broken {
        /// The file's name in its archive; "the file" if it stands alone.
        file: String,
        /// Where, counted from the start of the unpacked file.
        byte: u64,
        /// How many conversations of this file came before.
        conversations: u64,
        /// What is wrong.
        what: &'static str,
    },
}

/// One conversation that could not be read; the others go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Which, counted from 0 over the whole export.
    pub index: u64,
    /// Its title, if that much was readable.
    pub title: Option<String>,
    /// Why.
    pub reason: Reason,
}

/// Why a conversation was skipped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It has no message that a person would see. Vendors keep such ones.
    #[error("it is empty")]
    Empty,
    /// Its JSON is longer than [`crate::Limits::conversation_bytes`].
    #[error("it is too large: {bytes} bytes")]
    TooLarge {
        /// How long.
        bytes: u64,
    },
    /// It has more than [`crate::Limits::nodes`].
    #[error("it has too many messages: {count}")]
    TooManyMessages {
        /// How many.
        count: usize,
    },
    /// Its JSON is broken; the detail is the parser's.
    #[error("it is broken: {0}")]
    Broken(String),
    /// It is of neither vendor's shape.
    #[error("it has the shape of no known export")]
    Unknown,
}
