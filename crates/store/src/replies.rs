//! Adding messages, and starting replies.

use contract::message::{FinishReason, Message, MessageStatus, Role, Sent};
use contract::{Code, MessageId, Result, Timestamp};
use sqlx::SqliteConnection;

use crate::convert::{Named, parse};
use crate::error::Failure;
use crate::store::Store;
use crate::types::{AskedModel, NewExchange, NewReply};
use crate::{attachments, beside, conversations, drafts, folders, rows, tree};

impl Store {
    /// Stores the user's message and the empty, streaming reply to it, shows
    /// their branch and deletes the draft if the message came from it.
    ///
    /// # Errors
    /// [`Code::NotFound`]; [`Code::Conflict`] if an id is taken or the reply that
    /// it follows still streams; [`Code::InvalidInput`] if the parent is not a
    /// reply of this conversation, or the replaced one not a user's message of it;
    /// else the storage's.
    pub async fn add_exchange(&self, new: NewExchange) -> Result<Sent> {
        self.doing("store a message", async {
            let mut write = self.write().await?;
            let conversation = if new.new_conversation {
                let number =
                    conversations::insert(&mut write, new.conversation, "", new.now).await?;
                conversations::set_options(&mut write, number, &new.options).await?;
                if let Some(folder) = new.folder {
                    // A folder that went away meanwhile is no reason to lose the message.
                    let folder = folders::find(&mut write, folder).await?;
                    folders::put(&mut write, number, folder).await?;
                }
                number
            } else {
                conversations::number_of(&mut write, new.conversation).await?
            };
            let parent = match (new.replaces, new.parent) {
                (Some(replaced), _) => followed_by(&mut write, conversation, replaced).await?,
                (None, Some(parent)) => Some(tree::listed_place(&mut write, parent).await?.number),
                (None, None) => tree::active_leaf(&mut write, conversation)
                    .await?
                    .map(|(leaf, _)| leaf),
            };
            let depth = match parent {
                Some(parent) if new.parent.is_some() => {
                    below_reply(&mut write, conversation, parent).await?
                }
                // An imported branch may end with a question that nobody answered.
                Some(leaf) => below(&mut write, leaf).await?.depth + 1,
                None => 0,
            };
            let user = insert_user(&mut write, &new, conversation, parent, depth).await?;
            attachments::send(&mut write, user, &new.attachments).await?;
            let reply = |id, asked| Reply {
                id,
                conversation,
                parent: user,
                depth: depth + 1,
                asked,
                session: &new.session,
                now: new.now,
            };
            let mut beside = Vec::with_capacity(new.beside.len());
            let first = reply(new.reply, &new.asked).insert(&mut write).await?;
            for (id, asked) in &new.beside {
                beside.push(reply(*id, asked).insert(&mut write).await?);
            }
            if !beside.is_empty() {
                beside::group(&mut write, first, &beside).await?;
                conversations::show(&mut write, conversation, first).await?;
            }
            sqlx::query!(
                "UPDATE conversations SET title = ?1 WHERE number = ?2 AND title = ''",
                new.title_if_empty,
                conversation
            )
            .execute(&mut *write)
            .await?;
            if new.from_draft {
                let of = (!new.new_conversation).then_some(conversation);
                drafts::clear(&mut write, of).await?;
            }
            let sent = Sent {
                conversation: conversations::summary(&mut write, conversation).await?,
                message: rows::load_one(&mut write, user).await?,
                reply: rows::load_one(&mut write, first).await?,
                beside: rows::load(&mut write, &beside).await?,
            };
            write.commit().await?;
            Ok(sent)
        })
        .await
    }

