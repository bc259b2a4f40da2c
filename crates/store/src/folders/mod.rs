//! Folders: their making, names, deletion and return.
//!
//! Belongs here: folders, and which conversation is in which. Does not belong here: the lists of
//! what is in them ([`crate::list`]).

mod contents;
pub(crate) mod name;

use contract::folder::Folder;
use contract::{Code, Error, FolderId, Result, Timestamp};
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::error::Failure;
use crate::store::Store;

pub(crate) use contents::{find_or_make, put};

/// Folders at the most: the list shows the names of all of them.
const MOST: i64 = 200;

impl Store {
    /// All folders by name, which is an order that nobody has to keep up: who looks for a folder
    /// knows where it stands, on every computer.
    ///
    /// # Errors
    /// The storage's.
    pub async fn folders(&self) -> Result<Vec<Folder>> {
        self.doing("list the folders", async {
            let rows = sqlx::query!(
                r#"SELECT id AS "id: Uuid", name, collapsed AS "collapsed: bool",
                          (SELECT count(*) FROM conversations c
                           WHERE c.archived = 0 AND c.folder = f.number AND c.deleted_at IS NULL)
                              AS "conversations!: u32"
                   FROM folders f WHERE deleted_at IS NULL LIMIT ?1"#,
                MOST
            )
            .fetch_all(&self.shared.readers)
            .await?;
            let mut folders: Vec<Folder> = rows
                .into_iter()
                .map(|row| Folder {
                    id: FolderId(row.id),
                    name: row.name,
                    collapsed: row.collapsed,
                    conversations: row.conversations,
                })
                .collect();
            folders.sort_by(|a, b| name::order(&a.name, &b.name));
            Ok(folders)
        })
        .await
    }

    /// A number that changes with the folders and what is in them, in whatever process.
    ///
    /// # Errors
    /// The storage's.
    pub async fn folders_version(&self) -> Result<i64> {
        self.doing("look for changes of the folders", async {
            let version = sqlx::query_scalar!("SELECT count FROM folder_changes")
                .fetch_one(&self.shared.readers)
                .await?;
            Ok(version)
        })
        .await
    }

    /// Makes an empty folder.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] for a name that is none, or if there are 200 folders already;
    /// [`Code::Conflict`] if the name is taken; else the storage's.
    pub async fn create_folder(&self, id: FolderId, name: &str, now: Timestamp) -> Result<Folder> {
        self.doing("make a folder", async {
            let name = name::checked(name)?;
            let mut write = self.write().await?;
            refuse_taken(&mut write, &name, None).await?;
            if !has_room(&mut write).await? {
                return Err(full());
            }
            insert(&mut write, id, &name, now).await?;
            write.commit().await?;
            Ok(Folder {
                id,
                name,
                collapsed: false,
                conversations: 0,
            })
        })
        .await
    }

    /// Gives a folder another name.
    ///
    /// # Errors
    /// [`Code::NotFound`]; [`Code::InvalidInput`] for a name that is none; [`Code::Conflict`] if
    /// another folder has it; else the storage's.
    pub async fn rename_folder(&self, id: FolderId, name: &str) -> Result<Folder> {
        self.doing("rename a folder", async {
            let name = name::checked(name)?;
            let key = name::key(&name);
            let mut write = self.write().await?;
            let number = number_of(&mut write, id).await?;
            refuse_taken(&mut write, &name, Some(number)).await?;
            sqlx::query!(
                "UPDATE folders SET name = ?1, name_key = ?2 WHERE number = ?3",
                name,
                key,
                number
            )
            .execute(&mut *write)
            .await?;
            let folder = load(&mut write, number).await?;
            write.commit().await?;
            Ok(folder)
        })
        .await
    }

