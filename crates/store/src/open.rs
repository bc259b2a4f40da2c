//! Opening the database, whatever state it is in.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use contract::{Code, Error, Result, Timestamp};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};

use crate::close;
use crate::damage::{self, Finding};
use crate::error::{Failure, told, told_io};
use crate::locks;
use crate::migrate;
use crate::private;
use crate::store::{Shared, Store};

/// How long to wait for another process before saying that the file is locked.
pub(crate) const BUSY: Duration = Duration::from_secs(5);
/// How long a method waits for a connection behind others of this process.
const ACQUIRE: Duration = Duration::from_secs(30);
/// Enough for the window's parallel calls; each costs a thread and a page cache.
const READERS: u32 = 4;
/// Pages that a reader keeps, in KiB as SQLite writes it: ranking the hits of a search goes through
/// more than the 2 MiB that SQLite would keep.
const READ_CACHE: &str = "-8192";

/// An opened database, and what had to be done for it.
#[derive(Debug)]
pub struct Opened {
    /// The database.
    pub store: Store,
    /// The database was damaged: it is here now, and a new one was begun.
    pub set_aside: Option<PathBuf>,
}

impl Store {
    /// Opens the database at `path`, or begins one. Its folder must exist. On Unix
    /// only the owner may read it from now on.
    ///
    /// A damaged file is renamed to `<path>.damaged-<now>` with what belongs to
    /// it, and a new one begun. After a session that did not end with
    /// [`Store::close`] the whole file is checked, otherwise only its head.
    ///
    /// # Errors
    /// [`Code::DatabaseNewer`] (nothing was touched), [`Code::StorageBusy`],
    /// [`Code::StorageReadOnly`], [`Code::StorageFull`],
    /// [`Code::StorageUnavailable`]; [`Code::DatabaseCorrupt`] only when another
    /// process has the damaged file open.
    pub async fn open(path: &Path, now: Timestamp) -> Result<Opened> {
        Self::open_with(path, now, BUSY).await
    }

    pub(crate) async fn open_with(path: &Path, now: Timestamp, busy: Duration) -> Result<Opened> {
        const DOING: &str = "open its database";
        let lock_error = |error| told_io(&error, DOING, path);
        let Some(mut hold) = locks::acquire(path, busy).await.map_err(lock_error)? else {
            let message = "Pulse could not open its database because another Pulse is opening it";
            return Err(Error::new(Code::StorageBusy, message).with_detail(path.display()));
        };
        private::tighten(path);
        // While others have it open they vouch for it.
        let thorough = hold.alone && !close::ended_cleanly(path);
        let mut set_aside = None;
        let writer = loop {
            match prepare(path, busy, thorough)
                .await
                .map_err(|error| told(error, DOING, path))
            {
                Ok(writer) => break writer,
                Err(error)
                    if error.code == Code::DatabaseCorrupt && hold.alone && set_aside.is_none() =>
                {
                    let aside = damage::set_aside(path, now).map_err(lock_error)?;
                    tracing::error!(%error, aside = %aside.display(), "a damaged database was set aside");
                    set_aside = Some(aside);
                }
                Err(error) => return Err(error),
            }
        };
        // From here on a crash must be noticed by the next start.
        close::forget(path).map_err(lock_error)?;
        hold.share().await.map_err(lock_error)?;
        let reading = options(path, busy)
            .read_only(true)
            .pragma("cache_size", READ_CACHE);
        let readers = pool(READERS).connect_lazy_with(reading);
        let shared = Shared {
            path: path.to_owned(),
            writer,
            readers,
            hold: Mutex::new(Some(hold)),
            damaged: AtomicBool::new(false),
        };
        Ok(Opened {
            store: Self {
                shared: Arc::new(shared),
            },
            set_aside,
        })
    }
}

/// Looks at the file, opens it for writing and brings its schema up to date.
async fn prepare(
    path: &Path,
    busy: Duration,
    thorough: bool,
) -> std::result::Result<SqlitePool, Failure> {
    let finding = match damage::inspect(path, busy, thorough).await {
        // A rollback journal of a creation that was cut off: only a writer can
        // finish or undo it, and nothing newer can be in the file yet.
        Err(Failure::Database(error)) if needs_rollback(&error) => Finding::Sound,
        finding => finding?,
    };
    if let Finding::Damaged(problems) = finding {
        let message = "Pulse could not open its database because it is damaged";
        return Err(Error::new(Code::DatabaseCorrupt, message)
            .with_detail(problems)
            .into());
    }
    private::begin(path).map_err(sqlx::Error::Io)?;
    let options = options(path, busy)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .optimize_on_close(true, Some(400));
    let writer = pool(1).connect_with(options).await?;
    let migrated = match writer.acquire().await {
        Ok(mut connection) => {
            migrate::run(&mut connection, finding == Finding::IndexesDamaged).await
        }
        Err(error) => Err(error.into()),
    };
    match migrated {
        Ok(()) => Ok(writer),
        Err(failure) => {
            // The file may have to be renamed next.
            writer.close().await;
            Err(failure)
        }
    }
}

/// SQLITE_READONLY_ROLLBACK.
fn needs_rollback(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| code == "776")
}

/// What the connections of both pools have in common.
pub(crate) fn options(path: &Path, busy: Duration) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(busy)
        // Statements say nothing, and what they are given is private.
        .disable_statement_logging()
}

pub(crate) fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(None)
        .max_lifetime(None)
        // A file does not hang up.
        .test_before_acquire(false)
        .after_release(|connection, _| Box::pin(is_clean(connection)))
}

/// Whether a connection can be used again. On a full disk SQLite ends the
/// transaction by itself; sqlx's ROLLBACK then fails and it goes on counting a
/// transaction that is none, so that no other could ever begin.
async fn is_clean(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    // A dropped transaction is rolled back behind our back: wait for that.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}
