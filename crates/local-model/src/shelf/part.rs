//! An incomplete download: `<file>.part`, and in `<file>.part.json` what is needed to go on with it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use contract::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

use super::disk;

/// How long somebody else may hold the file.
const PATIENCE: Duration = Duration::from_secs(2);
/// Between two looks at it.
const PAUSE: Duration = Duration::from_millis(50);

/// Which version of which file the bytes belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Origin {
    /// SHA-256 of the URL; the URL itself may carry a secret.
    pub(super) url: String,
    /// What the server calls this version: a strong `ETag`, else `Last-Modified`.
    pub(super) version: String,
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

    /// Hashes what an earlier try left, if it came from `url`; its version, to ask for the rest.
    pub(super) fn resume(
        &mut self,
        url: &str,
        cancel: &CancellationToken,
    ) -> Result<Option<String>> {
        let origin = fs::read(&self.origin_path).ok();
        let origin = origin.and_then(|json| serde_json::from_slice::<Origin>(&json).ok());
        let Some(origin) = origin.filter(|origin| origin.url == Origin::fingerprint(url)) else {
            return Ok(None);
        };
        let reading = "The incomplete download cannot be read";
        self.file
            .rewind()
            .map_err(|error| disk::failure(reading, &error))?;
        let mut hasher = Sha256::new();
        self.length = disk::pump(&mut self.file, cancel, reading, |bytes| {
            hasher.update(bytes);
            Ok(())
        })?;
        self.hasher = hasher;
        Ok(Some(origin.version).filter(|_| self.length > 0))
    }

    /// Throws away what is there and remembers what comes now.
    pub(super) fn restart(&mut self, origin: Option<&Origin>) -> Result<()> {
        let failed = |error| disk::failure("The download cannot be written to the shelf", &error);
        // First the origin, so that bytes of one version never stand beside the name of another.
        let _ = fs::remove_file(&self.origin_path);
        self.file.set_len(0).map_err(failed)?;
        self.file.rewind().map_err(failed)?;
        self.hasher = Sha256::new();
        self.length = 0;
        if let Some(origin) = origin {
            let json = serde_json::to_vec(origin).map_err(|error| {
                Error::new(Code::Internal, "A note could not be written").with_detail(error)
            })?;
            disk::replace(&self.origin_path, &json).map_err(failed)?;
        }
        Ok(())
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
        Ok(())
    }

    /// SHA-256 of all bytes, in hex.
    pub(super) fn sha256(&self) -> String {
        disk::hex(&self.hasher.clone().finalize())
    }

    /// Removes what is left of it: after a success, or when it is of no use.
    pub(super) fn discard(self) {
        let _ = fs::remove_file(&self.origin_path);
        let _ = fs::remove_file(&self.path);
    }
}
