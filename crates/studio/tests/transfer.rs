//! Imports and exports as the window does them: jobs, progress, cancelling, files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use common::{Stage, Step, ask, open, question_in, stage};
use contract::conversation::{DeleteConversation, ListConversations, OpenConversation};
use contract::job::{CancelJob, Job, JobReport, JobState, ListJobs, RetryJob};
use contract::message::{RetryReply, Route};
use contract::transfer::{
    ExportAll, ExportConversation, ExportFormat, ImportConversations, ImportReport,
};
use contract::{Code, ConversationId, Event, Handlers, JobId};
use studio::Studio;
use tokio::sync::broadcast::Receiver;
use transcripts::sample::Sample;
use transcripts::{Found, Source, Transcript};

/// An export of ChatGPT in a folder of its own.
fn export(folder: &Path, sample: &Sample) -> PathBuf {
    let path = folder.join("export.zip");
    let file = File::create(&path).unwrap();
    sample.zip(Source::ChatGpt, 3, file).unwrap();
    path
}

fn of(path: &Path) -> ImportConversations {
    ImportConversations {
        path: path.to_str().unwrap().to_owned(),
    }
}

/// The job as it was told last, with all that was told before it.
async fn over(events: &mut Receiver<Event>, id: JobId) -> (Job, Vec<Event>) {
    let mut told = Vec::new();
    loop {
        let event = events.recv().await.expect("nobody lags");
        if let Event::JobChanged(job) = &event
            && job.id == id
            && matches!(
                job.state,
                JobState::Done | JobState::Failed | JobState::Cancelled
            )
        {
            let job = job.clone();
            told.push(event);
            return (job, told);
        }
        told.push(event);
    }
}

async fn import(studio: &Studio, path: &Path) -> (ImportReport, Vec<Event>) {
    let mut events = studio.events();
    let job = studio.import_conversations(of(path)).await.unwrap();
    let (job, told) = over(&mut events, job.id).await;
    assert_eq!(job.state, JobState::Done, "{job:?}");
    let Some(JobReport::Import(report)) = job.report else {
        panic!("no report: {job:?}");
    };
    (report, told)
}

async fn all(studio: &Studio) -> Vec<ConversationId> {
    let mut ids = Vec::new();
    let mut after = None;
    loop {
        let asked = ListConversations {
            after,
            limit: Some(200),
            archived: false,
            ..ListConversations::default()
        };
        let page = studio.list_conversations(asked).await.unwrap();
        ids.extend(page.conversations.iter().map(|row| row.id));
        after = page.next;
        if after.is_none() {
            return ids;
        }
    }
}

