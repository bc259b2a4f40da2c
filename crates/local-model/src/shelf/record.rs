//! What Pulse knows about a file, kept beside it as `<file>.json`.
//!
//! It saves reading a head of several megabytes at every listing, and remembers hashes. It
//! holds for the size and time of change that it names; a file that was changed is read again.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use contract::Result;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::disk;
use crate::catalogue;
use crate::gguf;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// Size in bytes.
    pub(super) bytes: u64,
    /// Time of the last change, in nanoseconds since 1970.
    pub(super) modified: u64,
    /// SHA-256 of the bytes, once somebody computed it.
    #[serde(default)]
    pub(super) sha256: Option<String>,
    /// SHA-256 that the person who asked for the file demanded.
    #[serde(default)]
    pub(super) promised: Option<String>,
    /// `general.name` of the head.
    #[serde(default)]
    pub(super) name: Option<String>,
    /// `general.license` of the head.
    #[serde(default)]
    pub(super) license: Option<String>,
    /// Tokens of the context.
    #[serde(default)]
    pub(super) context_length: Option<u32>,
}

impl Record {
    /// What the head of an open file says; errors call it `name`.
    pub(super) fn inspect(file: &File, name: &Path) -> Result<Self> {
        let head = gguf::head_of(file, name)?;
        let meta = file
            .metadata()
            .map_err(|error| disk::failure("The model's file cannot be read", &error))?;
        Ok(Self {
            bytes: head.bytes,
            modified: disk::modified(&meta),
            sha256: None,
            promised: None,
            name: head.name,
            license: head.license,
            context_length: head.context_length,
        })
    }

    /// Computes the hash, if it is not known.
    pub(super) fn hash(&mut self, path: &Path, cancel: &CancellationToken) -> Result<&str> {
        if self.sha256.is_none() {
            self.sha256 = Some(disk::sha256(path, cancel)?);
        }
        Ok(self.sha256.as_deref().unwrap_or_default())
    }

    /// Whether it still speaks of the file.
    pub(super) fn fits(&self, meta: &fs::Metadata) -> bool {
        self.bytes == meta.len() && self.modified == disk::modified(meta)
    }

    /// Whether the bytes are those that somebody vouched for.
    pub(super) fn pinned(&self) -> bool {
        self.sha256.as_deref().is_some_and(|sha256| {
            catalogue::by_hash(sha256).is_some() || self.promised.as_deref() == Some(sha256)
        })
    }

    /// Reads the record of the file called `file_name` from the shelf's folder.
    pub(super) fn load(dir: &Path, file_name: &str) -> Option<Self> {
        let bytes = fs::read(record_path(dir, file_name)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Writes it. A shelf that cannot be written goes without.
    pub(super) fn save(&self, dir: &Path, file_name: &str) {
        let saved = serde_json::to_vec_pretty(self)
            .map_err(std::io::Error::from)
            .and_then(|json| disk::replace(&record_path(dir, file_name), &json));
        if let Err(error) = saved {
            tracing::debug!(file_name, %error, "a model's record could not be written");
        }
    }

    /// Forgets it.
    pub(super) fn remove(dir: &Path, file_name: &str) {
        let _ = fs::remove_file(record_path(dir, file_name));
    }
}

fn record_path(dir: &Path, file_name: &str) -> PathBuf {
    dir.join(format!("{file_name}.json"))
}
