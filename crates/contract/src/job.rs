//! Jobs: long work that outlives the window.

use serde::{Deserialize, Serialize};

use crate::{Error, JobId, Timestamp};

/// A job as the tray shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// What it works on, for people: a file name.
    pub title: String,
    /// Where it stands.
    pub state: JobState,
    /// `None` until something is known.
    pub progress: Option<JobProgress>,
    /// The last failure, kept while it waits for another try.
    pub error: Option<Error>,
    /// Tries begun.
    pub attempts: u32,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// Fetches a GGUF file onto the shelf.
    ModelDownload,
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum JobState {
    /// It waits for a free hand.
    Queued,
    /// It is being worked on.
    Running,
    /// It failed and will be tried again.
    Waiting {
        /// When.
        retry_at: Timestamp,
    },
    /// It is done.
    Done,
    /// It failed for good; the user can retry it.
    Failed,
    /// The user ended it.
    Cancelled,
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobProgress {
    /// Units done.
    pub done: u64,
    /// Units in all, where known.
    pub total: Option<u64>,
    /// What is counted.
    pub unit: ProgressUnit,
    /// Units a second, measured over the last seconds.
    pub per_second: Option<u64>,
}

/// What a job's progress counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProgressUnit {
    /// Bytes.
    Bytes,
    /// Pieces: pictures, pages.
    Items,
}

/// See [`crate::Handlers::list_jobs`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListJobs {}

/// See [`crate::Handlers::cancel_job`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CancelJob {
    /// Which.
    pub id: JobId,
}

/// See [`crate::Handlers::retry_job`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RetryJob {
    /// Which.
    pub id: JobId,
}
