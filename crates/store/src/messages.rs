//! Reading a conversation: views, pages, branches.

use contract::conversation::{ConversationView, MessagePage};
use contract::message::Message;
use contract::{Code, ConversationId, MessageId, Result};
use sqlx::SqliteConnection;

use crate::convert::small;
use crate::error::Failure;
use crate::store::Store;
use crate::{conversations, drafts, rows, tree};

/// Messages of a page at the most.
const LARGEST_PAGE: u32 = 200;
/// Messages shown above the one that was searched for.
const CONTEXT: i64 = 10;

impl Store {
    /// The newest `limit` messages (taken as 1 to 200) of the branch that is
    /// shown. With `around`, the branch that holds that message becomes the one
    /// that is shown, and the page reaches up to it and a little further, however
    /// long it gets.
    ///
    /// # Errors
    /// [`Code::NotFound`], also for a message of another conversation; else the
    /// storage's.
    pub async fn view(
        &self,
        id: ConversationId,
        limit: u32,
        around: Option<MessageId>,
    ) -> Result<ConversationView> {
        self.doing("open a conversation", async {
            let limit = i64::from(limit.clamp(1, LARGEST_PAGE));
            let Some(around) = around else {
                let mut read = self.read().await?;
                let conversation = conversations::number_of(&mut read, id).await?;
                return view(&mut read, conversation, limit).await;
            };
            let mut write = self.write().await?;
            let conversation = conversations::number_of(&mut write, id).await?;
            let place = tree::listed_place(&mut write, around).await?;
            if place.conversation != conversation {
                return Err(tree::not_found(around));
            }
            let shown = tree::active_leaf(&mut write, conversation).await?;
            let leaf = match shown {
                Some((leaf, depth)) if holds(&mut write, leaf, depth, place).await? => leaf,
                _ => tree::newest_below(&mut write, place.number).await?,
            };
            conversations::show(&mut write, conversation, leaf).await?;
            let depth = tree::active_leaf(&mut write, conversation)
                .await?
                .map_or(0, |leaf| leaf.1);
            let limit = limit.max(depth - place.depth + 1 + CONTEXT);
            let view = view(&mut write, conversation, limit).await?;
            write.commit().await?;
            Ok(view)
        })
        .await
    }

    /// Up to `limit` messages (taken as 1 to 200) above `before`, on its branch.
    ///
    /// # Errors
    /// [`Code::NotFound`]; else the storage's.
    pub async fn earlier(&self, before: MessageId, limit: u32) -> Result<MessagePage> {
        self.doing("read earlier messages", async {
            let limit = i64::from(limit.clamp(1, LARGEST_PAGE));
            let mut read = self.read().await?;
            let place = tree::listed_place(&mut read, before).await?;
            match place.parent {
                Some(parent) => page(&mut read, parent, place.depth - 1, limit).await,
                None => Ok(MessagePage::default()),
            }
        })
        .await
    }

    /// One message, also of a deleted conversation.
    ///
    /// # Errors
    /// [`Code::NotFound`]; else the storage's.
    pub async fn message(&self, id: MessageId) -> Result<Message> {
        self.doing("read a message", async {
            let mut read = self.read().await?;
            let place = tree::place(&mut read, id).await?;
            rows::load_one(&mut read, place.number).await
        })
        .await
    }

    /// The branch that ends at `leaf`, from its first message on.
    ///
    /// # Errors
    /// [`Code::NotFound`]; else the storage's.
    pub async fn branch(&self, leaf: MessageId) -> Result<Vec<Message>> {
        self.doing("read a conversation", async {
            let mut read = self.read().await?;
            let place = tree::place(&mut read, leaf).await?;
            let numbers = tree::ascend(&mut read, place.number, place.depth + 1).await?;
            rows::load(&mut read, &numbers).await
        })
        .await
    }

    /// Shows the branch of `message` that was added to last. Returns its newest
    /// 40 messages, or more if that is what it takes to reach `message`.
    ///
    /// # Errors
    /// [`Code::NotFound`]; else the storage's.
    pub async fn select_branch(&self, message: MessageId) -> Result<ConversationView> {
        self.doing("show another branch", async {
            let mut write = self.write().await?;
            let place = tree::listed_place(&mut write, message).await?;
            let leaf = tree::newest_below(&mut write, place.number).await?;
            conversations::show(&mut write, place.conversation, leaf).await?;
            let shown = tree::active_leaf(&mut write, place.conversation).await?;
            let depth = shown.map_or(0, |(_, depth)| depth);
            let limit = i64::max(40, depth - place.depth + 1);
            let view = view(&mut write, place.conversation, limit).await?;
            write.commit().await?;
            Ok(view)
        })
        .await
    }
}

/// Whether the branch that ends at `leaf` holds the message at `place`.
async fn holds(
    connection: &mut SqliteConnection,
    leaf: i64,
    depth: i64,
    place: tree::Place,
) -> sqlx::Result<bool> {
    if depth < place.depth {
        return Ok(false);
    }
    let branch = tree::ascend(connection, leaf, depth - place.depth + 1).await?;
    Ok(branch.first() == Some(&place.number))
}

async fn view(
    connection: &mut SqliteConnection,
    conversation: i64,
    limit: i64,
) -> std::result::Result<ConversationView, Failure> {
    let page = match tree::active_leaf(connection, conversation).await? {
        Some((leaf, depth)) => page(connection, leaf, depth, limit).await?,
        None => MessagePage::default(),
    };
    Ok(ConversationView {
        conversation: conversations::summary(connection, conversation).await?,
        page,
        draft: drafts::read(connection, Some(conversation)).await?,
    })
}

/// `leaf`, which stands at `depth`, and what is above it.
async fn page(
    connection: &mut SqliteConnection,
    leaf: i64,
    depth: i64,
    limit: i64,
) -> std::result::Result<MessagePage, Failure> {
    let numbers = tree::ascend(connection, leaf, limit).await?;
    let messages = rows::load(connection, &numbers).await?;
    if messages.len() != numbers.len() {
        // Cannot be within one transaction.
        return Err(Failure::said(
            Code::Internal,
            "A message vanished while it was read",
        ));
    }
    let read = i64::try_from(messages.len()).unwrap_or(i64::MAX);
    Ok(MessagePage {
        messages,
        earlier: small(depth + 1 - read),
    })
}
