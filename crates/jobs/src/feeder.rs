//! The task that claims jobs and starts their runs.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use crate::clock::{after, until};
use crate::queue::Shared;
use crate::{Claim, Claimed, run};

/// Runs until the queue shuts down and the last run has ended.
pub(crate) async fn feed(shared: Arc<Shared>) {
    let parallel = shared.options.parallel.max(1);
    let mut runs = JoinSet::new();
    while !shared.stop.is_cancelled() {
        while runs.len() < parallel
            && let Some(claimed) = claim(&shared).await
        {
            runs.spawn(run::run(Arc::clone(&shared), claimed));
        }
        // With all hands full only the end of a run makes room.
        let wait = if runs.len() < parallel {
            idle(&shared).await
        } else {
            shared.options.poll
        };
        tokio::select! {
            () = shared.stop.cancelled() => {}
            () = shared.wake.notified() => {}
            () = shared.options.clock.sleep(wait) => {}
            Some(ended) = runs.join_next() => report(ended),
        }
    }
    while let Some(ended) = runs.join_next().await {
        report(ended);
    }
}

fn report(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "a job's run ended badly; its lease will run out");
    }
}

/// Takes one job and registers it as running here, before anybody can cancel it.
async fn claim(shared: &Shared) -> Option<Claimed> {
    if shared.stop.is_cancelled() {
        return None;
    }
    let _order = shared.order.lock().await;
    let now = shared.now();
    let claim = Claim {
        kinds: shared.workers.keys().copied().collect(),
        except: shared.running().keys().copied().collect(),
        owner: shared.options.owner.clone(),
        until: after(now, shared.options.lease),
    };
    match shared.storage.claim(claim, now).await {
        Ok(Some(claimed)) => {
            shared
                .running()
                .insert(claimed.job.id, shared.stop.child_token());
            shared.announce(&claimed.job);
            Some(claimed)
        }
        Ok(None) => None,
        Err(error) => {
            // A full disk or a locked file can mend: look again after the poll.
            tracing::warn!(%error, "jobs could not be claimed");
            None
        }
    }
}

/// How long nothing can become claimable, but never longer than the poll: other
/// processes queue jobs too.
async fn idle(shared: &Shared) -> Duration {
    let poll = shared.options.poll;
    let kinds = shared.workers.keys().copied().collect();
    match shared.storage.next_due(kinds).await {
        Ok(Some(due)) => {
            let wait = until(shared.now(), due);
            // What is due already and was not claimed cannot be had yet (its former
            // run has not ended): no busy loop.
            wait.max(Duration::from_millis(50)).min(poll)
        }
        Ok(None) | Err(_) => poll,
    }
}
