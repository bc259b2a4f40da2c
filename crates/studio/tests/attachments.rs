//! Attachments from the file to the vendor's request.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::path::{Path, PathBuf};

use common::{Step, ask, end_of, messages, options, question, question_in, stage};
use contract::attachment::{
    AttachBytes, AttachFile, Attachment, AttachmentKind, Detach, Draft, PreviewAttachment,
    StopAttaching,
};
use contract::conversation::OpenConversation;
use contract::message::{MessageStatus, ReplyOptions, RetryReply, SendMessage};
use contract::provider::{SetProvider, TypedKey};
use contract::settings::Start;
use contract::{Code, Handlers, ModelId, ProviderId};
use sandbox::{PICTURE, Sandbox};
use secrets::{FileKey, Place};
use studio::{Opening, Studio};
use tempfile::TempDir;

async fn attach(studio: &Studio, draft: Draft, path: &Path) -> contract::Result<Attachment> {
    let request = AttachFile {
        draft,
        path: path.to_str().unwrap().to_owned(),
        ticket: None,
    };
    studio.attach_file(request).await
}

async fn paste(studio: &Studio, draft: Draft) -> contract::Result<Attachment> {
    let request = AttachBytes {
        draft,
        name: "one.png".into(),
        bytes: PICTURE.clone(),
        ticket: None,
    };
    studio.attach_bytes(request).await
}

