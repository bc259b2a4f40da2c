//! The wait between tries.

use std::time::Duration;

use contract::JobId;
use uuid::Uuid;

use crate::Backoff;

#[test]
fn waits_double_up_to_the_cap() {
    let backoff = Backoff {
        base: Duration::from_secs(2),
        cap: Duration::from_secs(20),
    };
    let job = JobId(Uuid::from_u128(7));
    for (attempt, longest) in [
        (1, 2.0),
        (2, 4.0),
        (3, 8.0),
        (4, 16.0),
        (5, 20.0),
        (99, 20.0),
    ] {
        let delay = backoff.delay(job, attempt).as_secs_f64();
        // Half of it is certain, the other half is spread.
        assert!(
            (longest / 2.0..=longest).contains(&delay),
            "try {attempt} waits {delay} s"
        );
    }
}

#[test]
fn jobs_that_failed_together_come_back_apart() {
    let backoff = Backoff {
        base: Duration::from_secs(60),
        cap: Duration::from_secs(60),
    };
    let mut delays: Vec<_> = (0..100)
        .map(|n| backoff.delay(JobId(Uuid::from_u128(n)), 1).as_millis())
        .collect();
    delays.sort_unstable();
    // Evenly spread over 30 s, each third of that would get 33 of 100 delays; with
    // ten or fewer in one of them the mixing would be broken.
    for third in 0..3 {
        let range = 30_000 + third * 10_000..30_000 + (third + 1) * 10_000;
        let count = delays.iter().filter(|delay| range.contains(*delay)).count();
        assert!(count > 10, "{count} of 100 delays in {range:?}");
    }
}
