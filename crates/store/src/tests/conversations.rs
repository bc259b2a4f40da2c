//! The list, titles, putting aside and purging.

use contract::conversation::ConversationCursor;
use contract::{Code, ConversationId};

use super::{Folder, at, conversation, exchange, fresh, say};

#[tokio::test]
async fn pages_come_newest_first_without_gaps_or_doubles() {
    let folder = Folder::new();
    let store = folder.open().await;
    let mut expected = Vec::new();
    for n in 0..7 {
        let id = ConversationId(fresh());
        // Three pairs share a time, so the id must decide between them.
        store
            .create_conversation(id, at(100 + n / 2))
            .await
            .unwrap();
        expected.push((at(100 + n / 2), id));
    }
    expected.sort_by(|a, b| b.cmp(a));
    let mut listed = Vec::new();
    let mut after: Option<ConversationCursor> = None;
    loop {
        let page = store.list_conversations(after, 3).await.unwrap();
        assert!(page.conversations.len() <= 3);
        listed.extend(
            page.conversations
                .iter()
                .map(|row| (row.updated_at, row.id)),
        );
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    assert_eq!(listed, expected);
    // The last page was exactly full in this one: no further page is promised.
    assert_eq!(store.list_conversations(None, 7).await.unwrap().next, None);
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_rename_keeps_the_place_in_the_list() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = ConversationId(fresh());
    store.create_conversation(id, at(100)).await.unwrap();
    let renamed = store
        .rename_conversation(id, "  Plans for spring ", at(900))
        .await
        .unwrap();
    assert_eq!(renamed.title, "Plans for spring");
    assert_eq!(renamed.updated_at, at(100), "only messages are activity");
    assert_eq!(store.conversation(id).await.unwrap(), renamed);
    for wrong in ["", "   ", &"x".repeat(201)] {
        let error = store
            .rename_conversation(id, wrong, at(900))
            .await
            .unwrap_err();
        assert_eq!(error.code, Code::InvalidInput);
    }
    store
        .rename_conversation(id, &"é".repeat(200), at(900))
        .await
        .unwrap();
    // A title that a person gave is not replaced by the first message's.
    let sent = say(&store, exchange(id, false, "hello"), "hi").await;
    assert_eq!(sent.conversation.title, "é".repeat(200));
    store.close().await.unwrap();
}

#[tokio::test]
async fn ids_are_taken_once() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = ConversationId(fresh());
    store.create_conversation(id, at(1)).await.unwrap();
    assert_eq!(
        store.create_conversation(id, at(2)).await.unwrap_err().code,
        Code::Conflict
    );
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_deleted_conversation_is_gone_until_it_is_restored() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = conversation(&store, "question", "answer").await;
    let id = sent.conversation.id;
    store.delete_conversation(id, at(10_000)).await.unwrap();
    store.delete_conversation(id, at(20_000)).await.unwrap(); // twice is once
    assert!(
        store
            .list_conversations(None, 50)
            .await
            .unwrap()
            .conversations
            .is_empty()
    );
    let codes = [
        store.conversation(id).await.unwrap_err().code,
        store.view(id, 10, None).await.unwrap_err().code,
        store
            .view(id, 10, Some(sent.reply.id))
            .await
            .unwrap_err()
            .code,
        store.earlier(sent.reply.id, 10).await.unwrap_err().code,
        store.select_branch(sent.reply.id).await.unwrap_err().code,
        store
            .rename_conversation(id, "x", at(1))
            .await
            .unwrap_err()
            .code,
        store.save_draft(Some(id), "x").await.unwrap_err().code,
        store
            .add_exchange(exchange(id, false, "x"))
            .await
            .unwrap_err()
            .code,
    ];
    assert_eq!(codes, [Code::NotFound; 8]);

    let restored = store.restore_conversation(id).await.unwrap();
    assert_eq!(restored.title, "A title");
    assert_eq!(
        store.view(id, 10, None).await.unwrap().page.messages.len(),
        2
    );
    store.restore_conversation(id).await.unwrap(); // as it is
    let nowhere = ConversationId(fresh());
    assert_eq!(
        store.restore_conversation(nowhere).await.unwrap_err().code,
        Code::NotFound
    );
    assert_eq!(
        store
            .delete_conversation(nowhere, at(1))
            .await
            .unwrap_err()
            .code,
        Code::NotFound
    );
    store.close().await.unwrap();
}

#[tokio::test]
async fn purging_removes_only_what_is_due() {
    let folder = Folder::new();
    let store = folder.open().await;
    let old = conversation(&store, "old", "gone").await;
    let recent = conversation(&store, "recent", "kept").await;
    let streaming = exchange(ConversationId(fresh()), true, "streaming");
    let streaming = store.add_exchange(streaming).await.unwrap();
    store
        .save_draft(Some(old.conversation.id), "a draft")
        .await
        .unwrap();
    store
        .delete_conversation(old.conversation.id, at(100))
        .await
        .unwrap();
    store
        .delete_conversation(streaming.conversation.id, at(100))
        .await
        .unwrap();
    store
        .delete_conversation(recent.conversation.id, at(200))
        .await
        .unwrap();

    assert_eq!(store.purge_deleted(at(200)).await.unwrap(), 1);
    let gone = store
        .restore_conversation(old.conversation.id)
        .await
        .unwrap_err();
    assert_eq!(gone.code, Code::NotFound);
    assert_eq!(
        store.message(old.reply.id).await.unwrap_err().code,
        Code::NotFound
    );
    store
        .restore_conversation(recent.conversation.id)
        .await
        .unwrap();
    // Its reply can still end, as if nothing had happened.
    store
        .finish_reply(streaming.reply.id, super::completed())
        .await
        .unwrap();
    assert_eq!(store.purge_deleted(at(200)).await.unwrap(), 1);
    store.integrity_check().await.unwrap();
    store.close().await.unwrap();
}
