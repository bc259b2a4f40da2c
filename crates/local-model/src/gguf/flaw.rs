//! What can be wrong with a file, each in a sentence of its own.

use std::path::Path;

use contract::{Code, Error};

use super::shown;

/// Why a file is refused.
#[derive(Debug)]
pub(super) enum Flaw {
    /// It does not begin with GGUF's mark.
    NotGguf,
    /// A version that nobody reads any more, or not yet.
    Version(u32),
    /// Written on a machine with the other byte order.
    ByteOrder,
    /// It ends before the last tensor does.
    Truncated { expected: u64, actual: u64 },
    /// It ends within its head.
    HeadCutOff { actual: u64 },
    /// The head contradicts itself or claims what cannot be.
    Damaged(&'static str),
    /// A tensor is stored in a way that llama.cpp does not know.
    Storage(u32),
    /// It is whole, but no model that writes text.
    NotText(String),
    /// One part of a model in several files.
    Split(u64),
    /// The disk failed.
    Io(std::io::Error),
}

impl Flaw {
    /// The error that names the file.
    pub(super) fn into_error(self, path: &Path) -> Error {
        let file = shown(path);
        let error = |message: String| Error::new(Code::ModelInvalid, message);
        match self {
            Self::NotGguf => error(format!("{file} is not a GGUF file")),
            Self::Version(version @ ..=1) => error(format!(
                "{file} is written in GGUF version {version}, which is too old: 2 and 3 can be read"
            )),
            Self::Version(version) => error(format!(
                "{file} is written in GGUF version {version}, which is newer than this Pulse: 2 and 3 can be read"
            )),
            Self::ByteOrder => error(format!(
                "{file} was written for processors with the other byte order"
            )),
            Self::Truncated { expected, actual } => error(format!(
                "{file} is cut off: it should have {expected} bytes and has {actual}"
            )),
            Self::HeadCutOff { actual } => error(format!(
                "{file} is cut off: it ends within its head, after {actual} bytes"
            )),
            Self::Damaged(what) => error(format!("{file} is damaged: {what}")),
            Self::Storage(id) => error(format!(
                "{file} stores its weights in a way that this Pulse does not know (type {id})"
            )),
            Self::NotText(what) => error(format!(
                "{file} holds a model of the kind “{what}”, which does not write text"
            )),
            Self::Split(parts) => error(format!(
                "{file} is one of the {parts} parts of a model; only models in one file can be used"
            )),
            Self::Io(source) => {
                Error::new(Code::StorageUnavailable, format!("{file} cannot be read"))
                    .with_detail(source)
            }
        }
    }
}
