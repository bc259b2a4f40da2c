//! Imports: the commands, and the job.
//!
//! A thread reads the file one conversation ahead; each conversation is one transaction.
//! Wherever it ends, whole conversations are there, and the next try knows them again.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

use contract::job::{Job, JobKind, JobProgress, JobReport, ProgressUnit};
use contract::transfer::{ImportConversations, ImportReport, SkippedConversation};
use contract::{Code, Error, Event, JobId, Result, Timestamp};
use futures::FutureExt;
use jobs::{BoxFuture, Failure, JobContext, JobRecord, NewJob, Work};
use serde::{Deserialize, Serialize};
use store::{ForeignConversation, Store, Taken};
use tokio::sync::mpsc;
use transcripts::{Found, Lost, Progress, Skipped};

use super::{convert, file};
use crate::clock;
use crate::conversations::PAGE;
use crate::events::Events;
use crate::jobs::{Speed, not_json};
use crate::studio::Studio;

/// Listeners are told so often that there is more.
const TELL_EVERY: Duration = Duration::from_millis(500);
/// How far it is, is stored so often.
const KEEP_EVERY: Duration = Duration::from_millis(500);
/// Characters of a skipped conversation's title, and of the reason.
const LONGEST_WORDS: usize = 200;

pub(crate) async fn pick_import_file(studio: &Studio) -> Option<String> {
    studio.parts().host.pick_import_file().await
}

/// Queues an import of a file that can be read and is an export. The same file twice at a
/// time is the same job.
pub(crate) async fn import_conversations(
    studio: &Studio,
    request: ImportConversations,
) -> Result<Job> {
    let path = file::absolute(&request.path)?;
    let title = file::title(&path);
    let looked = path.clone();
    blocking(move || transcripts::open(&looked).map(drop).map_err(refusal)).await?;
    let payload = serde_json::to_value(Input { path }).map_err(not_json)?;
    let kind = JobKind::ConversationImport;
    crate::jobs::enqueue_once(
        studio,
        NewJob {
            id: JobId(clock::id()),
            kind,
            title,
            payload,
        },
    )
    .await
}

/// What the job is given.
#[derive(Debug, Serialize, Deserialize)]
struct Input {
    path: PathBuf,
}

/// Where another try goes on.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Checkpoint {
    /// The file that `done` counts in.
    file: Identity,
    /// Conversations that were looked at.
    done: u64,
    /// [`JobReport::Import`]; the interface sees it.
    report: JobReport,
}

/// Tells a file from one that took its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Identity {
    bytes: u64,
    modified_ms: u64,
}

impl Identity {
    fn of(path: &Path) -> std::io::Result<Self> {
        let data = std::fs::metadata(path)?;
        let since = data
            .modified()
            .ok()
            .and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        Ok(Self {
            bytes: data.len(),
            modified_ms: since.map_or(0, |since| since.as_millis() as u64),
        })
    }
}

/// Does imports.
pub(crate) struct ImportWork {
    pub(crate) store: Store,
    pub(crate) events: Events,
}

impl Work for ImportWork {
    fn run(
        &self,
        job: JobRecord,
        context: JobContext,
    ) -> BoxFuture<'static, std::result::Result<(), Failure>> {
        let (store, events) = (self.store.clone(), self.events.clone());
        async move {
            let input: Input = serde_json::from_value(job.payload)
                .map_err(|error| Failure::Final(not_json(error)))?;
            let identity =
                Identity::of(&input.path).map_err(|error| Failure::Final(refusal(error.into())))?;
            let before = job
                .checkpoint
                .and_then(|value| serde_json::from_value::<Checkpoint>(value).ok())
                .filter(|before| before.file == identity);
            let (done, report) = match before {
                Some(Checkpoint {
                    done,
                    report: JobReport::Import(report),
                    ..
                }) => (done, report),
                _ => (0, ImportReport::default()),
            };
            let mut run = Run {
                store,
                context,
                news: News {
                    events,
                    told: None,
                    untold: false,
                },
                identity,
                done,
                report,
                speed: Speed::default(),
                kept: Instant::now(),
            };
            let outcome = run.all(input.path).await;
            run.news.end(&run.store).await;
            // What was done is known also where it ended early, if the job is still ours.
            let kept = run.keep().await;
            outcome.and(kept).map_err(failure)
        }
        .boxed()
    }
}

/// One step of the reader.
enum Step {
    Conversation(Box<ForeignConversation>, Lost),
    Skipped(Skipped),
    Broken(Error),
}

/// One try.
struct Run {
    store: Store,
    context: JobContext,
    news: News,
    identity: Identity,
    done: u64,
    report: ImportReport,
    speed: Speed,
    kept: Instant,
}

impl Run {
    async fn all(&mut self, path: PathBuf) -> Result<()> {
        // One step waits while another is stored: the reader is never far ahead.
        let (steps, mut coming) = mpsc::channel(1);
        let (known, now) = (self.done, clock::now());
        // It ends by itself when nobody takes its steps any more.
        tokio::task::spawn_blocking(move || read(&path, known, now, &steps));
        let cancelled = self.context.cancellation().clone();
        loop {
            let step = tokio::select! {
                biased;
                () = cancelled.cancelled() => {
                    return Err(Error::new(Code::Cancelled, "The import was cancelled"));
                }
                step = coming.recv() => step,
            };
            let Some((step, progress)) = step else {
                return Ok(());
            };
            self.take(step).await?;
            self.done += 1;
            self.progress(progress);
            if self.kept.elapsed() >= KEEP_EVERY {
                self.keep().await?;
            }
        }
    }

