//! From SQLite's result codes to errors that a person understands.

use std::io;
use std::path::Path;

use contract::{Code, Error};

use crate::room;

/// Why a method failed, before it is told to people.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Said in plain words already.
    Said(Error),
    /// From SQLite or sqlx.
    Database(sqlx::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Said(error)
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl Failure {
    /// A failure said in plain words.
    pub(crate) fn said(code: Code, message: impl Into<String>) -> Self {
        Self::Said(Error::new(code, message))
    }
}

/// "Pulse could not {doing} because …", with the file and SQLite's own words as
/// the detail.
pub(crate) fn told(failure: Failure, doing: &str, path: &Path) -> Error {
    let error = match failure {
        Failure::Said(error) => return error,
        Failure::Database(error) => error,
    };
    let code = if may_be_full(&error) && room::is_gone(path) {
        Code::StorageFull
    } else {
        code_of(&error)
    };
    Error::new(code, sentence(code, doing)).with_detail(format!("{}: {error}", path.display()))
}

/// Where the index of the log cannot grow, as on opening, SQLite says IOERR or
/// CANTOPEN of a full disk.
fn may_be_full(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(result_code);
    code.is_some_and(|code| matches!(code & 0xff, 10 | 14))
}

/// The same for a file that the operating system would not give.
pub(crate) fn told_io(error: &io::Error, doing: &str, path: &Path) -> Error {
    let code = code_of_io(error);
    Error::new(code, sentence(code, doing)).with_detail(format!("{}: {error}", path.display()))
}

fn sentence(code: Code, doing: &str) -> String {
    let why = match code {
        Code::StorageFull => "because the disk is full",
        Code::StorageReadOnly => "because its data folder is read-only",
        Code::StorageBusy => "because another program keeps its database locked",
        Code::StorageUnavailable => "because its data folder cannot be used",
        Code::DatabaseCorrupt => "because its database is damaged",
        Code::DatabaseNewer => "because a newer Pulse wrote its database",
        Code::Conflict => "because that id is already taken",
        _ => "because of a defect in Pulse",
    };
    format!("Pulse could not {doing} {why}")
}

/// SQLite's result codes are documented at <https://www.sqlite.org/rescode.html>;
/// the low byte is the primary code.
fn code_of(error: &sqlx::Error) -> Code {
    match error {
        sqlx::Error::Database(error) if error.is_unique_violation() => Code::Conflict,
        sqlx::Error::Database(error) => match result_code(&**error).map(|code| code & 0xff) {
            Some(5 | 6) => Code::StorageBusy,       // BUSY, LOCKED
            Some(8) => Code::StorageReadOnly,       // READONLY
            Some(13) => Code::StorageFull,          // FULL
            Some(11 | 26) => Code::DatabaseCorrupt, // CORRUPT, NOTADB
            Some(3 | 10 | 14 | 15 | 22 | 23) => Code::StorageUnavailable, // PERM, IOERR, CANTOPEN, PROTOCOL, NOLFS, AUTH
            _ => Code::Internal,
        },
        // A writer in this very process held the connection all the while.
        sqlx::Error::PoolTimedOut => Code::StorageBusy,
        sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Code::StorageUnavailable,
        sqlx::Error::Io(error) => code_of_io(error),
        _ => Code::Internal,
    }
}

fn result_code(error: &(dyn sqlx::error::DatabaseError + 'static)) -> Option<u32> {
    error.code()?.parse().ok()
}

pub(crate) fn code_of_io(error: &io::Error) -> Code {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Code::StorageFull,
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            Code::StorageReadOnly
        }
        _ => Code::StorageUnavailable,
    }
}
