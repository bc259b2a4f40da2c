//! Pictures that replies come with, from the vendor's stream to the disk and into the next prompt.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::{ask, end_of, messages, options, question, question_in, until};
use contract::attachment::{Attachment, AttachmentKind, PreviewAttachment};
use contract::message::{Message, MessageStatus, ReplyOptions, SendMessage, StopReply};
use contract::picture::{FindPicture, SavePicture};
use contract::provider::{SetProvider, TypedKey};
use contract::transfer::{ExportConversation, ExportFormat};
use contract::{Code, Event, Handlers, ModelId, ProviderId};
use sandbox::Sandbox;
use secrets::{FileKey, Place};
use studio::{Opening, Studio};
use tempfile::TempDir;

/// The vendors that make pictures, with OpenRouter's way among them.
const ALL: [(&str, &str); 3] = [
    ("google", "google"),
    ("openai", "openai"),
    ("openai-compatible", "openai"),
];

async fn vendors(folder: &TempDir) -> (Studio, Sandbox) {
    let place = Place::File {
        path: folder.path().join("secrets.age"),
        key: FileKey::KeyFile(folder.path().join("elsewhere.key")),
    };
    let opening = Opening::new(options(folder)).keeping_keys_in(place);
    let studio = opening.reading_files_here().open().await.unwrap();
    let sandbox = Sandbox::start(0).await.unwrap();
    for (id, stand_in) in ALL {
        let request = SetProvider {
            id: ProviderId(id.into()),
            key: Some(TypedKey(sandbox::KEY.into())),
            base_url: Some(sandbox.base(stand_in)),
            location: None,
        };
        studio.set_provider(request).await.unwrap();
    }
    (studio, sandbox)
}

fn asking(provider: &str, text: &str) -> SendMessage {
    SendMessage {
        options: ReplyOptions {
            provider: Some(ProviderId(provider.into())),
            model: Some(ModelId("unheard-of".into())),
            ..ReplyOptions::default()
        },
        ..question(text)
    }
}

/// The only picture of a reply.
fn picture(reply: &Message) -> Attachment {
    let [picture] = reply.attachments.as_slice() else {
        panic!("{:?}", reply.attachments);
    };
    picture.clone()
}

fn export(sent: &Message, folder: &TempDir, format: ExportFormat) -> ExportConversation {
    let name = format!("out.{}", format.extension());
    ExportConversation {
        id: sent.conversation,
        format,
        path: folder.path().join(name).to_str().unwrap().to_owned(),
        ahead_minutes: 0,
    }
}

#[tokio::test]
async fn a_picture_is_kept_with_its_reply_and_shown_to_the_model_again() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = vendors(&folder).await;
    for (id, _) in ALL {
        let mut events = studio.events();
        let (sent, end) = ask(&studio, asking(id, "sandbox: picture")).await;
        assert_eq!(end.status, MessageStatus::Complete, "{id}: {:?}", end.error);
        let made = picture(&end);
        assert_eq!(made.name, "picture-1.png");
        let kind = AttachmentKind::Image {
            media_type: "image/png".into(),
            width: 480,
            height: 320,
        };
        assert_eq!(made.kind, kind);
        let place = made.made.unwrap();
        assert_eq!(place.call, None);
        // OpenAI's older protocol has pictures behind the text, the others before it.
        let behind = if id == "openai-compatible" {
            end.text.len()
        } else {
            0
        };
        assert_eq!(place.at, behind as u64, "{id}");
        let told = until(&mut events, |event| match event {
            Event::PictureArrived(told) if told.message == end.id => Some(told.picture),
            _ => None,
        })
        .await;
        assert_eq!(told, made);
        let stored = messages(&studio, sent.conversation.id).await.pop();
        assert_eq!(
            stored.as_ref(),
            Some(&end),
            "what is told is what is stored"
        );

        // A prompt that is repeated shows what the model was asked.
        let request = question_in(sent.conversation.id, "And now?");
        let (_, next) = ask(&studio, request).await;
        assert_eq!(
            next.status,
            MessageStatus::Complete,
            "{id}: {:?}",
            next.error
        );
        let of_user = next.text.contains("[picture of ");
        assert_eq!(of_user, id != "google", "{id}: {}", next.text);
    }
}

