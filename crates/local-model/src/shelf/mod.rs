//! The folder of model files: list, add, download, delete.
//!
//! **Pinned** means that somebody vouched for the bytes and that Pulse hashed them: the catalogue, or
//! the person who gave a SHA-256 with a download. A file that is copied or downloaded is hashed on the
//! way. One that lies there already (an installer's, or one put there by hand) is hashed when it is
//! first asked for by [`Shelf::find`], on a thread of its own, if the catalogue knows its name
//! and size; not while listing, since reading 100 MB would delay the first picture of the window. Until
//! then an installer's file is believed, and a file from elsewhere is not.

mod add;
mod disk;
mod download;
mod http;
mod name;
mod part;
mod record;
mod spec;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use contract::{Code, Error, ModelId, Result};
use tokio_util::sync::CancellationToken;

pub(crate) use disk::cancelled;
use record::Record;
pub use spec::DownloadSpec;

use crate::catalogue;

/// One GGUF file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfEntry {
    /// Its id: the file's name without `.gguf`.
    pub id: ModelId,
    /// Its name for people.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// SPDX licence, where known.
    pub license: Option<String>,
    /// Whether its bytes are known to be those of the catalogue, or those that the download promised.
    pub pinned: bool,
    /// It came with the installer and cannot be deleted.
    pub bundled: bool,
    /// Tokens that fit into its context, where known.
    pub context_length: Option<u32>,
}

/// A folder of model files, and read-only folders beside it. Clones share it. Several processes may
/// have the same folder open.
#[derive(Clone, Debug)]
pub struct Shelf {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    dir: PathBuf,
    bundled: Vec<PathBuf>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// What is known about each file, by its path.
    records: HashMap<PathBuf, Record>,
    /// Files that are being hashed.
    hashing: HashSet<PathBuf>,
}

