//! Ending a session cleanly, and knowing whether the last one did.
//!
//! `pulse.db.clean` exists only between sessions. It holds the size and the time
//! of change of the database as the last process left it: a file that was
//! changed or replaced since is checked as after a crash.

use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::UNIX_EPOCH;
use std::{fs, io};

use contract::{Code, Error, Result};

use crate::damage::{Finding, beside, judge};
use crate::store::Store;

impl Store {
    /// Ends all connections. Methods of other clones that are under way end
    /// first, later ones fail. Without it nothing is lost, but the next start
    /// checks the whole file.
    ///
    /// # Errors
    /// [`Code::StorageUnavailable`] and the like if the mark of a clean end could
    /// not be left; the database is closed nevertheless.
    pub async fn close(&self) -> Result<()> {
        self.shared.readers.close().await;
        self.shared.writer.close().await;
        let hold = self
            .shared
            .hold
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let Some(mut hold) = hold else { return Ok(()) };
        if self.shared.damaged.load(Ordering::Relaxed) {
            return Ok(());
        }
        let path = &self.shared.path;
        let left = match hold.try_alone() {
            // The last one leaves the mark.
            Ok(true) => remember(path),
            Ok(false) => Ok(()),
            Err(error) => Err(error),
        };
        left.map_err(|error| crate::error::told_io(&error, "close its database", path))
    }

    /// Checks the whole database, its indexes and references included: slow.
    ///
    /// # Errors
    /// [`Code::DatabaseCorrupt`] with SQLite's findings as the detail.
    pub async fn integrity_check(&self) -> Result<()> {
        self.doing("check its database", async {
            let mut read = self.read().await?;
            let problems: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
                .fetch_all(&mut *read)
                .await?;
            let strays = sqlx::query("PRAGMA foreign_key_check")
                .fetch_all(&mut *read)
                .await?;
            let detail = match judge(&problems) {
                Finding::Sound if strays.is_empty() => return Ok(()),
                Finding::Sound => format!("{} rows refer to nothing", strays.len()),
                _ => problems.join("; "),
            };
            let message = "Pulse's database is damaged";
            Err(Error::new(Code::DatabaseCorrupt, message)
                .with_detail(detail)
                .into())
        })
        .await
    }
}

/// Whether the database is as the last session left it when it ended cleanly.
pub(crate) fn ended_cleanly(path: &Path) -> bool {
    let left = fs::read_to_string(mark(path)).ok();
    left.is_some() && left == fingerprint(path) && !has_log(path)
}

/// Removes the mark: a session begins.
pub(crate) fn forget(path: &Path) -> io::Result<()> {
    match fs::remove_file(mark(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Leaves the mark, if the last connection emptied the write-ahead log.
fn remember(path: &Path) -> io::Result<()> {
    match fingerprint(path) {
        Some(fingerprint) if !has_log(path) => fs::write(mark(path), fingerprint),
        _ => Ok(()),
    }
}

/// Whether changes still wait in the write-ahead log.
fn has_log(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

fn mark(path: &Path) -> PathBuf {
    beside(path, ".clean")
}

/// The size of the file and the moment of its last change.
fn fingerprint(path: &Path) -> Option<String> {
    let metadata = fs::metadata(path).ok()?;
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {}\n", metadata.len(), changed.as_nanos()))
}
