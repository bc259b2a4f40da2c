//! Files: temporary ones, hashes, and what the disk's failures mean.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use contract::{Code, Error, Result};
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

/// Bytes read or written at once.
pub(super) const CHUNK: usize = 1 << 20;
/// The ending of a file that is still being copied.
const TEMPORARY: &str = ".tmp";
/// The ending of a download that is not complete.
pub(super) const PART: &str = ".part";
/// Bytes of a disk that stay free: without any, no reply could be stored any more.
const RESERVE: u64 = 512 << 20;
/// After this long nobody goes on with an incomplete download.
const PART_LIVES: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A failure of the disk, with the code that the interface acts on.
pub(super) fn failure(doing: impl Into<String>, error: &io::Error) -> Error {
    use io::ErrorKind as Kind;
    let code = match error.kind() {
        Kind::StorageFull | Kind::QuotaExceeded => Code::StorageFull,
        Kind::ReadOnlyFilesystem | Kind::PermissionDenied => Code::StorageReadOnly,
        _ => Code::StorageUnavailable,
    };
    Error::new(code, doing).with_detail(error)
}

/// The failure of a person's patience.
pub(crate) fn cancelled() -> Error {
    Error::new(Code::Cancelled, "It was cancelled")
}

/// Bytes that are free on the disk of `dir`; `None`: the system does not say.
pub(super) fn free(dir: &Path) -> Option<u64> {
    fs4::available_space(dir).ok()
}

/// Refuses what would not fit into `free` bytes with a reserve for everything else. A system that does not
/// say is believed to have room.
pub(super) fn check_room(free: Option<u64>, needed: u64) -> Result<()> {
    let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
    match free {
        Some(free) if free < needed.saturating_add(RESERVE) => Err(Error::new(
            Code::StorageFull,
            format!(
                "The disk has too little room for the model: {} MB are free, and {} MB of them must stay so",
                free / 1_000_000,
                megabytes(RESERVE)
            ),
        )
        .with_detail(format!("{needed} bytes needed, {free} free"))),
        _ => Ok(()),
    }
}

/// Lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Feeds `reader` through `each`, a chunk at a time, until its end or the cancellation.
pub(super) fn pump(
    reader: &mut impl Read,
    cancel: &CancellationToken,
    reading: &str,
    mut each: impl FnMut(&[u8]) -> Result<()>,
) -> Result<u64> {
    let mut buffer = vec![0; CHUNK];
    let mut total = 0;
    loop {
        if cancel.is_cancelled() {
            return Err(cancelled());
        }
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(total),
            Ok(count) => {
                total += count as u64;
                each(&buffer[..count])?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(failure(reading, &error)),
        }
    }
}

/// SHA-256 of a file in hex: about 0.1 s for 100 MB on a processor with SHA instructions, 0.4 s without.
pub(super) fn sha256(path: &Path, cancel: &CancellationToken) -> Result<String> {
    let mut file =
        File::open(path).map_err(|error| failure("The model's file cannot be read", &error))?;
    let mut hasher = Sha256::new();
    pump(
        &mut file,
        cancel,
        "The model's file cannot be read",
        |bytes| {
            hasher.update(bytes);
            Ok(())
        },
    )?;
    Ok(hex(&hasher.finalize()))
}

/// When a file was last changed, in nanoseconds since 1970; 0: the system does not say.
pub(super) fn modified(meta: &fs::Metadata) -> u64 {
    meta.modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |since| {
            u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
        })
}

/// Makes a rename durable. Only Unix can sync a folder; elsewhere the file system does it in time.
pub(super) fn sync_folder(dir: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(dir)
        && let Err(error) = folder.sync_all()
    {
        tracing::debug!(%error, "the models folder could not be synced");
    }
}

/// Writes a small file so that a reader sees the old one or the new one.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}{TEMPORARY}", std::process::id()));
    let temporary = PathBuf::from(temporary);
    fs::write(&temporary, bytes)?;
    fs::rename(&temporary, path).inspect_err(|_| drop(fs::remove_file(&temporary)))
}

/// Moves a finished file to a name that must not be taken. `false`: it is.
pub(super) fn place(from: &Path, to: &Path) -> io::Result<bool> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        // A file system without hard links (FAT); the tiny gap between the two calls is theirs.
        Err(_) if to.try_exists()? => Ok(false),
        Err(_) => fs::rename(from, to).map(|()| true),
    }
}

/// A file that vanishes unless it is placed. It is locked while it lives, so that another process
/// sees that it is not stale.
pub(super) struct Temporary {
    pub(super) path: PathBuf,
    pub(super) file: File,
}

impl Temporary {
    /// A new file in `dir`.
    pub(super) fn new(dir: &Path) -> Result<Self> {
        let failed = |error| failure("No file can be made in the models folder", &error);
        let mut number = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_nanos());
        loop {
            let path = dir.join(format!(
                ".adding-{}-{number}{TEMPORARY}",
                std::process::id()
            ));
            match OpenOptions::new()
                .read(true)
                .write(true)
                .create_new(true)
                .open(&path)
            {
                Ok(file) => {
                    // A file system without locks loses the protection, not the function.
                    let _ = file.try_lock();
                    return Ok(Self { path, file });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(failed(error)),
            }
        }
    }

    /// Appends.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file
            .write_all(bytes)
            .map_err(|error| failure("The model cannot be written to the models folder", &error))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // After a placing there is nothing left under this name.
        let _ = fs::remove_file(&self.path);
    }
}

/// Removes what a crash left behind: temporary files that nobody holds, and old incomplete downloads.
pub(super) fn clean(dir: &Path) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let old = || {
            let changed = entry.metadata().and_then(|meta| meta.modified()).ok();
            changed
                .and_then(|at| at.elapsed().ok())
                .is_some_and(|age| age > PART_LIVES)
        };
        let stale = if name.ends_with(TEMPORARY) {
            true
        } else if name.ends_with(PART) || name.ends_with(".part.json") {
            old()
        } else {
            false
        };
        if stale && unheld(&path) {
            match fs::remove_file(&path) {
                Ok(()) => tracing::info!(file = name, "removed a stale file of the models folder"),
                Err(error) => tracing::debug!(file = name, %error, "a stale file stays"),
            }
        }
    }
}

/// Whether no process holds the file's lock.
fn unheld(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}
