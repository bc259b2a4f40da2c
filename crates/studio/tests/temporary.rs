//! Temporary conversations: they do what others do, and leave nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::path::Path;
use std::time::Duration;

use common::{
    Stage, Step, ask, end_of, messages, open, options, question, question_in, stage, text_of, until,
};
use contract::attachment::{AttachBytes, AttachFile, Attachment, Detach, Draft, PreviewAttachment};
use contract::conversation::{
    ChooseOptions, ConversationSummary, ConversationView, CreateConversation, DeleteConversation,
    EarlierMessages, KeepConversation, ListConversations, OpenConversation, RenameConversation,
    RestoreConversation, SaveDraft,
};
use contract::message::{
    ContinueReply, FinishReason, MessageStatus, ReplyOptions, RetryReply, SelectBranch,
    SendMessage, StopReply,
};
use contract::provider::{SetProvider, TypedKey};
use contract::search::Search;
use contract::settings::{SettingsPatch, Start};
use contract::transfer::{ExportConversation, ExportFormat};
use contract::usage::{ReadUsage, UsageGroup};
use contract::{Code, ConversationId, Event, Handlers, ModelId, ProviderId, Timestamp};
use sandbox::Sandbox;
use secrets::{FileKey, Place};
use studio::source::Spoken;
use studio::{Opening, Studio};
use tempfile::TempDir;

async fn temporary(studio: &Studio) -> ConversationSummary {
    let request = CreateConversation { temporary: true };
    studio.create_conversation(request).await.unwrap()
}

async fn view(studio: &Studio, id: ConversationId) -> contract::Result<ConversationView> {
    let request = OpenConversation {
        id,
        limit: None,
        around: None,
    };
    studio.open_conversation(request).await
}

async fn paste(studio: &Studio, draft: Draft) -> Attachment {
    let request = AttachBytes {
        draft,
        name: "one.png".into(),
        bytes: sandbox::script::PICTURE.into(),
        ticket: None,
    };
    studio.attach_bytes(request).await.unwrap()
}

async fn keep(studio: &Studio, id: ConversationId) -> contract::Result<ConversationSummary> {
    studio.keep_conversation(KeepConversation { id }).await
}

async fn close(studio: &Studio, id: ConversationId) {
    let request = DeleteConversation { id };
    studio.delete_conversation(request).await.unwrap();
}

async fn listed(studio: &Studio) -> usize {
    let mut all = 0;
    for archived in [false, true] {
        let request = ListConversations {
            archived,
            ..ListConversations::default()
        };
        let page = studio.list_conversations(request).await.unwrap();
        all += page.conversations.len();
    }
    all
}

async fn found(studio: &Studio, query: &str) -> usize {
    let request = Search {
        query: query.into(),
        limit: None,
    };
    studio.search(request).await.unwrap().hits.len()
}

/// The files below `folder` that hold `text`: as it is, or with other words between.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
            continue;
        }
        // What goes meanwhile (a probe, a log of SQLite) holds nothing.
        let bytes = std::fs::read(&path).unwrap_or_default();
        let mut parts = bytes.windows(text.len());
        if parts.any(|part| part.eq_ignore_ascii_case(text.as_bytes())) {
            found.push(path.display().to_string());
        }
    }
    found
}

/// Words that stand nowhere else, one for each thing that could be left behind.
const WORDS: [&str; 7] = [
    "qxpromptword",
    "qxreplyword",
    "qxthoughtword",
    "qxdraftword",
    "qxtitleword",
    "qxattachedword",
    "qxsystemword",
];

