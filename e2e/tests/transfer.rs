//! A large export of another program, through the window.

use contract::job::JobState;
use e2e::exports::{self, Export};
use e2e::{Chord, Home, Pulse, Result, journey, word, word_with};

/// Conversations of the export.
const MANY: usize = 500;

#[tokio::test]
async fn an_import_shows_progress_can_be_cancelled_and_comes_again_without_duplicates() -> Result {
    let home = Home::with_model()?;
    let export = Export::chatgpt(&home, MANY)?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    pulse.press(Chord::ctrl(",")).await?;
    pulse.click("button", &word("settings-transfer")?).await?;

    let job = export.import(&pulse).await?;
    pulse.get("progressbar", "").await?;
    let cancel = word_with("job-cancel", "title", &job.title)?;
    pulse.click("button", &cancel).await?;
    let (state, first) = exports::over(&pulse).await?;
    assert_eq!(state, JobState::Cancelled);
    assert!(first.looked_at() < MANY as u64, "{first:?}");

    export.import(&pulse).await?;
    let (state, second) = exports::over(&pulse).await?;
    assert_eq!(state, JobState::Done);
    assert_eq!(second.looked_at(), MANY as u64);
    // What it came to in the end: a conversation may have been on its way when it was cancelled.
    let first = exports::outcome(&pulse, job.id).await?;
    assert_eq!(second.unchanged, first.imported, "what was there stays");

    export.import(&pulse).await?;
    let (_, third) = exports::over(&pulse).await?;
    let taken = second.unchanged + second.imported;
    assert_eq!((third.imported, third.unchanged), (0, taken));

    // The list of the window has them.
    pulse.press(Chord::ctrl("1")).await?;
    let view = journey::newest(&pulse)
        .await?
        .ok_or("nothing was imported")?;
    pulse.click("button", &view.conversation.title).await?;
    pulse.see(&word("chat-route-imported")?).await?;
    pulse.quit().await
}
