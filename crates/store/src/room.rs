//! Whether the disk is full, where SQLite does not say so.

use std::io::{self, Write};
use std::path::Path;
use std::{fs, process};

use contract::Code;

use crate::damage::beside;
use crate::error::code_of_io;
use crate::private;

/// Bytes that are tried; more than SQLite takes at once: the index of its log grows by 32 KiB.
const PROBE: usize = 64 * 1024;

/// Whether nothing can be written beside the database for want of room.
pub(crate) fn is_gone(database: &Path) -> bool {
    let path = beside(database, &format!(".probe-{}", process::id()));
    let written = write(&path);
    // Where it was not made there is nothing to remove.
    let _ = fs::remove_file(&path);
    written.is_err_and(|error| code_of_io(&error) == Code::StorageFull)
}

fn write(path: &Path) -> io::Result<()> {
    let mut file = private::open(path)?;
    file.write_all(&vec![1; PROBE])?;
    // Some file systems look for room no sooner.
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_with_room_is_not_full_and_keeps_no_probe() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_gone(&folder.path().join("pulse.db")));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(
            !is_gone(&folder.path().join("missing/pulse.db")),
            "a missing folder is another trouble"
        );
    }
}
