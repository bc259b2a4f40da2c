//! A job as it is stored, and the lease under which it runs.

use contract::job::{Job, JobKind, JobProgress, JobReport, JobState};
use contract::{Error, JobId, Timestamp};
use serde_json::Value;

/// A job to be queued.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJob {
    /// Its id, new.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// What it works on, for people.
    pub title: String,
    /// The worker's input; it never changes.
    pub payload: Value,
}

/// A job as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct JobRecord {
    /// Its id.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// What it works on, for people.
    pub title: String,
    /// The worker's input.
    pub payload: Value,
    /// What the worker saved last, so that another try can go on from there: a
    /// vendor's task id, the bytes on disk. Its member `report`, where it is a
    /// [`JobReport`], is what the interface sees.
    pub checkpoint: Option<Value>,
    /// Where it stands.
    pub state: JobState,
    /// How far it is.
    pub progress: Option<JobProgress>,
    /// The last failure.
    pub error: Option<Error>,
    /// Tries begun since it was queued or retried by hand, or since one came further
    /// than those before it: what had failed is mended then.
    pub attempts: u32,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl JobRecord {
    /// The job as the interface sees it: without input and checkpoint, which can
    /// hold private data.
    pub fn to_contract(&self) -> Job {
        Job {
            id: self.id,
            kind: self.kind,
            title: self.title.clone(),
            state: self.state,
            progress: self.progress,
            report: self.report(),
            error: self.error.clone(),
            attempts: self.attempts,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }

    /// What it came to so far, as far as its checkpoint says.
    fn report(&self) -> Option<JobReport> {
        let report = self.checkpoint.as_ref()?.get("report")?;
        serde_json::from_value(report.clone()).ok()
    }
}

/// What a queue asks for when it has a free hand.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The kinds that it has workers for.
    pub kinds: Vec<JobKind>,
    /// Jobs that still run in this process, whatever their lease says: after the
    /// computer slept, a lease can have run out under a living worker.
    pub except: Vec<JobId>,
    /// Who asks: the process's session id.
    pub owner: String,
    /// Until when nobody else may claim the job.
    pub until: Timestamp,
}

/// The right to work on a job. Every claim gives a job's lease a higher number,
/// so that whoever holds an older one cannot change the job any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The job.
    pub job: JobId,
    /// How often it was claimed, ever.
    pub number: i64,
}

/// A job that may be worked on now.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// The job, running, with this try counted.
    pub job: JobRecord,
    /// The right to change it.
    pub lease: Lease,
}
