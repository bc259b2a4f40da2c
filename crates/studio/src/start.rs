//! The window's first picture, in one command.

use contract::job::JobState;
use contract::settings::{Settings, Started};
use contract::{Code, Result};

use crate::conversations::PAGE;
use crate::models;
use crate::studio::Studio;

pub(crate) async fn start(studio: &Studio) -> Result<Started> {
    let store = studio.store();
    let mut jobs = studio.parts().queue.list().await?;
    jobs.retain(|job| {
        matches!(
            job.state,
            JobState::Queued | JobState::Running | JobState::Waiting { .. }
        )
    });
    Ok(Started {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        settings: settings(studio).await?,
        conversations: store.list_conversations(None, PAGE).await?,
        draft: store.draft(None).await?,
        shelf: models::shelf(studio).await?,
        jobs,
        notices: studio.notices().to_vec(),
    })
}

/// The settings, without a last open conversation that was deleted since.
async fn settings(studio: &Studio) -> Result<Settings> {
    let mut settings = studio.store().settings().await?;
    if let Some(open) = settings.open_conversation {
        match studio.store().conversation(open).await {
            Err(error) if error.code == Code::NotFound => settings.open_conversation = None,
            there => drop(there?),
        }
    }
    Ok(settings)
}
