//! Crashes, sleeping computers, shutdowns, a failing storage.

use std::sync::Arc;
use std::time::Duration;

use contract::Code;
use contract::job::JobState;
use serde_json::json;

use super::bench::{Bench, settle};
use crate::{Claim, Clock, Failure, JobStorage};

/// Claims the only job as a process that then crashes.
async fn crashed_claim(bench: &Bench) {
    let now = bench.clock.now();
    let claim = Claim {
        kinds: vec![contract::job::JobKind::ModelDownload],
        except: vec![],
        owner: "crashed".to_owned(),
        until: crate::clock::after(now, Duration::from_secs(30)),
    };
    let claimed = bench.storage.claim(claim, now).await.unwrap().unwrap();
    assert!(
        bench
            .storage
            .checkpoint(claimed.lease, json!({ "at": 5 }), now)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn a_crashed_process_s_job_is_claimed_after_its_lease() {
    let before = Bench::new();
    before.end().await;
    let id = before.enqueue(1).await; // nobody works any more
    crashed_claim(&before).await;

    let mut bench = Bench::on(Arc::clone(&before.storage), Arc::clone(&before.clock));
    for _ in 0..29 {
        settle().await;
        bench.clock.advance(Duration::from_secs(1));
    }
    settle().await;
    assert!(
        bench.tries.try_recv().is_err(),
        "the lease has a second to go"
    );
    bench.clock.advance(Duration::from_secs(1));
    let attempt = bench.next_try().await;
    assert_eq!(attempt.job.id, id);
    assert_eq!(attempt.job.attempts, 2, "the crash was a try");
    assert_eq!(
        attempt.job.checkpoint,
        Some(json!({ "at": 5 })),
        "it goes on from there"
    );
    bench.end().await;
}

#[tokio::test]
async fn a_job_that_crashes_pulse_each_time_is_parked() {
    let before = Bench::new();
    before.end().await;
    before.enqueue(1).await;
    for _ in 0..3 {
        crashed_claim(&before).await;
        before.clock.advance(Duration::from_secs(31));
    }
    let mut bench = Bench::on(Arc::clone(&before.storage), Arc::clone(&before.clock));
    let parked = bench.until(JobState::Failed).await;
    assert_eq!(parked.error.unwrap().code, Code::Internal);
    assert!(
        bench.tries.try_recv().is_err(),
        "a fourth try could crash Pulse again"
    );
    bench.end().await;
}

#[tokio::test]
async fn heartbeats_keep_the_lease() {
    let mut bench = Bench::new();
    bench.enqueue(1).await;
    let attempt = bench.next_try().await;
    let mut rival = Bench::on(Arc::clone(&bench.storage), Arc::clone(&bench.clock));
    for _ in 0..120 {
        bench.clock.advance(Duration::from_secs(1));
        settle().await;
    }
    assert!(
        rival.tries.try_recv().is_err(),
        "four leases long it was kept alive"
    );
    attempt.end(Ok(()));
    bench.until(JobState::Done).await;
    rival.end().await;
    bench.end().await;
}

#[tokio::test]
async fn a_computer_that_slept_does_not_run_a_job_twice() {
    let mut bench = Bench::new();
    bench.enqueue(1).await;
    let attempt = bench.next_try().await;
    settle().await;
    // The clock jumps over the whole lease before any heartbeat could be sent.
    bench.clock.advance(Duration::from_secs(3600));
    settle().await;
    assert!(bench.tries.try_recv().is_err(), "it still runs here");
    assert!(
        !attempt.context.cancellation().is_cancelled(),
        "and nobody took it"
    );
    attempt.end(Ok(()));
    bench.until(JobState::Done).await;
    bench.end().await;
}

#[tokio::test]
async fn a_worker_whose_job_was_cancelled_elsewhere_is_told() {
    let mut bench = Bench::new();
    let id = bench.enqueue(1).await;
    let attempt = bench.next_try().await;
    settle().await;
    let rival = Bench::on(Arc::clone(&bench.storage), Arc::clone(&bench.clock));
    rival.queue.cancel(id).await.unwrap();
    assert!(
        !attempt.context.cancellation().is_cancelled(),
        "another process cannot reach it"
    );
    bench.clock.advance(Duration::from_secs(5));
    settle().await;
    assert!(
        attempt.context.cancellation().is_cancelled(),
        "its heartbeat found out"
    );
    let refused = attempt.context.checkpoint(json!(1)).await.unwrap_err();
    assert_eq!(refused.code, Code::Cancelled);
    attempt.end(Err(Failure::Cancelled));
    rival.end().await;
    bench.end().await;
    assert_eq!(bench.stored(id).await.state, JobState::Cancelled);
}

#[tokio::test]
async fn a_shutdown_gives_the_job_back_uncounted() {
    let mut bench = Bench::new();
    let id = bench.enqueue(1).await;
    let attempt = bench.next_try().await;
    attempt
        .context
        .checkpoint(json!({ "at": 9 }))
        .await
        .unwrap();
    let token = attempt.context.cancellation().clone();
    let (_, ()) = tokio::join!(bench.queue.shutdown(), async {
        token.cancelled().await;
        attempt.end(Err(Failure::Cancelled));
    });
    let job = bench.stored(id).await;
    assert_eq!((job.state, job.attempts), (JobState::Queued, 0));
    // No lease is left: the next start goes on at once, without the clock moving.
    let mut next = Bench::on(Arc::clone(&bench.storage), Arc::clone(&bench.clock));
    let again = next.next_try().await;
    assert_eq!(again.job.checkpoint, Some(json!({ "at": 9 })));
    again.end(Ok(()));
    next.until(JobState::Done).await;
    next.end().await;
    next.end().await; // twice is once
}

#[tokio::test]
async fn a_shutdown_does_not_wait_for_a_deaf_worker() {
    let mut bench = Bench::new();
    let id = bench.enqueue(1).await;
    drop(bench.next_try().await); // it never ends by itself
    let clock = Arc::clone(&bench.clock);
    let (_, ()) = tokio::join!(bench.queue.shutdown(), async {
        settle().await;
        clock.advance(Duration::from_secs(5));
    });
    assert_eq!(bench.stored(id).await.state, JobState::Queued);
}

#[tokio::test]
async fn a_full_disk_does_not_lose_the_end_of_a_job() {
    let mut bench = Bench::new();
    bench.enqueue(1).await;
    let attempt = bench.next_try().await;
    *bench.storage.failures.lock().unwrap() = 3;
    attempt.end(Ok(()));
    for _ in 0..3 {
        settle().await;
        bench.clock.advance(Duration::from_secs(1));
    }
    bench.until(JobState::Done).await;
    bench.end().await;
}

#[tokio::test]
async fn jobs_of_other_processes_are_found() {
    let mut bench = Bench::new();
    settle().await;
    let other = Bench::on(Arc::clone(&bench.storage), Arc::clone(&bench.clock));
    other.end().await;
    let id = other.enqueue(1).await; // it only queues, as a short-lived command does
    settle().await;
    bench.clock.advance(Duration::from_secs(5));
    assert_eq!(bench.next_try().await.job.id, id);
    bench.end().await;
}
