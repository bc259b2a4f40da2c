//! What a worker is and what the queue gives it.

use std::sync::Arc;

use contract::job::JobProgress;
use contract::{Code, Error, Result};
use serde_json::Value;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{BoxFuture, Clock, JobRecord, JobStorage, Lease};

/// Does the jobs of one kind.
pub trait Work: Send + Sync + 'static {
    /// Works on `job` until it is done or failed. `job.checkpoint` is what an
    /// earlier try saved. The work must end soon after
    /// [`JobContext::cancellation`] is triggered; it is dropped at its next await
    /// if it takes longer than [`crate::QueueOptions::grace`]. A panic counts as
    /// a failed try.
    fn run(
        &self,
        job: JobRecord,
        context: JobContext,
    ) -> BoxFuture<'static, std::result::Result<(), Failure>>;
}

/// Why a try ended without success.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// Trying again may help.
    Retry(Error),
    /// Trying again cannot help: the job is parked.
    Final(Error),
    /// The work ended because it was told to.
    Cancelled,
}

/// A worker's link to the queue. Cheap to clone.
#[derive(Clone)]
pub struct JobContext {
    pub(crate) cancellation: CancellationToken,
    pub(crate) progress: watch::Sender<Option<JobProgress>>,
    pub(crate) storage: Arc<dyn JobStorage>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) lease: Lease,
}

impl JobContext {
    /// Triggered when the job is cancelled, its lease is lost, or the queue
    /// shuts down.
    pub fn cancellation(&self) -> &CancellationToken {
        &self.cancellation
    }

    /// Says how far the job is. Cheap: call it as often as something changes; the
    /// queue passes on ten a second and stores two.
    pub fn progress(&self, progress: JobProgress) {
        self.progress.send_replace(Some(progress));
    }

    /// Stores what another try needs to go on; durable when this returns.
    ///
    /// # Errors
    /// [`Code::Cancelled`] when the work must end: the lease is lost, or the job was cancelled, and
    /// then it is stored all the same. Otherwise the storage's.
    pub async fn checkpoint(&self, value: Value) -> Result<()> {
        if self
            .storage
            .checkpoint(self.lease, value, self.clock.now())
            .await?
        {
            Ok(())
        } else {
            self.cancellation.cancel();
            Err(Error::new(
                Code::Cancelled,
                "The job was cancelled or taken over",
            ))
        }
    }
}
