//! Long work: what the job queue is given to do.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use contract::job::{CancelJob, Job, JobKind, JobProgress, JobState, ProgressUnit};
use contract::model::DownloadModel;
use contract::{Code, Error, JobId, Result};
use futures::FutureExt;
use jobs::{BoxFuture, Failure, JobContext, JobRecord, JobStorage, NewJob, Work, Workers};
use local_model::{DownloadSpec, Shelf};
use store::Store;
use tokio::sync::Notify;

use crate::clock;
use crate::events::Events;
use crate::studio::Studio;
use crate::transfer::{ExportWork, ImportWork};

/// Speed is measured over so long.
const SPEED_OVER: Duration = Duration::from_secs(3);

/// Queues a download. The same one twice is the same job; another one to the same
/// file is refused.
pub(crate) async fn download_model(studio: &Studio, request: DownloadModel) -> Result<Job> {
    let sha256 = request
        .sha256
        .as_deref()
        .map(str::trim)
        .filter(|hash| !hash.is_empty());
    let spec = DownloadSpec::parse(request.url.trim(), sha256)?;
    let parts = studio.parts();
    // Two at once would both find the file free.
    let _queueing = parts.queueing.lock().await;
    let taken =
        |entry: &local_model::ShelfEntry| entry.path.file_name() == Some(spec.file_name.as_ref());
    if parts.shelf.list()?.iter().any(taken) {
        return Err(Error::new(
            Code::Conflict,
            format!(
                "A model file named {} is on the shelf already",
                spec.file_name
            ),
        ));
    }
    let payload = serde_json::to_value(&spec).map_err(not_json)?;
    for job in parts.queue.list().await? {
        let is_over = matches!(
            job.state,
            JobState::Done | JobState::Failed | JobState::Cancelled
        );
        if is_over || job.kind != JobKind::ModelDownload || job.title != spec.file_name {
            continue;
        }
        let record = studio.disk().get(job.id).await?;
        if record.payload == payload {
            return Ok(job);
        }
        return Err(Error::new(
            Code::Conflict,
            format!("Another download to {} is under way", spec.file_name),
        ));
    }
    parts
        .queue
        .enqueue(NewJob {
            id: JobId(clock::id()),
            kind: JobKind::ModelDownload,
            title: spec.file_name,
            payload,
        })
        .await
}

/// Queues a job, unless the same is queued or under way: then it is that one.
pub(crate) async fn enqueue_once(studio: &Studio, new: NewJob) -> Result<Job> {
    let parts = studio.parts();
    let _queueing = parts.queueing.lock().await;
    for job in parts.queue.list().await? {
        let is_over = matches!(
            job.state,
            JobState::Done | JobState::Failed | JobState::Cancelled
        );
        if !is_over
            && job.kind == new.kind
            && studio.disk().get(job.id).await?.payload == new.payload
        {
            return Ok(job);
        }
    }
    parts.queue.enqueue(new).await
}

/// Ends a job, and throws away what it has made so far.
pub(crate) async fn cancel(studio: &Studio, request: CancelJob) -> Result<Job> {
    let job = studio.parts().queue.cancel(request.id).await?;
    // Nobody else does where it did not run just now.
    discard_if_cancelled(studio.disk(), &studio.parts().shelf, job.id).await;
    Ok(job)
}

/// Throws away what has arrived for a download that the user does not want. One that
/// ended for another reason (Pulse closes, another process took it over) goes on later.
async fn discard_if_cancelled(store: &Store, shelf: &Shelf, id: JobId) {
    let discarded = async {
        let job = store.get(id).await?;
        match (job.state, job.kind) {
            (JobState::Cancelled, JobKind::ModelDownload) => {
                let spec = serde_json::from_value(job.payload).map_err(not_json)?;
                shelf.discard_download(&spec).await
            }
            _ => Ok(()),
        }
    };
    if let Err(error) = discarded.await {
        // `Conflict`: it still runs, in another process perhaps, which does it then.
        tracing::debug!(%id, code = error.code.as_str(), "a part of a download stays");
    }
}

/// Who does which kind of job.
pub(crate) fn workers(
    store: &Store,
    shelf: &Shelf,
    shelf_changed: &Arc<Notify>,
    events: &Events,
) -> Workers {
    let download = ModelDownload {
        store: store.clone(),
        shelf: shelf.clone(),
        shelf_changed: Arc::clone(shelf_changed),
    };
    let import = ImportWork {
        store: store.clone(),
        events: events.clone(),
    };
    let export = ExportWork {
        store: store.clone(),
    };
    Workers::from([
        (JobKind::ModelDownload, Arc::new(download) as Arc<dyn Work>),
        (JobKind::ConversationImport, Arc::new(import)),
        (JobKind::ConversationExport, Arc::new(export)),
    ])
}

