//! Conversations in and out.

use super::Album;
use crate::exports::{self, Export};
use crate::{Chord, Home, Pulse, Result, journey, word, word_with};

/// Conversations of the export: enough that their import is still on its way when two pictures were taken and
/// looked at, also where a disk is fast.
const MANY: usize = 12_000;

/// An import on its way, stopped, and what it came to; on a home of its own.
pub(super) async fn screens(album: &mut Album) -> Result {
    let home = Home::with_model()?;
    let export = Export::chatgpt(&home, MANY)?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    pulse.press(Chord::ctrl(",")).await?;
    pulse.click("button", &word("settings-transfer")?).await?;
    pulse.get("heading", &word("settings-transfer")?).await?;
    album.both(&pulse, "settings-transfer").await?;
    let job = export.import(&pulse).await?;
    let cancel = word_with("job-cancel", "title", &job.title)?;
    pulse.get("button", &cancel).await?;
    album.both(&pulse, "import-running").await?;
    pulse.click("button", &cancel).await?;
    exports::over(&pulse).await?;
    pulse.see(&word("job-cancelled")?).await?;
    album.both(&pulse, "import-stopped").await?;
    pulse.quit().await
}
