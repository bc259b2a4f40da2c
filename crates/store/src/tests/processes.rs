//! Several stores on one file, as the window and the command line have it.

use contract::ConversationId;
use contract::message::MessageStatus;

use super::{Folder, at, completed, conversation, exchange, fresh, say};
use crate::Store;
use crate::damage::beside;

/// Patient, as shipped: each waits for the other's transactions.
async fn patient(folder: &Folder) -> Store {
    Store::open(&folder.database(), at(1)).await.unwrap().store
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_write_at_once_and_lose_nothing() {
    let folder = Folder::new();
    let one = patient(&folder).await;
    let two = patient(&folder).await;
    let work = |store: Store| async move {
        let id = ConversationId(fresh());
        for turn in 0..25 {
            let new = exchange(id, turn == 0, &format!("question {turn}"));
            let sent = store.add_exchange(new).await.unwrap();
            for piece in 0..4 {
                store
                    .append_delta(sent.reply.id, piece * 4, "part")
                    .await
                    .unwrap();
            }
            store
                .finish_reply(sent.reply.id, completed())
                .await
                .unwrap();
        }
        id
    };
    let first = tokio::spawn(work(one.clone()));
    let second = tokio::spawn(work(two.clone()));
    let ids = [first.await.unwrap(), second.await.unwrap()];
    for id in ids {
        // Each sees what the other wrote.
        for store in [&one, &two] {
            let view = store.view(id, 200, None).await.unwrap();
            assert_eq!(view.page.messages.len(), 50);
            let replies = view.page.messages.iter().skip(1).step_by(2);
            assert!(
                replies
                    .clone()
                    .all(|reply| reply.text == "partpartpartpart")
            );
            assert!(
                replies
                    .clone()
                    .all(|reply| reply.status == MessageStatus::Complete)
            );
        }
    }
    one.integrity_check().await.unwrap();
    one.close().await.unwrap();
    two.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_begin_the_same_database_at_once() {
    let folder = Folder::new();
    let mut opening = Vec::new();
    for _ in 0..6 {
        let path = folder.database();
        opening.push(tokio::spawn(async move { Store::open(&path, at(1)).await }));
    }
    let mut stores = Vec::new();
    for opened in opening {
        let opened = opened.await.unwrap().unwrap();
        assert_eq!(opened.set_aside, None);
        stores.push(opened.store);
    }
    for store in &stores {
        conversation(store, "q", "a").await;
    }
    let listed = stores[0].list_conversations(None, 50).await.unwrap();
    assert_eq!(listed.conversations.len(), 6);
    for store in stores {
        store.close().await.unwrap();
    }
}

#[tokio::test]
async fn only_the_last_to_close_leaves_the_mark() {
    let folder = Folder::new();
    let mark = beside(&folder.database(), ".clean");
    let one = patient(&folder).await;
    let two = patient(&folder).await;
    one.close().await.unwrap();
    assert!(!mark.exists(), "the other may still crash");
    say(&two, exchange(ConversationId(fresh()), true, "q"), "a").await;
    two.close().await.unwrap();
    assert!(crate::close::ended_cleanly(&folder.database()));
    let three = patient(&folder).await;
    assert!(!mark.exists(), "a session is under way");
    drop(three);
    assert!(
        !crate::close::ended_cleanly(&folder.database()),
        "it crashed"
    );
}
