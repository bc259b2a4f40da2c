//! [`Store`] itself: its connections, and how a method begins and fails.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use contract::{Code, Result};
use sqlx::sqlite::SqlitePool;
use sqlx::{Sqlite, Transaction};

use crate::error::{Failure, told};
use crate::locks::Hold;

/// The open database. Clones share its connections.
///
/// End it with [`Store::close`]; merely dropped, it costs the next start a check
/// of the whole file.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) shared: Arc<Shared>,
}

/// What the clones of a store share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) path: PathBuf,
    /// One connection: writers queue here instead of at SQLite's lock.
    pub(crate) writer: SqlitePool,
    /// Read-only connections.
    pub(crate) readers: SqlitePool,
    /// Says to other processes that the file is in use; `None` once closed.
    pub(crate) hold: Mutex<Option<Hold>>,
    /// SQLite reported damage: the next start must look at the whole file.
    pub(crate) damaged: AtomicBool,
}

impl Store {
    /// Where the database lies.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// A transaction that may write. It takes SQLite's write lock at once, so that
    /// it cannot fail half-way because another process wrote first.
    pub(crate) async fn write(&self) -> sqlx::Result<Transaction<'static, Sqlite>> {
        self.shared.writer.begin_with("BEGIN IMMEDIATE").await
    }

    /// A transaction that only reads: all its queries see the same moment.
    pub(crate) async fn read(&self) -> sqlx::Result<Transaction<'static, Sqlite>> {
        self.shared.readers.begin().await
    }

    /// Runs `work` and says of its failure what Pulse could not do:
    /// "Pulse could not {doing} because …".
    pub(crate) async fn doing<T>(
        &self,
        doing: &str,
        work: impl Future<Output = std::result::Result<T, Failure>>,
    ) -> Result<T> {
        work.await.map_err(|failure| {
            let error = told(failure, doing, &self.shared.path);
            if error.code == Code::DatabaseCorrupt {
                self.shared.damaged.store(true, Ordering::Relaxed);
            }
            error
        })
    }
}