    /// Adds an empty, streaming reply to a user's message and shows its branch;
    /// but side by side with others, the one that was chosen stays so.
    ///
    /// # Errors
    /// [`Code::NotFound`]; [`Code::Conflict`] if the id is taken;
    /// [`Code::InvalidInput`] if the parent is not a user's message; else the
    /// storage's.
    pub async fn add_reply(&self, new: NewReply) -> Result<Message> {
        self.doing("start a reply", async {
            let mut write = self.write().await?;
            let parent = tree::listed_place(&mut write, new.parent).await?;
            if standing(&mut write, parent.number).await?.role != Role::User {
                let message = "Only a message of the user can be replied to";
                return Err(Failure::said(Code::InvalidInput, message));
            }
            let reply = Reply {
                id: new.reply,
                conversation: parent.conversation,
                parent: parent.number,
                depth: parent.depth + 1,
                asked: &new.asked,
                session: &new.session,
                now: new.now,
            };
            let chosen = chosen_beside(&mut write, new.instead, parent).await?;
            let number = reply.insert(&mut write).await?;
            beside::take_place(&mut write, new.instead, number).await?;
            if let Some(leaf) = chosen {
                conversations::show(&mut write, parent.conversation, leaf).await?;
            }
            let message = rows::load_one(&mut write, number).await?;
            write.commit().await?;
            Ok(message)
        })
        .await
    }

    /// Lets an ended reply stream again, where its text ends.
    ///
    /// # Errors
    /// [`Code::NotFound`]; [`Code::Conflict`] if it streams, or if the model had
    /// said all; [`Code::InvalidInput`] if it is not a reply; else the storage's.
    pub async fn resume_reply(
        &self,
        reply: MessageId,
        session: &str,
        now: Timestamp,
    ) -> Result<Message> {
        self.doing("go on with a reply", async {
            let mut write = self.write().await?;
            let place = tree::listed_place(&mut write, reply).await?;
            let standing = standing(&mut write, place.number).await?;
            if standing.role != Role::Assistant {
                let message = "Only a reply can be continued";
                return Err(Failure::said(Code::InvalidInput, message));
            }
            match standing.status {
                MessageStatus::Streaming => {
                    return Err(Failure::said(
                        Code::Conflict,
                        "That reply is still arriving",
                    ));
                }
                MessageStatus::Complete if standing.finish != Some(FinishReason::Length) => {
                    return Err(Failure::said(Code::Conflict, "That reply is complete"));
                }
                _ => {}
            }
            sqlx::query!(
                "UPDATE messages SET status = 'streaming', session = ?1, finish = NULL, error = NULL
                 WHERE number = ?2",
                session,
                place.number
            )
            .execute(&mut *write)
            .await?;
            conversations::touch(&mut write, place.conversation, now).await?;
            let message = rows::load_one(&mut write, place.number).await?;
            write.commit().await?;
            Ok(message)
        })
        .await
    }
}

/// The end of the branch that is shown, if `reply` to `parent` stands beside others and it goes
/// through one of them.
async fn chosen_beside(
    connection: &mut SqliteConnection,
    reply: MessageId,
    parent: tree::Place,
) -> sqlx::Result<Option<i64>> {
    let beside = sqlx::query_scalar!(
        r#"SELECT number AS "number!" FROM messages
           WHERE id = ?1 AND parent = ?2 AND beside IS NOT NULL"#,
        reply.0,
        parent.number
    )
    .fetch_optional(&mut *connection)
    .await?;
    let leaf = tree::active_leaf(connection, parent.conversation).await?;
    let (Some(beside), Some((leaf, depth))) = (beside, leaf) else {
        return Ok(None);
    };
    let reply = tree::Place {
        number: beside,
        parent: Some(parent.number),
        depth: parent.depth + 1,
        ..parent
    };
    let other = depth > parent.depth
        && tree::holds(connection, leaf, depth, parent).await?
        && !tree::holds(connection, leaf, depth, reply).await?;
    Ok(other.then_some(leaf))
}

/// What decides whether a message can be followed or continued.
struct Standing {
    conversation: i64,
    depth: i64,
    role: Role,
    status: MessageStatus,
    finish: Option<FinishReason>,
}

