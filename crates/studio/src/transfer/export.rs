//! Exports: the commands, and the job that writes everything.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use contract::job::{Job, JobKind, JobProgress, JobReport, ProgressUnit};
use contract::transfer::{
    ExportAll, ExportConversation, ExportFormat, ExportReport, PickExportFile,
};
use contract::{Code, Error, JobId, Result};
use futures::FutureExt;
use jobs::{BoxFuture, Failure, JobContext, JobRecord, NewJob, Work};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Store;
use tokio::sync::mpsc;
use transcripts::Transcript;
use transcripts::write::{Look, Pulse, html, markdown, text};

use super::file::{self, Draft, unwritable};
use super::import::blocking;
use super::{convert, embed};
use crate::clock;
use crate::jobs::{Speed, not_json};
use crate::studio::Studio;

/// What a file with everything is called at first.
const ALL: &str = "Pulse conversations.json";

pub(crate) async fn pick_export_file(
    studio: &Studio,
    request: PickExportFile,
) -> Result<Option<String>> {
    let suggested = match request.conversation {
        Some(id) => documents::file_name(
            &studio.store_of(id).await.conversation(id).await?.title,
            "Conversation",
            request.format.extension(),
        ),
        None => ALL.to_owned(),
    };
    Ok(studio.parts().host.pick_export_file(&suggested).await)
}

/// Writes one conversation; the file is there when this returns.
pub(crate) async fn export_conversation(
    studio: &Studio,
    request: ExportConversation,
) -> Result<()> {
    let path = file::target(studio.home(), &request.path)?;
    let store = studio.store_of(request.id).await;
    let whole = store.whole_conversation(request.id).await?;
    let embeds = request.format == ExportFormat::Html;
    let files = embeds.then(|| embed::files(&whole));
    let mut transcript = convert::to_transcript(whole);
    if let Some(files) = files {
        embed::embed(&store.pictures, &files, &mut transcript).await;
    }
    blocking(move || {
        let mut draft = Draft::new(path.clone())?;
        let look = Look {
            ahead_minutes: request.ahead_minutes,
            ..Look::default()
        };
        let written = match request.format {
            ExportFormat::Markdown => markdown(&transcript, &look, &mut draft),
            ExportFormat::Html => html(&transcript, &look, &mut draft),
            ExportFormat::Text => text(&transcript, &look, &mut draft),
            ExportFormat::Json => Pulse::new(&mut draft).and_then(|mut file| {
                file.add(&transcript)?;
                file.finish().map(drop)
            }),
        };
        written.map_err(|error| unwritable(&path, &error))?;
        draft.finish()
    })
    .await
}

/// Queues the export of everything. The same file twice at a time is the same job.
pub(crate) async fn export_all(studio: &Studio, request: ExportAll) -> Result<Job> {
    let path = file::target(studio.home(), &request.path)?;
    let title = file::title(&path);
    let payload = serde_json::to_value(Input { path }).map_err(not_json)?;
    let new = NewJob {
        id: JobId(clock::id()),
        kind: JobKind::ConversationExport,
        title,
        payload,
    };
    crate::jobs::enqueue_once(studio, new).await
}

/// What the job is given.
#[derive(Debug, Serialize, Deserialize)]
struct Input {
    path: PathBuf,
}

/// Writes everything. Another try begins anew: what was half written is gone by then.
pub(crate) struct ExportWork {
    pub(crate) store: Store,
}

impl Work for ExportWork {
    fn run(
        &self,
        job: JobRecord,
        context: JobContext,
    ) -> BoxFuture<'static, std::result::Result<(), Failure>> {
        let store = self.store.clone();
        async move {
            let input: Input = serde_json::from_value(job.payload)
                .map_err(|error| Failure::Final(not_json(error)))?;
            let cancelled = context.cancellation().clone();
            tokio::select! {
                biased;
                () = cancelled.cancelled() => Err(Failure::Cancelled),
                written = all(&store, &context, input.path) => written.map_err(failure),
            }
        }
        .boxed()
    }
}

async fn all(store: &Store, context: &JobContext, path: PathBuf) -> Result<()> {
    let draft = Draft::new(path)?;
    // One conversation is written while another is read. Dropped, the writer drops its
    // draft, and with it the file.
    let (conversations, coming) = mpsc::channel(1);
    let writing = tokio::task::spawn_blocking(move || write(draft, coming));
    let total = store.count_conversations().await?;
    let mut speed = Speed::default();
    let (mut done, mut after) = (0, None);
    while let Some(id) = store.conversation_after(after).await? {
        after = Some(id);
        let whole = match store.whole_conversation(id).await {
            Ok(whole) => whole,
            // Deleted meanwhile.
            Err(error) if error.code == Code::NotFound => continue,
            Err(error) => return Err(error),
        };
        let more = Some(convert::to_transcript(whole));
        if conversations.send(more).await.is_err() {
            // It ended early, and says why.
            break;
        }
        done += 1;
        context.progress(JobProgress {
            done,
            total: Some(total.max(done)),
            unit: ProgressUnit::Items,
            per_second: speed.at(Instant::now(), done),
            items: None,
        });
    }
    let _ = conversations.send(None).await;
    writing.await.unwrap_or_else(|error| {
        Err(Error::new(Code::Internal, "The writing ended badly").with_detail(error))
    })?;
    let report = JobReport::Export(ExportReport {
        conversations: done,
    });
    context.checkpoint(json!({ "report": report })).await
}

/// Writes what comes until `None`. Without that nothing is kept: somebody gave up.
fn write(mut draft: Draft, mut coming: mpsc::Receiver<Option<Transcript>>) -> Result<()> {
    let path = draft.path().to_owned();
    let wrong = |error: std::io::Error| unwritable(&path, &error);
    let mut file = Pulse::new(&mut draft as &mut dyn Write).map_err(wrong)?;
    while let Some(more) = coming.blocking_recv() {
        match more {
            Some(transcript) => file.add(&transcript).map_err(wrong)?,
            None => {
                file.finish().map(drop).map_err(wrong)?;
                return draft.finish();
            }
        }
    }
    Err(Error::new(Code::Cancelled, "The export was given up"))
}

/// Whether another try can help.
fn failure(error: Error) -> Failure {
    match error.code {
        Code::Cancelled => Failure::Cancelled,
        Code::StorageBusy => Failure::Retry(error),
        _ => Failure::Final(error),
    }
}