/// A conversation with all of [`WORDS`], in which a reply streams until the sender says more.
async fn full(
    stage: &Stage,
    temporary: bool,
    files: &TempDir,
) -> (
    ConversationId,
    contract::MessageId,
    tokio::sync::mpsc::UnboundedSender<Step>,
) {
    let studio = &stage.studio;
    let id = {
        let request = CreateConversation { temporary };
        studio.create_conversation(request).await.unwrap().id
    };
    let file = files.path().join("notes.txt");
    std::fs::write(&file, "qxattachedword").unwrap();
    let request = AttachFile {
        draft: Draft::Conversation(id),
        path: file.to_str().unwrap().to_owned(),
        ticket: None,
    };
    let text = studio.attach_file(request).await.unwrap();
    let picture = paste(studio, Draft::Conversation(id)).await;
    let live = stage.script.live();
    let mut events = studio.events();
    let request = SendMessage {
        attachments: vec![text.id, picture.id],
        options: ReplyOptions {
            system: Some("qxsystemword".into()),
            ..ReplyOptions::default()
        },
        ..question_in(id, "qxpromptword, please")
    };
    let sent = studio.send_message(request).await.unwrap();
    live.send(Step::Say(Ok(Spoken::Thinking("qxthoughtword".into()))))
        .unwrap();
    live.send(Step::text("qxreplyword")).unwrap();
    text_of(&mut events, sent.reply.id, 11).await;
    let options = ReplyOptions {
        system: Some("qxsystemword".into()),
        ..ReplyOptions::default()
    };
    let request = ChooseOptions {
        conversation: id,
        options,
    };
    studio.choose_options(request).await.unwrap();
    let request = SaveDraft {
        conversation: Some(id),
        text: "qxdraftword".into(),
    };
    studio.save_draft(request).await.unwrap();
    let request = RenameConversation {
        id,
        title: "qxtitleword".into(),
    };
    studio.rename_conversation(request).await.unwrap();
    (id, sent.reply.id, live)
}

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
async fn it_does_what_every_other_does() {
    let stage = stage().await;
    let (studio, script) = (&stage.studio, &stage.script);
    let made = temporary(studio).await;
    assert!(made.temporary);
    let id = made.id;
    script.reply([Step::text("Red."), Step::done(2)]);
    let (sent, red) = ask(studio, question_in(id, "Name a colour.")).await;
    assert!(sent.conversation.temporary, "whoever hears of it knows");
    assert_eq!(sent.conversation.title, "Name a colour.");
    let mut events = studio.events();

    // Another reply, and back.
    script.reply([Step::text("Blue."), Step::done(2)]);
    let request = RetryReply {
        reply: red.id,
        options: ReplyOptions::default(),
    };
    let blue = studio.retry_reply(request).await.unwrap();
    let blue = end_of(&mut events, blue.id).await;
    assert_eq!(blue.siblings.ids, [red.id, blue.id]);
    let request = SelectBranch { message: red.id };
    let shown = studio.select_branch(request).await.unwrap();
    assert_eq!(shown.page.messages[1].text, "Red.");
    assert!(shown.conversation.temporary);
    let request = EarlierMessages {
        before: red.id,
        limit: None,
    };
    let above = studio.earlier_messages(request).await.unwrap();
    assert_eq!(above.messages[0].id, sent.message.id);

    // Said anew, stopped, and gone on with.
    let live = script.live();
    let request = SendMessage {
        replaces: Some(sent.message.id),
        ..question_in(id, "Name two.")
    };
    let again = studio.send_message(request).await.unwrap();
    live.send(Step::text("Red")).unwrap();
    text_of(&mut events, again.reply.id, 3).await;
    let busy = studio.send_message(question_in(id, "More")).await;
    assert_eq!(busy.unwrap_err().code, Code::Conflict);
    let reply = again.reply.id;
    studio.stop_reply(StopReply { reply }).await.unwrap();
    assert_eq!(
        end_of(&mut events, reply).await.status,
        MessageStatus::Stopped
    );
    studio.stop_reply(StopReply { reply }).await.unwrap();
    script.reply([Step::text(", blue."), Step::Done(2, FinishReason::Stop)]);
    studio
        .continue_reply(ContinueReply { reply })
        .await
        .unwrap();
    assert_eq!(end_of(&mut events, reply).await.text, "Red, blue.");

    // Attachments, in memory.
    let draft = Draft::Conversation(id);
    let (one, two) = (paste(studio, draft).await, paste(studio, draft).await);
    let preview = PreviewAttachment {
        id: one.id,
        side: 64,
    };
    let small = studio.attachment_preview(preview.clone()).await.unwrap();
    assert!(small.bytes.starts_with("iVBORw0KGgo"));
    studio.detach(Detach { id: two.id }).await.unwrap();
    assert_eq!(
        view(studio, id).await.unwrap().draft_attachments,
        std::slice::from_ref(&one)
    );
    script.reply([Step::text("A pixel."), Step::done(2)]);
    let request = SendMessage {
        attachments: vec![one.id],
        from_draft: true,
        ..question_in(id, "What is it?")
    };
    ask(studio, request).await;
    let turns = script.asked().pop().unwrap().turns;
    assert_eq!(turns.last().unwrap().pictures.len(), 1);
    assert!(studio.attachment_preview(preview).await.is_ok());

    // What a person asks to be written, is.
    let elsewhere = tempfile::tempdir().unwrap();
    let path = elsewhere.path().join("chat.md");
    let request = ExportConversation {
        id,
        path: path.to_str().unwrap().to_owned(),
        format: ExportFormat::Markdown,
        ahead_minutes: 0,
    };
    studio.export_conversation(request).await.unwrap();
    let written = std::fs::read_to_string(path).unwrap();
    assert!(written.contains("Red, blue."), "{written}");

    // A window that begins anew finds it.
    let started = studio.start(Start {}).await.unwrap();
    assert_eq!(started.reopened.unwrap().conversation.id, id);
    assert_eq!(started.conversations.conversations, []);
}

