//! The encrypted file: all secrets as JSON, encrypted with age.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use contract::{Code, Error, Result};
use zeroize::Zeroizing;

use crate::key::{FileKey, sync_folder};
use crate::{Kept, Secret};

/// A larger file is not ours.
const LARGEST: u64 = 1 << 20;

/// All secrets by name.
type Names = BTreeMap<String, String>;

/// The file and what opens it.
pub(crate) struct SecretsFile {
    path: PathBuf,
    key: FileKey,
}

impl SecretsFile {
    pub(crate) fn new(path: PathBuf, key: FileKey) -> Self {
        Self { path, key }
    }

    /// What is in the file; nothing if there is none.
    fn read(&self) -> Result<Names> {
        let sealed = match File::open(&self.path) {
            Ok(file) => {
                let mut bytes = Vec::new();
                file.take(LARGEST + 1)
                    .read_to_end(&mut bytes)
                    .map_err(|error| unusable(&self.path, &error))?;
                bytes
            }
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Names::new()),
            Err(error) => return Err(unusable(&self.path, &error)),
        };
        if sealed.len() as u64 > LARGEST {
            return Err(self.unreadable("it is too large"));
        }
        let opened = self
            .key
            .open(&sealed)?
            .map(Zeroizing::new)
            .map_err(|error| match error {
                age::DecryptError::NoMatchingKeys | age::DecryptError::DecryptionFailed => {
                    let key = self.key.path().display();
                    self.unreadable(&format!("{key} is not what it was closed with"))
                }
                error => self.unreadable(&error.to_string()),
            })?;
        // The error's own words could quote a secret.
        serde_json::from_slice(&opened).map_err(|_| self.unreadable("it holds something else"))
    }

    /// Changes what is in the file, one process at a time: all of it or nothing.
    fn change(&self, change: impl FnOnce(&mut Names)) -> Result<()> {
        let _lock = self.lock().map_err(|error| unusable(&self.path, &error))?;
        let mut names = self.read()?;
        change(&mut names);
        let plain = serde_json::to_vec(&names)
            .map(Zeroizing::new)
            .map_err(|_| self.unreadable("it cannot be written as JSON"))?;
        let sealed = self
            .key
            .seal(&plain)?
            .map_err(|error| self.unreadable(&error.to_string()))?;
        self.write(&sealed)
            .map_err(|error| unusable(&self.path, &error))
    }

    /// Keeps other processes from changing it; ends when it is dropped.
    fn lock(&self) -> io::Result<File> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(self.path.with_extension("lock"))?;
        file.lock()?;
        Ok(file)
    }

    fn write(&self, sealed: &[u8]) -> io::Result<()> {
        let folder = self
            .path
            .parent()
            .ok_or_else(|| io::Error::other("it has no folder"))?;
        // Made by tempfile with 0600.
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(sealed)?;
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        sync_folder(folder)
    }

    /// It is left as it is: nothing that cannot be read is replaced.
    fn unreadable(&self, why: &str) -> Error {
        let message = format!("{} cannot be opened", self.path.display());
        Error::new(Code::KeychainUnavailable, message).with_detail(why)
    }
}

impl Kept for SecretsFile {
    fn get(&self, name: &str) -> Result<Option<Secret>> {
        Ok(self.read()?.remove(name).map(Zeroizing::new))
    }

    fn set(&self, name: &str, secret: &str) -> Result<()> {
        self.change(|names| {
            names.insert(name.to_owned(), secret.to_owned());
        })
    }

    fn delete(&self, name: &str) -> Result<()> {
        if !self.path.exists() {
            return Ok(());
        }
        self.change(|names| {
            names.remove(name);
        })
    }
}

/// Why a file of secrets, or its key, cannot be used.
pub(crate) fn unusable(path: &Path, error: &io::Error) -> Error {
    let path = path.display();
    let (code, message) = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            (Code::StorageFull, format!("The disk of {path} is full"))
        }
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => (
            Code::StorageReadOnly,
            format!("Pulse may not read or write {path}"),
        ),
        _ => (
            Code::KeychainUnavailable,
            format!("Pulse cannot use {path}"),
        ),
    };
    Error::new(code, message).with_detail(error)
}
