//! Where the keyboard's focus goes when its element goes away, and what can be reached and heard while a
//! dialog lies over the page. No pointer in this file.

use std::time::Duration;

use e2e::seed::Seed;
use e2e::{Chord, Home, Pulse, Result, journey, word, word_with};
use thirtyfour::Key;

async fn with_two() -> Result<(Home, Pulse)> {
    let home = Home::with_model()?;
    let seed = Seed::open(&home).await?;
    for (title, hours) in [("Tides", 1), ("Boats", 2)] {
        let ago = Duration::from_secs(3600 * hours);
        seed.conversation(title, ago, &[("A question", "An answer.")])
            .await?;
    }
    seed.done().await?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    Ok((home, pulse))
}

#[tokio::test]
async fn a_button_that_does_its_work_and_goes_leaves_the_focus_beside_it() -> Result {
    let (_home, pulse) = with_two().await?;
    pulse.tab_to("button", &word("chat-inspector")?).await?;
    pulse.press(Key::Enter).await?;
    pulse.tab_to("slider", "").await?;
    pulse.press(Key::Right).await?;
    pulse.tab_to("button", &word("dial-reset")?).await?;
    pulse.press(Key::Enter).await?;
    pulse.gone("button", &word("dial-reset")?).await?;
    // What stood behind it.
    pulse.has_focus("textbox", &word("chat-seed")?).await?;
    pulse.quit().await
}

#[tokio::test]
async fn another_section_of_the_settings_has_the_focus_that_was_in_the_last_one() -> Result {
    let (_home, pulse) = with_two().await?;
    pulse.press(Chord::ctrl(",")).await?;
    pulse.get("heading", &word("settings-models")?).await?;
    pulse.tab_to("slider", "").await?;
    journey::by_palette(
        &pulse,
        &word("settings-shortcuts")?,
        &word("settings-shortcuts")?,
    )
    .await?;
    pulse
        .has_focus("region", &word("settings-shortcuts")?)
        .await?;
    pulse.quit().await
}

#[tokio::test]
async fn what_is_told_under_a_dialog_is_heard_and_taken_back_in_it() -> Result {
    let (_home, pulse) = with_two().await?;
    pulse.press(Chord::ctrl("f")).await?;
    pulse.press(Key::Down).await?;
    pulse.press(Key::Delete).await?;
    let deleted = word_with("conversation-deleted", "title", "Tides")?;
    pulse.see(&deleted).await?;
    pulse.press(Chord::ctrl("k")).await?;
    pulse.get("dialog", "").await?;
    pulse.tab_to("button", &word("undo")?).await?;
    pulse.press(Key::Enter).await?;
    pulse.hears(&word("conversation-restored")?).await?;
    // The button is gone, and the focus still in the dialog, which Escape closes.
    pulse.press(Key::Escape).await?;
    pulse.gone("dialog", "").await?;
    pulse.get("button", "Tides").await?;
    pulse.quit().await
}
