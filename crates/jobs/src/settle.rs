//! How a try ends up in the storage.

use std::time::Duration;

use contract::Result;
use tokio_util::sync::CancellationToken;

use crate::clock::after;
use crate::queue::Shared;
use crate::{Failure, Lease};

/// Tries to store an outcome. If all fail, the lease runs out and the job is
/// tried again from its checkpoint.
const TRIES: u32 = 5;
/// Between those tries.
const PAUSE: Duration = Duration::from_secs(1);

/// Stores how the try that counts as number `attempts` ended, tells the listener, and lets go of the job.
pub(crate) async fn settle(
    shared: &Shared,
    attempts: u32,
    lease: Lease,
    cancel: &CancellationToken,
    outcome: std::result::Result<(), Failure>,
) {
    for _ in 0..TRIES {
        match store(shared, attempts, lease, cancel, &outcome).await {
            Ok(()) => return,
            Err(error) => {
                tracing::warn!(%error, job = %lease.job, "the end of a job could not be stored");
            }
        }
        shared.options.clock.sleep(PAUSE).await;
    }
    tracing::error!(job = %lease.job, "gave up storing the end of a job; it will be tried again");
}

async fn store(
    shared: &Shared,
    attempts: u32,
    lease: Lease,
    cancel: &CancellationToken,
    outcome: &std::result::Result<(), Failure>,
) -> Result<()> {
    let _order = shared.order.lock().await;
    let now = shared.now();
    let storage = &shared.storage;
    let stopping = shared.stop.is_cancelled();
    let changed = match outcome {
        Ok(()) => storage.finish(lease, now).await?,
        // A shutdown is not the job's failure: the next start goes on with it.
        Err(Failure::Cancelled | Failure::Retry(_)) if stopping => None,
        // Told once more: its last checkpoint says how far it came.
        Err(Failure::Cancelled) if cancel.is_cancelled() => Some(storage.get(lease.job).await?),
        // Nobody asked for it, so the work itself decided.
        Err(Failure::Cancelled) => Some(storage.cancel(lease.job, now).await?),
        Err(Failure::Retry(error)) => {
            let again = attempts < shared.options.attempts_after(Some(error));
            let delay = shared.options.backoff.delay(lease.job, attempts);
            let retry_at = again.then(|| after(now, delay));
            storage.fail(lease, error.clone(), retry_at, now).await?
        }
        Err(Failure::Final(error)) => storage.fail(lease, error.clone(), None, now).await?,
    };
    // Whatever still hangs on the lease is let go of: a job that was cancelled
    // meanwhile can only be retried after that.
    let released = storage.release(lease, now).await?;
    if let Some(job) = changed.or(released) {
        shared.announce(&job);
    }
    Ok(())
}
