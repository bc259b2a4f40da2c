//! A temporary conversation that becomes an ordinary one.
//!
//! What is copied follows the schema: the conversation, and every table whose rows refer to it or to
//! what refers to it. A table or a column that a later migration adds is copied without anybody
//! having to think of it here, which is why these statements are made when they are run. Rows refer
//! to each other by numbers that are taken on the other side: all of a table's are moved up by the
//! same amount, the references to them likewise.

use std::collections::{BTreeMap, BTreeSet};

use contract::conversation::ConversationSummary;
use contract::{Code, ConversationId, Error, Result};
use sqlx::sqlite::{SqliteRow, SqliteValueRef};
use sqlx::{
    AssertSqlSafe, Column as _, Decode, Row as _, Sqlite, SqliteConnection, TypeInfo as _,
    ValueRef as _,
};

use crate::conversations;
use crate::error::Failure;
use crate::store::Store;

/// Where the references begin.
const ROOT: &str = "conversations";
/// Refers to nothing, so that it outlives what it is of. What vendors took is here already.
const COMPLETIONS: &str = "completions";

impl Store {
    /// Takes over the one conversation that `from` holds, in one transaction. `there` is asked while
    /// nobody can remove a picture whether all their files exist; if not, nothing is taken over and
    /// the answer is `None`. `from` stays as it is.
    ///
    /// # Errors
    /// [`Code::NotFound`] if `from` does not hold it; [`Code::Conflict`] if it is here already; else
    /// the storage's.
    pub async fn adopt(
        &self,
        from: &Self,
        id: ConversationId,
        there: impl FnOnce() -> bool + Send,
    ) -> Result<Option<ConversationSummary>> {
        let taken = from.doing("read a temporary conversation", from.all_of(id));
        let taken = taken.await?;
        self.doing("keep a temporary conversation", async {
            let mut write = self.write().await?;
            if !there() {
                return Ok(None);
            }
            // Until the commit: a conversation refers to its last message, and the other way round.
            sqlx::query("PRAGMA defer_foreign_keys = ON")
                .execute(&mut *write)
                .await?;
            let mut bases = BTreeMap::new();
            for table in taken.keys() {
                bases.insert(table.name.clone(), base(&mut write, table).await?);
            }
            for (table, rows) in &taken {
                for row in rows {
                    insert(&mut write, table, row, &bases).await?;
                }
            }
            sqlx::query!(
                "UPDATE conversations SET deleted_at = NULL WHERE id = ?1",
                id.0
            )
            .execute(&mut *write)
            .await?;
            let number = conversations::number_of(&mut write, id).await?;
            let summary = conversations::summary(&mut write, number).await?;
            write.commit().await?;
            Ok(Some(summary))
        })
        .await
    }

    /// All rows of a temporary conversation, by table.
    async fn all_of(
        &self,
        id: ConversationId,
    ) -> std::result::Result<BTreeMap<Table, Vec<Vec<Cell>>>, Failure> {
        let mut read = self.read().await?;
        let holds = sqlx::query_scalar!(
            r#"SELECT count(*) = 1 AND max(id = ?1) AS "holds!: bool" FROM conversations"#,
            id.0
        )
        .fetch_one(&mut *read)
        .await?;
        if !holds || !self.is_in_memory() {
            let message = "That temporary conversation is gone";
            return Err(Error::new(Code::NotFound, message).with_detail(id).into());
        }
        let mut all = BTreeMap::new();
        for table in tables(&mut read).await? {
            let only = match table.name.as_str() {
                COMPLETIONS => " WHERE route = 'local'",
                _ => "",
            };
            let sql = format!("SELECT * FROM \"{}\"{only}", table.name);
            let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *read);
            let rows = rows.await?.iter().map(cells).collect::<sqlx::Result<_>>()?;
            all.insert(table, rows);
        }
        Ok(all)
    }
}

/// A table, and which of its columns hold numbers of rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Table {
    name: String,
    columns: Vec<Column>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Column {
    name: String,
    /// The table whose rows' numbers it holds.
    numbers: Option<String>,
}

impl Table {
    /// The column of its own rows' numbers.
    fn number(&self) -> Option<&str> {
        let own = |column: &&Column| column.numbers.as_deref() == Some(&self.name);
        let mut own = self.columns.iter().filter(own);
        // A reference to its own table comes after its number.
        own.next().map(|column| column.name.as_str())
    }
}

