//! `pulse jobs`: what is queued, and how it goes on.

use std::time::Duration;

use contract::job::{CancelJob, Job, JobProgress, JobState, ListJobs, ProgressUnit, RetryJob};
use contract::{Code, Error, Handlers, JobId};
use serde::Serialize;
use studio::Studio;

use crate::Outcome;
use crate::arguments::{Jobs, JobsCommand};
use crate::interrupt::interrupted;
use crate::models::megabytes;
use crate::open::{JobWork, with_studio};
use crate::output::{Output, Stop};

/// How often a followed job is looked at: another process may be working on it, and
/// events do not cross processes.
const LOOK_EVERY: Duration = Duration::from_millis(300);

/// A line of `pulse jobs … --json`.
#[derive(Serialize)]
#[serde(tag = "type", rename = "job")]
struct Line<'a> {
    #[serde(flatten)]
    job: &'a Job,
}

/// What Ctrl-C does to the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnInterrupt {
    /// It ends, and what was fetched is thrown away.
    Cancel,
    /// It stays queued.
    Leave,
}

pub(crate) async fn run(jobs: Jobs, output: &mut Output) -> Outcome {
    let work = match &jobs.command {
        JobsCommand::Watch(_) => JobWork::Done,
        JobsCommand::List(_) | JobsCommand::Cancel(_) | JobsCommand::Retry(_) => JobWork::LeftAlone,
    };
    with_studio(work, async |studio| match jobs.command {
        JobsCommand::List(_) => list(studio, output).await,
        JobsCommand::Watch(job) => follow(studio, job.id, output, OnInterrupt::Leave).await,
        JobsCommand::Cancel(job) => {
            show(output, &studio.cancel_job(CancelJob { id: job.id }).await?)
        }
        JobsCommand::Retry(job) => show(output, &studio.retry_job(RetryJob { id: job.id }).await?),
    })
    .await
}

async fn list(studio: &Studio, output: &mut Output) -> Outcome {
    for job in studio.list_jobs(ListJobs {}).await? {
        show(output, &job)?;
    }
    Ok(())
}

/// Shows a job's changes until it is over.
pub(crate) async fn follow(
    studio: &Studio,
    id: JobId,
    output: &mut Output,
    on_interrupt: OnInterrupt,
) -> Outcome {
    follow_with(studio, id, on_interrupt, |job| show(output, job)).await?;
    Ok(())
}

/// Calls `show` with every change of a job until it is done; gives it as it is then.
pub(crate) async fn follow_with(
    studio: &Studio,
    id: JobId,
    on_interrupt: OnInterrupt,
    show: impl FnMut(&Job) -> Outcome,
) -> Outcome<Job> {
    tokio::select! {
        outcome = to_its_end(studio, id, show) => outcome,
        () = interrupted() => {
            if on_interrupt == OnInterrupt::Cancel {
                studio.cancel_job(CancelJob { id }).await?;
            }
            Err(Stop::Interrupted)
        }
    }
}

async fn to_its_end(
    studio: &Studio,
    id: JobId,
    mut show: impl FnMut(&Job) -> Outcome,
) -> Outcome<Job> {
    let mut shown = None;
    loop {
        let job = studio
            .list_jobs(ListJobs {})
            .await?
            .into_iter()
            .find(|job| job.id == id);
        let job = job.ok_or_else(|| Error::new(Code::NotFound, format!("There is no job {id}")))?;
        if shown.as_ref() != Some(&job) {
            show(&job)?;
        }
        match job.state {
            JobState::Done => return Ok(job),
            JobState::Cancelled => {
                return Err(Error::new(Code::Cancelled, "The job was cancelled").into());
            }
            JobState::Failed => {
                let unknown = || Error::new(Code::Internal, "The job failed");
                return Err(Stop::Failed(job.error.clone().unwrap_or_else(unknown)));
            }
            JobState::Queued | JobState::Running | JobState::Waiting { .. } => {}
        }
        shown = Some(job);
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

pub(crate) fn show(output: &mut Output, job: &Job) -> Outcome {
    if output.is_json() {
        return output.line(&Line { job });
    }
    let state = match job.state {
        JobState::Queued => "queued",
        JobState::Running => "running",
        JobState::Waiting { .. } => "waiting",
        JobState::Done => "done",
        JobState::Failed => "failed",
        JobState::Cancelled => "cancelled",
    };
    let progress = job.progress.as_ref().map(amount).unwrap_or_default();
    let error = match (&job.error, job.state) {
        (None, _) | (_, JobState::Done) => String::new(),
        (Some(error), _) => format!("  {}", error.message),
    };
    output.text(&format!(
        "{}  {state:9}  {}{progress}{error}\n",
        job.id, job.title
    ))
}

pub(crate) fn amount(progress: &JobProgress) -> String {
    let count = |units| match progress.unit {
        ProgressUnit::Bytes => megabytes(units),
        ProgressUnit::Items => units.to_string(),
    };
    match progress.total {
        Some(total) => format!("  {} of {}", count(progress.done), count(total)),
        None => format!("  {}", count(progress.done)),
    }
}
