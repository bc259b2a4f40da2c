//! The window's first picture, in one command.

use contract::conversation::ConversationView;
use contract::folder::Within;
use contract::job::JobState;
use contract::settings::{Settings, Started};
use contract::{Code, Result};

use crate::conversations::{self, PAGE};
use crate::studio::Studio;
use crate::{folders, models, temporary, vendors};

/// Messages of the conversation that is open: some windows full. The page asks for
/// more where one scrolls up.
const MESSAGES: u32 = 20;

pub(crate) async fn start(studio: &Studio) -> Result<Started> {
    let store = studio.disk();
    let mut jobs = studio.parts().queue.list().await?;
    jobs.retain(|job| {
        matches!(
            job.state,
            JobState::Queued | JobState::Running | JobState::Waiting { .. }
        )
    });
    let mut settings = store.settings().await?;
    let folders = store.folders().await?;
    let reopened = reopened(studio, &mut settings).await;
    Ok(Started {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        settings,
        conversations: store
            .list_within(Within::NoFolder, false, None, PAGE)
            .await?,
        in_folders: folders::in_sight(store, &folders).await?,
        folders,
        reopened,
        draft: store.draft(None).await?,
        draft_attachments: store.unmade_attachments().await?,
        shelf: models::shelf(studio).await?,
        providers: vendors::list(studio).await?,
        jobs,
        notices: studio.notices().to_vec(),
    })
}

/// The conversation that was open last: a temporary one, if a window that begins anew left one open.
/// One that was deleted since is taken out of the settings.
async fn reopened(studio: &Studio, settings: &mut Settings) -> Option<ConversationView> {
    let open = temporary::open(studio).or(settings.open_conversation)?;
    match conversations::view(studio, open, MESSAGES, None).await {
        Ok(view) => Some(view),
        Err(error) if error.code == Code::NotFound => {
            settings.open_conversation = settings.open_conversation.filter(|id| *id != open);
            None
        }
        // The window asks for it once more, and shows why it cannot be read.
        Err(error) => {
            tracing::warn!(%error, "the last conversation was not read");
            None
        }
    }
}