async fn standing(
    connection: &mut SqliteConnection,
    number: i64,
) -> std::result::Result<Standing, Failure> {
    let row = sqlx::query!(
        "SELECT conversation, depth, role, status, finish FROM messages WHERE number = ?1",
        number
    )
    .fetch_one(connection)
    .await?;
    Ok(Standing {
        conversation: row.conversation,
        depth: row.depth,
        role: parse(&row.role)?,
        status: parse(&row.status)?,
        finish: row.finish.as_deref().map(parse).transpose()?,
    })
}

/// What a message of the same conversation follows: it must have ended.
async fn below(
    connection: &mut SqliteConnection,
    parent: i64,
) -> std::result::Result<Standing, Failure> {
    let parent = standing(connection, parent).await?;
    if parent.status == MessageStatus::Streaming {
        let message = "The reply before this message is still arriving";
        return Err(Failure::said(Code::Conflict, message));
    }
    Ok(parent)
}

/// What the user's message `replaced` follows; `None`: it is a first message.
async fn followed_by(
    connection: &mut SqliteConnection,
    conversation: i64,
    replaced: MessageId,
) -> std::result::Result<Option<i64>, Failure> {
    let place = tree::listed_place(connection, replaced).await?;
    let role = standing(connection, place.number).await?.role;
    if place.conversation != conversation || role != Role::User {
        let message = "Only a message that the user sent in the same conversation can be replaced";
        return Err(Failure::said(Code::InvalidInput, message));
    }
    Ok(place.parent)
}

/// The depth of a message that follows the reply `parent`.
async fn below_reply(
    connection: &mut SqliteConnection,
    conversation: i64,
    parent: i64,
) -> std::result::Result<i64, Failure> {
    let above = standing(connection, parent).await?;
    if above.conversation != conversation || above.role != Role::Assistant {
        let message = "A message must follow a reply of the same conversation";
        return Err(Failure::said(Code::InvalidInput, message));
    }
    Ok(below(connection, parent).await?.depth + 1)
}

async fn insert_user(
    connection: &mut SqliteConnection,
    new: &NewExchange,
    conversation: i64,
    parent: Option<i64>,
    depth: i64,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"INSERT INTO messages
               (id, conversation, parent, depth, role, status, created_at, text)
           VALUES (?1, ?2, ?3, ?4, 'user', 'complete', ?5, ?6)
           RETURNING number AS "number!""#,
        new.user.0,
        conversation,
        parent,
        depth,
        new.now.0,
        new.text
    )
    .fetch_one(connection)
    .await
}

/// An empty, streaming reply.
struct Reply<'a> {
    id: MessageId,
    conversation: i64,
    parent: i64,
    depth: i64,
    asked: &'a AskedModel,
    session: &'a str,
    now: Timestamp,
}

impl Reply<'_> {
    /// Adds it, shows its branch and notes the activity. Returns its number.
    async fn insert(&self, connection: &mut SqliteConnection) -> sqlx::Result<i64> {
        let AskedModel {
            provider,
            model,
            route,
        } = self.asked;
        let route = route.name();
        let number = sqlx::query_scalar!(
            r#"INSERT INTO messages
                   (id, conversation, parent, depth, role, status, created_at, session, provider,
                    model, route, text)
               VALUES (?1, ?2, ?3, ?4, 'assistant', 'streaming', ?5, ?6, ?7, ?8, ?9, '')
               RETURNING number AS "number!""#,
            self.id.0,
            self.conversation,
            self.parent,
            self.depth,
            self.now.0,
            self.session,
            provider.0,
            model.0,
            route
        )
        .fetch_one(&mut *connection)
        .await?;
        conversations::show(connection, self.conversation, number).await?;
        conversations::touch(connection, self.conversation, self.now).await?;
        Ok(number)
    }
}
