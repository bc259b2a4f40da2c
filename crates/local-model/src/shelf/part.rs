//! An incomplete download: `<file>.part`, and in `<file>.part.json` what is needed to go on with it.
//!
//! After a power cut a file can have its length and yet not its bytes. So the note says how many of them
//! are known to be on the disk, and the next try goes on from there.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use contract::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

use super::disk;

/// How long somebody else may hold the file.
const PATIENCE: Duration = Duration::from_secs(2);
/// Between two looks at it.
const PAUSE: Duration = Duration::from_millis(50);

/// Bytes after which what has arrived is brought onto the disk …
const SYNC_EVERY: u64 = 64 << 20;
/// … and the time after which it is even if they are fewer.
const SYNC_AFTER: Duration = Duration::from_secs(5);

/// Which version of which file the bytes belong to, and how many are there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Origin {
    /// SHA-256 of the URL; the URL itself may carry a secret.
    pub(super) url: String,
    /// What the server calls this version: a strong `ETag`, else `Last-Modified`.
    pub(super) version: String,
    /// Bytes that are on the disk whatever happens.
    #[serde(default)]
    pub(super) synced: u64,
}

impl Origin {
    /// The fingerprint of a URL.
    pub(super) fn fingerprint(url: &str) -> String {
        disk::hex(&Sha256::digest(url))
    }
}

/// The open file. It is locked while it lives, so that two processes cannot write into it.
pub(super) struct Part {
    pub(super) path: PathBuf,
    pub(super) file: File,
    origin_path: PathBuf,
    /// `None`: the server names no version, so that nothing can be gone on with.
    origin: Option<Origin>,
    synced_at: Instant,
    hasher: Sha256,
    length: u64,
}

impl Part {
    /// Opens or makes the part of `file_name`. A try that was just cancelled gets a moment to let go of it.
    ///
    /// # Errors
    /// `Conflict` if somebody else is writing it.
    pub(super) fn open(dir: &Path, file_name: &str, cancel: &CancellationToken) -> Result<Self> {
        let path = dir.join(format!("{file_name}{}", disk::PART));
        let origin_path = dir.join(format!("{file_name}{}.json", disk::PART));
        let mut waited = Duration::ZERO;
        loop {
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(true).truncate(false);
            // Opened anew each time: the other may have finished and moved it away.
            let file = options.open(&path).map_err(|error| {
                disk::failure("The download cannot be written to the shelf", &error)
            })?;
            let held = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
            if !held && path.exists() {
                let hasher = Sha256::new();
                return Ok(Self {
                    path,
                    file,
                    origin_path,
                    origin: None,
                    synced_at: Instant::now(),
                    hasher,
                    length: 0,
                });
            }
            if cancel.is_cancelled() {
                return Err(disk::cancelled());
            }
            if waited >= PATIENCE {
                let message = format!("“{file_name}” is being downloaded already");
                return Err(Error::new(Code::Conflict, message));
            }
            std::thread::sleep(PAUSE);
            waited += PAUSE;
        }
    }

    /// Bytes that are there and hashed.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Hashes what an earlier try left on the disk, if it came from `url`; its version, to ask for the rest.
    pub(super) fn resume(
        &mut self,
        url: &str,
        cancel: &CancellationToken,
    ) -> Result<Option<String>> {
        let origin = self.noted();
        let Some(mut origin) = origin.filter(|origin| origin.url == Origin::fingerprint(url))
        else {
            return Ok(None);
        };
        let reading = "The incomplete download cannot be read";
        let failed = |error| disk::failure(reading, &error);
        let there = self.file.metadata().map_err(failed)?.len();
        if there > origin.synced {
            self.file.set_len(origin.synced).map_err(failed)?;
        }
        self.file.rewind().map_err(failed)?;
        let mut hasher = Sha256::new();
        self.length = disk::pump(&mut self.file, cancel, reading, |bytes| {
            hasher.update(bytes);
            Ok(())
        })?;
        self.hasher = hasher;
        origin.synced = self.length;
        let version = origin.version.clone();
        self.origin = Some(origin);
        Ok(Some(version).filter(|_| self.length > 0))
    }

    /// What an earlier try noted.
    fn noted(&self) -> Option<Origin> {
        let json = fs::read(&self.origin_path).ok()?;
        serde_json::from_slice(&json).ok()
    }

    /// Throws away what is there and remembers what comes now.
    pub(super) fn restart(&mut self, origin: Option<Origin>) -> Result<()> {
        let failed = |error| disk::failure("The download cannot be written to the shelf", &error);
        // First the origin, so that bytes of one version never stand beside the name of another.
        if fs::remove_file(&self.origin_path).is_ok()
            && let Some(dir) = self.origin_path.parent()
        {
            disk::sync_folder(dir);
        }
        self.file.set_len(0).map_err(failed)?;
        self.file.rewind().map_err(failed)?;
        self.hasher = Sha256::new();
        self.length = 0;
        self.origin = origin;
        self.note().map_err(failed)
    }

    /// Writes down what [`Part::resume`] will need.
    fn note(&self) -> io::Result<()> {
        match &self.origin {
            Some(origin) => disk::replace(&self.origin_path, &serde_json::to_vec(origin)?),
            None => Ok(()),
        }
    }

    /// Appends.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        let failed = |error| disk::failure("The download cannot be written to the shelf", &error);
        self.file
            .seek(SeekFrom::Start(self.length))
            .map_err(failed)?;
        self.file.write_all(bytes).map_err(failed)?;
        self.hasher.update(bytes);
        self.length += bytes.len() as u64;
        let loose = self
            .origin
            .as_ref()
            .map_or(0, |origin| self.length.saturating_sub(origin.synced));
        if loose >= SYNC_EVERY || self.synced_at.elapsed() >= SYNC_AFTER {
            self.sync()?;
        }
        Ok(())
    }

    /// Brings what has arrived onto the disk and notes how much it is.
    pub(super) fn sync(&mut self) -> Result<()> {
        self.synced_at = Instant::now();
        let length = self.length;
        let Some(origin) = self
            .origin
            .as_mut()
            .filter(|origin| origin.synced != length)
        else {
            return Ok(());
        };
        self.file.sync_data().map_err(|error| {
            disk::failure("The download cannot be written to the shelf", &error)
        })?;
        origin.synced = length;
        // Without the note some bytes come a second time, and nothing is wrong.
        if let Err(error) = self.note() {
            tracing::debug!(%error, "the progress of a download could not be noted");
        }
        Ok(())
    }

    /// SHA-256 of all bytes, in hex.
    pub(super) fn sha256(&self) -> String {
        disk::hex(&self.hasher.clone().finalize())
    }

    /// Throws away what tries with this URL have left of a file; another URL's stays.
    pub(super) fn discard_of(dir: &Path, file_name: &str, url: &str) -> Result<()> {
        let path = dir.join(format!("{file_name}{}", disk::PART));
        if !path.exists() {
            return Ok(());
        }
        let part = Self::open(dir, file_name, &CancellationToken::new())?;
        let url = Origin::fingerprint(url);
        if part.noted().is_none_or(|origin| origin.url == url) {
            part.discard();
        }
        Ok(())
    }

    /// Removes what is left of it: after a success, or when it is of no use.
    pub(super) fn discard(self) {
        let _ = fs::remove_file(&self.origin_path);
        let _ = fs::remove_file(&self.path);
    }
}
