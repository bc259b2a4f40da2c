//! Replies in the making: deltas, ends, resumption, recovery.

use contract::message::{FinishReason, MessageStatus};
use contract::{Code, ConversationId, Error, MessageId};

use super::{Folder, at, completed, conversation, exchange, fresh, stopped};
use crate::Finish;

#[tokio::test]
async fn a_view_holds_what_is_journalled_so_far() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = store
        .add_exchange(exchange(ConversationId(fresh()), true, "q"))
        .await
        .unwrap();
    let reply = sent.reply.id;
    store.append_delta(reply, 0, "Grüße").await.unwrap(); // 7 bytes
    store.append_delta(reply, 7, ", 世界").await.unwrap(); // 8 more
    let view = store.view(sent.conversation.id, 10, None).await.unwrap();
    assert_eq!(view.page.messages[1].text, "Grüße, 世界");
    assert_eq!(store.message(reply).await.unwrap().text, "Grüße, 世界");

    // Sent twice, or overlapping: nothing doubles.
    store.append_delta(reply, 7, ", 世界").await.unwrap();
    store.append_delta(reply, 9, "世界!").await.unwrap();
    assert_eq!(store.message(reply).await.unwrap().text, "Grüße, 世界!");
    // A gap, or an offset inside a character, is refused.
    for (offset, text) in [(17, "x"), (u64::MAX, "x")] {
        let error = store.append_delta(reply, offset, text).await.unwrap_err();
        assert_eq!(error.code, Code::InvalidInput, "offset {offset}");
    }
    // 16 bytes are there; a text from 15 whose first character has two bytes
    // would split it.
    let error = store.append_delta(reply, 15, "ßx").await.unwrap_err();
    assert_eq!(error.code, Code::InvalidInput);

    let ended = store.finish_reply(reply, completed()).await.unwrap();
    assert_eq!(
        (ended.text.as_str(), ended.status),
        ("Grüße, 世界!", MessageStatus::Complete)
    );
    let left = sqlx::query_scalar!("SELECT count(*) FROM journal")
        .fetch_one(&store.shared.readers)
        .await
        .unwrap();
    assert_eq!(left, 0, "the journal was folded");
    store.close().await.unwrap();
}

#[tokio::test]
async fn an_ended_reply_takes_no_more() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = conversation(&store, "q", "a").await;
    let late = store.append_delta(sent.reply.id, 1, "x").await.unwrap_err();
    assert_eq!(late.code, Code::Conflict);
    let twice = store
        .finish_reply(sent.reply.id, stopped())
        .await
        .unwrap_err();
    assert_eq!(twice.code, Code::Conflict);
    let user = store
        .append_delta(sent.message.id, 1, "x")
        .await
        .unwrap_err();
    assert_eq!(user.code, Code::Conflict);
    let nowhere = store
        .append_delta(MessageId(fresh()), 0, "x")
        .await
        .unwrap_err();
    assert_eq!(nowhere.code, Code::NotFound);
    let streaming = store
        .add_reply(super::reply_to(sent.message.id))
        .await
        .unwrap();
    let wrong = Finish {
        status: MessageStatus::Streaming,
        ..completed()
    };
    let error = store.finish_reply(streaming.id, wrong).await.unwrap_err();
    assert_eq!(error.code, Code::InvalidInput);
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_failure_keeps_its_error() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = store
        .add_exchange(exchange(ConversationId(fresh()), true, "q"))
        .await
        .unwrap();
    store.append_delta(sent.reply.id, 0, "half").await.unwrap();
    let error = Error::new(Code::ModelTooLarge, "It does not fit").with_detail("8 GB");
    let failed = Finish {
        status: MessageStatus::Failed,
        error: Some(error.clone()),
        ..stopped()
    };
    let reply = store.finish_reply(sent.reply.id, failed).await.unwrap();
    assert_eq!(
        (reply.status, reply.error),
        (MessageStatus::Failed, Some(error))
    );
    assert_eq!(reply.text, "half");
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_stopped_reply_goes_on_where_it_ended() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = store
        .add_exchange(exchange(ConversationId(fresh()), true, "q"))
        .await
        .unwrap();
    let reply = sent.reply.id;
    store.append_delta(reply, 0, "One, ").await.unwrap();
    store.finish_reply(reply, stopped()).await.unwrap();
    let resumed = store.resume_reply(reply, "s2", at(4_000)).await.unwrap();
    assert_eq!(
        (resumed.status, resumed.text.as_str()),
        (MessageStatus::Streaming, "One, ")
    );
    let again = store
        .resume_reply(reply, "s3", at(4_000))
        .await
        .unwrap_err();
    assert_eq!(again.code, Code::Conflict, "it streams already");
    store.append_delta(reply, 5, "two.").await.unwrap();
    let length = Finish {
        finish: Some(FinishReason::Length),
        ..completed()
    };
    let ended = store.finish_reply(reply, length).await.unwrap();
    assert_eq!(ended.text, "One, two.");
    // One that was merely too long can go on, one that is complete cannot.
    store.resume_reply(reply, "s", at(5_000)).await.unwrap();
    store.finish_reply(reply, completed()).await.unwrap();
    let complete = store.resume_reply(reply, "s", at(5_000)).await.unwrap_err();
    assert_eq!(complete.code, Code::Conflict);
    let user = store
        .resume_reply(sent.message.id, "s", at(5_000))
        .await
        .unwrap_err();
    assert_eq!(user.code, Code::InvalidInput);
    store.close().await.unwrap();
}

