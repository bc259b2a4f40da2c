//! Jobs: long work that outlives the window.

use serde::{Deserialize, Serialize};

use crate::transfer::{ExportReport, ImportReport};
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
    /// What it came to so far, of kinds that tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<JobReport>,
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
    /// Takes over the conversations of another program's export, or of Pulse's own.
    ConversationImport,
    /// Writes all conversations into a file.
    ConversationExport,
}

/// What a job came to so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum JobReport {
    /// Of [`JobKind::ConversationImport`].
    Import(ImportReport),
    /// Of [`JobKind::ConversationExport`].
    Export(ExportReport),
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
    /// Whole things done on the way, where they are counted as well: conversations of a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<u64>,
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
