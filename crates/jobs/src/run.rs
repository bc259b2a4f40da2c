//! One try of one job: the work in a task of its own, heartbeats and progress
//! beside it.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use contract::job::JobProgress;
use contract::{Code, Error, JobId, Timestamp};
use tokio::sync::watch;
use tokio::task::{JoinError, JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::clock::{after, until};
use crate::queue::Shared;
use crate::settle::settle;
use crate::{Claimed, Failure, JobContext, JobRecord, Lease};

/// Progress reaches the listener at most ten times a second …
const ANNOUNCE: Duration = Duration::from_millis(100);
/// … and the storage at most twice.
const STORE: Duration = Duration::from_millis(500);

/// Works on a claimed job to the end of the try, and stores how it ended.
pub(crate) async fn run(shared: Arc<Shared>, claimed: Claimed) {
    let Claimed { job, lease } = claimed;
    let _registered = Registered {
        shared: &shared,
        id: job.id,
    };
    let Some(cancel) = shared.running().get(&job.id).cloned() else {
        return;
    };
    let tries = shared.options.attempts_after(job.error.as_ref());
    let (attempts, outcome) = if job.attempts > tries {
        // Only crashes bring it here: a failure is counted when it happens.
        let error = Error::new(
            Code::Internal,
            "Pulse ended again and again while it worked on this",
        );
        let error = error.with_detail(format!("{tries} tries"));
        (job.attempts, Err(Failure::Final(error)))
    } else {
        attempt(&shared, &job, lease, &cancel).await
    };
    settle(&shared, attempts, lease, &cancel, outcome).await;
}

/// Takes the job off the list of those that run here, however the run ends.
struct Registered<'a> {
    shared: &'a Shared,
    id: JobId,
}

impl Drop for Registered<'_> {
    fn drop(&mut self) {
        self.shared.running().remove(&self.id);
    }
}

/// Returns as which try it counts, and how it ended.
async fn attempt(
    shared: &Shared,
    job: &JobRecord,
    lease: Lease,
    cancel: &CancellationToken,
) -> (u32, Result<(), Failure>) {
    let Some(worker) = shared.workers.get(&job.kind).cloned() else {
        // Unreachable while claims name only kinds with workers.
        let error = Error::new(Code::Internal, "Nothing can do this kind of job");
        return (job.attempts, Err(Failure::Final(error)));
    };
    let (progress, changes) = watch::channel(job.progress);
    let context = JobContext {
        cancellation: cancel.clone(),
        progress,
        storage: Arc::clone(&shared.storage),
        clock: Arc::clone(&shared.options.clock),
        lease,
    };
    let input = job.clone();
    // Its own task: a panic ends up in the handle, and a worker that blocks does
    // not hold up the heartbeat.
    let work = tokio::spawn(async move { worker.run(input, context).await });
    let now = shared.now();
    let mut attempt = Attempt {
        shared,
        furthest: job.progress.map_or(0, |progress| progress.done),
        job: job.clone(),
        lease,
        cancel,
        changes,
        beat_at: after(now, shared.options.heartbeat),
        announce_at: now,
        store_at: now,
        to_announce: false,
        to_store: false,
        lost: false,
    };
    let outcome = attempt.watch(work).await;
    (attempt.job.attempts, outcome)
}

/// The state of the watch over one try.
struct Attempt<'a> {
    shared: &'a Shared,
    /// With the progress that was announced last.
    job: JobRecord,
    /// How far the try before it came.
    furthest: u64,
    lease: Lease,
    cancel: &'a CancellationToken,
    changes: watch::Receiver<Option<JobProgress>>,
    beat_at: Timestamp,
    /// The earliest moments for the next announcement and the next write.
    announce_at: Timestamp,
    store_at: Timestamp,
    to_announce: bool,
    to_store: bool,
    lost: bool,
}

