//! Replies side by side: several models were asked for them at once.

use contract::MessageId;
use contract::message::Message;
use sqlx::SqliteConnection;

use crate::convert::to_json;
use crate::error::Failure;
use crate::rows;

/// Makes a group of `first` and `others`, in this order.
pub(crate) async fn group(
    connection: &mut SqliteConnection,
    first: i64,
    others: &[i64],
) -> sqlx::Result<()> {
    for (place, number) in (0_i64..).zip(std::iter::once(&first).chain(others)) {
        sqlx::query!(
            "UPDATE messages SET beside = ?1, beside_at = ?2 WHERE number = ?3",
            first,
            place,
            number
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Gives the place of `old` in its group, if it has one, to its sibling `new`.
pub(crate) async fn take_place(
    connection: &mut SqliteConnection,
    old: MessageId,
    new: i64,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE messages AS made SET beside = old.beside, beside_at = old.beside_at
         FROM messages old
         WHERE made.number = ?1 AND old.id = ?2 AND old.parent = made.parent",
        new,
        old.0
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "UPDATE messages SET beside = NULL, beside_at = NULL
         WHERE id = ?1 AND parent = (SELECT parent FROM messages WHERE number = ?2)",
        old.0,
        new
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The messages side by side with those among `messages`, which are not among them.
pub(crate) async fn of(
    connection: &mut SqliteConnection,
    messages: &[Message],
) -> Result<Vec<Message>, Failure> {
    let mut missing: Vec<MessageId> = Vec::new();
    for message in messages {
        let others = message.siblings.beside.iter();
        missing.extend(others.filter(|id| **id != message.id));
    }
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = to_json(
        &missing
            .iter()
            .map(|id| id.0.simple().to_string())
            .collect::<Vec<_>>(),
    )?;
    let numbers = sqlx::query_scalar!(
        r#"SELECT m.number AS "number!" FROM json_each(?1) AS wanted
           CROSS JOIN messages m ON m.id = unhex(wanted.value)"#,
        wanted
    )
    .fetch_all(&mut *connection)
    .await?;
    rows::load(connection, &numbers).await
}