    /// Shows a folder's name alone, or its conversations too.
    ///
    /// # Errors
    /// [`Code::NotFound`]; else the storage's.
    pub async fn collapse_folder(&self, id: FolderId, collapsed: bool) -> Result<()> {
        self.doing("collapse a folder", async {
            let mut write = self.write().await?;
            let number = number_of(&mut write, id).await?;
            sqlx::query!(
                "UPDATE folders SET collapsed = ?1 WHERE number = ?2",
                collapsed,
                number
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }

    /// Removes a folder. Its conversations, archived and deleted ones too, are in none then.
    ///
    /// # Errors
    /// [`Code::NotFound`]; else the storage's.
    pub async fn delete_folder(&self, id: FolderId, now: Timestamp) -> Result<()> {
        self.doing("delete a folder", async {
            let mut write = self.write().await?;
            let number = number_of(&mut write, id).await?;
            sqlx::query!(
                "UPDATE folders SET deleted_at = ?1 WHERE number = ?2",
                now.0,
                number
            )
            .execute(&mut *write)
            .await?;
            sqlx::query!(
                "UPDATE conversations SET former_folder = folder, folder = NULL WHERE folder = ?1",
                number
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }

    /// Brings a folder back, with those of its conversations that nobody put elsewhere since. If
    /// its name is taken meanwhile it gets a number. One that was not deleted stays as it is.
    ///
    /// # Errors
    /// [`Code::NotFound`] if it was purged or never existed; [`Code::InvalidInput`] if there are
    /// 200 folders already; else the storage's.
    pub async fn restore_folder(&self, id: FolderId) -> Result<Folder> {
        self.doing("restore a folder", async {
            let mut write = self.write().await?;
            let deleted = sqlx::query!(
                "SELECT number, name FROM folders WHERE id = ?1 AND deleted_at IS NOT NULL",
                id.0
            )
            .fetch_optional(&mut *write)
            .await?;
            let Some(deleted) = deleted else {
                let number = number_of(&mut write, id).await?;
                return Ok(load(&mut write, number).await?);
            };
            if !has_room(&mut write).await? {
                return Err(full());
            }
            let name = free_name(&mut write, &deleted.name).await?;
            let key = name::key(&name);
            sqlx::query!(
                "UPDATE folders SET deleted_at = NULL, name = ?1, name_key = ?2 WHERE number = ?3",
                name,
                key,
                deleted.number
            )
            .execute(&mut *write)
            .await?;
            sqlx::query!(
                "UPDATE conversations SET folder = former_folder, former_folder = NULL
                 WHERE former_folder = ?1",
                deleted.number
            )
            .execute(&mut *write)
            .await?;
            let folder = load(&mut write, deleted.number).await?;
            write.commit().await?;
            Ok(folder)
        })
        .await
    }

    /// Removes folders that were deleted before `before`, for good.
    ///
    /// # Errors
    /// The storage's.
    pub async fn purge_folders(&self, before: Timestamp) -> Result<u64> {
        self.doing("purge deleted folders", async {
            let mut write = self.write().await?;
            let purged = sqlx::query!("DELETE FROM folders WHERE deleted_at < ?1", before.0)
                .execute(&mut *write)
                .await?;
            write.commit().await?;
            Ok(purged.rows_affected())
        })
        .await
    }
}

/// The folder's number, unless it is deleted.
pub(crate) async fn number_of(
    connection: &mut SqliteConnection,
    id: FolderId,
) -> std::result::Result<i64, Failure> {
    find(connection, id).await?.ok_or_else(|| {
        let error = Error::new(Code::NotFound, "That folder was deleted or never existed");
        Failure::Said(error.with_detail(id))
    })
}

/// The folder's number; `None`: it is deleted or never existed.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: FolderId,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!(
        r#"SELECT number AS "number!" FROM folders WHERE id = ?1 AND deleted_at IS NULL"#,
        id.0
    )
    .fetch_optional(connection)
    .await
}

async fn load(connection: &mut SqliteConnection, number: i64) -> sqlx::Result<Folder> {
    let row = sqlx::query!(
        r#"SELECT id AS "id: Uuid", name, collapsed AS "collapsed: bool",
                  (SELECT count(*) FROM conversations c
                   WHERE c.archived = 0 AND c.folder = ?1 AND c.deleted_at IS NULL)
                      AS "conversations!: u32"
           FROM folders WHERE number = ?1"#,
        number
    )
    .fetch_one(connection)
    .await?;
    Ok(Folder {
        id: FolderId(row.id),
        name: row.name,
        collapsed: row.collapsed,
        conversations: row.conversations,
    })
}

async fn insert(
    connection: &mut SqliteConnection,
    id: FolderId,
    name: &str,
    now: Timestamp,
) -> sqlx::Result<i64> {
    let key = name::key(name);
    sqlx::query_scalar!(
        r#"INSERT INTO folders (id, name, name_key, created_at) VALUES (?1, ?2, ?3, ?4)
           RETURNING number AS "number!""#,
        id.0,
        name,
        key,
        now.0
    )
    .fetch_one(connection)
    .await
}

/// The number of the folder of that name.
async fn named(connection: &mut SqliteConnection, name: &str) -> sqlx::Result<Option<i64>> {
    let key = name::key(name);
    sqlx::query_scalar!(
        r#"SELECT number AS "number!" FROM folders WHERE name_key = ?1 AND deleted_at IS NULL"#,
        key
    )
    .fetch_optional(connection)
    .await
}

async fn refuse_taken(
    connection: &mut SqliteConnection,
    name: &str,
    own: Option<i64>,
) -> std::result::Result<(), Failure> {
    match named(connection, name).await? {
        Some(other) if Some(other) != own => Err(Failure::said(
            Code::Conflict,
            format!("There is a folder “{name}” already"),
        )),
        _ => Ok(()),
    }
}

async fn free_name(connection: &mut SqliteConnection, wanted: &str) -> sqlx::Result<String> {
    let mut name = wanted.to_owned();
    let mut number = 2;
    // There are 200 folders at the most, and each turn tries another name.
    while named(connection, &name).await?.is_some() {
        name = name::numbered(wanted, number);
        number += 1;
    }
    Ok(name)
}

async fn has_room(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!: i64" FROM folders WHERE deleted_at IS NULL"#
    )
    .fetch_one(connection)
    .await?;
    Ok(count < MOST)
}

fn full() -> Failure {
    Failure::said(
        Code::InvalidInput,
        format!("There are {MOST} folders already"),
    )
}
