//! The embedded migrations, and the refusal of a database that is too new.

use contract::{Code, Error};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection, Executor};

use crate::error::Failure;

/// All migrations of this Pulse. Those of a newer one that are in the database
/// already are left alone: the floor says whether that is safe.
fn migrator() -> Migrator {
    let mut migrator = sqlx::migrate!("../../migrations/desktop");
    migrator.set_ignore_missing(true);
    migrator
}

/// The newest migration that this Pulse knows.
pub(crate) fn newest_known() -> i64 {
    migrator()
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or(0)
}

/// Refuses a database whose floor lies above what this Pulse knows. Only reads.
pub(crate) async fn refuse_newer(connection: &mut SqliteConnection) -> Result<(), Failure> {
    let begun = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!: i64" FROM sqlite_schema WHERE name = 'compatibility'"#
    )
    .fetch_one(&mut *connection)
    .await?;
    if begun == 0 {
        return Ok(());
    }
    let floor = sqlx::query_scalar!("SELECT oldest_writer FROM compatibility")
        .fetch_optional(connection)
        .await?;
    match floor {
        Some(floor) if floor > newest_known() => Err(Failure::Said(
            Error::new(
                Code::DatabaseNewer,
                "A newer Pulse wrote this database; update Pulse to open it",
            )
            .with_detail(format!(
                "the database needs migration {floor}, this Pulse knows {}",
                newest_known()
            )),
        )),
        _ => Ok(()),
    }
}

/// Brings the schema up to date, all or nothing, one process at a time.
pub(crate) async fn run(
    connection: &mut SqliteConnection,
    rebuild_indexes: bool,
) -> Result<(), Failure> {
    // Taken even when there is nothing to do: it shows at the start, not at the
    // first message, that the file cannot be written.
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    refuse_newer(&mut transaction).await?;
    migrator()
        .run_direct(None, &mut *transaction, false)
        .await
        .map_err(explain)?;
    if rebuild_indexes {
        for index in ["message_index", "title_index"] {
            let rebuild = match index {
                "message_index" => "INSERT INTO message_index (message_index) VALUES ('rebuild')",
                _ => "INSERT INTO title_index (title_index) VALUES ('rebuild')",
            };
            transaction.execute(rebuild).await?;
            tracing::warn!(index, "a damaged search index was made anew");
        }
    }
    transaction.commit().await?;
    Ok(())
}

fn explain(error: MigrateError) -> Failure {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            Failure::Database(error)
        }
        MigrateError::VersionMismatch(version) => Failure::Said(
            Error::new(
                Code::DatabaseNewer,
                "Another build of Pulse made this database; open it with that one",
            )
            .with_detail(format!("migration {version} differs")),
        ),
        other => Failure::Said(
            Error::new(
                Code::Internal,
                "Pulse could not bring its database up to date",
            )
            .with_detail(other),
        ),
    }
}
