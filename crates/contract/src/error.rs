//! The one error that crosses the boundary: `{code, message, detail?}`.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Shorthand for a reply or an [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, for people (`message`, `detail`) and for code (`code`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Error {
    /// The kind of failure. The interface acts on this and never on the text.
    pub code: Code,
    /// One sentence in plain English: what happened and where.
    pub message: String,
    /// What helps to mend it: a path, a limit, the underlying message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Milliseconds until it is worth trying again, where the other side said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

/// The kinds of failure. One exists only where a consumer acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Code {
    /// The request itself is wrong; sending it again cannot help.
    InvalidInput,
    /// The thing was deleted, or never existed.
    NotFound,
    /// The request does not fit the present state (a reply is already streaming).
    Conflict,
    /// A defect in Pulse: a panic or a broken invariant.
    Internal,
    /// The data folder cannot be used at all.
    StorageUnavailable,
    /// The disk is full.
    StorageFull,
    /// The data folder or the database is read-only.
    StorageReadOnly,
    /// Another program keeps the database locked.
    StorageBusy,
    /// A newer Pulse wrote this database.
    DatabaseNewer,
    /// The database file is damaged.
    DatabaseCorrupt,
    /// No model on the shelf has that id, or the shelf is empty.
    ModelMissing,
    /// The file is not GGUF, is truncated, or llama.cpp refuses it.
    ModelInvalid,
    /// The model does not fit into the memory that is free.
    ModelTooLarge,
    /// The processor lacks instructions that built-in models need.
    ProcessorTooOld,
    /// The prompt's last turn alone is longer than the model's context.
    ContextTooLong,
    /// The network or the other side failed; trying again may help.
    Network,
    /// The vendor does not accept the key, or not for this.
    KeyRejected,
    /// The account with the vendor has no credit.
    NoCredit,
    /// The vendor allows no more requests for a while.
    RateLimited,
    /// The model or its vendor does not answer this.
    ContentRefused,
    /// The system's keychain, or the file that stands in for it, cannot be used.
    KeychainUnavailable,
    /// The bytes that arrived are not those that were promised.
    ChecksumMismatch,
    /// The user or a shutdown ended it.
    Cancelled,
}

impl Code {
    /// The code as it stands on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::Internal => "internal",
            Self::StorageUnavailable => "storage_unavailable",
            Self::StorageFull => "storage_full",
            Self::StorageReadOnly => "storage_read_only",
            Self::StorageBusy => "storage_busy",
            Self::DatabaseNewer => "database_newer",
            Self::DatabaseCorrupt => "database_corrupt",
            Self::ModelMissing => "model_missing",
            Self::ModelInvalid => "model_invalid",
            Self::ModelTooLarge => "model_too_large",
            Self::ProcessorTooOld => "processor_too_old",
            Self::ContextTooLong => "context_too_long",
            Self::Network => "network",
            Self::KeyRejected => "key_rejected",
            Self::NoCredit => "no_credit",
            Self::RateLimited => "rate_limited",
            Self::ContentRefused => "content_refused",
            Self::KeychainUnavailable => "keychain_unavailable",
            Self::ChecksumMismatch => "checksum_mismatch",
            Self::Cancelled => "cancelled",
        }
    }
}

impl Error {
    /// An error without detail.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            detail: None,
            retry_after_ms: None,
        }
    }

    /// The same error, worth trying again after `time`.
    #[must_use]
    pub fn after(mut self, time: Option<Duration>) -> Self {
        self.retry_after_ms = time.map(|time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX));
        self
    }

    /// The same error with `detail`.
    #[must_use]
    pub fn with_detail(mut self, detail: impl fmt::Display) -> Self {
        self.detail = Some(detail.to_string());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.detail {
            Some(detail) => write!(f, " ({detail})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
