//! The queue: what the rest of Pulse holds.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use contract::job::{Job, JobKind};
use contract::{Code, Error, JobId, Result, Timestamp};
use tokio::sync::{Mutex as AsyncMutex, Notify};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::{Backoff, Clock, JobRecord, JobStorage, NewJob, SystemClock, Work, feeder};

/// Told of every change of a job, in order, from the queue's tasks: it must not
/// block. Progress comes at most ten times a second a job.
pub type OnChange = Arc<dyn Fn(Job) + Send + Sync>;

/// The workers, by the kind of job that each does.
pub type Workers = HashMap<JobKind, Arc<dyn Work>>;

/// How a queue works. [`QueueOptions::new`] gives the usual values.
#[derive(Clone)]
pub struct QueueOptions {
    /// Jobs that run at the same time, at least 1.
    pub parallel: usize,
    /// How long a claim holds without a heartbeat.
    pub lease: Duration,
    /// Time between two heartbeats; well below `lease`.
    pub heartbeat: Duration,
    /// Tries before a job is parked as failed, at least 1. Those before a try that
    /// came further than they did no longer count.
    pub max_attempts: u32,
    /// The same while it is the network that fails, which a job can only wait for.
    pub network_attempts: u32,
    /// The wait between tries.
    pub backoff: Backoff,
    /// Who claims: the process's session id.
    pub owner: String,
    /// How often to look for jobs that other processes queued.
    pub poll: Duration,
    /// How long a worker may take to end after it was told to.
    pub grace: Duration,
    /// What tells the time.
    pub clock: Arc<dyn Clock>,
}

impl QueueOptions {
    /// Two jobs at a time, leases of 30 s, heartbeats every 5 s, five tries. Without
    /// a network it goes on for some twelve hours.
    pub fn new(owner: impl Into<String>) -> Self {
        Self {
            parallel: 2,
            lease: Duration::from_secs(30),
            heartbeat: Duration::from_secs(5),
            max_attempts: 5,
            network_attempts: 200,
            backoff: Backoff::default(),
            owner: owner.into(),
            poll: Duration::from_secs(5),
            grace: Duration::from_secs(5),
            clock: Arc::new(SystemClock),
        }
    }
}

impl QueueOptions {
    /// Tries at the most of a job that failed with `error` last.
    pub(crate) fn attempts_after(&self, error: Option<&Error>) -> u32 {
        match error {
            Some(error) if error.code == Code::Network => self.network_attempts,
            _ => self.max_attempts,
        }
    }
}

/// A running queue. Clones are the same queue. Dropping it does not end it:
/// [`Queue::shutdown`] does.
#[derive(Clone)]
pub struct Queue {
    shared: Arc<Shared>,
}

/// What the queue, its feeder and its runs share.
pub(crate) struct Shared {
    pub(crate) storage: Arc<dyn JobStorage>,
    pub(crate) workers: Workers,
    pub(crate) options: QueueOptions,
    /// Ends the feeder and, as parent of their tokens, all runs.
    pub(crate) stop: CancellationToken,
    /// Wakes the feeder.
    pub(crate) wake: Notify,
    /// Held over every change of state and its announcement, so that listeners
    /// hear of changes in the order in which they happened.
    pub(crate) order: AsyncMutex<()>,
    /// The tokens of the jobs that run here.
    running: Mutex<HashMap<JobId, CancellationToken>>,
    on_change: OnChange,
    feeder: AsyncMutex<Option<JoinHandle<()>>>,
}

impl Queue {
    /// Starts to work, also on what an earlier process left. Must be called in a
    /// tokio runtime. Kinds without a worker stay queued.
    pub fn start<S: JobStorage>(
        storage: Arc<S>,
        workers: Workers,
        options: QueueOptions,
        on_change: OnChange,
    ) -> Self {
        let shared = Arc::new(Shared {
            storage,
            workers,
            options,
            stop: CancellationToken::new(),
            wake: Notify::new(),
            order: AsyncMutex::new(()),
            running: Mutex::default(),
            on_change,
            feeder: AsyncMutex::default(),
        });
        let feeder = tokio::spawn(feeder::feed(Arc::clone(&shared)));
        // Nobody else can hold the lock yet.
        if let Ok(mut slot) = shared.feeder.try_lock() {
            *slot = Some(feeder);
        }
        Self { shared }
    }

    /// Queues a job; it is durable when this returns.
    ///
    /// # Errors
    /// [`Code::Conflict`] if the id is taken; else the storage's.
    pub async fn enqueue(&self, job: NewJob) -> Result<Job> {
        let _order = self.shared.order.lock().await;
        let job = self.shared.storage.enqueue(job, self.shared.now()).await?;
        self.shared.announce(&job);
        self.shared.wake.notify_one();
        Ok(job.to_contract())
    }

    /// Ends a job. Its worker is told at once, in another process at its next
    /// heartbeat. A job that is over is returned as it is.
    ///
    /// # Errors
    /// [`Code::NotFound`] if there is none; else the storage's.
    pub async fn cancel(&self, id: JobId) -> Result<Job> {
        let _order = self.shared.order.lock().await;
        let job = self.shared.storage.cancel(id, self.shared.now()).await?;
        if let Some(token) = self.shared.running().get(&id) {
            token.cancel();
        }
        self.shared.announce(&job);
        Ok(job.to_contract())
    }

    /// Queues a failed, cancelled or waiting job again with the same input. It
    /// runs when its former worker has ended.
    ///
    /// # Errors
    /// [`Code::NotFound`] if there is none,
    /// [`Code::Conflict`] if it runs or is done; else the storage's.
    pub async fn retry(&self, id: JobId) -> Result<Job> {
        let _order = self.shared.order.lock().await;
        let job = self.shared.storage.requeue(id, self.shared.now()).await?;
        self.shared.announce(&job);
        self.shared.wake.notify_one();
        Ok(job.to_contract())
    }

    /// Jobs, newest first: all that are not over, and the newest that are.
    ///
    /// # Errors
    /// The storage's.
    pub async fn list(&self) -> Result<Vec<Job>> {
        let jobs = self.shared.storage.list().await?;
        Ok(jobs.iter().map(JobRecord::to_contract).collect())
    }

    /// Ends the queue: no more claims; running work is told to end, and its
    /// leases are given back so that the next start goes on at once. Returns when
    /// all has ended, after [`QueueOptions::grace`] at the latest plus the time
    /// that the storage takes.
    pub async fn shutdown(&self) {
        self.shared.stop.cancel();
        let mut feeder = self.shared.feeder.lock().await;
        if let Some(feeder) = feeder.take()
            && let Err(error) = feeder.await
        {
            tracing::error!(%error, "the job queue ended badly");
        }
    }
}

impl Shared {
    pub(crate) fn now(&self) -> Timestamp {
        self.options.clock.now()
    }

    /// Tells the listener. Its panic must not end the queue.
    pub(crate) fn announce(&self, job: &JobRecord) {
        let job = job.to_contract();
        if catch_unwind(AssertUnwindSafe(|| (self.on_change)(job))).is_err() {
            tracing::error!("a listener of the job queue panicked");
        }
    }

    /// The tokens of the jobs that run here.
    pub(crate) fn running(&self) -> std::sync::MutexGuard<'_, HashMap<JobId, CancellationToken>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
