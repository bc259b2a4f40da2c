//! Who may read the database: its owner alone, also in a folder that others can
//! enter.
//!
//! SQLite gives the write-ahead log and its index the mode that the database has
//! when they are made, so that the database must have its mode before.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Opens a file for writing, and makes it if it is missing: for its owner alone.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    options().create(true).truncate(false).open(path)
}

/// Makes an empty database, which is a new one to SQLite, unless there is one.
pub(crate) fn begin(database: &Path) -> io::Result<()> {
    match options().create_new(true).open(database) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Takes from others what they may do with a database that is there already.
#[cfg(unix)]
pub(crate) fn tighten(database: &Path) {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    for suffix in ["", "-wal", "-shm", ".lock"] {
        let path = crate::damage::beside(database, suffix);
        let Ok(metadata) = fs::metadata(&path) else {
            continue;
        };
        let mode = metadata.permissions().mode();
        if metadata.is_file() && mode & 0o077 != 0 {
            // It fails for the file of somebody else, who decides about it, and in
            // a read-only folder.
            if let Err(error) = fs::set_permissions(&path, Permissions::from_mode(mode & 0o7700)) {
                tracing::warn!(%error, path = %path.display(), "others may read the database");
            }
        }
    }
}

/// Elsewhere files have the rights of their folder.
#[cfg(not(unix))]
pub(crate) fn tighten(_: &Path) {}