#[tokio::test]
async fn what_is_kept_is_an_ordinary_conversation_even_in_the_middle_of_a_reply() {
    let (stage, files) = (stage().await, tempfile::tempdir().unwrap());
    let studio = &stage.studio;
    let mut events = studio.events();
    let (id, reply, live) = full(&stage, true, &files).await;
    let (neighbour, _) = open(&stage.folder).await;
    assert_eq!(listed(&neighbour).await, 0, "no other process sees it");
    assert_eq!(view(&neighbour, id).await.unwrap_err().code, Code::NotFound);
    let before = view(studio, id).await.unwrap();

    let kept = keep(studio, id).await.unwrap();
    assert!(!kept.temporary);
    let told = until(&mut events, |event| match event {
        Event::ConversationChanged(told) if !told.temporary => Some(told),
        _ => None,
    });
    assert_eq!(told.await, kept, "the list gets it");
    assert_eq!(keep(studio, id).await.unwrap(), kept, "twice is once");
    live.send(Step::text(", kept")).unwrap();
    live.send(Step::done(3)).unwrap();
    let end = end_of(&mut events, reply).await;
    assert_eq!(
        (end.status, end.text.as_str()),
        (MessageStatus::Complete, "qxreplyword, kept"),
        "it went on, on disk"
    );
    let after = view(studio, id).await.unwrap();
    assert_eq!(after.page.messages[0], before.page.messages[0]);
    assert_eq!((after.draft, after.options), (before.draft, before.options));
    assert_eq!(found(studio, "qxreplyword").await, 1);
    let picture = PreviewAttachment {
        id: after.page.messages[0].attachments[1].id,
        side: 64,
    };
    studio.attachment_preview(picture.clone()).await.unwrap();
    studio.shutdown().await;
    assert_eq!(messages(&neighbour, id).await[1], end);
    neighbour.attachment_preview(picture).await.unwrap();
    let empty = keep(&neighbour, ConversationId(uuid::Uuid::nil())).await;
    assert_eq!(empty.unwrap_err().code, Code::NotFound);
}

#[tokio::test]
async fn one_that_was_closed_can_be_brought_back_for_some_seconds() {
    let stage = stage().await;
    let studio = &stage.studio;
    let id = temporary(studio).await.id;
    let live = stage.script.live();
    let mut events = studio.events();
    let sent = studio.send_message(question_in(id, "Hello")).await.unwrap();
    live.send(Step::text("Hi")).unwrap();
    text_of(&mut events, sent.reply.id, 2).await;
    close(studio, id).await;
    let gone = until(&mut events, |event| match event {
        Event::ConversationRemoved(id) => Some(id),
        _ => None,
    });
    assert_eq!(gone.await, id);
    close(studio, id).await;
    assert_eq!(view(studio, id).await.unwrap_err().code, Code::NotFound);
    let started = studio.start(Start {}).await.unwrap();
    assert_eq!(started.reopened, None);

    let request = RestoreConversation { id };
    let back = studio.restore_conversation(request).await.unwrap();
    assert!(back.temporary);
    let stopped = messages(studio, id).await.pop().unwrap();
    assert_eq!(
        (stopped.status, &*stopped.text),
        (MessageStatus::Stopped, "Hi")
    );

    let id = temporary(studio).await.id;
    stage.script.reply([Step::text("Hi"), Step::done(1)]);
    ask(studio, question_in(id, "Hello")).await;
    close(studio, id).await;
    let kept = keep(studio, id).await.unwrap();
    assert_eq!((kept.temporary, listed(studio).await), (false, 1));
    assert!(view(studio, id).await.is_ok(), "kept when it was closed");
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