/// What a file holds, by its key.
fn read(path: &Path) -> BTreeMap<String, Transcript> {
    transcripts::open(path)
        .unwrap()
        .map(|found| match found.unwrap() {
            Found::Conversation(transcript, _) => (transcript.key(), transcript),
            Found::Skipped(skipped) => panic!("{skipped:?}"),
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_of_500_conversations_comes_once() {
    let Stage { studio, folder, .. } = stage().await;
    let outside = tempfile::tempdir().unwrap();
    let sample = Sample::new(7, 500);
    let path = export(outside.path(), &sample);
    let (report, told) = import(&studio, &path).await;
    assert_eq!(
        (report.imported, report.looked_at()),
        (500, 500),
        "{report:?}"
    );
    let steps: Vec<_> = told
        .iter()
        .filter_map(|event| match event {
            Event::JobChanged(job) => job.progress,
            _ => None,
        })
        .collect();
    assert!(
        steps.is_sorted_by_key(|step| (step.done, step.items)),
        "it only goes on: {steps:?}"
    );
    let last = steps.last().unwrap();
    assert_eq!((last.items, Some(last.done)), (Some(500), last.total));
    let news = |event: &&Event| matches!(event, Event::ConversationsChanged);
    let count = told.iter().filter(news).count();
    assert!(count >= 1, "the window reads its list again");
    let rows = |event: &&Event| matches!(event, Event::ConversationChanged(_));
    assert_eq!(told.iter().filter(rows).count(), 0, "and is not flooded");
    let here = all(&studio).await;
    assert_eq!(here.len(), 500);

    let (again, told) = import(&studio, &path).await;
    assert_eq!(
        (again.unchanged, again.looked_at()),
        (500, 500),
        "{again:?}"
    );
    assert_eq!(told.iter().filter(news).count(), 0, "nothing is new");

    let grown = Sample {
        grown: 20,
        ..sample
    };
    let path = export(outside.path(), &grown);
    let (report, _) = import(&studio, &path).await;
    assert_eq!((report.updated, report.unchanged), (20, 480), "{report:?}");
    assert_eq!(all(&studio).await.len(), 500, "no duplicates");
    studio.shutdown().await;
    drop(folder);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_import_leaves_whole_conversations_and_goes_on_later() {
    let Stage { studio, folder, .. } = stage().await;
    let outside = tempfile::tempdir().unwrap();
    let path = export(outside.path(), &Sample::new(8, 400));
    let mut events = studio.events();
    let job = studio.import_conversations(of(&path)).await.unwrap();
    let same = studio.import_conversations(of(&path)).await.unwrap();
    assert_eq!(same.id, job.id, "the same file at a time is the same job");
    loop {
        if let Event::JobChanged(told) = events.recv().await.unwrap()
            && told
                .progress
                .is_some_and(|progress| progress.items >= Some(1))
        {
            break;
        }
    }
    let cancelled = studio.cancel_job(CancelJob { id: job.id }).await.unwrap();
    assert_eq!(cancelled.state, JobState::Cancelled);
    // Closing waits for the worker.
    studio.shutdown().await;
    let (studio, _) = open(&folder).await;
    let some = all(&studio).await.len();
    assert!((1..400).contains(&some), "it was cut off: {some}");
    let mut events = studio.events();
    studio.retry_job(RetryJob { id: job.id }).await.unwrap();
    let (job, _) = over(&mut events, job.id).await;
    assert_eq!(job.state, JobState::Done, "{job:?}");
    assert_eq!(all(&studio).await.len(), 400, "all of them, and each once");
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_message_comes_over_and_goes_out_again() {
    let Stage { studio, folder, .. } = stage().await;
    let outside = tempfile::tempdir().unwrap();
    let sample = Sample::new(9, 30);
    let path = export(outside.path(), &sample);
    import(&studio, &path).await;
    let out = outside.path().join("all.json");
    let write = ExportAll {
        path: out.to_str().unwrap().to_owned(),
    };
    let mut events = studio.events();
    let job = studio.export_all(write.clone()).await.unwrap();
    let (job, _) = over(&mut events, job.id).await;
    let Some(JobReport::Export(report)) = job.report else {
        panic!("no report: {job:?}");
    };
    assert_eq!(report.conversations, 30);
    let (before, after) = (read(&path), read(&out));
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>(),
        "where they came from is kept"
    );
    for (key, before) in &before {
        let after = &after[key];
        let tree = |transcript: &Transcript| {
            let mut nodes: Vec<_> = transcript
                .messages
                .iter()
                .map(|entry| (entry.id.clone(), entry.parent.clone(), entry.created_at_ms))
                .collect();
            nodes.sort();
            nodes
        };
        assert_eq!(tree(before), tree(after), "{key}");
        assert_eq!(before.current, after.current, "{key}");
        assert_eq!(before.system, after.system, "{key}");
        for entry in &after.messages {
            let same = before.messages.iter().find(|other| other.id == entry.id);
            let same = same.unwrap();
            assert!(entry.text.starts_with(&same.text), "{key}: {}", entry.id);
            assert_eq!(entry.thinking, same.thinking, "{key}: {}", entry.id);
        }
    }

    // Pulse's own file changes nothing here, and brings all of it to another home.
    let (again, _) = import(&studio, &out).await;
    assert_eq!(again.unchanged, 30, "{again:?}");
    let other = stage().await;
    let (moved, _) = import(&other.studio, &out).await;
    assert_eq!(moved.imported, 30);
    let (known, _) = import(&other.studio, &path).await;
    assert_eq!((known.imported, known.skipped), (0, 0), "{known:?}");
    other.studio.shutdown().await;
    studio.shutdown().await;
    drop(folder);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_imported_conversation_goes_on() {
    let Stage {
        studio,
        script,
        folder,
    } = stage().await;
    let outside = tempfile::tempdir().unwrap();
    let path = export(outside.path(), &Sample::new(10, 3));
    import(&studio, &path).await;
    let id = all(&studio).await[0];
    let open = OpenConversation {
        id,
        limit: Some(200),
        around: None,
    };
    let view = studio.open_conversation(open.clone()).await.unwrap();
    let last = view.page.messages.last().unwrap().clone();
    assert_eq!(last.reply.as_ref().unwrap().route, Route::Imported);
    script.reply([Step::text("Another."), Step::done(1)]);
    let mut events = studio.events();
    let beside = RetryReply {
        reply: last.id,
        options: Default::default(),
    };
    let beside = studio.retry_reply(beside).await.unwrap();
    assert_eq!(beside.reply.as_ref().unwrap().route, Route::Local);
    common::end_of(&mut events, beside.id).await;
    script.reply([Step::text("On."), Step::done(1)]);
    let (_, end) = ask(&studio, question_in(id, "Go on")).await;
    assert_eq!(end.text, "On.");
    // What was said here stays when the file comes again.
    import(&studio, &path).await;
    let view = studio.open_conversation(open).await.unwrap();
    assert_eq!(view.page.messages.last().unwrap().text, "On.");
    studio.shutdown().await;
    drop(folder);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_conversation_is_written_in_every_format() {
    let Stage { studio, folder, .. } = stage().await;
    let outside = tempfile::tempdir().unwrap();
    import(&studio, &export(outside.path(), &Sample::new(11, 1))).await;
    let id = all(&studio).await[0];
    let to = |name: &str, format| ExportConversation {
        id,
        format,
        path: outside.path().join(name).to_str().unwrap().to_owned(),
        ahead_minutes: 60,
    };
    for format in ExportFormat::ALL {
        let name = format!("one.{}", format.extension());
        std::fs::write(outside.path().join(&name), "before").unwrap();
        studio.export_conversation(to(&name, format)).await.unwrap();
        let text = std::fs::read_to_string(outside.path().join(&name)).unwrap();
        let begins = match format {
            ExportFormat::Markdown => "# ",
            ExportFormat::Html => "<!",
            ExportFormat::Json => "{\"format\":\"pulse-conversations\"",
            ExportFormat::Text => "",
        };
        assert!(
            text.to_lowercase().starts_with(begins),
            "{format:?}: {text}"
        );
        assert!(text.len() > 100, "{format:?}: {text}");
    }
    let names = std::fs::read_dir(outside.path()).unwrap().count();
    assert_eq!(names, 5, "nothing else is left in the folder");
    let mut inside = to("x", ExportFormat::Text);
    let database = folder.path().join("pulse.db");
    inside.path = database.to_str().unwrap().to_owned();
    let refused = studio.export_conversation(inside).await.unwrap_err();
    assert_eq!(
        refused.code,
        Code::InvalidInput,
        "Pulse's own files are safe"
    );
    studio
        .delete_conversation(DeleteConversation { id })
        .await
        .unwrap();
    let gone = studio
        .export_conversation(to("y", ExportFormat::Text))
        .await;
    assert_eq!(gone.unwrap_err().code, Code::NotFound);
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_export_is_refused_at_once() {
    let Stage { studio, folder, .. } = stage().await;
    let outside = tempfile::tempdir().unwrap();
    let path = outside.path().join("notes.json");
    let refused = async || {
        studio
            .import_conversations(of(&path))
            .await
            .unwrap_err()
            .code
    };
    assert_eq!(refused().await, Code::NotFound);
    std::fs::write(&path, r#"[{"notes": true}]"#).unwrap();
    assert_eq!(refused().await, Code::InvalidInput);
    let relative = studio.import_conversations(of(Path::new("x.zip"))).await;
    assert_eq!(relative.unwrap_err().code, Code::InvalidInput);
    assert!(studio.list_jobs(ListJobs {}).await.unwrap().is_empty());
    // Sound at its start, broken further on: what came before stays.
    let mut json = Vec::new();
    Sample::new(12, 5).json(Source::Claude, &mut json).unwrap();
    json.truncate(json.len() - 20);
    std::fs::write(&path, json).unwrap();
    let mut events = studio.events();
    let job = studio.import_conversations(of(&path)).await.unwrap();
    let (job, _) = over(&mut events, job.id).await;
    assert_eq!(job.state, JobState::Failed);
    assert_eq!(job.error.unwrap().code, Code::InvalidInput);
    let Some(JobReport::Import(report)) = job.report else {
        panic!("what was done is told");
    };
    assert_eq!(report.imported as usize, all(&studio).await.len());
    assert_eq!(report.imported, 4);
    studio.shutdown().await;
    drop(folder);
}
