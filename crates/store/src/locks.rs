//! Who else has the database open, by the operating system's file locks, which
//! end with the process however it ends.
//!
//! `pulse.db.lock` is locked exclusively while one process opens the database
//! (and may set it aside or migrate it) and shared by all that have it open.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::damage::beside;
use crate::private;

/// A lock on `pulse.db.lock`, until dropped.
#[derive(Debug)]
pub(crate) struct Hold {
    file: File,
    /// Nobody else has the database open, and nobody can open it now.
    pub(crate) alone: bool,
}

/// Takes the lock: alone if nobody else has the database open, else shared.
/// `None`: another process was still opening it after `patience`.
pub(crate) async fn acquire(database: &Path, patience: Duration) -> io::Result<Option<Hold>> {
    let path = beside(database, ".lock");
    let file = private::open(&path)?;
    let deadline = Instant::now() + patience;
    loop {
        if taken(file.try_lock())? {
            return Ok(Some(Hold { file, alone: true }));
        }
        if taken(file.try_lock_shared())? {
            return Ok(Some(Hold { file, alone: false }));
        }
        if Instant::now() >= deadline {
            return Ok(None);
        }
        sleep(Duration::from_millis(10)).await;
    }
}

impl Hold {
    /// Lets others open the database too.
    pub(crate) async fn share(&mut self) -> io::Result<()> {
        if !self.alone {
            return Ok(());
        }
        self.alone = false;
        // Not an atomic step everywhere: another process may open the database in
        // between. It finds it in order and merely checks it once more.
        self.file.unlock()?;
        while !taken(self.file.try_lock_shared())? {
            sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }

    /// Whether nobody else has the database open any more. If so, nobody can
    /// until this is dropped.
    pub(crate) fn try_alone(&mut self) -> io::Result<bool> {
        self.file.unlock()?;
        self.alone = taken(self.file.try_lock())?;
        Ok(self.alone)
    }
}

fn taken(result: Result<(), TryLockError>) -> io::Result<bool> {
    match result {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
