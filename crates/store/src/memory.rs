//! A store that is nowhere but in this process's memory.
//!
//! It has the schema of the other, so that everything that is done with a conversation is done with
//! the same queries. SQLite keeps such a database, its rollback journal, its statement journals and its
//! temporary tables in memory; no other connection and no other process can see it, and it ends with
//! its one connection.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use contract::{AttachmentId, MessageId, Result};
use sqlx::sqlite::SqliteConnectOptions;

use crate::error::{Failure, told};
use crate::migrate;
use crate::open::{BUSY, options, pool};
use crate::store::{Shared, Store};

/// How SQLite calls a database in memory.
const NAME: &str = ":memory:";

impl Store {
    /// Begins an empty store in memory.
    ///
    /// # Errors
    /// [`contract::Code::Internal`]: there is no disk that could fail.
    pub async fn in_memory() -> Result<Self> {
        begin().await.map_err(|failure| {
            let doing = "begin a temporary conversation";
            told(failure, doing, NAME.as_ref())
        })
    }

    /// Whether it is in memory alone.
    pub fn is_in_memory(&self) -> bool {
        self.shared.path.as_os_str() == NAME
    }

    /// Whether it has that message.
    ///
    /// # Errors
    /// The storage's.
    pub async fn has_message(&self, id: MessageId) -> Result<bool> {
        self.doing("look for a message", async {
            let mut read = self.read().await?;
            let there = sqlx::query_scalar!(
                r#"SELECT EXISTS (SELECT 1 FROM messages WHERE id = ?1) AS "there!: bool""#,
                id.0
            );
            Ok(there.fetch_one(&mut *read).await?)
        })
        .await
    }

    /// Whether it has that attachment.
    ///
    /// # Errors
    /// The storage's.
    pub async fn has_attachment(&self, id: AttachmentId) -> Result<bool> {
        self.doing("look for an attachment", async {
            let mut read = self.read().await?;
            let there = sqlx::query_scalar!(
                r#"SELECT EXISTS (SELECT 1 FROM attachments WHERE id = ?1) AS "there!: bool""#,
                id.0
            );
            Ok(there.fetch_one(&mut *read).await?)
        })
        .await
    }
}

async fn begin() -> std::result::Result<Store, Failure> {
    let options = SqliteConnectOptions::in_memory(options(NAME.as_ref(), BUSY), true)
        .shared_cache(false)
        // The usual one of a database in memory, said all the same: neither may become a file.
        .pragma("journal_mode", "MEMORY")
        .pragma("temp_store", "MEMORY");
    // One connection, which reads and writes: another would have another database.
    let only = pool(1).connect_with(options).await?;
    let mut connection = only.acquire().await?;
    migrate::run(&mut connection, false).await?;
    drop(connection);
    Ok(Store {
        shared: Arc::new(Shared {
            path: PathBuf::from(NAME),
            readers: only.clone(),
            writer: only,
            hold: Mutex::new(None),
            damaged: AtomicBool::new(false),
        }),
    })
}
