//! Exports of other programs for a journey, made by the generator that follows their published formats.

use std::fs::File;
use std::path::PathBuf;
use std::time::Duration;

use contract::JobId;
use contract::job::{Job, JobKind, JobReport, JobState, ListJobs};
use contract::transfer::{ImportConversations, ImportReport};
use transcripts::Source;
use transcripts::sample::Sample;

use crate::{Home, Page, Result, client};

/// How long an import may take on a slow machine under load.
const PATIENCE: Duration = Duration::from_secs(240);

/// The file of an export.
#[derive(Debug)]
pub struct Export(PathBuf);

impl Export {
    /// ChatGPT's archive with so many conversations, in the folder of `home`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn chatgpt(home: &Home, conversations: usize) -> Result<Self> {
        let path = home.path().join("export.zip");
        let sample = Sample::new(3, conversations);
        sample.zip(Source::ChatGpt, 0, File::create(&path)?)?;
        Ok(Self(path))
    }

    /// Begins to import it: the dialog of the system that asks for a file cannot be driven.
    ///
    /// # Errors
    /// When the desktop refuses.
    pub async fn import(&self, page: &Page) -> Result<Job> {
        let path = self.0.to_str().ok_or("the path is not UTF-8")?.to_owned();
        let asked = ImportConversations { path };
        Ok(client(page).import_conversations(asked).await?)
    }
}

/// Waits until the newest import is over. Returns how it ended and what it came to.
///
/// # Errors
/// When it does not end in time.
pub async fn over(page: &Page) -> Result<(JobState, ImportReport)> {
    page.wait(PATIENCE, "the import to end", async || {
        let newest = imports(page).await?.into_iter().next();
        let newest = newest.ok_or("there is no import")?;
        match newest.state {
            JobState::Queued | JobState::Running | JobState::Waiting { .. } => Ok(None),
            state => Ok(Some((state, report(newest)))),
        }
    })
    .await
}

/// What the import came to, as far as that is known now.
///
/// # Errors
/// When there is no such import.
pub async fn outcome(page: &Page, id: JobId) -> Result<ImportReport> {
    let mut all = imports(page).await?.into_iter();
    let found = all.find(|job| job.id == id);
    Ok(report(found.ok_or("there is no such import")?))
}

async fn imports(page: &Page) -> Result<Vec<Job>> {
    let mut jobs = client(page).list_jobs(ListJobs {}).await?;
    jobs.retain(|job| job.kind == JobKind::ConversationImport);
    Ok(jobs)
}

fn report(job: Job) -> ImportReport {
    match job.report {
        Some(JobReport::Import(report)) => report,
        _ => ImportReport::default(),
    }
}