fn file(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn with(request: SendMessage, all: &[&Attachment]) -> SendMessage {
    SendMessage {
        attachments: all.iter().map(|one| one.id).collect(),
        ..request
    }
}

/// The files of attached pictures.
fn pictures(folder: &TempDir) -> usize {
    let folder = folder.path().join("media/attachments");
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

async fn retry(studio: &Studio, reply: contract::MessageId, options: ReplyOptions) -> String {
    let mut events = studio.events();
    let request = RetryReply { reply, options };
    let reply = studio.retry_reply(request).await.unwrap();
    end_of(&mut events, reply.id).await.text
}

#[tokio::test]
async fn what_is_attached_stays_in_its_draft_until_it_is_sent() {
    let stage = stage().await;
    let (studio, folder) = (&stage.studio, &stage.folder);
    let code = file(folder, "tide.rs", "fn tide() {}\n");
    let text = attach(studio, Draft::Unmade, &code).await.unwrap();
    assert_eq!((text.name.as_str(), text.bytes), ("tide.rs", 13));
    let language = Some("rust".to_owned());
    assert_eq!(text.kind, AttachmentKind::Text { language });
    assert!(text.tokens.is_some_and(|tokens| tokens > 5), "{text:?}");
    let picture = paste(studio, Draft::Unmade).await.unwrap();
    assert!(picture.tokens.is_some_and(|tokens| tokens > 0));
    let started = studio.start(Start {}).await.unwrap();
    let both = [text.clone(), picture.clone()];
    assert_eq!(started.draft_attachments, both);

    stage.script.reply([Step::text("ok"), Step::done(1)]);
    let request = with(question(" "), &[&text, &picture]);
    let (sent, _) = ask(studio, request).await;
    assert_eq!(sent.message.attachments, both);
    assert_eq!(sent.conversation.title, "tide.rs", "no words, but a file");
    let started = studio.start(Start {}).await.unwrap();
    assert!(started.draft_attachments.is_empty());
    let turn = stage.script.asked().pop().unwrap().turns.remove(0);
    assert!(turn.text.contains("```rust\nfn tide() {}\n"), "{turn:?}");
    assert_eq!(turn.pictures.len(), 1);

    // It goes with everything that follows, once.
    stage.script.reply([Step::text("ok"), Step::done(1)]);
    let id = sent.conversation.id;
    ask(studio, question_in(id, "And now?")).await;
    let asked = stage.script.asked().pop().unwrap().turns;
    assert_eq!(asked[0], turn);
    assert!(asked[2].pictures.is_empty());
    let draft = Draft::Conversation(id);
    let next = attach(studio, draft, &code).await.unwrap();
    let open = OpenConversation {
        id,
        limit: None,
        around: None,
    };
    let view = studio.open_conversation(open).await.unwrap();
    assert_eq!(view.draft_attachments, [next]);
}

#[tokio::test]
async fn pictures_have_previews_and_go_with_the_last_who_has_them() {
    let stage = stage().await;
    let (studio, folder) = (&stage.studio, &stage.folder);
    let one = paste(studio, Draft::Unmade).await.unwrap();
    let two = paste(studio, Draft::Unmade).await.unwrap();
    assert_eq!(pictures(folder), 1, "the same picture is one file");
    let preview = |id| PreviewAttachment { id, side: 64 };
    let small = studio.attachment_preview(preview(one.id)).await.unwrap();
    assert!(small.bytes.starts_with("iVBORw0KGgo"), "a PNG in base64");
    studio.detach(Detach { id: one.id }).await.unwrap();
    assert_eq!(pictures(folder), 1, "the other attachment has it too");
    studio.detach(Detach { id: two.id }).await.unwrap();
    assert_eq!(pictures(folder), 0);
    let gone = studio.attachment_preview(preview(one.id)).await;
    assert_eq!(gone.unwrap_err().code, Code::NotFound);
    let started = studio.start(Start {}).await.unwrap();
    assert!(started.draft_attachments.is_empty());
}

#[tokio::test]
async fn what_cannot_be_attached_is_refused_with_its_name_and_a_reason() {
    let stage = stage().await;
    let (studio, folder) = (&stage.studio, &stage.folder);
    let refused = async |path: &Path| attach(studio, Draft::Unmade, path).await.unwrap_err();
    for (path, reason) in [
        (file(folder, "empty.txt", ""), "empty"),
        (file(folder, "bad.pdf", "%PDF-1.7\nnonsense"), "damaged"),
        (folder.path().join("missing.txt"), "unopened"),
        (folder.path().to_owned(), "unsupported"),
    ] {
        let error = refused(&path).await;
        assert_eq!(error.code, Code::InvalidInput, "{error}");
        assert_eq!(error.detail.as_deref(), Some(reason), "{error}");
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(error.message.contains(name), "{error}");
    }
    let error = refused(Path::new("here.txt")).await;
    assert_eq!(error.detail.as_deref(), Some("path"));
    let request = |bytes: &str| AttachBytes {
        draft: Draft::Unmade,
        name: "a.png".into(),
        bytes: bytes.into(),
        ticket: None,
    };
    let error = studio.attach_bytes(request("§")).await.unwrap_err();
    assert_eq!(error.code, Code::InvalidInput, "{error}");
    let huge = "A".repeat(45 << 20);
    let error = studio.attach_bytes(request(&huge)).await.unwrap_err();
    assert_eq!(error.detail.as_deref(), Some("too_large"));

    let one = paste(studio, Draft::Unmade).await.unwrap();
    let many = vec![&one; 33];
    let error = studio.send_message(with(question("x"), &many)).await;
    assert_eq!(
        error.unwrap_err().detail.as_deref(),
        Some("attachments"),
        "more than a message takes"
    );
    studio.detach(Detach { id: one.id }).await.unwrap();
    let error = studio.send_message(with(question("x"), &[&one])).await;
    assert_eq!(error.unwrap_err().code, Code::NotFound);
    // A number under which nothing is read is no mistake: it may just be over.
    let ticket = StopAttaching { ticket: 7 };
    studio.stop_attaching(ticket).await.unwrap();
}

/// A studio with the sandbox's three vendors.
async fn vendors(folder: &TempDir) -> (Studio, Sandbox) {
    let place = Place::File {
        path: folder.path().join("secrets.age"),
        key: FileKey::KeyFile(folder.path().join("elsewhere.key")),
    };
    let opening = Opening::new(options(folder)).keeping_keys_in(place);
    let studio = opening.reading_files_here().open().await.unwrap();
    let sandbox = Sandbox::start(0).await.unwrap();
    for id in ["openai", "anthropic", "google"] {
        let request = SetProvider {
            id: ProviderId(id.into()),
            key: Some(TypedKey(sandbox::KEY.into())),
            base_url: Some(sandbox.base(id)),
            location: None,
        };
        studio.set_provider(request).await.unwrap();
    }
    (studio, sandbox)
}

fn of(provider: &str, model: &str) -> ReplyOptions {
    ReplyOptions {
        provider: Some(ProviderId(provider.into())),
        model: Some(ModelId(model.into())),
        ..ReplyOptions::default()
    }
}

#[tokio::test]
async fn the_picture_and_the_text_reach_each_vendor() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = vendors(&folder).await;
    let notes = file(&folder, "notes.txt", "neap tides are small");
    for id in ["openai", "anthropic", "google"] {
        let text = attach(&studio, Draft::Nothing, &notes).await.unwrap();
        let picture = paste(&studio, Draft::Nothing).await.unwrap();
        let mut request = with(question("What is it?"), &[&text, &picture]);
        // A model that nobody knows is shown pictures.
        request.options = of(id, "unheard-of");
        let (sent, end) = ask(&studio, request).await;
        assert_eq!(end.status, MessageStatus::Complete, "{:?}", end.error);
        let whole = |said: &str| {
            let (file, words) = (said.find("neap tides"), said.find("What is it?"));
            said.contains("[picture of ") && file.is_some() && file < words
        };
        assert!(whole(&end.text), "{id} was asked: {}", end.text);
        let again = retry(&studio, end.id, of(id, "unheard-of")).await;
        assert!(whole(&again), "{id} again: {again}");
        let stored = messages(&studio, sent.conversation.id).await;
        assert_eq!(stored[0].attachments, [text, picture]);
    }
}

#[tokio::test]
async fn a_model_that_does_not_see_gets_no_picture() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = vendors(&folder).await;
    let picture = paste(&studio, Draft::Nothing).await.unwrap();
    let blind = of("google", "imagen-4.0-generate-001");
    let mut request = with(question("What is it?"), &[&picture]);
    request.options = blind.clone();
    let error = studio.send_message(request.clone()).await.unwrap_err();
    assert_eq!(error.code, Code::InvalidInput, "{error}");
    assert_eq!(error.detail.as_deref(), Some("attachments"));
    assert!(error.message.contains("one.png"), "{error}");

    request.options = of("openai", "gpt-5");
    let (sent, end) = ask(&studio, request).await;
    assert!(end.text.contains("[picture of "), "{}", end.text);
    let other = RetryReply {
        reply: end.id,
        options: blind.clone(),
    };
    let error = studio.retry_reply(other).await.unwrap_err();
    assert_eq!(error.detail.as_deref(), Some("attachments"));
    // Later in the conversation it does not stand in the way.
    let mut request = question_in(sent.conversation.id, "And now?");
    request.options = blind;
    let (_, end) = ask(&studio, request).await;
    assert_eq!(end.status, MessageStatus::Complete, "{:?}", end.error);
}
