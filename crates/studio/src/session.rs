//! Lock files that say which processes are alive.
//!
//! A streaming reply's row names the session (process) that writes it. The
//! session holds an operating system's lock on its file, which ends with the
//! process however that ends. So a free lock means: nobody will finish that reply.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use contract::{Code, Error, Result};

use crate::clock;
use crate::home::{Home, unusable};

/// Tries to make a file that no neighbour clears away before it is locked.
const TRIES: usize = 5;

/// This process's session. Dropping it, like the end of the process, ends it.
#[derive(Debug)]
pub(crate) struct Session {
    id: String,
    path: PathBuf,
    /// Holds the lock.
    file: File,
}

impl Session {
    /// Begins a session. This is also the first write to the data folder, so an
    /// unwritable one is found here.
    pub(crate) fn begin(home: &Home) -> Result<Self> {
        let folder = home.sessions();
        for _ in 0..TRIES {
            let id = clock::id().to_string();
            let path = file_of(&folder, &id);
            let file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&path)
                .map_err(|error| unusable(&path, &error))?;
            // Between its making and its locking, a neighbour's `clear` may take the
            // file for a dead session's. It removes files only while it holds their
            // lock: once ours is locked and still there, it stays.
            match file.try_lock() {
                Ok(()) if path.exists() => return Ok(Self { id, path, file }),
                Ok(()) | Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(unusable(&path, &error)),
            }
        }
        Err(Error::new(
            Code::StorageBusy,
            format!("No session could be begun in {}", folder.display()),
        ))
    }

    /// Its id, as rows name it.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Removed while locked: see `begin`. A file that stays behind is harmless.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// Whether the process of session `id` still runs.
pub(crate) fn is_alive(home: &Home, id: &str) -> bool {
    // Ids come from the database, where anything may stand: only a plain one is a file name.
    if id.parse::<uuid::Uuid>().is_err() {
        return false;
    }
    match File::open(file_of(&home.sessions(), id)) {
        Ok(file) => !matches!(file.try_lock(), Ok(())),
        Err(_) => false,
    }
}

/// Removes the files of dead sessions.
pub(crate) fn clear(home: &Home) {
    let Ok(entries) = fs::read_dir(home.sessions()) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_some_and(|end| end == "lock")
            && let Ok(file) = File::open(&path)
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(&path);
        }
    }
}

fn file_of(folder: &Path, id: &str) -> PathBuf {
    folder.join(format!("{id}.lock"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> (tempfile::TempDir, Home) {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::at(dir.path().to_owned()).unwrap();
        (dir, home)
    }

    #[test]
    fn a_session_lives_until_it_is_dropped() {
        let (_dir, home) = home();
        let (one, two) = (
            Session::begin(&home).unwrap(),
            Session::begin(&home).unwrap(),
        );
        let id = one.id().to_owned();
        clear(&home);
        assert!(
            is_alive(&home, &id),
            "clearing must not touch a living session"
        );
        assert!(is_alive(&home, two.id()));
        drop(one);
        assert!(!is_alive(&home, &id), "its replies can be recovered now");
        assert!(
            is_alive(&home, two.id()),
            "each session has a lock of its own"
        );
    }

    #[test]
    fn a_file_left_behind_is_dead_and_cleared() {
        let (_dir, home) = home();
        let id = clock::id().to_string();
        let path = file_of(&home.sessions(), &id);
        fs::write(&path, "").unwrap();
        assert!(!is_alive(&home, &id), "nobody holds its lock");
        clear(&home);
        assert!(!path.exists(), "or they would pile up, one a crash");
    }

    #[test]
    fn odd_ids_are_dead_and_never_paths() {
        let (_dir, home) = home();
        for id in ["", "../../pulse", "nobody"] {
            assert!(!is_alive(&home, id));
        }
    }
}