impl Shelf {
    /// Opens `dir`, which is made if it is missing, and removes what a crash left in it. Files of the
    /// folders in `bundled` are shown as well and never changed; one that does not exist counts as empty.
    ///
    /// # Errors
    /// `StorageReadOnly`, `StorageFull` or `StorageUnavailable` if the folder cannot be made.
    pub fn open(dir: PathBuf, bundled: Vec<PathBuf>) -> Result<Self> {
        fs::create_dir_all(&dir).map_err(|error| {
            disk::failure(
                format!("The models folder {} cannot be made", dir.display()),
                &error,
            )
        })?;
        disk::clean(&dir);
        let inner = Inner {
            dir,
            bundled,
            state: Mutex::default(),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// All models, by name. Files that are no usable GGUF are left out.
    ///
    /// # Errors
    /// `StorageUnavailable` if the shelf's own folder cannot be read.
    pub fn list(&self) -> Result<Vec<ShelfEntry>> {
        let mut entries: Vec<_> = self
            .files()?
            .into_iter()
            .filter_map(|(file_name, (path, bundled))| {
                self.entry(&file_name, &path, bundled)
                    .inspect_err(|error| tracing::warn!(%error, "a file on the shelf is left out"))
                    .ok()
            })
            .collect();
        entries.sort_by_cached_key(|entry| (entry.name.to_lowercase(), entry.id.clone()));
        Ok(entries)
    }

    /// One model, as the engine needs it.
    ///
    /// # Errors
    /// `ModelMissing` if no file has that id; `ModelInvalid` if its file is damaged.
    pub fn find(&self, id: &ModelId) -> Result<ShelfEntry> {
        let (file_name, path, bundled) = self.locate(id)?;
        let entry = self.entry(&file_name, &path, bundled)?;
        self.verify_later(&file_name, &path);
        Ok(entry)
    }

    /// Removes a model's file. One that is in memory stays there until it is unloaded.
    ///
    /// # Errors
    /// `ModelMissing`; `InvalidInput` for a bundled model; `StorageReadOnly` and `StorageUnavailable`
    /// from the disk.
    pub fn delete(&self, id: &ModelId) -> Result<()> {
        let (file_name, path, bundled) = self.locate(id)?;
        if bundled {
            return Err(Error::new(
                Code::InvalidInput,
                format!("“{id}” came with Pulse and cannot be deleted"),
            ));
        }
        fs::remove_file(&path)
            .map_err(|error| disk::failure(format!("“{file_name}” cannot be deleted"), &error))?;
        Record::remove(&self.inner.dir, &file_name);
        self.state().records.remove(&path);
        disk::sync_folder(&self.inner.dir);
        Ok(())
    }

    /// Bytes that the models take, incomplete downloads included, and bytes free on the shelf's disk;
    /// `None`: the system does not say.
    pub fn space(&self) -> (u64, Option<u64>) {
        let own = fs::read_dir(&self.inner.dir)
            .into_iter()
            .flatten()
            .flatten();
        let own = own
            .filter_map(|entry| entry.metadata().ok())
            .filter(|meta| meta.is_file());
        let own: u64 = own.map(|meta| meta.len()).sum();
        let files = self.files().unwrap_or_default();
        let bundled = files.into_values().filter(|(_, bundled)| *bundled);
        let bundled: u64 = bundled
            .filter_map(|(path, _)| fs::metadata(path).ok())
            .map(|meta| meta.len())
            .sum();
        (own + bundled, fs4::available_space(&self.inner.dir).ok())
    }

    /// All files that end in `.gguf`: name to path, and whether it is bundled. Of two with the same
    /// name the bundled one counts.
    fn files(&self) -> Result<BTreeMap<String, (PathBuf, bool)>> {
        let mut files = BTreeMap::new();
        let own = fs::read_dir(&self.inner.dir).map_err(|error| {
            let dir = self.inner.dir.display();
            disk::failure(format!("The models folder {dir} cannot be read"), &error)
        })?;
        let mut collect = |entries: fs::ReadDir, bundled: bool| {
            for entry in entries.flatten() {
                let Ok(file_name) = entry.file_name().into_string() else {
                    continue;
                };
                let path = entry.path();
                if name::stem(&file_name).is_some() && !file_name.starts_with('.') && path.is_file()
                {
                    files.insert(file_name, (path, bundled));
                }
            }
        };
        collect(own, false);
        for dir in self.inner.bundled.iter().rev() {
            match fs::read_dir(dir) {
                Ok(entries) => collect(entries, true),
                Err(error) => tracing::debug!(dir = %dir.display(), %error, "no bundled models"),
            }
        }
        Ok(files)
    }

    /// File name, path and whether it is bundled.
    fn locate(&self, id: &ModelId) -> Result<(String, PathBuf, bool)> {
        self.files()?
            .into_iter()
            .find(|(file_name, _)| name::stem(file_name) == Some(id.0.as_str()))
            .map(|(file_name, (path, bundled))| (file_name, path, bundled))
            .ok_or_else(|| {
                Error::new(
                    Code::ModelMissing,
                    format!("No model called “{id}” is on the shelf"),
                )
            })
    }

    /// What is known about a file: from memory, from its record, else from its head.
    fn record(&self, file_name: &str, path: &Path) -> Result<Record> {
        let unreadable = |error| disk::failure(format!("“{file_name}” cannot be read"), &error);
        let meta = fs::metadata(path).map_err(unreadable)?;
        if let Some(record) = self
            .state()
            .records
            .get(path)
            .filter(|record| record.fits(&meta))
        {
            return Ok(record.clone());
        }
        let saved = Record::load(&self.inner.dir, file_name).filter(|record| record.fits(&meta));
        let record = match saved {
            Some(record) => record,
            None => {
                let file = File::open(path).map_err(unreadable)?;
                let record = Record::inspect(&file, path)?;
                record.save(&self.inner.dir, file_name);
                record
            }
        };
        self.state().records.insert(path.to_owned(), record.clone());
        Ok(record)
    }

    /// Keeps a record, in memory and beside the file.
    fn keep(&self, file_name: &str, path: &Path, record: &Record) {
        record.save(&self.inner.dir, file_name);
        self.state().records.insert(path.to_owned(), record.clone());
    }

    fn entry(&self, file_name: &str, path: &Path, bundled: bool) -> Result<ShelfEntry> {
        let record = self.record(file_name, path)?;
        let known = match record.sha256.as_deref() {
            Some(sha256) => catalogue::by_hash(sha256),
            None if bundled => catalogue::by_appearance(file_name, record.bytes),
            None => None,
        };
        let stem = name::stem(file_name).unwrap_or(file_name);
        Ok(ShelfEntry {
            id: ModelId(stem.to_owned()),
            name: known
                .map(|known| known.name.to_owned())
                .or_else(|| record.name.clone())
                .unwrap_or_else(|| stem.to_owned()),
            path: path.to_owned(),
            bytes: record.bytes,
            license: known
                .map(|known| known.license.to_owned())
                .or_else(|| record.license.clone()),
            pinned: record.pinned() || (record.sha256.is_none() && known.is_some()),
            bundled,
            context_length: record.context_length,
        })
    }

    /// Hashes a file that the catalogue seems to know and that nobody hashed yet.
    fn verify_later(&self, file_name: &str, path: &Path) {
        let Ok(mut record) = self.record(file_name, path) else {
            return;
        };
        let unknown = record.sha256.is_none();
        if !unknown || catalogue::by_appearance(file_name, record.bytes).is_none() {
            return;
        }
        if !self.state().hashing.insert(path.to_owned()) {
            return;
        }
        let (shelf, file_name, path) = (self.clone(), file_name.to_owned(), path.to_owned());
        let work = move || {
            if let Err(error) = record.hash(&path, &CancellationToken::new()) {
                tracing::warn!(file_name, %error, "a model could not be hashed");
            } else {
                if !record.pinned() {
                    tracing::warn!(file_name, "a model's bytes are not the catalogue's");
                }
                shelf.keep(&file_name, &path, &record);
            }
            shelf.state().hashing.remove(&path);
        };
        // Without a thread the file stays unhashed until it is asked for again after a restart.
        if let Err(error) = std::thread::Builder::new()
            .name("pulse-hash".into())
            .spawn(work)
        {
            tracing::warn!(%error, "no thread to hash a model");
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The maps are whole between any two statements, so a panic elsewhere cannot have torn them.
        self.inner
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
