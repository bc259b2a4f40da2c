//! Reading a conversation: views, pages, branches.

use contract::conversation::{ConversationView, MessagePage};
use contract::message::Message;
use contract::{Code, ConversationId, MessageId, Result};
use sqlx::SqliteConnection;

use crate::convert::small;
use crate::error::Failure;
use crate::store::Store;
use crate::{attachments, beside, conversations, drafts, rows, tree};

/// Messages of a page at the most.
const LARGEST_PAGE: u32 = 200;
/// Messages shown above the one that was searched for.
const CONTEXT: i64 = 10;

impl Store {
    /// The newest `limit` messages (taken as 1 to 200) of the branch that is
    /// shown. With `around`, the branch that holds that message becomes the one
    /// that is shown, and the page reaches up to it and a little further, with 200
    /// messages at the most: [`Store::earlier`] has the rest.
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
            let mut read = self.read().await?;
            let conversation = conversations::number_of(&mut read, id).await?;
            let shown = tree::active_leaf(&mut read, conversation).await?;
            let Some(around) = around else {
                return view(&mut read, conversation, shown, i64::from(limit)).await;
            };
            let place = tree::listed_place(&mut read, around).await?;
            if place.conversation != conversation {
                return Err(tree::not_found(around));
            }
            let reach = Reach {
                place,
                least: i64::from(limit),
                above: CONTEXT,
            };
            match shown {
                Some((leaf, depth)) if tree::holds(&mut read, leaf, depth, place).await? => {
                    let limit = reach.limit(depth);
                    view(&mut read, conversation, shown, limit).await
                }
                _ => {
                    drop(read);
                    self.turn_to(reach).await
                }
            }
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
    /// 40 messages, or more if that is what it takes to reach `message`, up to 200.
    ///
    /// # Errors
    /// [`Code::NotFound`]; else the storage's.
    pub async fn select_branch(&self, message: MessageId) -> Result<ConversationView> {
        self.doing("show another branch", async {
            let mut read = self.read().await?;
            let reach = Reach {
                place: tree::listed_place(&mut read, message).await?,
                least: 40,
                above: 0,
            };
            drop(read);
            self.turn_to(reach).await
        })
        .await
    }

    /// Shows the newest branch through a message and loads it. Only the choice is
    /// written, in a moment: loading takes as long as texts are large, and replies
    /// that arrive meanwhile must not wait for it.
    async fn turn_to(&self, reach: Reach) -> std::result::Result<ConversationView, Failure> {
        let shown = self.show_newest(reach.place).await;
        let mut read = self.read().await?;
        let leaf = match shown {
            Ok(leaf) => leaf,
            Err(error) => {
                // A full or read-only disk is no reason not to read.
                tracing::warn!(%error, "the choice of a branch is not kept");
                tree::newest_below(&mut read, reach.place.number).await?
            }
        };
        let leaf = tree::with_depth(&mut read, leaf).await?;
        let limit = reach.limit(leaf.map_or(0, |(_, depth)| depth));
        view(&mut read, reach.place.conversation, leaf, limit).await
    }

    /// Makes the newest branch through `place` the one that is shown. Returns its
    /// last message.
    async fn show_newest(&self, place: tree::Place) -> sqlx::Result<i64> {
        let mut write = self.write().await?;
        let leaf = tree::newest_below(&mut write, place.number).await?;
        conversations::show(&mut write, place.conversation, leaf).await?;
        write.commit().await?;
        Ok(leaf)
    }
}

/// How far up a page must reach.
#[derive(Clone, Copy)]
struct Reach {
    place: tree::Place,
    /// Messages of the page at the least.
    least: i64,
    /// Messages above the place.
    above: i64,
}

impl Reach {
    /// Messages of a page that ends at `depth`.
    fn limit(self, depth: i64) -> i64 {
        self.least.max(depth - self.place.depth + 1 + self.above)
    }
}

/// The conversation with the branch that ends at `leaf`, its number and depth.
async fn view(
    connection: &mut SqliteConnection,
    conversation: i64,
    leaf: Option<(i64, i64)>,
    limit: i64,
) -> std::result::Result<ConversationView, Failure> {
    let limit = limit.clamp(1, i64::from(LARGEST_PAGE));
    let page = match leaf {
        Some((leaf, depth)) => page(connection, leaf, depth, limit).await?,
        None => MessagePage::default(),
    };
    Ok(ConversationView {
        conversation: conversations::summary(connection, conversation).await?,
        page,
        draft: drafts::read(connection, Some(conversation)).await?,
        draft_attachments: attachments::of_draft(connection, Some(conversation)).await?,
        options: conversations::options(connection, conversation).await?,
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
    let beside = beside::of(connection, &messages).await?;
    let read = i64::try_from(messages.len()).unwrap_or(i64::MAX);
    Ok(MessagePage {
        messages,
        earlier: small(depth + 1 - read),
        beside,
    })
}
