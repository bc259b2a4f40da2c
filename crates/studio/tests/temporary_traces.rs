//! What temporary conversations leave behind: nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::time::Duration;

use common::temporary::{WORDS, close, files_with, found, full, listed, temporary, view};
use common::{Stage, Step, ask, end_of, messages, open, options, question, question_in, stage};
use contract::message::{MessageStatus, ReplyOptions, SendMessage};
use contract::provider::{SetProvider, TypedKey};
use contract::settings::SettingsPatch;
use contract::usage::{ReadUsage, UsageGroup};
use contract::{Code, Handlers, ModelId, ProviderId, Timestamp};
use sandbox::Sandbox;
use secrets::{FileKey, Place};
use studio::Opening;

#[tokio::test]
async fn nothing_of_it_is_in_any_file() {
    let (stage, files) = (stage().await, tempfile::tempdir().unwrap());
    let (studio, home) = (&stage.studio, stage.folder.path());
    let mut events = studio.events();
    let (id, reply, live) = full(&stage, true, &files).await;
    // What had been journalled by then of an ordinary one would be on disk.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let clean = |when: &str| {
        for word in WORDS {
            assert_eq!(files_with(home, word), [""; 0], "{word} {when}");
        }
        let attached = home.join("media/attachments");
        assert_eq!(std::fs::read_dir(attached).map_or(0, Iterator::count), 0);
    };
    clean("while it streams");
    assert_eq!(messages(studio, id).await[1].text, "qxreplyword");
    live.send(Step::done(3)).unwrap();
    end_of(&mut events, reply).await;
    clean("once the reply is over");
    assert_eq!(listed(studio).await, 0);
    for word in WORDS {
        assert_eq!(found(studio, word).await, 0, "{word}");
    }
    let patch = SettingsPatch {
        open_conversation: Some(id),
        ..SettingsPatch::default()
    };
    let settings = studio.change_settings(patch).await.unwrap();
    assert_eq!(settings.open_conversation, None, "the next start has none");
    close(studio, id).await;
    clean("when it is closed");
    studio.shutdown().await;
    clean("at the end");

    // The same of an ordinary one: the search above finds what is there.
    let (studio, script) = open(&stage.folder).await;
    let stage = Stage {
        studio,
        script,
        folder: stage.folder,
    };
    assert_eq!(listed(&stage.studio).await, 0);
    let gone = view(&stage.studio, id).await.unwrap_err();
    assert_eq!(gone.code, Code::NotFound);
    let (_, _, _live) = full(&stage, false, &files).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    for word in WORDS {
        assert_ne!(files_with(stage.folder.path(), word), [""; 0], "{word}");
    }
}

/// Not a test by itself: the process that [`nothing_is_left_after_a_kill`] kills.
#[tokio::test]
async fn a_process_to_be_killed() {
    let Some(home) = std::env::var_os("PULSE_TEST_KILLED") else {
        return;
    };
    let mut folder = tempfile::Builder::new().tempdir_in(&home).unwrap();
    folder.disable_cleanup(true);
    let (studio, script) = open(&folder).await;
    let stage = Stage {
        studio,
        script,
        folder,
    };
    let files = tempfile::tempdir_in(std::env::var_os("PULSE_TEST_FILES").unwrap()).unwrap();
    stage
        .script
        .reply([Step::text("qxordinary"), Step::done(1)]);
    ask(&stage.studio, question("qxordinary")).await;
    let (_, _, live) = full(&stage, true, &files).await;
    std::fs::write(files.path().join("ready"), "").unwrap();
    // Until the kill; a reply that goes on writes all the while.
    loop {
        live.send(Step::text(" qxreplyword")).unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[cfg(unix)]
#[tokio::test]
async fn nothing_is_left_after_a_kill() {
    let (home, files) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_process_to_be_killed"])
        .env("PULSE_TEST_KILLED", home.path())
        .env("PULSE_TEST_FILES", files.path())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let ready = || {
        let mut folders = std::fs::read_dir(files.path()).unwrap();
        folders.any(|entry| entry.unwrap().path().join("ready").exists())
    };
    while !ready() {
        assert_eq!(child.try_wait().unwrap(), None, "it ended by itself");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let clean = |when: &str| {
        for word in WORDS {
            assert_eq!(files_with(home.path(), word), [""; 0], "{word} {when}");
        }
    };
    for _ in 0..5 {
        clean("while it streams");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    clean("after the kill");
    assert_ne!(files_with(home.path(), "qxordinary"), [""; 0]);
    let entry = std::fs::read_dir(home.path()).unwrap().next().unwrap();
    let path = entry.unwrap().path();
    let home_again = studio::Options {
        home: studio::Home::at(path).unwrap(),
        host: std::sync::Arc::new(studio::NoDialogs),
        bundled_models: Vec::new(),
    };
    let studio = Opening::new(home_again).open().await.unwrap();
    assert_eq!(studio.notices(), [], "there is nothing to recover");
    assert_eq!(listed(&studio).await, 1);
    studio.shutdown().await;
    clean("after the next start");
}

#[tokio::test]
async fn a_vendor_is_paid_and_that_is_all_that_stays() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::File {
        path: folder.path().join("secrets.age"),
        key: FileKey::KeyFile(folder.path().join("elsewhere.key")),
    };
    let opening = Opening::new(options(&folder)).keeping_keys_in(place);
    let (studio, sandbox) = (
        opening.open().await.unwrap(),
        Sandbox::start(0).await.unwrap(),
    );
    let request = SetProvider {
        id: ProviderId("openai".into()),
        key: Some(TypedKey(sandbox::KEY.into())),
        base_url: Some(sandbox.base("openai")),
        location: None,
    };
    studio.set_provider(request).await.unwrap();
    let used = async || {
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap();
        let now = i64::try_from(now.as_millis()).unwrap();
        let request = ReadUsage {
            from: Timestamp(now - 3_600_000),
            to: Timestamp(now + 3_600_000),
            group: UsageGroup::Provider,
            offset_minutes: 0,
        };
        studio.read_usage(request).await.unwrap().totals
    };
    let id = temporary(&studio).await.id;
    let request = SendMessage {
        options: ReplyOptions {
            provider: Some(ProviderId("openai".into())),
            model: Some(ModelId("small".into())),
            thoughts: Some(true),
            ..ReplyOptions::default()
        },
        ..question_in(id, "sandbox: named qxpromptword")
    };
    let (_, end) = ask(&studio, request).await;
    assert_eq!(end.status, MessageStatus::Complete, "{:?}", end.error);
    let sums = used().await;
    assert_eq!(sums.requests, 1, "no title is asked for");
    assert!(sums.input_tokens > 0 && sums.output_tokens > 0);
    let shown = view(&studio, id).await.unwrap().conversation.title;
    assert!(shown.contains("qxpromptword"), "the first words: {shown}");
    assert_eq!(files_with(folder.path(), "qxpromptword"), [""; 0]);
    let written = std::fs::read(folder.path().join("pulse.db-wal")).unwrap();
    for id in [id.0, end.id.0] {
        let mut parts = written.windows(16);
        assert!(!parts.any(|part| part == id.as_bytes()), "not even an id");
    }
}
