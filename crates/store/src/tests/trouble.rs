//! Read-only folders, locks, full disks: a clear message each, nothing lost.

use std::fs;

use contract::{Code, ConversationId};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor, SqliteConnection};

use super::{Folder, at, completed, conversation, exchange, fresh, reply_to};
use crate::Store;

#[tokio::test]
async fn a_locked_database_is_said_to_be_locked() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = conversation(&store, "q", "a").await;
    store.close().await.unwrap();
    let mut locker = SqliteConnectOptions::new()
        .filename(folder.database())
        .connect()
        .await
        .unwrap();
    locker
        .execute("PRAGMA locking_mode = EXCLUSIVE")
        .await
        .unwrap();
    locker.execute("BEGIN EXCLUSIVE").await.unwrap();
    let error = folder.try_open().await.unwrap_err();
    assert_eq!(error.code, Code::StorageBusy);
    assert!(
        error
            .message
            .contains("another program keeps its database locked"),
        "{error}"
    );
    locker.execute("ROLLBACK").await.unwrap();
    locker.close().await.unwrap();

    let opened = folder.try_open().await.unwrap();
    assert_eq!(opened.set_aside, None, "a lock is not damage");
    let view = opened
        .store
        .view(sent.conversation.id, 10, None)
        .await
        .unwrap();
    assert_eq!(view.page.messages.len(), 2);
    opened.store.close().await.unwrap();
}

/// Another program that holds the write lock.
async fn locked(folder: &Folder) -> SqliteConnection {
    let mut locker = SqliteConnectOptions::new()
        .filename(folder.database())
        .connect()
        .await
        .unwrap();
    locker.execute("BEGIN IMMEDIATE").await.unwrap();
    locker
}

#[tokio::test]
async fn a_writer_that_waits_too_long_is_told_and_nothing_is_half_done() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = conversation(&store, "q", "a").await;
    let mut locker = locked(&folder).await;
    let new = exchange(sent.conversation.id, false, "more");
    let error = store.add_exchange(new.clone()).await.unwrap_err();
    assert_eq!(error.code, Code::StorageBusy);
    // Readers do not care.
    let view = store.view(sent.conversation.id, 10, None).await.unwrap();
    assert_eq!(view.page.messages.len(), 2);
    locker.execute("ROLLBACK").await.unwrap();
    locker.close().await.unwrap();
    store.add_exchange(new).await.unwrap();
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_stored() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = store
        .add_exchange(exchange(ConversationId(fresh()), true, "q"))
        .await
        .unwrap();
    let reply = sent.reply.id;
    fill_disk(&store, 3).await;
    let piece = "x".repeat(1000);
    let mut stored = 0;
    let error = loop {
        match store.append_delta(reply, stored, &piece).await {
            Ok(()) => stored += 1000,
            Err(error) => break error,
        }
        assert!(stored < 1_000_000, "the disk must be full by now");
    };
    assert_eq!(error.code, Code::StorageFull, "{error}");
    assert!(error.message.contains("the disk is full"), "{error}");
    assert!(stored > 0);
    assert_eq!(
        store.message(reply).await.unwrap().text.len() as u64,
        stored
    );
    fill_disk(&store, 3).await;
    let new = exchange(ConversationId(fresh()), true, &"y".repeat(100_000));
    let error = store.add_exchange(new.clone()).await.unwrap_err();
    assert_eq!(error.code, Code::StorageFull, "{error}");
    let nothing = store.conversation(new.conversation).await.unwrap_err();
    assert_eq!(nothing.code, Code::NotFound, "not even half of it");

    // Room again: the same reply goes on, in the same session.
    sqlx::query("PRAGMA max_page_count = 1000000")
        .execute(&store.shared.writer)
        .await
        .unwrap();
    store.append_delta(reply, stored, "end").await.unwrap();
    let ended = store.finish_reply(reply, completed()).await.unwrap();
    assert_eq!(ended.text.len() as u64, stored + 3);
    store.integrity_check().await.unwrap();
    store.close().await.unwrap();
}

