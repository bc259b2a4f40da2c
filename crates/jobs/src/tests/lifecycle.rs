//! From queued to over.

use std::time::Duration;

use contract::job::{JobProgress, JobState, ProgressUnit};
use contract::{Code, Error, JobId};
use uuid::Uuid;

use super::bench::{Bench, settle};
use crate::{Clock, Failure, QueueOptions};

fn network() -> Error {
    Error::new(Code::Network, "the line is down")
}

fn trouble() -> Error {
    Error::new(Code::StorageBusy, "somebody else holds it")
}

#[tokio::test]
async fn a_job_runs_and_is_done() {
    let mut bench = Bench::new();
    let id = bench.enqueue(1).await;
    let attempt = bench.next_try().await;
    assert_eq!(attempt.job.id, id);
    attempt.end(Ok(()));
    bench.until(JobState::Done).await;
    let states: Vec<_> = bench
        .history
        .lock()
        .unwrap()
        .iter()
        .map(|job| job.state)
        .collect();
    assert_eq!(
        states,
        [JobState::Queued, JobState::Running, JobState::Done],
        "in this order"
    );
    bench.end().await;
}

#[tokio::test]
async fn no_more_run_than_there_are_hands() {
    let mut bench = Bench::new();
    for n in 1..=3 {
        bench.enqueue(n).await;
    }
    let first = bench.next_try().await;
    let _second = bench.next_try().await;
    settle().await;
    assert!(bench.tries.try_recv().is_err(), "two hands are busy");
    first.end(Ok(()));
    assert_eq!(bench.next_try().await.job.id, JobId(Uuid::from_u128(3)));
    bench.end().await;
}

#[tokio::test]
async fn a_failure_is_tried_again_with_growing_waits_and_then_parked() {
    let mut bench = Bench::new();
    let id = bench.enqueue(1).await;
    let mut waits = Vec::new();
    for attempt in 1..=2 {
        let this = bench.next_try().await;
        assert_eq!(this.job.attempts, attempt);
        this.end(Err(Failure::Retry(trouble())));
        let (job, retry_at) = bench.until_waiting().await;
        assert_eq!(job.error, Some(trouble()));
        let wait = retry_at.0 - bench.clock.now().0;
        settle().await;
        bench
            .clock
            .advance(Duration::from_millis(u64::try_from(wait - 1).unwrap()));
        settle().await;
        assert!(bench.tries.try_recv().is_err(), "one millisecond too early");
        // The feeder looks again at the latest 50 ms after a due time.
        bench.clock.advance(Duration::from_millis(50));
        waits.push(wait);
    }
    assert!(
        (1000..=2000).contains(&waits[0]) && (2000..=4000).contains(&waits[1]),
        "{waits:?}"
    );
    bench.next_try().await.end(Err(Failure::Retry(trouble())));
    let parked = bench.until(JobState::Failed).await;
    assert_eq!((parked.attempts, parked.error), (3, Some(trouble())));
    // By hand it goes on, from the first try.
    bench.queue.retry(id).await.unwrap();
    let again = bench.next_try().await;
    assert_eq!(again.job.attempts, 1);
    bench.end().await;
}

#[tokio::test]
async fn a_network_that_is_down_is_waited_for_much_longer() {
    let mut bench = Bench::new();
    bench.enqueue(1).await;
    let mut waits = Vec::new();
    for _ in 1..=5 {
        let attempt = bench.next_try().await;
        waits.push(bench.fail(attempt, network()).await);
    }
    assert!(waits.is_sorted(), "{waits:?}");
    bench.next_try().await.end(Err(Failure::Retry(network())));
    let parked = bench.until(JobState::Failed).await;
    assert_eq!((parked.attempts, parked.error), (6, Some(network())));
    bench.end().await;

    // As shipped: the time in all, each wait at its shortest.
    let options = QueueOptions::new("x");
    let waits = (1..options.network_attempts).map(|attempt| {
        let longest = options.backoff.base * 2_u32.saturating_pow(attempt - 1).min(1 << 20);
        longest.min(options.backoff.cap) / 2
    });
    let hours = waits.sum::<Duration>().as_secs() / 3600;
    assert!((6..48).contains(&hours), "{hours} hours without a network");
}

