//! Folders in the list: open, collapsed, empty, being named and renamed, and a drag onto one.

use std::time::Duration;

use thirtyfour::Key;

use super::{Album, DAY, HOUR};
use crate::seed::Seed;
use crate::{Home, Pulse, Result, journey, word, word_with};

/// The screens, on a home of their own.
pub(super) async fn screens(album: &mut Album) -> Result {
    let home = Home::with_model()?;
    fill(&home).await?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    pulse.click("button", "Spring tides at Dover").await?;
    pulse.see("Twice a month").await?;
    album.both(&pulse, "folders").await?;

    pulse
        .click(
            "button",
            &word_with("conversation-actions", "title", "Names for a boat")?,
        )
        .await?;
    pulse.click("menuitem", &word("folder-move")?).await?;
    pulse.get("combobox", &word("folder-choose-field")?).await?;
    album.both(&pulse, "folder-chooser").await?;
    pulse.press(Key::Escape).await?;
    pulse
        .gone("combobox", &word("folder-choose-field")?)
        .await?;

    let (row, folder) = (
        pulse.get("button", "Names for a boat").await?,
        pulse.get("button", "Home,").await?,
    );
    pulse
        .drag(&row, &folder, async || {
            album.both(&pulse, "folder-drag").await
        })
        .await?;
    pulse.click("button", &word("folder-new")?).await?;
    pulse.get("textbox", &word("folder-new-name")?).await?;
    album.both(&pulse, "folder-naming").await?;
    pulse.press(Key::Escape).await?;
    pulse
        .click("button", &word_with("folder-actions", "name", "Home")?)
        .await?;
    pulse.click("menuitem", &word("rename")?).await?;
    pulse.get("textbox", &word("folder-name")?).await?;
    album.both(&pulse, "folder-renaming").await?;
    pulse.press(Key::Escape).await?;
    pulse.resize(900, 600).await?;
    album.both(&pulse, "folders-small").await?;
    pulse.resize(1280, 800).await?;
    pulse.quit().await
}

async fn fill(home: &Home) -> Result {
    let seed = Seed::open(home).await?;
    let mut made = Vec::new();
    for (title, ago, reply) in [
        (
            "Spring tides at Dover",
            HOUR,
            "Twice a month the ranges are largest.",
        ),
        ("Outline of chapter 2", 2 * HOUR, "Three parts."),
        ("Letter to the landlord, polite", DAY, "Dear Ms Weber,"),
        (
            "Names for a boat",
            Duration::from_secs(600),
            "Pelican, Plover.",
        ),
        ("Compare heat pumps", 4 * DAY, "It depends on the house."),
    ] {
        made.push(seed.conversation(title, ago, &[(title, reply)]).await?);
    }
    seed.folder("Dissertation über die Gezeiten", &made[..2])
        .await?;
    seed.folder("Home", &made[2..3]).await?;
    seed.folder("مسودات", &[]).await?;
    seed.folder(
        "A name of eighty characters, which leaves no room for anything else in the list",
        &[],
    )
    .await?;
    seed.done().await
}