#[tokio::test]
async fn what_had_arrived_stays_whatever_becomes_of_the_reply() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = vendors(&folder).await;
    let (_, failed) = ask(&studio, asking("google", "sandbox: picture break")).await;
    assert_eq!(failed.status, MessageStatus::Failed);
    picture(&failed);

    let mut events = studio.events();
    let request = asking("google", "sandbox: picture slow");
    let sent = studio.send_message(request).await.unwrap();
    let told = until(&mut events, |event| match event {
        Event::PictureArrived(told) => Some(told.picture),
        _ => None,
    })
    .await;
    // As it is on disk now, a crash would find it.
    let stored = messages(&studio, sent.conversation.id).await.pop().unwrap();
    assert_eq!(stored.attachments, std::slice::from_ref(&told));
    let reply = sent.reply.id;
    studio.stop_reply(StopReply { reply }).await.unwrap();
    let end = end_of(&mut events, reply).await;
    assert_eq!(end.status, MessageStatus::Stopped);
    assert_eq!(end.attachments, [told]);
}

#[tokio::test]
async fn what_is_no_picture_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = vendors(&folder).await;
    let (_, end) = ask(&studio, asking("google", "sandbox: odd")).await;
    assert_eq!(end.status, MessageStatus::Complete, "{:?}", end.error);
    assert_eq!(end.attachments, []);
    assert!(
        end.text
            .contains("(A picture came here that cannot be shown"),
        "{}",
        end.text
    );
    assert!(end.text.contains("Here is an answer"), "the reply goes on");
    assert!(!folder.path().join("media/attachments").exists());
}

#[tokio::test]
async fn a_picture_can_be_found_saved_previewed_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = vendors(&folder).await;
    let (_, end) = ask(&studio, asking("google", "sandbox: picture")).await;
    let id = picture(&end).id;
    let found = studio.find_picture(FindPicture { id }).await.unwrap();
    assert_eq!((found.media_type.as_str(), found.width), ("image/png", 480));
    let bytes = std::fs::read(&found.path).unwrap();
    assert!(bytes.starts_with(b"\x89PNG"));
    let preview = PreviewAttachment { id, side: 64 };
    assert!(studio.attachment_preview(preview).await.is_ok());

    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("copy.png");
    let path = copy.to_str().unwrap().to_owned();
    let save = SavePicture { id, path };
    studio.save_picture(save).await.unwrap();
    assert_eq!(std::fs::read(copy).unwrap(), bytes);
    let inside = SavePicture {
        id,
        path: found.path.clone(),
    };
    let error = studio.save_picture(inside).await.unwrap_err();
    assert_eq!(error.code, Code::InvalidInput, "not over Pulse's own data");

    for format in [
        ExportFormat::Markdown,
        ExportFormat::Html,
        ExportFormat::Json,
    ] {
        let request = export(&end, &elsewhere, format);
        let path = request.path.clone();
        studio.export_conversation(request).await.unwrap();
        let written = std::fs::read_to_string(path).unwrap();
        let embedded = format == ExportFormat::Html;
        assert_eq!(
            written.contains("src=\"data:image/png;base64,iVBOR"),
            embedded
        );
        assert!(
            written.contains("picture"),
            "{format:?} names it: {written}"
        );
    }
    // One that is gone from the disk stays a name.
    std::fs::remove_file(&found.path).unwrap();
    let request = export(&end, &elsewhere, ExportFormat::Html);
    let path = request.path.clone();
    studio.export_conversation(request).await.unwrap();
    let written = std::fs::read_to_string(path).unwrap();
    assert!(!written.contains("data:image") && written.contains("picture-1.png"));
}
