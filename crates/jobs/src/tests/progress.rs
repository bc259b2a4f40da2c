//! How often progress is passed on.

use std::time::Duration;

use contract::job::{JobProgress, JobState, ProgressUnit};

use super::bench::{Bench, settle};
use crate::Failure;

fn bytes(done: u64) -> JobProgress {
    JobProgress {
        done,
        total: Some(1000),
        unit: ProgressUnit::Bytes,
        per_second: Some(1),
        items: None,
    }
}

#[tokio::test]
async fn ten_announcements_and_two_writes_a_second() {
    let mut bench = Bench::new();
    bench.enqueue(1).await;
    let attempt = bench.next_try().await;
    bench.until(JobState::Running).await;
    settle().await;
    let before = bench.history.lock().unwrap().len();
    // Four seconds, a thousand steps each: far more than may be passed on.
    for step in 1..=4000 {
        attempt.context.progress(bytes(step));
        bench.clock.advance(Duration::from_millis(1));
        settle_briefly().await;
    }
    let announced = bench.history.lock().unwrap().len() - before;
    let written = bench.storage.progress_writes.lock().unwrap().len();
    // One at once and then one each 100 ms or 500 ms, give or take the last.
    assert!(
        (39..=41).contains(&announced),
        "{announced} announcements in 4 s"
    );
    assert!((8..=9).contains(&written), "{written} writes in 4 s");
    attempt.end(Ok(()));
    bench.until(JobState::Done).await;
    bench.end().await;
}

/// Enough turns for the watch to see the progress and the tick.
async fn settle_briefly() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_last_progress_of_a_try_is_stored() {
    let mut bench = Bench::new();
    let id = bench.enqueue(1).await;
    let attempt = bench.next_try().await;
    for step in 1..=10 {
        attempt.context.progress(bytes(step));
    }
    attempt.end(Err(Failure::Final(contract::Error::new(
        contract::Code::Network,
        "down",
    ))));
    let parked = bench.until(JobState::Failed).await;
    assert_eq!(parked.progress, Some(bytes(10)));
    assert_eq!(bench.stored(id).await.progress, Some(bytes(10)));
    bench.end().await;
}

#[tokio::test]
async fn nobody_hears_that_a_cancelled_job_runs() {
    let mut bench = Bench::new();
    let id = bench.enqueue(1).await;
    let attempt = bench.next_try().await;
    attempt.context.progress(bytes(1));
    bench.queue.cancel(id).await.unwrap();
    attempt.context.progress(bytes(2));
    bench.clock.advance(Duration::from_secs(1));
    settle().await;
    let last = bench.history.lock().unwrap().last().cloned().unwrap();
    assert_eq!(last.state, JobState::Cancelled);
    attempt.end(Err(Failure::Cancelled));
    bench.end().await;
}
