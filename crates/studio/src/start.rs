//! The window's first picture, in one command.

use contract::Result;
use contract::job::JobState;
use contract::settings::Started;

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
        settings: store.settings().await?,
        conversations: store.list_conversations(None, PAGE).await?,
        draft: store.draft(None).await?,
        shelf: models::shelf(studio).await?,
        jobs,
        notices: studio.notices().to_vec(),
    })
}