/// Fetches a GGUF file onto the shelf. What has arrived stays on disk as a `.part`
/// file, from which the next try goes on: no checkpoint is needed.
struct ModelDownload {
    store: Store,
    shelf: Shelf,
    shelf_changed: Arc<Notify>,
}

impl Work for ModelDownload {
    fn run(
        &self,
        job: JobRecord,
        context: JobContext,
    ) -> BoxFuture<'static, std::result::Result<(), Failure>> {
        let (store, shelf) = (self.store.clone(), self.shelf.clone());
        let shelf_changed = Arc::clone(&self.shelf_changed);
        async move {
            let spec: DownloadSpec = serde_json::from_value(job.payload)
                .map_err(|error| Failure::Final(not_json(error)))?;
            let mut speed = Speed::default();
            let progress = |done, total| {
                context.progress(JobProgress {
                    done,
                    total,
                    unit: ProgressUnit::Bytes,
                    per_second: speed.at(Instant::now(), done),
                    items: None,
                });
            };
            let cancel = context.cancellation().clone();
            let downloaded = shelf.download(&spec, progress, cancel).await;
            if let Err(error) = downloaded {
                if error.code == Code::Cancelled {
                    discard_if_cancelled(&store, &shelf, job.id).await;
                }
                return Err(failure(error));
            }
            shelf_changed.notify_one();
            Ok(())
        }
        .boxed()
    }
}

/// Whether another try can help.
fn failure(error: Error) -> Failure {
    match error.code {
        Code::Cancelled => Failure::Cancelled,
        Code::Network => Failure::Retry(error),
        _ => Failure::Final(error),
    }
}

pub(crate) fn not_json(error: serde_json::Error) -> Error {
    Error::new(Code::Internal, "A job's input could not be read or written").with_detail(error)
}

/// Units a second over the last seconds.
#[derive(Debug, Default)]
pub(crate) struct Speed {
    seen: VecDeque<(Instant, u64)>,
}

impl Speed {
    /// The speed at `now` with `done` units; `None` while there is too little to measure.
    pub(crate) fn at(&mut self, now: Instant, done: u64) -> Option<u64> {
        // One look in a tenth of the window is enough, however often we are asked.
        if self
            .seen
            .back()
            .is_none_or(|(at, _)| now - *at >= SPEED_OVER / 10)
        {
            self.seen.push_back((now, done));
        }
        while self.seen.len() > 1
            && self
                .seen
                .get(1)
                .is_some_and(|(at, _)| now - *at >= SPEED_OVER)
        {
            self.seen.pop_front();
        }
        let (since, before) = self.seen.front()?;
        let millis = u64::try_from((now - *since).as_millis())
            .ok()
            .filter(|millis| *millis > 0)?;
        Some(done.saturating_sub(*before).saturating_mul(1000) / millis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speed_is_that_of_the_last_seconds() {
        let begun = Instant::now();
        let mut speed = Speed::default();
        assert_eq!(
            speed.at(begun, 500),
            None,
            "a resumed part says nothing about the speed"
        );
        for tenth in 1..=100 {
            speed.at(
                begun + Duration::from_millis(tenth * 100),
                500 + tenth * 100,
            );
        }
        let now = begun + Duration::from_secs(10);
        assert_eq!(speed.at(now, 10_500), Some(1000));
        let slow = (1..=100)
            .map(|tenth| speed.at(now + Duration::from_millis(tenth * 100), 10_500 + tenth));
        assert_eq!(slow.last(), Some(Some(10)), "the fast start is forgotten");
        assert!(speed.seen.len() <= 12, "looks do not pile up");
    }

    #[test]
    fn only_the_network_is_tried_again() {
        let of = |code| failure(Error::new(code, "x"));
        assert!(matches!(of(Code::Network), Failure::Retry(_)));
        assert_eq!(of(Code::Cancelled), Failure::Cancelled);
        for code in [
            Code::ChecksumMismatch,
            Code::StorageFull,
            Code::ModelInvalid,
        ] {
            assert!(
                matches!(of(code), Failure::Final(_)),
                "{code:?} will not mend itself"
            );
        }
    }
}
