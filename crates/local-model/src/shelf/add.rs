//! A file from elsewhere on this computer becomes a model on the shelf.

use std::fs::{self, File};
use std::path::Path;

use contract::{Code, Error, Result};
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

use super::record::Record;
use super::{Shelf, ShelfEntry, disk, name};
use crate::gguf;

impl Shelf {
    /// Checks a GGUF file and copies it onto the shelf, durably and all or nothing. A file with the same
    /// bytes is not copied again; one with the same name and other bytes leaves the newcomer a
    /// numbered name. Dropping the future cancels it too.
    ///
    /// # Errors
    /// `ModelInvalid` and `ModelMissing` about the file; `StorageFull`, `StorageReadOnly` and
    /// `StorageUnavailable` from the disk; `Cancelled`.
    pub async fn add_file(&self, source: &Path, cancel: CancellationToken) -> Result<ShelfEntry> {
        let (shelf, source) = (self.clone(), source.to_owned());
        let cancel = cancel.child_token();
        let _ended_with_the_future = cancel.clone().drop_guard();
        let work = move || shelf.add_file_now(&source, &cancel);
        tokio::task::spawn_blocking(work).await.map_err(lost)?
    }

    fn add_file_now(&self, source: &Path, cancel: &CancellationToken) -> Result<ShelfEntry> {
        let head = gguf::read_head(source)?;
        let file_name = source
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let file_name = name::sanitise(file_name)?;
        if let Some(entry) = self.same_file(source, cancel)? {
            return Ok(entry);
        }
        disk::check_room(disk::free(&self.inner.dir), head.bytes)?;

        let reading = format!("{} cannot be read", gguf::shown(source));
        let mut from = File::open(source).map_err(|error| disk::failure(&reading, &error))?;
        let mut temporary = disk::Temporary::new(&self.inner.dir)?;
        let mut hasher = Sha256::new();
        disk::pump(&mut from, cancel, &reading, |bytes| {
            hasher.update(bytes);
            temporary.write(bytes)
        })?;
        let sha256 = disk::hex(&hasher.finalize());
        self.accept(
            &temporary.path,
            &temporary.file,
            &file_name,
            sha256,
            None,
            cancel,
        )
    }

    /// The entry whose file `source` is, if it lies on the shelf already.
    fn same_file(&self, source: &Path, cancel: &CancellationToken) -> Result<Option<ShelfEntry>> {
        let Ok(source) = fs::canonicalize(source) else {
            return Ok(None);
        };
        for (file_name, (path, bundled)) in self.files()? {
            if fs::canonicalize(&path).is_ok_and(|path| path == source) {
                let mut record = self.record(&file_name, &path)?;
                record.hash(&path, cancel)?;
                self.keep(&file_name, &path, &record);
                return self.entry(&file_name, &path, bundled).map(Some);
            }
        }
        Ok(None)
    }

    /// Checks a complete file in the shelf's folder and gives it its name, unless the shelf has the
    /// same bytes already. Whatever happens, nothing but the caller removes `from` if it stays.
    pub(super) fn accept(
        &self,
        from: &Path,
        file: &File,
        file_name: &str,
        sha256: String,
        promised: Option<&str>,
        cancel: &CancellationToken,
    ) -> Result<ShelfEntry> {
        // The copy is checked, not its source, which may have changed while it was read.
        let mut record = Record::inspect(file, Path::new(file_name))?;
        if let Some(entry) = self.same_bytes(file_name, &sha256, promised, cancel)? {
            return Ok(entry);
        }
        let unwritten = |error| disk::failure("The model cannot be written to the shelf", &error);
        file.sync_all().map_err(unwritten)?;
        record.sha256 = Some(sha256);
        record.promised = promised.map(str::to_owned);
        let taken = self.files()?;
        let candidates = std::iter::once(file_name.to_owned())
            .chain((2..1000).map(|number| name::numbered(file_name, number)));
        for candidate in candidates.filter(|candidate| !taken.contains_key(candidate)) {
            let path = self.inner.dir.join(&candidate);
            if disk::place(from, &path).map_err(unwritten)? {
                disk::sync_folder(&self.inner.dir);
                self.keep(&candidate, &path, &record);
                return self.entry(&candidate, &path, false);
            }
        }
        Err(Error::new(
            Code::Conflict,
            format!("Too many models are called “{file_name}”"),
        ))
    }

    /// The entry with these bytes: any whose hash is known, or the one with the same name.
    pub(super) fn same_bytes(
        &self,
        file_name: &str,
        sha256: &str,
        promised: Option<&str>,
        cancel: &CancellationToken,
    ) -> Result<Option<ShelfEntry>> {
        for (other, (path, bundled)) in self.files()? {
            let Ok(mut record) = self.record(&other, &path) else {
                continue;
            };
            if other == file_name {
                record.hash(&path, cancel)?;
            }
            if record.sha256.as_deref() == Some(sha256) {
                record.promised = promised.map(str::to_owned).or(record.promised);
                self.keep(&other, &path, &record);
                return self.entry(&other, &path, bundled).map(Some);
            }
        }
        Ok(None)
    }
}

/// A blocking task that did not come back: it panicked, or the runtime ends.
pub(super) fn lost(error: tokio::task::JoinError) -> Error {
    if error.is_cancelled() {
        disk::cancelled()
    } else {
        Error::new(Code::Internal, "Work on the models folder broke off").with_detail(error)
    }
}
