//! `pulse import` and `pulse export`: conversations in and out.

use std::cell::RefCell;
use std::io::{IsTerminal, Write};
use std::path::Path;

use contract::Handlers;
use contract::job::{Job, JobReport, JobState};
use contract::transfer::{
    ExportAll, ExportConversation, ExportFormat, ImportConversations, ImportReport,
};

use crate::Outcome;
use crate::arguments::{Export, Format, Import};
use crate::interrupt::interrupted;
use crate::jobs::{OnInterrupt, amount, follow_with, show};
use crate::open::{JobWork, with_studio};
use crate::output::{Output, Stop, complain};

pub(crate) async fn import(import: Import, output: &mut Output) -> Outcome {
    let path = absolute(&import.file)?;
    let job = with_studio(JobWork::Done, async |studio| {
        let job = studio
            .import_conversations(ImportConversations { path })
            .await?;
        follow(studio, &job, output).await
    })
    .await?;
    match &job.report {
        Some(JobReport::Import(report)) if !output.is_json() => summary(report, output),
        _ => Ok(()),
    }
}

pub(crate) async fn export(export: Export, output: &mut Output) -> Outcome {
    let path = absolute(&export.output)?;
    let Some(id) = export.id else {
        let job = with_studio(JobWork::Done, async |studio| {
            let job = studio.export_all(ExportAll { path }).await?;
            follow(studio, &job, output).await
        })
        .await?;
        return match &job.report {
            Some(JobReport::Export(report)) if !output.is_json() => output.text(&format!(
                "{} exported\n",
                conversations(report.conversations)
            )),
            _ => Ok(()),
        };
    };
    let request = ExportConversation {
        id,
        format: match export.format {
            Format::Markdown => ExportFormat::Markdown,
            Format::Html => ExportFormat::Html,
            Format::Text => ExportFormat::Text,
            Format::Json => ExportFormat::Json,
        },
        path,
        // Times in the file are UTC's.
        ahead_minutes: 0,
    };
    with_studio(JobWork::LeftAlone, async |studio| {
        tokio::select! {
            done = studio.export_conversation(request) => Ok(done?),
            () = interrupted() => Err(Stop::Interrupted),
        }
    })
    .await
}

/// Follows a job to its end; Ctrl-C cancels it. JSON goes to standard output, and for
/// people a line of progress to standard error.
async fn follow(studio: &studio::Studio, job: &Job, output: &mut Output) -> Outcome<Job> {
    let line = RefCell::new(ProgressLine::default());
    let json = output.is_json();
    let shown = follow_with(studio, job.id, OnInterrupt::Cancel, |job| {
        if json {
            return show(output, job);
        }
        line.borrow_mut().show(job);
        Ok(())
    })
    .await;
    line.borrow_mut().end();
    shown
}

/// A line on standard error that is written over on a terminal.
#[derive(Default)]
struct ProgressLine {
    written: bool,
}

impl ProgressLine {
    fn show(&mut self, job: &Job) {
        let Some(progress) = job.progress.filter(|_| job.state == JobState::Running) else {
            return;
        };
        let mut words = amount(&progress).trim().to_owned();
        if let Some(items) = progress.items {
            words.push_str(&format!(", {}", conversations(items)));
        }
        if std::io::stderr().is_terminal() {
            let _ = write!(std::io::stderr(), "\r\x1b[K{words}");
            self.written = true;
        } else {
            complain(&words);
        }
    }

    fn end(&mut self) {
        if self.written {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

fn summary(report: &ImportReport, output: &mut Output) -> Outcome {
    output.text(&format!(
        "{} imported, {} updated, {} unchanged, {} skipped\n",
        report.imported, report.updated, report.unchanged, report.skipped
    ))?;
    for skipped in &report.skips {
        let title = skipped.title.as_deref().unwrap_or("(no title)");
        output.text(&format!("  skipped: {title}: {}\n", skipped.reason))?;
    }
    let listed = report.skips.len() as u64;
    if report.skipped > listed {
        output.text(&format!("  and {} more\n", report.skipped - listed))?;
    }
    if report.damaged_messages > 0 {
        output.text(&format!(
            "{} messages could not be read or were cut\n",
            report.damaged_messages
        ))?;
    }
    Ok(())
}

fn conversations(count: u64) -> String {
    match count {
        1 => "1 conversation".to_owned(),
        count => format!("{count} conversations"),
    }
}

fn absolute(path: &Path) -> Outcome<String> {
    let absolute = std::path::absolute(path)
        .map_err(|error| Stop::BadInput(format!("{} is no path: {error}", path.display())))?;
    absolute
        .into_os_string()
        .into_string()
        .map_err(|_| Stop::BadInput("the path is not UTF-8".into()))
}
