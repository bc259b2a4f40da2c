//! Data folders as people have them after years.

use contract::settings::SettingsPatch;
use contract::{ConversationId, Timestamp};
use e2e::{Home, Result};
use store::{Store, seed};
use uuid::Uuid;

/// Conversations of a full house.
const CONVERSATIONS: u64 = 1_000;
/// Messages of all of them.
const MESSAGES: u64 = 100_000;
/// The same house each time.
const SEED: u64 = 2_026;
/// Any time after the last message.
const NOW: Timestamp = Timestamp(1_793_491_200_000);

/// A data folder with a full database.
pub struct House {
    /// The folder.
    pub home: Home,
    /// The conversation of 1,000 messages in one branch.
    pub long: ConversationId,
    /// A conversation without a message.
    pub empty: ConversationId,
}

impl House {
    /// Fills a new folder.
    pub async fn build() -> Result<Self> {
        let home = Home::with_model()?;
        let store = open(&home).await?;
        let seeded = seed::fill(&store, CONVERSATIONS, MESSAGES, SEED).await?;
        let long = *seeded.conversations.first().ok_or("an empty database")?;
        let empty = ConversationId(Uuid::now_v7());
        store.create_conversation(empty, NOW).await?;
        store.close().await?;
        let house = Self { home, long, empty };
        house.show(long).await?;
        Ok(house)
    }

    /// Sets what the next start opens.
    pub async fn show(&self, conversation: ConversationId) -> Result {
        let store = open(&self.home).await?;
        let patch = SettingsPatch {
            first_run_done: Some(true),
            open_conversation: Some(conversation),
            ..SettingsPatch::default()
        };
        store.change_settings(patch).await?;
        Ok(store.close().await?)
    }
}

async fn open(home: &Home) -> Result<Store> {
    Ok(Store::open(&home.database(), NOW).await?.store)
}
