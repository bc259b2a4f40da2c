//! Walking the tree of messages, by their numbers.

use contract::{Code, Error, MessageId};
use sqlx::SqliteConnection;

use crate::error::Failure;

/// Where a message stands in its tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) number: i64,
    pub(crate) conversation: i64,
    pub(crate) parent: Option<i64>,
    pub(crate) depth: i64,
    /// Whether its conversation is deleted.
    pub(crate) deleted: bool,
}

/// The place of a message, also in a deleted conversation.
pub(crate) async fn place(
    connection: &mut SqliteConnection,
    id: MessageId,
) -> Result<Place, Failure> {
    sqlx::query_as!(
        Place,
        r#"SELECT m.number AS "number!", m.conversation, m.parent, m.depth,
                  c.deleted_at IS NOT NULL AS "deleted!: bool"
           FROM messages m JOIN conversations c ON c.number = m.conversation
           WHERE m.id = ?1"#,
        id.0
    )
    .fetch_optional(connection)
    .await?
    .ok_or_else(|| not_found(id))
}

/// The place of a message whose conversation is not deleted.
pub(crate) async fn listed_place(
    connection: &mut SqliteConnection,
    id: MessageId,
) -> Result<Place, Failure> {
    let place = place(connection, id).await?;
    if place.deleted {
        Err(not_found(id))
    } else {
        Ok(place)
    }
}

/// The last message of the branch that is shown, and its depth.
pub(crate) async fn active_leaf(
    connection: &mut SqliteConnection,
    conversation: i64,
) -> sqlx::Result<Option<(i64, i64)>> {
    let leaf = sqlx::query!(
        r#"SELECT m.number AS "number!", m.depth AS "depth!"
           FROM conversations c JOIN messages m ON m.number = c.active_leaf
           WHERE c.number = ?1"#,
        conversation
    )
    .fetch_optional(connection)
    .await?;
    Ok(leaf.map(|leaf| (leaf.number, leaf.depth)))
}

/// A message's number with its depth; `None`: it was purged.
pub(crate) async fn with_depth(
    connection: &mut SqliteConnection,
    number: i64,
) -> sqlx::Result<Option<(i64, i64)>> {
    let depth = sqlx::query_scalar!("SELECT depth FROM messages WHERE number = ?1", number)
        .fetch_optional(connection)
        .await?;
    Ok(depth.map(|depth| (number, depth)))
}

/// `leaf` and what stands above it, `count` messages at the most, topmost first.
/// Costs a look-up a message, whatever the size of the tree.
pub(crate) async fn ascend(
    connection: &mut SqliteConnection,
    leaf: i64,
    count: i64,
) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        r#"WITH RECURSIVE up (number, parent, steps) AS (
               SELECT number, parent, 1 FROM messages WHERE number = ?1
               UNION ALL
               SELECT m.number, m.parent, up.steps + 1
               FROM up JOIN messages m ON m.number = up.parent
               WHERE up.steps < ?2
           )
           SELECT number AS "number!: i64" FROM up ORDER BY number"#,
        leaf,
        count
    )
    .fetch_all(connection)
    .await
}

/// Whether the branch that ends at `leaf` holds the message at `place`.
pub(crate) async fn holds(
    connection: &mut SqliteConnection,
    leaf: i64,
    depth: i64,
    place: Place,
) -> sqlx::Result<bool> {
    if depth < place.depth {
        return Ok(false);
    }
    let branch = ascend(connection, leaf, depth - place.depth + 1).await?;
    Ok(branch.first() == Some(&place.number))
}

/// The newest message under `top`, or `top`: as children are numbered above their
/// parents, the highest number of a subtree is a leaf.
pub(crate) async fn newest_below(connection: &mut SqliteConnection, top: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"WITH RECURSIVE below (number) AS (
               SELECT ?1
               UNION ALL
               SELECT m.number FROM below JOIN messages m ON m.parent = below.number
           )
           SELECT max(number) AS "number!: i64" FROM below"#,
        top
    )
    .fetch_one(connection)
    .await
}

pub(crate) fn not_found(id: MessageId) -> Failure {
    Failure::Said(
        Error::new(Code::NotFound, "That message was deleted or never existed").with_detail(id),
    )
}
