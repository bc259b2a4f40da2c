//! Temporary conversations: they do what others do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::temporary::{close, found, full, keep, listed, paste, temporary, view};
use common::{Step, ask, end_of, messages, open, question_in, stage, text_of, until};
use contract::attachment::{Detach, Draft, PreviewAttachment};
use contract::conversation::{EarlierMessages, RestoreConversation};
use contract::message::{
    ContinueReply, FinishReason, MessageStatus, ReplyOptions, RetryReply, SelectBranch,
    SendMessage, StopReply,
};
use contract::settings::Start;
use contract::transfer::{ExportConversation, ExportFormat};
use contract::{Code, ConversationId, Event, Handlers};

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
