//! For tests: the story that every [`JobStorage`] must pass, and a clock that is
//! moved by hand.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use contract::job::{JobKind, JobProgress, JobState, ProgressUnit};
use contract::{Code, Error, JobId, Timestamp};
use serde_json::json;
use tokio::sync::oneshot;

use crate::clock::after;
use crate::{BoxFuture, Claim, Claimed, Clock, JobStorage, Lease, NewJob};

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct ManualClock {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    now: Timestamp,
    sleepers: Vec<(Timestamp, oneshot::Sender<()>)>,
}

impl ManualClock {
    /// Stands at `now`.
    pub fn new(now: Timestamp) -> Self {
        Self {
            state: Mutex::new(State {
                now,
                sleepers: Vec::new(),
            }),
        }
    }

    /// Moves on and wakes everybody whose time has come.
    pub fn advance(&self, duration: Duration) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.now = after(state.now, duration);
        let now = state.now;
        let (due, later) = std::mem::take(&mut state.sleepers)
            .into_iter()
            .partition::<Vec<_>, _>(|(at, _)| *at <= now);
        state.sleepers = later;
        for (_, sleeper) in due {
            // Nobody listens any more: it was waiting for something else too.
            let _ = sleeper.send(());
        }
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if duration.is_zero() {
            return Box::pin(async {});
        }
        let (sleeper, woken) = oneshot::channel();
        let at = after(state.now, duration);
        state.sleepers.retain(|(_, sleeper)| !sleeper.is_closed());
        state.sleepers.push((at, sleeper));
        Box::pin(async move {
            let _ = woken.await;
        })
    }
}

const KIND: JobKind = JobKind::ModelDownload;
const LEASE: i64 = 30_000;

/// The time of a step, in milliseconds.
fn at(millis: i64) -> Timestamp {
    Timestamp(millis)
}

fn new_job(id: JobId) -> NewJob {
    NewJob {
        id,
        kind: KIND,
        title: format!("file {id}"),
        payload: json!({ "url": "x" }),
    }
}

/// What the processes `one` and `two` of the story do.
struct Process<'a> {
    storage: &'a dyn JobStorage,
    owner: &'static str,
}

impl Process<'_> {
    async fn claim(&self, now: i64) -> Option<Claimed> {
        self.claim_except(now, &[]).await
    }

    async fn claim_except(&self, now: i64, except: &[JobId]) -> Option<Claimed> {
        let claim = Claim {
            kinds: vec![KIND],
            except: except.to_vec(),
            owner: self.owner.to_owned(),
            until: at(now + LEASE),
        };
        self.storage
            .claim(claim, at(now))
            .await
            .unwrap_or_else(|error| panic!("{error}"))
    }

    async fn must_claim(&self, now: i64) -> Claimed {
        let claimed = self.claim(now).await;
        claimed.unwrap_or_else(|| panic!("{} found nothing to claim at {now}", self.owner))
    }

    async fn state(&self, id: JobId) -> JobState {
        self.storage
            .get(id)
            .await
            .unwrap_or_else(|error| panic!("{error}"))
            .state
    }
}

/// Tells the whole story on an empty storage. `ids` must be new and different;
/// their order does not matter.
///
/// # Panics
/// Where the storage breaks a promise.
pub async fn story(storage: &dyn JobStorage, ids: [JobId; 4]) {
    let [first, second, third, fourth] = ids;
    let one = Process {
        storage,
        owner: "one",
    };
    let two = Process {
        storage,
        owner: "two",
    };
    queued_and_claimed(&one, &two, first, second).await;
    kept_alive_and_taken_over(&one, &two, first).await;
    failed_and_retried(&one, second).await;
    cancelled(&one, &two, third).await;
    given_back(&one, &two, fourth).await;
    let listed = storage
        .list()
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    let listed: Vec<JobId> = listed.iter().map(|job| job.id).collect();
    assert_eq!(listed, [fourth, third, second, first], "newest first");
}

fn held(outcome: contract::Result<bool>) -> bool {
    outcome.unwrap_or_else(|error| panic!("{error}"))
}

fn code<T>(outcome: contract::Result<T>) -> Option<Code> {
    outcome.err().map(|error| error.code)
}

fn shown<T>(outcome: contract::Result<T>) -> T {
    outcome.unwrap_or_else(|error| panic!("{error}"))
}