impl Attempt<'_> {
    async fn watch(&mut self, mut work: JoinHandle<Result<(), Failure>>) -> Result<(), Failure> {
        let mut reporting = true;
        let mut deadline = None;
        loop {
            let now = self.shared.now();
            if deadline.is_some_and(|deadline| deadline <= now) {
                work.abort();
                deadline = Some(Timestamp(i64::MAX));
            }
            self.tick(now).await;
            let wait = until(self.shared.now(), self.next(deadline));
            tokio::select! {
                biased;
                ended = &mut work => {
                    self.last_progress().await;
                    return ended.unwrap_or_else(|error| Err(ended_badly(error)));
                }
                () = self.cancel.cancelled(), if deadline.is_none() => {
                    deadline = Some(after(self.shared.now(), self.shared.options.grace));
                }
                () = self.shared.options.clock.sleep(wait) => {}
                changed = self.changes.changed(), if reporting => {
                    // An error: the worker dropped its context and goes on without.
                    reporting = changed.is_ok();
                    self.to_announce |= reporting;
                    self.to_store |= reporting;
                }
            }
        }
    }

    /// The next moment at which there is something to do.
    fn next(&self, deadline: Option<Timestamp>) -> Timestamp {
        let times = [
            (!self.lost).then_some(self.beat_at),
            self.to_announce.then_some(self.announce_at),
            (self.to_store && !self.lost).then_some(self.store_at),
            deadline,
        ];
        times
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(Timestamp(i64::MAX))
    }

    /// Does what is due.
    async fn tick(&mut self, now: Timestamp) {
        if self.to_announce && self.announce_at <= now {
            self.announce().await;
            self.announce_at = after(now, ANNOUNCE);
        }
        let store = self.to_store && self.store_at <= now;
        if !self.lost && (store || self.beat_at <= now) {
            self.beat(now).await;
        }
    }

    async fn announce(&mut self) {
        self.to_announce = false;
        let _order = self.shared.order.lock().await;
        // After a cancellation nobody may hear that the job runs.
        if !self.cancel.is_cancelled() {
            self.job.progress = *self.changes.borrow();
            self.job.updated_at = self.shared.now();
            self.shared.announce(&self.job);
        }
    }

    async fn beat(&mut self, now: Timestamp) {
        let progress = if self.to_store {
            *self.changes.borrow()
        } else {
            None
        };
        let until = after(now, self.shared.options.lease);
        self.to_store = false;
        self.store_at = after(now, STORE);
        self.beat_at = after(now, self.shared.options.heartbeat);
        match self
            .shared
            .storage
            .heartbeat(self.lease, until, progress, now)
            .await
        {
            Ok(true) => self.count(progress, now).await,
            Ok(false) => {
                // Cancelled, or claimed by another process while this one slept.
                self.lost = true;
                self.cancel.cancel();
            }
            // The next beat may succeed; the lease outlives a few failed ones.
            Err(error) => tracing::warn!(%error, job = %self.lease.job, "a heartbeat failed"),
        }
    }

    /// Once it is further than the try before it, that one's failure is overcome:
    /// this try counts as the first.
    async fn count(&mut self, progress: Option<JobProgress>, now: Timestamp) {
        let further = progress.is_some_and(|progress| progress.done > self.furthest);
        if !further || self.job.attempts <= 1 {
            return;
        }
        match self.shared.storage.count_anew(self.lease, now).await {
            Ok(true) => self.job.attempts = 1,
            // The next heartbeat finds out too.
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, job = %self.lease.job, "tries were not counted"),
        }
    }

    /// Stores the progress of the last moment, so that a failed job shows how far
    /// it came.
    async fn last_progress(&mut self) {
        self.to_store |= *self.changes.borrow_and_update() != self.job.progress;
        if self.to_store && !self.lost {
            self.beat(self.shared.now()).await;
        }
    }
}

fn ended_badly(error: JoinError) -> Failure {
    if !error.is_panic() {
        return Failure::Cancelled; // aborted after the grace
    }
    let panic = error.into_panic();
    Failure::Retry(
        Error::new(
            Code::Internal,
            "The job ended unexpectedly, which is a defect in Pulse",
        )
        .with_detail(panic_message(&*panic)),
    )
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (_, Some(text)) => text,
        _ => "a panic without a message",
    }
}
