//! Adds the messages of an import that are not here yet.

use std::collections::HashMap;

use contract::message::{Role, Route};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};
use uuid::Uuid;

use super::{ForeignConversation, ForeignMessage};
use crate::conversations;
use crate::convert::Named;
use crate::error::Failure;

/// Rows handed to SQLite at a time.
const BATCH: usize = 200;

/// What was added.
pub(super) struct Grown {
    /// Messages.
    pub(super) added: usize,
}

/// Where a message stands.
#[derive(Clone, Copy)]
struct Place {
    number: i64,
    depth: i64,
}

/// A message that is new here.
struct Addition<'a> {
    message: &'a ForeignMessage,
    place: Place,
    parent: Option<i64>,
}

/// Adds those messages of `new` that the conversation does not have, and shows the branch
/// that is shown there unless somebody went on with it here.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    conversation: i64,
    new: &ForeignConversation,
) -> Result<Grown, Failure> {
    let mut places = known(connection, conversation).await?;
    let additions = plan(connection, new, &mut places).await?;
    for batch in additions.chunks(BATCH) {
        insert(connection, conversation, batch).await?;
    }
    let current = new.current.as_ref().and_then(|id| places.get(id));
    if let Some(current) = current
        && is_new(&additions, current.number)
        && shows_import(connection, conversation, new, &places).await?
    {
        conversations::show(connection, conversation, current.number).await?;
    }
    Ok(Grown {
        added: additions.len(),
    })
}

/// The messages that are here, by their ids in the file: those of imports by what they
/// were called there, all others by their own ids.
async fn known(
    connection: &mut SqliteConnection,
    conversation: i64,
) -> sqlx::Result<HashMap<String, Place>> {
    let rows = sqlx::query!(
        r#"SELECT m.number AS "number!", m.depth AS "depth!", m.id AS "id!: Uuid",
                  i.foreign_id AS "foreign_id?"
           FROM messages m LEFT JOIN imported_messages i ON i.message = m.number
           WHERE m.conversation = ?1"#,
        conversation
    )
    .fetch_all(connection)
    .await?;
    let place = |(number, depth)| Place { number, depth };
    Ok(rows
        .into_iter()
        .map(|row| {
            let id = row.foreign_id.unwrap_or_else(|| row.id.to_string());
            (id, place((row.number, row.depth)))
        })
        .collect())
}

/// Numbers what is new, and adds its places to those that are known.
async fn plan<'a>(
    connection: &mut SqliteConnection,
    new: &'a ForeignConversation,
    places: &mut HashMap<String, Place>,
) -> sqlx::Result<Vec<Addition<'a>>> {
    // Nobody else numbers messages while the transaction holds the lock.
    let mut number =
        sqlx::query_scalar!(r#"SELECT ifnull(max(number), 0) AS "last!: i64" FROM messages"#)
            .fetch_one(connection)
            .await?;
    let mut additions = Vec::new();
    for message in &new.messages {
        if places.contains_key(&message.foreign_id) {
            continue;
        }
        number += 1;
        let parent = message.parent.as_ref().and_then(|id| places.get(id));
        let parent = parent.copied();
        let place = Place {
            number,
            depth: parent.map_or(0, |parent| parent.depth + 1),
        };
        places.insert(message.foreign_id.clone(), place);
        additions.push(Addition {
            message,
            place,
            parent: parent.map(|parent| parent.number),
        });
    }
    Ok(additions)
}

/// Many rows a statement: the way to SQLite's thread and back costs more than a row.
async fn insert(
    connection: &mut SqliteConnection,
    conversation: i64,
    batch: &[Addition<'_>],
) -> sqlx::Result<()> {
    let mut messages = QueryBuilder::<Sqlite>::new(
        "INSERT INTO messages (number, id, conversation, parent, depth, role, status,
             created_at, provider, model, route, text) ",
    );
    messages.push_values(batch, |mut values, new| {
        let message = new.message;
        let reply = message.role == Role::Assistant;
        values
            .push_bind(new.place.number)
            .push_bind(message.id.0)
            .push_bind(conversation)
            .push_bind(new.parent)
            .push_bind(new.place.depth)
            .push_bind(message.role.name())
            .push_bind("complete")
            .push_bind(message.created_at.0)
            .push_bind(reply.then_some(message.provider.0.as_str()))
            .push_bind(reply.then_some(message.model.0.as_str()))
            .push_bind(reply.then_some(Route::Imported.name()))
            .push_bind(message.text.as_str());
    });
    messages.build().execute(&mut *connection).await?;

    let mut names = QueryBuilder::<Sqlite>::new(
        "INSERT INTO imported_messages (conversation, foreign_id, message) ",
    );
    names.push_values(batch, |mut values, new| {
        values
            .push_bind(conversation)
            .push_bind(new.message.foreign_id.as_str())
            .push_bind(new.place.number);
    });
    names.build().execute(&mut *connection).await?;

    let thinking =
        |new: &Addition<'_>| new.message.thinking.clone().filter(|text| !text.is_empty());
    for (reply, text) in batch
        .iter()
        .filter_map(|new| Some((new.place.number, thinking(new)?)))
    {
        sqlx::query!(
            "INSERT INTO thoughts (reply, offset, text) VALUES (?1, 0, ?2)",
            reply,
            text
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

fn is_new(additions: &[Addition<'_>], number: i64) -> bool {
    // New ones are numbered above all that were here.
    additions
        .first()
        .is_some_and(|first| number >= first.place.number)
}

/// Whether the branch that is shown ends in the file as well: nobody went on with it here.
async fn shows_import(
    connection: &mut SqliteConnection,
    conversation: i64,
    new: &ForeignConversation,
    places: &HashMap<String, Place>,
) -> sqlx::Result<bool> {
    let leaf = sqlx::query_scalar!(
        "SELECT active_leaf FROM conversations WHERE number = ?1",
        conversation
    )
    .fetch_one(connection)
    .await?;
    let numbers = new
        .messages
        .iter()
        .filter_map(|message| places.get(&message.foreign_id));
    Ok(leaf.is_none_or(|leaf| numbers.into_iter().any(|place| place.number == leaf)))
}