/// Leaves room for `pages` more pages: SQLite takes this limit for the end of the
/// disk.
async fn fill_disk(store: &Store, pages: i64) {
    let count: i64 = sqlx::query_scalar("PRAGMA page_count")
        .fetch_one(&store.shared.writer)
        .await
        .unwrap();
    let limit = format!("PRAGMA max_page_count = {}", count + pages);
    sqlx::query(sqlx::AssertSqlSafe(limit))
        .execute(&store.shared.writer)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_branch_can_be_read_while_nothing_can_be_written() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = conversation(&store, "q", "a").await;
    let id = sent.conversation.id;
    let second = store.add_reply(reply_to(sent.message.id)).await.unwrap();
    store.finish_reply(second.id, completed()).await.unwrap();
    let mut locker = locked(&folder).await;
    let view = store.view(id, 10, Some(sent.reply.id)).await.unwrap();
    assert_eq!(view.page.messages[1].id, sent.reply.id);
    let view = store.select_branch(sent.reply.id).await.unwrap();
    assert_eq!(view.page.messages[1].id, sent.reply.id);
    locker.execute("ROLLBACK").await.unwrap();
    locker.close().await.unwrap();
    let view = store.view(id, 10, None).await.unwrap();
    assert_eq!(
        view.page.messages[1].id, second.id,
        "the choice was not kept"
    );
    store.select_branch(sent.reply.id).await.unwrap();
    let view = store.view(id, 10, None).await.unwrap();
    assert_eq!(view.page.messages[1].id, sent.reply.id, "now it is");
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_missing_folder_is_said_to_be_unusable() {
    let folder = Folder::new();
    let error = Store::open(&folder.path("nowhere/pulse.db"), at(1))
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::StorageUnavailable);
    assert!(error.detail.unwrap().contains("nowhere"), "it says where");
}

#[tokio::test]
async fn a_folder_in_the_place_of_the_database_is_no_damage() {
    let folder = Folder::new();
    fs::create_dir(folder.database()).unwrap();
    let error = folder.try_open().await.unwrap_err();
    assert_eq!(error.code, Code::StorageUnavailable, "{error}");
    assert!(folder.database().is_dir());
}

#[tokio::test]
async fn a_closed_store_says_so() {
    let folder = Folder::new();
    let store = folder.open().await;
    let clone = store.clone();
    store.close().await.unwrap();
    store.close().await.unwrap(); // twice is once
    assert_eq!(
        clone.settings().await.unwrap_err().code,
        Code::StorageUnavailable
    );
}

/// Root may write everywhere, so as root the test starts itself again as nobody.
#[cfg(unix)]
#[test]
fn a_read_only_folder_is_said_to_be_read_only() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    const INNER: &str = "PULSE_TEST_READ_ONLY_FOLDER";
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    if let Some(path) = std::env::var_os(INNER) {
        runtime.block_on(refused(&std::path::PathBuf::from(path)));
        return;
    }
    let folder = Folder::new();
    let id = runtime.block_on(async {
        let store = folder.open().await;
        let sent = conversation(&store, "q", "a").await;
        store.close().await.unwrap();
        sent.conversation.id
    });
    let home = folder.path("");
    // Reading is allowed to everybody; the file is not writable even to its owner.
    let mode = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    for name in folder.names() {
        mode(&folder.path(&name), 0o444);
    }
    mode(&home, 0o555);
    let before = fs::read(folder.database()).unwrap();

    // nobody cannot reach the target directory of root.
    let place = Folder::new();
    mode(&place.path(""), 0o755);
    let program = place.path("test");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    mode(&program, 0o755);
    let mut inner = Command::new(&program);
    inner
        .args([
            "--exact",
            "tests::trouble::a_read_only_folder_is_said_to_be_read_only",
        ])
        .arg("--nocapture")
        .current_dir("/")
        .env(INNER, folder.database());
    if is_root(&home) {
        inner.uid(65_534).gid(65_534);
    }
    let output = inner.output().unwrap();
    mode(&home, 0o755);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );

    assert!(fs::read(folder.database()).unwrap() == before);
    for name in folder.names() {
        mode(&folder.path(&name), 0o644);
    }
    runtime.block_on(async {
        let store = folder.open().await;
        assert_eq!(
            store.view(id, 10, None).await.unwrap().page.messages.len(),
            2
        );
        store.close().await.unwrap();
    });
}

/// Whether files of this process belong to root.
#[cfg(unix)]
fn is_root(path: &std::path::Path) -> bool {
    std::os::unix::fs::MetadataExt::uid(&fs::metadata(path).unwrap()) == 0
}

#[cfg(unix)]
async fn refused(path: &std::path::Path) {
    let error = Store::open(path, at(1)).await.unwrap_err();
    assert_eq!(error.code, Code::StorageReadOnly, "{error}");
    assert!(error.message.contains("read-only"), "{error}");
    assert!(error.detail.unwrap().contains("pulse.db"), "it says where");
    // A new database in such a folder fails in the same way.
    let error = Store::open(&path.with_file_name("new.db"), at(1))
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::StorageReadOnly, "{error}");
}
