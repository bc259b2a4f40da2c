//! Deleting, undoing, renaming.

use std::time::Duration;

use contract::conversation::ListConversations;
use e2e::seed::Seed;
use e2e::{Home, Page, Pulse, Result, client, journey, word, word_with};
use thirtyfour::Key;

async fn with_two() -> Result<(Home, Pulse)> {
    let home = Home::with_model()?;
    let seed = Seed::open(&home).await?;
    let hour = Duration::from_secs(3600);
    seed.conversation(
        "Tides",
        hour,
        &[("What is a tide?", "The sea that comes and goes.")],
    )
    .await?;
    seed.conversation(
        "Boats",
        2 * hour,
        &[("Names for a boat?", "Pelican, Plover, Petrel.")],
    )
    .await?;
    seed.done().await?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    Ok((home, pulse))
}

async fn titles(page: &Page) -> Result<Vec<String>> {
    let list = client(page)
        .list_conversations(ListConversations::default())
        .await?;
    Ok(list
        .conversations
        .into_iter()
        .map(|one| one.title)
        .collect())
}

#[tokio::test]
async fn a_deleted_conversation_comes_back_by_undo() -> Result {
    let (_home, pulse) = with_two().await?;
    pulse.click("button", "Tides").await?;
    pulse.see("The sea that comes and goes.").await?;
    pulse
        .click(
            "button",
            &word_with("conversation-actions", "title", "Tides")?,
        )
        .await?;
    pulse.click("menuitem", &word("delete")?).await?;
    pulse
        .see(&word_with("conversation-deleted", "title", "Tides")?)
        .await?;
    pulse.gone("button", "Tides").await?;
    assert_eq!(
        titles(&pulse).await?,
        ["Boats"],
        "it is gone from the desktop too"
    );

    pulse.click("button", &word("undo")?).await?;
    pulse.get("button", "Tides").await?;
    assert_eq!(
        titles(&pulse).await?,
        ["Tides", "Boats"],
        "and back in its old place"
    );
    pulse.click("button", "Tides").await?;
    pulse.see("The sea that comes and goes.").await?;
    pulse.quit().await
}

#[tokio::test]
async fn a_conversation_is_renamed_in_place() -> Result {
    let (home, pulse) = with_two().await?;
    pulse
        .click(
            "button",
            &word_with("conversation-actions", "title", "Boats")?,
        )
        .await?;
    pulse.click("menuitem", &word("rename")?).await?;
    pulse.get("textbox", &word("rename-field")?).await?;
    // The old title is selected: typing replaces it.
    pulse.write("Names for a boat").await?;
    pulse.press(Key::Enter).await?;
    pulse.get("button", "Names for a boat").await?;
    pulse.quit().await?;

    let pulse = Pulse::start(&home).await?;
    pulse.get("button", "Names for a boat").await?;
    assert_eq!(
        titles(&pulse).await?,
        ["Tides", "Names for a boat"],
        "renaming is no activity"
    );
    pulse.quit().await
}

#[tokio::test]
async fn escape_leaves_the_old_title() -> Result {
    let (_home, pulse) = with_two().await?;
    pulse
        .click(
            "button",
            &word_with("conversation-actions", "title", "Boats")?,
        )
        .await?;
    pulse.click("menuitem", &word("rename")?).await?;
    pulse.get("textbox", &word("rename-field")?).await?;
    pulse.write("Something else").await?;
    pulse.press(Key::Escape).await?;
    pulse.get("button", "Boats").await?;
    assert_eq!(titles(&pulse).await?, ["Tides", "Boats"], "Escape is no");
    pulse.quit().await
}