async fn queued_and_claimed(one: &Process<'_>, two: &Process<'_>, first: JobId, second: JobId) {
    let storage = one.storage;
    assert!(one.claim(0).await.is_none(), "the storage must be empty");
    assert_eq!(shown(storage.next_due(vec![KIND]).await), None);
    assert_eq!(code(storage.get(first).await), Some(Code::NotFound));

    let job = shown(storage.enqueue(new_job(first), at(10)).await);
    assert_eq!((job.state, job.attempts), (JobState::Queued, 0));
    assert_eq!((job.created_at, job.updated_at), (at(10), at(10)));
    assert_eq!(
        code(storage.enqueue(new_job(first), at(11)).await),
        Some(Code::Conflict)
    );
    shown(storage.enqueue(new_job(second), at(20)).await);
    assert!(shown(storage.next_due(vec![KIND]).await).is_some_and(|due| due <= at(20)));

    let none = Claim {
        kinds: vec![],
        except: vec![],
        owner: "one".to_owned(),
        until: at(99),
    };
    assert!(
        shown(storage.claim(none, at(30)).await).is_none(),
        "no kind, no job"
    );

    let claimed = one.must_claim(30).await;
    assert_eq!(claimed.job.id, first, "the oldest comes first");
    assert_eq!(
        (claimed.job.state, claimed.job.attempts),
        (JobState::Running, 1)
    );
    assert_eq!(claimed.job.payload, json!({ "url": "x" }));
    assert_eq!(
        two.must_claim(30).await.job.id,
        second,
        "a leased job is not given twice"
    );
    assert!(two.claim(31).await.is_none());
}

async fn kept_alive_and_taken_over(one: &Process<'_>, two: &Process<'_>, first: JobId) {
    let storage = one.storage;
    // `one` claimed `first` at 30; both leases end at 30 + LEASE.
    let lease = Lease {
        job: first,
        number: 1,
    };
    let progress = JobProgress {
        done: 5,
        total: Some(10),
        unit: ProgressUnit::Bytes,
        per_second: None,
        items: None,
    };
    assert!(held(
        storage
            .heartbeat(lease, at(100_000), Some(progress), at(1000))
            .await
    ));
    assert!(held(
        storage.heartbeat(lease, at(100_000), None, at(1001)).await
    ));
    let job = shown(storage.get(first).await);
    assert_eq!(
        job.progress,
        Some(progress),
        "a heartbeat without progress keeps it"
    );
    assert!(held(
        storage
            .checkpoint(lease, json!({ "etag": "a" }), at(1002))
            .await
    ));

    // `two` crashed with `second`: its lease ran out, `one`'s did not.
    let again = one.must_claim(50_000).await;
    assert_ne!(again.job.id, first);
    assert_eq!(again.job.attempts, 2, "a crash is a try");
    assert!(held(
        storage
            .heartbeat(again.lease, at(500_000), None, at(50_001))
            .await
    ));

    // Now `one` sleeps past its lease. It still runs there, so it must not claim
    // it a second time, but `two` may.
    assert!(one.claim_except(100_000, &[first]).await.is_none());
    let taken = two.must_claim(100_000).await;
    assert_eq!(taken.job.id, first);
    assert_eq!(
        taken.job.checkpoint,
        Some(json!({ "etag": "a" })),
        "it goes on from there"
    );
    assert!(taken.lease.number > lease.number);
    assert!(!held(
        storage
            .heartbeat(lease, at(900_000), None, at(100_001))
            .await
    ));
    assert!(!held(
        storage.checkpoint(lease, json!(null), at(100_001)).await
    ));
    assert!(!held(storage.count_anew(lease, at(100_001)).await));
    let error = Error::new(Code::Network, "late");
    assert!(shown(storage.fail(lease, error, None, at(100_001)).await).is_none());
    assert!(shown(storage.finish(lease, at(100_001)).await).is_none());
    assert!(shown(storage.release(lease, at(100_001)).await).is_none());
    assert_eq!(
        one.state(first).await,
        JobState::Running,
        "the loser changed nothing"
    );

    let done = shown(storage.finish(taken.lease, at(100_002)).await);
    assert!(done.is_some_and(|job| job.state == JobState::Done && job.updated_at == at(100_002)));
    assert!(!held(
        storage
            .heartbeat(taken.lease, at(900_000), None, at(100_003))
            .await
    ));
    assert_eq!(
        shown(storage.cancel(first, at(100_004)).await).state,
        JobState::Done
    );
    assert_eq!(
        code(storage.requeue(first, at(100_004)).await),
        Some(Code::Conflict)
    );
}