#[tokio::test]
async fn recovery_marks_only_replies_of_dead_sessions() {
    let folder = Folder::new();
    let store = folder.open().await;
    let mut replies = Vec::new();
    for session in ["dead", "alive", "dead"] {
        let mut new = exchange(ConversationId(fresh()), true, "q");
        new.session = session.to_owned();
        let reply = store.add_exchange(new).await.unwrap().reply.id;
        store.append_delta(reply, 0, "so far").await.unwrap();
        replies.push(reply);
    }
    // A reply that begins to stream again belongs to the session that resumed it.
    let resumed = conversation(&store, "q", "a").await;
    let retried = store
        .add_reply(super::reply_to(resumed.message.id))
        .await
        .unwrap();
    store.finish_reply(retried.id, stopped()).await.unwrap();
    store
        .resume_reply(retried.id, "alive", at(1))
        .await
        .unwrap();

    let recovered = store
        .recover(|session| session == "alive", at(9_000))
        .await
        .unwrap();
    assert_eq!(recovered, [replies[0], replies[2]]);
    let dead = store.message(replies[0]).await.unwrap();
    assert_eq!(
        (dead.status, dead.text.as_str()),
        (MessageStatus::Interrupted, "so far")
    );
    assert_eq!(
        store
            .conversation(dead.conversation)
            .await
            .unwrap()
            .updated_at,
        at(9_000)
    );
    assert_eq!(
        store.message(replies[1]).await.unwrap().status,
        MessageStatus::Streaming
    );
    assert_eq!(
        store.message(retried.id).await.unwrap().status,
        MessageStatus::Streaming
    );
    let again = store
        .recover(|session| session == "alive", at(9_000))
        .await
        .unwrap();
    assert!(again.is_empty(), "once is enough");
    // It can go on in this session.
    store
        .resume_reply(replies[0], "alive", at(9_001))
        .await
        .unwrap();
    store.append_delta(replies[0], 6, ", and on").await.unwrap();
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_reply_survives_without_close() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = store
        .add_exchange(exchange(ConversationId(fresh()), true, "q"))
        .await
        .unwrap();
    store
        .append_delta(sent.reply.id, 0, "journalled")
        .await
        .unwrap();
    drop(store); // a crash, as far as the file can tell
    let store = folder.open().await;
    let recovered = store.recover(|_| false, at(9_000)).await.unwrap();
    assert_eq!(recovered, [sent.reply.id]);
    assert_eq!(
        store.message(sent.reply.id).await.unwrap().text,
        "journalled"
    );
    store.integrity_check().await.unwrap();
    store.close().await.unwrap();
}
