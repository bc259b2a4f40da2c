//! Damaged files: set aside, reported, and a new database begun.

use std::fs::{self, OpenOptions};
use std::io::{Seek, SeekFrom, Write};

use contract::ConversationId;

use super::{Folder, at, conversation, exchange, fresh};
use crate::damage::beside;

/// A healthy database of some size, closed.
async fn filled(folder: &Folder) {
    let store = folder.open().await;
    crate::seed::fill(&store, 20, 400, 1).await.unwrap();
    store.close().await.unwrap();
}

fn overwrite(folder: &Folder, from: u64, bytes: &[u8]) {
    let mut file = OpenOptions::new()
        .write(true)
        .open(folder.database())
        .unwrap();
    file.seek(SeekFrom::Start(from)).unwrap();
    file.write_all(bytes).unwrap();
}

/// Bytes without any pattern SQLite could take for a page.
fn garbage(length: usize) -> Vec<u8> {
    let mut x = 1_u32;
    let mut next = || {
        x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (x >> 24) as u8
    };
    (0..length).map(|_| next()).collect()
}

/// Opens a damaged database: it must be set aside byte for byte, and the new one
/// must work.
async fn is_set_aside(folder: &Folder) {
    let before = fs::read(folder.database()).unwrap();
    let opened = folder.try_open().await.unwrap();
    let aside = opened.set_aside.expect("the damage must be noticed");
    assert_eq!(
        aside,
        beside(&folder.database(), ".damaged-19700101T000005Z")
    );
    assert!(
        fs::read(&aside).unwrap() == before,
        "nothing of it was changed"
    );
    let store = opened.store;
    assert!(
        store
            .list_conversations(None, 9)
            .await
            .unwrap()
            .conversations
            .is_empty()
    );
    conversation(&store, "q", "a").await;
    store.integrity_check().await.unwrap();
    store.close().await.unwrap();
    let again = folder.try_open().await.unwrap();
    assert_eq!(again.set_aside, None, "once is enough");
    again.store.close().await.unwrap();
}

#[tokio::test]
async fn random_bytes_are_set_aside() {
    let folder = Folder::new();
    fs::write(folder.database(), garbage(50_000)).unwrap();
    is_set_aside(&folder).await;
}

#[tokio::test]
async fn a_few_bytes_are_set_aside() {
    let folder = Folder::new();
    fs::write(folder.database(), b"hello").unwrap();
    is_set_aside(&folder).await;
}

#[tokio::test]
async fn a_truncated_file_is_set_aside() {
    let folder = Folder::new();
    filled(&folder).await;
    let length = fs::metadata(folder.database()).unwrap().len();
    let file = OpenOptions::new()
        .write(true)
        .open(folder.database())
        .unwrap();
    file.set_len(length / 2).unwrap();
    drop(file);
    is_set_aside(&folder).await;
}

#[tokio::test]
async fn a_sound_head_over_garbage_is_set_aside() {
    let folder = Folder::new();
    filled(&folder).await;
    // Although the last session ended cleanly: the file was changed since.
    let length = fs::metadata(folder.database()).unwrap().len();
    overwrite(
        &folder,
        8192,
        &garbage(usize::try_from(length).unwrap() - 8192),
    );
    is_set_aside(&folder).await;
}

#[tokio::test]
async fn one_bad_page_after_a_crash_is_set_aside() {
    let folder = Folder::new();
    filled(&folder).await;
    let number = {
        let store = folder.open().await;
        let page: i64 = sqlx::query_scalar(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'messages_by_parent'",
        )
        .fetch_one(&store.shared.readers)
        .await
        .unwrap();
        store.close().await.unwrap();
        u64::try_from(page).unwrap()
    };
    overwrite(&folder, (number - 1) * 4096, &garbage(4096));
    is_set_aside(&folder).await;
}

#[tokio::test]
async fn what_belongs_to_a_damaged_file_goes_with_it() {
    let folder = Folder::new();
    fs::write(folder.database(), garbage(50_000)).unwrap();
    fs::write(beside(&folder.database(), "-wal"), b"log").unwrap();
    fs::write(beside(&folder.database(), "-shm"), b"index").unwrap();
    let opened = folder.try_open().await.unwrap();
    let aside = opened.set_aside.unwrap();
    assert_eq!(fs::read(beside(&aside, "-wal")).unwrap(), b"log");
    assert!(beside(&aside, "-shm").exists());
    opened.store.close().await.unwrap();

    // A second one at the same moment gets a name of its own.
    overwrite(&folder, 0, &garbage(5000));
    let second = folder.try_open().await.unwrap();
    let name = second.set_aside.unwrap();
    assert_eq!(name, beside(&aside, "-2"));
    assert!(aside.exists());
    second.store.close().await.unwrap();
}

#[tokio::test]
async fn an_empty_file_is_a_new_database() {
    let folder = Folder::new();
    fs::write(folder.database(), b"").unwrap();
    let opened = folder.try_open().await.unwrap();
    assert_eq!(opened.set_aside, None);
    conversation(&opened.store, "q", "a").await;
    opened.store.close().await.unwrap();
}

#[tokio::test]
async fn a_damaged_search_index_is_made_anew_instead() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = conversation(&store, "a needle in a haystack", "found it").await;
    // The index's own tables: nothing that people wrote.
    sqlx::query("UPDATE message_index_data SET block = x'0102030405' WHERE id > 10")
        .execute(&store.shared.writer)
        .await
        .unwrap();
    drop(store); // without close: the next start looks closely
    let opened = folder.try_open().await.unwrap();
    assert_eq!(
        opened.set_aside, None,
        "no conversation may be lost for an index"
    );
    let hits = opened.store.search("needle", 5).await.unwrap().hits;
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].message, Some(sent.message.id));
    opened.store.integrity_check().await.unwrap();
    opened.store.close().await.unwrap();
}

#[tokio::test]
async fn a_file_in_use_is_never_renamed() {
    let folder = Folder::new();
    filled(&folder).await;
    let user = folder.open().await;
    let length = fs::metadata(folder.database()).unwrap().len();
    overwrite(&folder, 0, &garbage(usize::try_from(length).unwrap()));
    let error = folder.try_open().await.unwrap_err();
    assert_eq!(error.code, contract::Code::DatabaseCorrupt);
    assert!(folder.names().iter().all(|name| !name.contains("damaged")));
    drop(user);
}

#[tokio::test]
async fn damage_found_on_the_way_is_looked_for_at_the_next_start() {
    let folder = Folder::new();
    filled(&folder).await;
    let store = folder.open().await;
    let page: i64 =
        sqlx::query_scalar("SELECT rootpage FROM sqlite_schema WHERE name = 'messages_by_parent'")
            .fetch_one(&store.shared.readers)
            .await
            .unwrap();
    let offset = (u64::try_from(page).unwrap() - 1) * 4096;
    overwrite(&folder, offset, &garbage(4096));
    // Adding a message must follow that index.
    let mut error = None;
    for _ in 0..3 {
        let new = exchange(ConversationId(fresh()), true, "q");
        error = store.add_exchange(new).await.err();
    }
    assert_eq!(
        error.map(|error| error.code),
        Some(contract::Code::DatabaseCorrupt)
    );
    store.close().await.unwrap();
    assert!(!beside(&folder.database(), ".clean").exists());
    let opened = crate::Store::open(&folder.database(), at(5_000))
        .await
        .unwrap();
    assert!(opened.set_aside.is_some());
    opened.store.close().await.unwrap();
}