/// A value as SQLite has it.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

/// The tables of a conversation.
async fn tables(connection: &mut SqliteConnection) -> std::result::Result<Vec<Table>, Failure> {
    let references: Vec<(String, String, String)> = sqlx::query_as(
        r#"SELECT t.name, f."from", f."table" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f
           WHERE t.type = 'table'"#,
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut names = BTreeSet::from([ROOT.to_owned()]);
    loop {
        let more = references.iter().filter(|(_, _, to)| names.contains(to));
        let more: Vec<_> = more.map(|(name, ..)| name.clone()).collect();
        let before = names.len();
        names.extend(more);
        if names.len() == before {
            break;
        }
    }
    names.insert(COMPLETIONS.to_owned());
    let mut tables = Vec::with_capacity(names.len());
    for name in &names {
        let columns: Vec<(String, String, i64)> =
            sqlx::query_as("SELECT name, type, pk FROM pragma_table_info(?1)")
                .bind(name)
                .fetch_all(&mut *connection)
                .await?;
        let keys = columns.iter().filter(|(.., pk)| *pk > 0).count();
        let columns = columns.into_iter().map(|(column, kind, pk)| {
            let referred = references
                .iter()
                .find(|(table, from, _)| table == name && *from == column)
                .map(|(.., to)| to.clone());
            // A table outside has other rows here: what stands there cannot be moved along.
            let own = keys == 1 && pk == 1 && kind == "INTEGER";
            let numbers = match referred {
                Some(to) => Some(to).filter(|to| names.contains(to)),
                None => own.then(|| name.clone()),
            };
            Column {
                name: column,
                numbers,
            }
        });
        tables.push(Table {
            name: name.clone(),
            columns: columns.collect(),
        });
    }
    Ok(tables)
}

/// By how much the numbers of a table's rows are moved up: beyond all that are taken.
async fn base(connection: &mut SqliteConnection, table: &Table) -> sqlx::Result<i64> {
    let Some(number) = table.number() else {
        return Ok(0);
    };
    let sql = format!(
        "SELECT ifnull(max(\"{number}\"), 0) FROM \"{}\"",
        table.name
    );
    sqlx::query_scalar(AssertSqlSafe(sql))
        .fetch_one(connection)
        .await
}

async fn insert(
    connection: &mut SqliteConnection,
    table: &Table,
    row: &[Cell],
    bases: &BTreeMap<String, i64>,
) -> sqlx::Result<()> {
    let names: Vec<_> = table
        .columns
        .iter()
        .map(|column| format!("\"{}\"", column.name))
        .collect();
    let marks = vec!["?"; names.len()];
    let sql = format!(
        "INSERT INTO \"{}\" ({}) VALUES ({})",
        table.name,
        names.join(", "),
        marks.join(", ")
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (column, cell) in table.columns.iter().zip(row) {
        let base = column.numbers.as_ref().and_then(|of| bases.get(of));
        query = match cell {
            Cell::Null => query.bind(None::<i64>),
            Cell::Integer(number) => query.bind(number.saturating_add(base.copied().unwrap_or(0))),
            Cell::Real(number) => query.bind(*number),
            Cell::Text(text) => query.bind(text.clone()),
            Cell::Blob(bytes) => query.bind(bytes.clone()),
        };
    }
    query.execute(connection).await?;
    Ok(())
}

fn cells(row: &SqliteRow) -> sqlx::Result<Vec<Cell>> {
    let columns = row.columns().iter();
    columns
        .map(|column| cell(row.try_get_raw(column.ordinal())?))
        .collect()
}

fn cell(value: SqliteValueRef<'_>) -> sqlx::Result<Cell> {
    if value.is_null() {
        return Ok(Cell::Null);
    }
    let kind = value.type_info().name().to_owned();
    let cell = match kind.as_str() {
        "INTEGER" => <i64 as Decode<Sqlite>>::decode(value).map(Cell::Integer),
        "REAL" => <f64 as Decode<Sqlite>>::decode(value).map(Cell::Real),
        "TEXT" => <String as Decode<Sqlite>>::decode(value).map(Cell::Text),
        _ => <Vec<u8> as Decode<Sqlite>>::decode(value).map(Cell::Blob),
    };
    cell.map_err(sqlx::Error::Decode)
}
