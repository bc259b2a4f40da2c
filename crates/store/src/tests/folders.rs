//! Folders, and what is in them.

use contract::folder::{Folder, Within};
use contract::{Code, ConversationId, FolderId};
use uuid::Uuid;

use super::{Folder as Home, at, conversation, exchange, fresh, say};
use crate::{NewExchange, Store};

async fn made(store: &Store, name: &str) -> FolderId {
    let folder = store.create_folder(FolderId(fresh()), name, at(1));
    folder.await.unwrap().id
}

async fn chat(store: &Store) -> ConversationId {
    conversation(store, "q", "a").await.conversation.id
}

async fn listed(store: &Store, within: Within) -> Vec<ConversationId> {
    let mut ids = Vec::new();
    let mut after = None;
    loop {
        // Pages of two: every list crosses a border.
        let page = store.list_within(within, false, after, 2).await.unwrap();
        ids.extend(page.conversations.iter().map(|row| row.id));
        after = page.next;
        if after.is_none() {
            return ids;
        }
    }
}

async fn told(store: &Store) -> Vec<(String, u32)> {
    let all = store.folders().await.unwrap();
    all.into_iter()
        .map(|folder| (folder.name, folder.conversations))
        .collect()
}

#[tokio::test]
async fn a_conversation_is_in_one_part_of_the_list() {
    let home = Home::new();
    let store = home.open().await;
    let (thesis, home_folder) = (made(&store, "Thesis").await, made(&store, "home").await);
    let mut all = Vec::new();
    for _ in 0..6 {
        all.push(chat(&store).await);
    }
    for id in [all[0], all[2], all[3]] {
        let moved = store.move_conversation(id, Some(thesis)).await.unwrap();
        assert_eq!(moved.folder, Some(thesis));
        assert_eq!(
            moved,
            store.conversation(id).await.unwrap(),
            "told everywhere"
        );
    }
    store.pin_conversation(all[0], true).await.unwrap();
    assert_eq!(
        listed(&store, Within::Folder(thesis)).await,
        [all[0], all[3], all[2]],
        "pinned first, then the newest"
    );
    assert_eq!(
        listed(&store, Within::NoFolder).await,
        [all[5], all[4], all[1]]
    );
    assert_eq!(listed(&store, Within::Everything).await.len(), 6);
    assert_eq!(
        told(&store).await,
        [("home".into(), 0), ("Thesis".into(), 3)]
    );

    store.archive_conversation(all[2], true).await.unwrap();
    store.delete_conversation(all[3], at(9)).await.unwrap();
    assert_eq!(told(&store).await[1].1, 1, "what the list does not show");
    let archive = store
        .list_within(Within::Folder(thesis), true, None, 9)
        .await
        .unwrap();
    assert_eq!(archive.conversations[0].id, all[2]);
    store.restore_conversation(all[3]).await.unwrap();
    store
        .move_conversation(all[3], Some(home_folder))
        .await
        .unwrap();
    store.move_conversation(all[0], None).await.unwrap();
    assert_eq!(listed(&store, Within::Folder(home_folder)).await, [all[3]]);
    assert_eq!(listed(&store, Within::NoFolder).await[0], all[0]);

    let nowhere = FolderId(Uuid::nil());
    for error in [
        store.move_conversation(all[0], Some(nowhere)).await.err(),
        store
            .move_conversation(ConversationId(Uuid::nil()), None)
            .await
            .err(),
        store
            .list_within(Within::Folder(nowhere), false, None, 9)
            .await
            .err(),
        store.rename_folder(nowhere, "x").await.err(),
        store.delete_folder(nowhere, at(1)).await.err(),
        store.restore_folder(nowhere).await.err(),
        store.collapse_folder(nowhere, true).await.err(),
    ] {
        assert_eq!(error.map(|error| error.code), Some(Code::NotFound));
    }
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_deleted_folder_loses_nothing_and_comes_back() {
    let home = Home::new();
    let store = home.open().await;
    let (thesis, other) = (made(&store, "Thesis").await, made(&store, "Other").await);
    let mut all = Vec::new();
    for _ in 0..5 {
        let id = chat(&store).await;
        store.move_conversation(id, Some(thesis)).await.unwrap();
        all.push(id);
    }
    store.archive_conversation(all[3], true).await.unwrap();
    store.delete_conversation(all[4], at(5)).await.unwrap();
    store.collapse_folder(thesis, true).await.unwrap();
    store.delete_folder(thesis, at(10)).await.unwrap();
    assert_eq!(told(&store).await, [("Other".into(), 0)]);
    assert_eq!(
        listed(&store, Within::NoFolder).await,
        [all[2], all[1], all[0]],
        "back in the plain list"
    );
    assert_eq!(store.conversation(all[3]).await.unwrap().folder, None);
    assert_eq!(
        store.restore_conversation(all[4]).await.unwrap().folder,
        None,
        "nor is it in a folder that is not there"
    );

    // Meanwhile: one is put elsewhere, one out of nothing, and the name is taken.
    store.move_conversation(all[0], Some(other)).await.unwrap();
    store.move_conversation(all[1], None).await.unwrap();
    made(&store, "thesis").await;
    let back = store.restore_folder(thesis).await.unwrap();
    assert_eq!(
        back,
        Folder {
            id: thesis,
            name: "Thesis (2)".into(),
            collapsed: true,
            conversations: 2
        }
    );
    assert_eq!(
        listed(&store, Within::Folder(thesis)).await,
        [all[4], all[2]]
    );
    assert_eq!(listed(&store, Within::Folder(other)).await, [all[0]]);
    assert_eq!(listed(&store, Within::NoFolder).await, [all[1]]);
    assert_eq!(
        store.restore_folder(thesis).await.unwrap(),
        back,
        "once is enough"
    );

    store.delete_folder(thesis, at(20)).await.unwrap();
    assert_eq!(store.purge_folders(at(20)).await.unwrap(), 0);
    assert_eq!(store.purge_folders(at(21)).await.unwrap(), 1);
    assert_eq!(
        store.restore_folder(thesis).await.unwrap_err().code,
        Code::NotFound
    );
    assert_eq!(
        listed(&store, Within::Everything).await.len(),
        4,
        "a purge takes the folder alone"
    );
    store.integrity_check().await.unwrap();
    store.close().await.unwrap();
}

#[tokio::test]
async fn names_are_kept_apart() {
    let home = Home::new();
    let store = home.open().await;
    let cafe = made(&store, "  Café\t1 ").await;
    assert_eq!(told(&store).await[0].0, "Café 1");
    let new = |name: &'static str| store.create_folder(FolderId(fresh()), name, at(2));
    let taken = new("CAFE\u{301} 1").await.unwrap_err();
    assert_eq!(taken.code, Code::Conflict);
    assert_eq!(taken.message, "There is a folder “CAFE\u{301} 1” already");
    for wrong in ["", " \n "] {
        assert_eq!(new(wrong).await.unwrap_err().code, Code::InvalidInput);
    }
    let other = new("עבודה").await.unwrap().id;
    let renamed = store.rename_folder(cafe, "CAFÉ 1").await.unwrap();
    assert_eq!(renamed.name, "CAFÉ 1", "its own name is no other's");
    let error = store.rename_folder(other, "café 1").await.unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    store.delete_folder(other, at(3)).await.unwrap();
    new("עבודה").await.unwrap();

    for number in 2..200 {
        made(&store, &number.to_string()).await;
    }
    let full = new("one more").await.unwrap_err();
    assert_eq!(full.code, Code::InvalidInput);
    assert_eq!(
        store.restore_folder(other).await.unwrap_err().code,
        Code::InvalidInput
    );
    assert_eq!(store.folders().await.unwrap().len(), 200);
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_conversation_begins_in_a_folder() {
    let home = Home::new();
    let store = home.open().await;
    let thesis = made(&store, "Thesis").await;
    let begun = |folder| NewExchange {
        folder: Some(folder),
        ..exchange(ConversationId(fresh()), true, "q")
    };
    let sent = say(&store, begun(thesis), "a").await;
    assert_eq!(sent.conversation.folder, Some(thesis));
    store.delete_folder(thesis, at(4)).await.unwrap();
    let sent = say(&store, begun(thesis), "a").await;
    assert_eq!(
        sent.conversation.folder, None,
        "the message is worth more than the folder"
    );
    store.close().await.unwrap();
}

#[tokio::test]
async fn another_process_sees_each_change_by_one_number() {
    let home = Home::new();
    let (one, two) = (home.open().await, home.open().await);
    let mut last = two.folders_version().await.unwrap();
    let mut grew = async |what: &str, expected: bool| {
        let now = two.folders_version().await.unwrap();
        assert_eq!(now > last, expected, "{what}");
        last = now;
    };
    let id = chat(&one).await;
    grew("a conversation in no folder", false).await;
    let folder = made(&one, "A").await;
    grew("a folder", true).await;
    one.rename_folder(folder, "B").await.unwrap();
    grew("a name", true).await;
    one.collapse_folder(folder, true).await.unwrap();
    grew("each window collapses for itself", false).await;
    one.move_conversation(id, Some(folder)).await.unwrap();
    grew("a move", true).await;
    one.archive_conversation(id, true).await.unwrap();
    grew("a count", true).await;
    one.delete_folder(folder, at(2)).await.unwrap();
    grew("a deletion", true).await;
    one.close().await.unwrap();
    two.close().await.unwrap();
}
