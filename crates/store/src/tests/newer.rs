//! A newer Pulse's database: additions open, a raised floor is refused untouched.

use std::fs;

use contract::Code;

use super::{Folder, conversation};
use crate::damage::beside;
use crate::{Store, migrate};

/// What a newer Pulse would have left: a migration that this one does not know.
async fn add_newer_migration(store: &Store, floor: i64) {
    let newer = migrate::newest_known() + 1;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (?, 'dreams', TRUE, x'00', 1)",
    )
    .bind(newer)
    .execute(&store.shared.writer)
    .await
    .unwrap();
    sqlx::query("CREATE TABLE dreams (id INTEGER PRIMARY KEY, text TEXT)")
        .execute(&store.shared.writer)
        .await
        .unwrap();
    sqlx::query("ALTER TABLE conversations ADD COLUMN mood TEXT")
        .execute(&store.shared.writer)
        .await
        .unwrap();
    sqlx::query("UPDATE compatibility SET oldest_writer = ?")
        .bind(floor)
        .execute(&store.shared.writer)
        .await
        .unwrap();
}

#[tokio::test]
async fn additions_of_a_newer_pulse_are_no_obstacle() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = conversation(&store, "q", "a").await;
    add_newer_migration(&store, migrate::newest_known()).await;
    store.close().await.unwrap();
    let store = folder.open().await;
    let view = store.view(sent.conversation.id, 10, None).await.unwrap();
    assert_eq!(view.page.messages.len(), 2);
    conversation(&store, "q", "a").await;
    store.integrity_check().await.unwrap();
    store.close().await.unwrap();
}

/// The bytes of the database and its log.
fn bytes(folder: &Folder) -> (Vec<u8>, Option<Vec<u8>>) {
    let database = folder.database();
    (
        fs::read(&database).unwrap(),
        fs::read(beside(&database, "-wal")).ok(),
    )
}

#[tokio::test]
async fn a_raised_floor_is_refused_and_the_file_untouched() {
    let folder = Folder::new();
    let store = folder.open().await;
    conversation(&store, "q", "a").await;
    add_newer_migration(&store, migrate::newest_known() + 1).await;
    store.close().await.unwrap();
    let before = bytes(&folder);
    for _ in 0..2 {
        let error = folder.try_open().await.unwrap_err();
        assert_eq!(error.code, Code::DatabaseNewer);
        assert!(error.message.contains("newer Pulse"), "{error}");
    }
    assert!(bytes(&folder).0 == before.0, "byte for byte");
    assert!(folder.names().iter().all(|name| !name.contains("damaged")));
}

#[tokio::test]
async fn a_raised_floor_that_is_still_in_the_log_is_refused_too() {
    // A newer Pulse crashed: its last writes wait in the write-ahead log.
    let crashed = Folder::new();
    let store = crashed.open().await;
    conversation(&store, "q", "a").await;
    add_newer_migration(&store, migrate::newest_known() + 1).await;
    let folder = Folder::new();
    fs::copy(crashed.database(), folder.database()).unwrap();
    let log = beside(&folder.database(), "-wal");
    fs::copy(beside(&crashed.database(), "-wal"), &log).unwrap();
    store.close().await.unwrap();

    let before = bytes(&folder);
    assert!(
        before.1.as_ref().is_some_and(|log| !log.is_empty()),
        "the log must hold it"
    );
    let error = folder.try_open().await.unwrap_err();
    assert_eq!(error.code, Code::DatabaseNewer);
    assert!(bytes(&folder) == before, "database and log, byte for byte");
}

#[tokio::test]
async fn a_changed_migration_is_refused() {
    let folder = Folder::new();
    let store = folder.open().await;
    sqlx::query("UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 2")
        .execute(&store.shared.writer)
        .await
        .unwrap();
    store.close().await.unwrap();
    assert_eq!(
        folder.try_open().await.unwrap_err().code,
        Code::DatabaseNewer
    );
}