async fn failed_and_retried(one: &Process<'_>, second: JobId) {
    let storage = one.storage;
    // `one` holds `second` since 50,000 with its second try.
    let lease = Lease {
        job: second,
        number: 2,
    };
    assert_eq!(
        code(storage.requeue(second, at(200_000)).await),
        Some(Code::Conflict)
    );
    let error = Error::new(Code::Network, "the line is down").with_detail("timeout");
    let waiting = shown(
        storage
            .fail(lease, error.clone(), Some(at(210_000)), at(200_000))
            .await,
    );
    let waiting = waiting.unwrap_or_else(|| panic!("the lease was held"));
    assert_eq!(
        waiting.state,
        JobState::Waiting {
            retry_at: at(210_000)
        }
    );
    assert_eq!(waiting.error, Some(error.clone()));
    assert!(one.claim(209_999).await.is_none(), "not before its time");
    assert_eq!(shown(storage.next_due(vec![KIND]).await), Some(at(210_000)));

    let third_try = one.must_claim(210_000).await;
    assert_eq!(third_try.job.attempts, 3);
    assert_eq!(
        third_try.job.error,
        Some(error.clone()),
        "kept while it is tried again"
    );
    assert!(held(storage.count_anew(third_try.lease, at(210_001)).await));
    let counted = shown(storage.get(second).await);
    assert_eq!((counted.state, counted.attempts), (JobState::Running, 1));
    shown(
        storage
            .fail(third_try.lease, error.clone(), None, at(210_001))
            .await,
    );
    assert_eq!(one.state(second).await, JobState::Failed);
    assert!(one.claim(9_000_000).await.is_none(), "parked");

    let queued = shown(storage.requeue(second, at(210_002)).await);
    assert_eq!((queued.state, queued.attempts), (JobState::Queued, 0));
    assert_eq!((queued.error, queued.progress), (None, None));
    shown(storage.requeue(second, at(210_003)).await); // twice is once
    let fresh = one.must_claim(210_004).await;
    assert_eq!(fresh.job.attempts, 1);
    let done = shown(storage.finish(fresh.lease, at(210_005)).await);
    assert!(done.is_some_and(|job| job.error.is_none()));
}

async fn cancelled(one: &Process<'_>, two: &Process<'_>, third: JobId) {
    let storage = one.storage;
    assert_eq!(
        code(storage.cancel(third, at(300_000)).await),
        Some(Code::NotFound)
    );
    assert_eq!(
        code(storage.requeue(third, at(300_000)).await),
        Some(Code::NotFound)
    );
    shown(storage.enqueue(new_job(third), at(300_000)).await);
    assert_eq!(
        shown(storage.cancel(third, at(300_001)).await).state,
        JobState::Cancelled
    );
    assert!(one.claim(300_002).await.is_none());
    shown(storage.requeue(third, at(300_003)).await);

    let claimed = one.must_claim(300_004).await;
    assert_eq!(
        shown(storage.cancel(third, at(300_005)).await).state,
        JobState::Cancelled
    );
    assert!(!held(
        storage
            .heartbeat(claimed.lease, at(999_999), None, at(300_006))
            .await
    ));
    assert!(shown(storage.finish(claimed.lease, at(300_006)).await).is_none());
    let how_far = json!({ "done": 3 });
    let kept = storage.checkpoint(claimed.lease, how_far.clone(), at(300_006));
    assert!(!held(kept.await), "the worker is to end");
    let job = shown(storage.get(third).await);
    assert_eq!(
        job.checkpoint,
        Some(how_far),
        "but how far it came is known"
    );
    assert_eq!(job.state, JobState::Cancelled);
    // The worker has not ended yet: nobody may begin a second one beside it.
    shown(storage.requeue(third, at(300_007)).await);
    assert!(two.claim(300_008).await.is_none());
    assert!(shown(storage.release(claimed.lease, at(300_009)).await).is_none());
    assert_eq!(
        one.state(third).await,
        JobState::Queued,
        "letting go changes nothing else"
    );
    let late = storage.checkpoint(claimed.lease, json!(null), at(300_009));
    assert!(!held(late.await), "nothing is kept behind that");
    let again = two.must_claim(300_010).await;
    assert_eq!(again.job.attempts, 1, "counted anew");
    shown(storage.finish(again.lease, at(300_011)).await);
}

async fn given_back(one: &Process<'_>, two: &Process<'_>, fourth: JobId) {
    let storage = one.storage;
    shown(storage.enqueue(new_job(fourth), at(400_000)).await);
    let claimed = one.must_claim(400_001).await;
    assert!(held(
        storage
            .checkpoint(claimed.lease, json!(7), at(400_002))
            .await
    ));
    let released = shown(storage.release(claimed.lease, at(400_003)).await);
    let released = released.unwrap_or_else(|| panic!("the lease was held"));
    assert_eq!(
        (released.state, released.attempts),
        (JobState::Queued, 0),
        "it does not count"
    );

    // Cancelled under a worker that crashes: its lease runs out.
    let claimed = two.must_claim(400_004).await;
    assert_eq!(claimed.job.checkpoint, Some(json!(7)));
    shown(storage.cancel(fourth, at(400_005)).await);
    shown(storage.requeue(fourth, at(400_006)).await);
    assert!(one.claim(400_004 + LEASE - 1).await.is_none());
    assert_eq!(
        shown(storage.next_due(vec![KIND]).await),
        Some(at(400_004 + LEASE))
    );
    let again = one.must_claim(400_004 + LEASE).await;
    assert!(again.lease.number > claimed.lease.number);
    shown(storage.finish(again.lease, at(500_000)).await);
}