#[tokio::test]
async fn a_try_that_comes_further_counts_as_the_first() {
    let mut bench = Bench::new();
    let id = bench.enqueue(1).await;
    let progress = |done| JobProgress {
        done,
        total: None,
        unit: ProgressUnit::Bytes,
        per_second: None,
        items: None,
    };
    // Each fails, and would be the last but two; each gets a little further.
    for done in 1..=8 {
        let attempt = bench.next_try().await;
        assert!(attempt.job.attempts <= 2, "{:?}", attempt.job);
        attempt.context.progress(progress(done));
        bench.fail(attempt, trouble()).await;
        assert_eq!(bench.stored(id).await.attempts, 1);
    }
    // Those that only come as far as before, or begin again, count.
    for done in [8, 3] {
        let attempt = bench.next_try().await;
        attempt.context.progress(progress(done));
        attempt.end(Err(Failure::Retry(trouble())));
        let state = if done == 8 {
            bench.until_waiting().await.0
        } else {
            bench.until(JobState::Failed).await
        };
        assert_eq!(state.error, Some(trouble()));
        settle().await;
        bench.clock.advance(Duration::from_secs(60));
    }
    assert_eq!(bench.stored(id).await.attempts, 3);
    bench.end().await;
}

#[tokio::test]
async fn a_final_failure_is_parked_at_once() {
    let mut bench = Bench::new();
    bench.enqueue(1).await;
    let error = Error::new(Code::ChecksumMismatch, "other bytes");
    bench
        .next_try()
        .await
        .end(Err(Failure::Final(error.clone())));
    let parked = bench.until(JobState::Failed).await;
    assert_eq!((parked.attempts, parked.error), (1, Some(error)));
    bench.end().await;
}

#[tokio::test]
async fn a_panic_is_a_failed_try_and_the_queue_goes_on() {
    let mut bench = Bench::new();
    bench.enqueue(1).await;
    bench.next_try().await.panic();
    let (job, _) = bench.until_waiting().await;
    let error = job.error.unwrap();
    assert_eq!(error.code, Code::Internal);
    assert_eq!(error.detail.as_deref(), Some("the worker tripped"));
    bench.enqueue(2).await;
    bench.next_try().await.end(Ok(()));
    bench.until(JobState::Done).await;
    bench.end().await;
}

#[tokio::test]
async fn cancelling_tells_the_worker_and_the_storage() {
    let mut bench = Bench::new();
    let id = bench.enqueue(1).await;
    let attempt = bench.next_try().await;
    let cancelled = bench.queue.cancel(id).await.unwrap();
    assert_eq!(cancelled.state, JobState::Cancelled);
    assert!(attempt.context.cancellation().is_cancelled());
    assert_eq!(bench.stored(id).await.state, JobState::Cancelled);

    // Queued again before the worker has ended: it must not run twice at once.
    bench.queue.retry(id).await.unwrap();
    settle().await;
    assert!(
        bench.tries.try_recv().is_err(),
        "the former worker has not ended"
    );
    attempt.end(Err(Failure::Cancelled));
    let again = bench.next_try().await;
    assert_eq!(again.job.attempts, 1);
    assert!(
        !again.context.cancellation().is_cancelled(),
        "a cancellation is of one try"
    );
    again.end(Ok(()));
    bench.until(JobState::Done).await;
    bench.end().await;
}

#[tokio::test]
async fn cancelling_one_job_leaves_the_other_alone() {
    let mut bench = Bench::new();
    let first = bench.enqueue(1).await;
    bench.enqueue(2).await;
    let one = bench.next_try().await;
    let other = bench.next_try().await;
    bench.queue.cancel(first).await.unwrap();
    assert!(one.context.cancellation().is_cancelled());
    assert!(!other.context.cancellation().is_cancelled());
    other.end(Ok(()));
    bench.until(JobState::Done).await;
    one.end(Err(Failure::Cancelled));
    bench.end().await;
}

#[tokio::test]
async fn a_job_that_is_over_cannot_be_cancelled_or_retried() {
    let mut bench = Bench::new();
    let id = bench.enqueue(1).await;
    bench.next_try().await.end(Ok(()));
    bench.until(JobState::Done).await;
    assert_eq!(bench.queue.cancel(id).await.unwrap().state, JobState::Done);
    assert_eq!(
        bench.queue.retry(id).await.unwrap_err().code,
        Code::Conflict
    );
    let nowhere = JobId(Uuid::from_u128(99));
    assert_eq!(
        bench.queue.cancel(nowhere).await.unwrap_err().code,
        Code::NotFound
    );
    bench.end().await;
}

#[tokio::test]
async fn a_worker_that_does_not_listen_is_dropped_after_the_grace() {
    let mut bench = Bench::new();
    let id = bench.enqueue(1).await;
    let attempt = bench.next_try().await;
    let context = attempt.context.clone();
    drop(attempt); // it never ends by itself
    bench.queue.cancel(id).await.unwrap();
    bench.queue.retry(id).await.unwrap();
    settle().await;
    assert!(bench.tries.try_recv().is_err());
    assert!(context.cancellation().is_cancelled());
    bench.clock.advance(Duration::from_secs(5));
    // Dropped, so the job is free for another worker.
    bench.next_try().await.end(Ok(()));
    bench.until(JobState::Done).await;
    bench.end().await;
}