    async fn take(&mut self, step: Step) -> Result<()> {
        match step {
            Step::Conversation(new, lost) => match self.store.import_conversation(&new).await {
                Ok(taken) => {
                    let (count, changed) = match taken {
                        Taken::New(_) => (&mut self.report.imported, true),
                        Taken::Grown(_) => (&mut self.report.updated, true),
                        Taken::Unchanged(_) => (&mut self.report.unchanged, false),
                    };
                    *count += 1;
                    self.report.damaged_messages += u64::from(lost.messages) + u64::from(lost.cut);
                    if changed {
                        self.news.changed();
                    }
                }
                // Its own fault, and no reason to leave the others out.
                Err(error) if matches!(error.code, Code::Conflict | Code::InvalidInput) => {
                    self.skip(Some(new.title), &error.message);
                }
                Err(error) => return Err(error),
            },
            Step::Skipped(skipped) => self.skip(skipped.title, &skipped.reason.to_string()),
            Step::Broken(error) => return Err(error),
        }
        Ok(())
    }

    fn skip(&mut self, title: Option<String>, reason: &str) {
        self.report.skipped += 1;
        if self.report.skips.len() < ImportReport::LISTED {
            let short = |text: &str| text.chars().take(LONGEST_WORDS).collect::<String>();
            self.report.skips.push(SkippedConversation {
                title: title
                    .map(|title| short(&title))
                    .filter(|title| !title.trim().is_empty()),
                reason: short(reason),
            });
        }
    }

    fn progress(&mut self, progress: Progress) {
        self.context.progress(JobProgress {
            done: progress.read,
            total: Some(progress.total),
            unit: ProgressUnit::Bytes,
            per_second: self.speed.at(Instant::now(), progress.read),
            items: Some(self.done),
        });
    }

    async fn keep(&mut self) -> Result<()> {
        let checkpoint = Checkpoint {
            file: self.identity,
            done: self.done,
            report: JobReport::Import(self.report.clone()),
        };
        let value = serde_json::to_value(checkpoint).map_err(not_json)?;
        self.kept = Instant::now();
        self.context.checkpoint(value).await
    }
}

/// Reads the file, except what an earlier try is done with. A file that breaks off says so
/// after all that came before.
fn read(path: &Path, known: u64, now: Timestamp, steps: &mpsc::Sender<(Step, Progress)>) {
    let mut reader = match transcripts::open(path) {
        Ok(reader) => reader,
        Err(error) => {
            let _ = steps.blocking_send((Step::Broken(refusal(error)), Progress::default()));
            return;
        }
    };
    let mut index = 0;
    while let Some(found) = reader.next() {
        index += 1;
        let step = match found {
            Err(error) => Step::Broken(refusal(error)),
            Ok(_) if index <= known && !steps.is_closed() => continue,
            Ok(Found::Skipped(skipped)) => Step::Skipped(skipped),
            Ok(Found::Conversation(transcript, lost)) => {
                Step::Conversation(Box::new(convert::to_store(transcript, now)), lost)
            }
        };
        if steps.blocking_send((step, reader.progress())).is_err() {
            return;
        }
    }
}

/// Tells listeners that there is more, a few times a second at the most.
struct News {
    events: Events,
    told: Option<Instant>,
    untold: bool,
}

impl News {
    fn changed(&mut self) {
        self.untold = true;
        if self.told.is_none_or(|told| told.elapsed() >= TELL_EVERY) {
            self.tell();
        }
    }

    fn tell(&mut self) {
        self.events.send(Event::ConversationsChanged);
        self.told = Some(Instant::now());
        self.untold = false;
    }

    /// Tells the last of it. Whoever listens reads the list then: its rows are no news.
    async fn end(&mut self, store: &Store) {
        if self.told.is_none() {
            return;
        }
        if let Ok(page) = store.list_conversations(None, PAGE).await {
            for summary in page.conversations {
                self.events.know(&Event::ConversationChanged(summary));
            }
        }
        if self.untold {
            self.tell();
        }
    }
}

/// Why a file is not imported.
fn refusal(error: transcripts::Error) -> Error {
    let code = match &error {
        transcripts::Error::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Code::NotFound
        }
        _ => Code::InvalidInput,
    };
    let message = match &error {
        transcripts::Error::Io(_) => "Pulse could not read the file".to_owned(),
        transcripts::Error::NotAnExport => {
            "This is no data export of ChatGPT or Claude, and none of Pulse".to_owned()
        }
        transcripts::Error::Newer { .. } => {
            "A newer Pulse wrote this file; update Pulse to import it".to_owned()
        }
        other => format!("The file cannot be imported further: {other}"),
    };
    let told = Error::new(code, message);
    match error {
        transcripts::Error::Io(error) => told.with_detail(error),
        _ => told,
    }
}

/// Whether another try can help.
fn failure(error: Error) -> Failure {
    match error.code {
        Code::Cancelled => Failure::Cancelled,
        Code::StorageBusy => Failure::Retry(error),
        _ => Failure::Final(error),
    }
}

/// Runs what waits for a disk where nobody else waits for it.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| {
            Err(Error::new(Code::Internal, "A file's work ended badly").with_detail(error))
        })
}
