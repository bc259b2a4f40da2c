//! Nobody but its owner reads the database.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use super::{Folder, conversation};

/// The rights of others to each file with data in it.
fn others(folder: &Folder) -> Vec<(String, u32)> {
    let names = folder.names().into_iter();
    names
        // It holds a size and a time.
        .filter(|name| name != "pulse.db.clean")
        .map(|name| {
            let mode = fs::metadata(folder.path(&name))
                .unwrap()
                .permissions()
                .mode();
            (name, mode & 0o077)
        })
        .collect()
}

#[tokio::test]
async fn others_cannot_read_the_database_in_a_folder_that_they_can_enter() {
    let folder = Folder::new();
    fs::set_permissions(folder.path(""), Permissions::from_mode(0o755)).unwrap();
    let store = folder.open().await;
    conversation(&store, "q", "a").await;
    let files = ["pulse.db", "pulse.db-shm", "pulse.db-wal", "pulse.db.lock"];
    let private: Vec<_> = files.map(|name| (name.to_owned(), 0)).into();
    assert_eq!(others(&folder), private);
    drop(store); // a crash: the log stays

    // As an older Pulse left them.
    for name in files {
        fs::set_permissions(folder.path(name), Permissions::from_mode(0o644)).unwrap();
    }
    let store = folder.open().await;
    assert_eq!(others(&folder), private);
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_database_that_replaces_a_damaged_one_is_private_too() {
    let folder = Folder::new();
    fs::write(
        folder.database(),
        "no database at all, but long enough to be one".repeat(99),
    )
    .unwrap();
    let opened = folder.try_open().await.unwrap();
    assert!(opened.set_aside.is_some());
    assert!(
        others(&folder).iter().all(|(_, mode)| *mode == 0),
        "{:?}",
        others(&folder)
    );
    opened.store.close().await.unwrap();
}
