//! A queue on a workbench: its storage, its clock, what it announced, and a
//! worker that does what the test says.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use contract::job::{Job, JobKind, JobState};
use contract::{Error, JobId, Timestamp};
use serde_json::json;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::memory::Memory;
use crate::testing::ManualClock;
use crate::{
    Backoff, BoxFuture, Clock, Failure, JobContext, JobRecord, JobStorage, NewJob, OnChange, Queue,
    QueueOptions, Work, Workers,
};

/// A try that waits for the test to say how it ends.
pub(super) struct Try {
    pub(super) job: JobRecord,
    pub(super) context: JobContext,
    end: tokio::sync::oneshot::Sender<Ending>,
}

pub(super) enum Ending {
    With(Result<(), Failure>),
    Panic,
}

impl Try {
    pub(super) fn end(self, outcome: Result<(), Failure>) {
        let _ = self.end.send(Ending::With(outcome));
    }

    pub(super) fn panic(self) {
        let _ = self.end.send(Ending::Panic);
    }
}

/// Hands every try to the test.
struct Puppet(mpsc::UnboundedSender<Try>);

impl Work for Puppet {
    fn run(&self, job: JobRecord, context: JobContext) -> BoxFuture<'static, Result<(), Failure>> {
        let (end, ending) = tokio::sync::oneshot::channel();
        let _ = self.0.send(Try { job, context, end });
        Box::pin(async move {
            match ending.await {
                Ok(Ending::With(outcome)) => outcome,
                Ok(Ending::Panic) => panic!("the worker tripped"),
                // The test dropped the try: a worker that never ends.
                Err(_) => std::future::pending().await,
            }
        })
    }
}

pub(super) struct Bench {
    pub(super) storage: Arc<Memory>,
    pub(super) clock: Arc<ManualClock>,
    pub(super) queue: Queue,
    pub(super) tries: mpsc::UnboundedReceiver<Try>,
    pub(super) announced: mpsc::UnboundedReceiver<Job>,
    /// Everything announced so far, also what was received.
    pub(super) history: Arc<Mutex<Vec<Job>>>,
}

impl Bench {
    pub(super) fn new() -> Self {
        Self::on(
            Arc::new(Memory::default()),
            Arc::new(ManualClock::new(Timestamp(1_000_000))),
        )
    }

    /// Another process on the same storage, or the next start.
    pub(super) fn on(storage: Arc<Memory>, clock: Arc<ManualClock>) -> Self {
        let (to_test, tries) = mpsc::unbounded_channel();
        let (heard, announced) = mpsc::unbounded_channel();
        let history = Arc::new(Mutex::new(Vec::new()));
        let listener = Arc::clone(&history);
        let on_change: OnChange = Arc::new(move |job: Job| {
            listener.lock().unwrap().push(job.clone());
            let _ = heard.send(job);
        });
        let puppet: Arc<dyn Work> = Arc::new(Puppet(to_test));
        let workers: Workers = HashMap::from([(JobKind::ModelDownload, puppet)]);
        let options = QueueOptions {
            parallel: 2,
            max_attempts: 3,
            network_attempts: 6,
            backoff: Backoff {
                base: Duration::from_secs(2),
                cap: Duration::from_secs(60),
            },
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            ..QueueOptions::new("test")
        };
        let queue = Queue::start(Arc::clone(&storage), workers, options, on_change);
        Self {
            storage,
            clock,
            queue,
            tries,
            announced,
            history,
        }
    }

    pub(super) async fn enqueue(&self, n: u128) -> JobId {
        let id = JobId(Uuid::from_u128(n));
        let job = NewJob {
            id,
            kind: JobKind::ModelDownload,
            title: format!("model {n}"),
            payload: json!({ "n": n }),
        };
        let queued = self.queue.enqueue(job).await.unwrap();
        assert_eq!(queued.state, JobState::Queued);
        id
    }

    /// Ends a try as failed and lets the wait for the next one pass. Returns that
    /// wait in milliseconds.
    pub(super) async fn fail(&mut self, attempt: Try, error: Error) -> i64 {
        attempt.end(Err(Failure::Retry(error)));
        let (_, retry_at) = self.until_waiting().await;
        let wait = retry_at.0 - self.clock.now().0;
        settle().await;
        // The feeder looks again at the latest 50 ms after a due time.
        let past = u64::try_from(wait).unwrap() + 50;
        self.clock.advance(Duration::from_millis(past));
        wait
    }

    /// The next try. Hangs, and so fails by the test runner's time-out, if there
    /// is none.
    pub(super) async fn next_try(&mut self) -> Try {
        self.tries.recv().await.unwrap()
    }

    /// Waits until `state` is announced, and returns that job.
    pub(super) async fn until(&mut self, state: JobState) -> Job {
        loop {
            let job = self.announced.recv().await.unwrap();
            if job.state == state {
                return job;
            }
        }
    }

    /// Waits for a waiting job's announcement and returns when it is due.
    pub(super) async fn until_waiting(&mut self) -> (Job, Timestamp) {
        loop {
            let job = self.announced.recv().await.unwrap();
            if let JobState::Waiting { retry_at } = job.state {
                return (job, retry_at);
            }
        }
    }

    /// Shuts the queue down, and lets time pass for workers that do not listen.
    pub(super) async fn end(&self) {
        let time = async {
            loop {
                settle().await;
                self.clock.advance(Duration::from_secs(1));
            }
        };
        tokio::select! {
            () = self.queue.shutdown() => {}
            () = time => {}
        }
    }

    pub(super) async fn stored(&self, id: JobId) -> JobRecord {
        self.storage.get(id).await.unwrap()
    }
}

/// Lets every other task run until nothing is left to do at this moment of the
/// clock. The tests' runtime has one thread, so each yield gives all ready tasks
/// a turn; no chain of the queue's steps is nearly as long as this.
pub(super) async fn settle() {
    for _ in 0..200 {
        tokio::task::yield_now().await;
    }
}
