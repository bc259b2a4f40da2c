//! What the queue needs from a storage. [`crate::testing::story`] checks it.

use contract::job::{JobKind, JobProgress};
use contract::{Error, JobId, Result, Timestamp};
use serde_json::Value;

use crate::{BoxFuture, Claim, Claimed, JobRecord, Lease, NewJob};

/// Keeps jobs across restarts and hands each to one process at a time.
///
/// Every method is one atomic step, also between processes. The time is passed
/// in. Methods that take a [`Lease`] change nothing and say so (`false`,
/// `None`) when the job was cancelled or claimed by somebody else meanwhile.
pub trait JobStorage: Send + Sync + 'static {
    /// Adds a job, queued. [`contract::Code::Conflict`] if its id is taken.
    fn enqueue(&self, job: NewJob, now: Timestamp) -> BoxFuture<'_, Result<JobRecord>>;

    /// Takes the oldest job that can run now, if there is one: queued, waiting
    /// with its time come, or running under a lease that has run out. A job that
    /// was cancelled and queued again is free only when the former worker let go
    /// of it or its lease ran out.
    fn claim(&self, claim: Claim, now: Timestamp) -> BoxFuture<'_, Result<Option<Claimed>>>;

    /// The earliest moment at which [`Self::claim`] could find something; it may
    /// be past. `None`: nothing waits.
    fn next_due(&self, kinds: Vec<JobKind>) -> BoxFuture<'_, Result<Option<Timestamp>>>;

    /// Extends the lease and stores the progress, where given. `false`: lost.
    fn heartbeat(
        &self,
        lease: Lease,
        until: Timestamp,
        progress: Option<JobProgress>,
        now: Timestamp,
    ) -> BoxFuture<'_, Result<bool>>;

    /// Counts the running try as the first again. `false`: the lease is lost.
    fn count_anew(&self, lease: Lease, now: Timestamp) -> BoxFuture<'_, Result<bool>>;

    /// Stores what another try needs to go on: a remote id, a place in a file.
    /// It is durable when this returns. `false`: the work must end, as the lease is lost, or the job was
    /// cancelled; then it is stored all the same, for what it says of how far the job came.
    fn checkpoint(&self, lease: Lease, value: Value, now: Timestamp)
    -> BoxFuture<'_, Result<bool>>;

    /// Marks the job done. `None`: the lease is lost.
    fn finish(&self, lease: Lease, now: Timestamp) -> BoxFuture<'_, Result<Option<JobRecord>>>;

    /// Stores a failure: to be tried again at `retry_at`, or parked. `None`: the
    /// lease is lost.
    fn fail(
        &self,
        lease: Lease,
        error: Error,
        retry_at: Option<Timestamp>,
        now: Timestamp,
    ) -> BoxFuture<'_, Result<Option<JobRecord>>>;

    /// Gives the lease back. A running job is queued again and the try is not
    /// counted; a cancelled one stays cancelled and is merely let go of
    /// (`None`), as is one that was queued again after it.
    fn release(&self, lease: Lease, now: Timestamp) -> BoxFuture<'_, Result<Option<JobRecord>>>;

    /// Cancels a job that is not over; one that is over is returned as it is.
    /// [`contract::Code::NotFound`] if there is none.
    fn cancel(&self, id: JobId, now: Timestamp) -> BoxFuture<'_, Result<JobRecord>>;

    /// Queues a failed, cancelled or waiting job again with the same input and
    /// checkpoint, its tries counted anew; a queued one is returned as it is.
    /// [`contract::Code::Conflict`] if it runs or is done,
    /// [`contract::Code::NotFound`] if there is none.
    fn requeue(&self, id: JobId, now: Timestamp) -> BoxFuture<'_, Result<JobRecord>>;

    /// One job. [`contract::Code::NotFound`] if there is none.
    fn get(&self, id: JobId) -> BoxFuture<'_, Result<JobRecord>>;

    /// Jobs, newest first: all that are not over, and the newest 200 that are.
    fn list(&self) -> BoxFuture<'_, Result<Vec<JobRecord>>>;
}
