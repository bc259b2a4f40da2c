//! Everything by keyboard: no pointer in this file.

use std::time::Duration;

use contract::message::MessageStatus;
use e2e::seed::Seed;
use e2e::{Chord, Home, Pulse, Result, journey, word, word_with};
use thirtyfour::Key;

#[tokio::test]
async fn from_the_first_start_to_an_answer_without_a_pointer() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    pulse.get("button", &word("first-run-try")?).await?;
    pulse.tab_to("button", &word("first-run-try")?).await?;
    pulse.press(Key::Enter).await?;
    journey::composer(&pulse).await?;

    // Typing can begin at once: the composer has the focus.
    pulse.has_focus("textbox", "").await?;
    journey::short_replies(&pulse).await?;
    pulse.write("Name three colours.").await?;
    pulse.press(Chord::shift(Key::Enter)).await?;
    pulse.write("One word each.").await?;
    pulse.press(Key::Enter).await?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(reply.status, MessageStatus::Complete, "{:?}", reply.error);
    let asked = journey::newest(&pulse)
        .await?
        .expect("a conversation")
        .page
        .messages;
    assert_eq!(
        asked[0].text, "Name three colours.\nOne word each.",
        "Shift+Enter is a new line, Enter sends"
    );

    // A new chat, then back by the palette.
    pulse.press(Chord::ctrl("n")).await?;
    pulse
        .wait(e2e::SHORT, "an empty chat", async || {
            Ok((!pulse.text().await?.contains("One word each.")).then_some(()))
        })
        .await?;
    journey::by_palette(&pulse, "three colours", "Name three colours.").await?;
    pulse.see("One word each.").await?;

    // The settings, a choice in them, and back.
    pulse.press(Chord::ctrl(",")).await?;
    pulse.get("heading", &word("settings-models")?).await?;
    pulse.tab_to("button", &word("appearance")?).await?;
    pulse.press(Key::Enter).await?;
    pulse.tab_to("radio", "").await?;
    pulse.press(Key::Left).await?;
    pulse
        .wait(e2e::SHORT, "the dark theme", async || {
            let theme: String = pulse
                .ask("return document.documentElement.dataset.theme", Vec::new())
                .await?;
            Ok((theme == "dark").then_some(()))
        })
        .await?;
    pulse.press(Chord::ctrl("1")).await?;
    pulse.see("One word each.").await?;

    // The sheet of keys comes and goes.
    pulse.tab_to("button", &word("rail-chat")?).await?;
    pulse.press("?").await?;
    pulse.get("dialog", &word("shortcuts-sheet")?).await?;
    pulse.press(Key::Escape).await?;
    pulse.gone("dialog", &word("shortcuts-sheet")?).await?;
    pulse.quit().await
}

#[tokio::test]
async fn the_list_by_keyboard() -> Result {
    let home = Home::with_model()?;
    let seed = Seed::open(&home).await?;
    for (number, title) in ["First", "Second", "Third"].into_iter().enumerate() {
        let ago = Duration::from_secs(60 * (number as u64 + 1));
        seed.conversation(
            title,
            ago,
            &[("A question", &format!("The answer of {title}"))],
        )
        .await?;
    }
    seed.done().await?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;

    // Search, then down into the list and along it.
    pulse.press(Chord::ctrl("f")).await?;
    pulse
        .has_focus("searchbox", &word("search-everything")?)
        .await?;
    pulse.press(Key::Down).await?;
    pulse.press(Key::Down).await?;
    assert_eq!(
        pulse.focus().await?.1,
        "Second",
        "two steps down from the search"
    );
    pulse.press(Key::Enter).await?;
    pulse.see("The answer of Second").await?;

    // Rename with F2, delete with Delete, undo with the toast's button.
    pulse.press(Chord::ctrl("f")).await?;
    pulse.press(Key::Down).await?;
    pulse.press(Key::F2).await?;
    pulse.get("textbox", &word("rename-field")?).await?;
    pulse.write("Renamed").await?;
    pulse.press(Key::Enter).await?;
    pulse.get("button", "Renamed").await?;
    pulse.has_focus("button", "Renamed").await?;
    pulse.press(Key::Delete).await?;
    pulse
        .see(&word_with("conversation-deleted", "title", "Renamed")?)
        .await?;
    pulse.tab_to("button", &word("undo")?).await?;
    pulse.press(Key::Enter).await?;
    pulse.get("button", "Renamed").await?;

    // Undo has a key too, wherever nothing is written: the next conversation's composer is empty.
    pulse.press(Chord::ctrl("f")).await?;
    pulse.press(Key::Down).await?;
    pulse.press(Key::Delete).await?;
    pulse
        .see(&word_with("conversation-deleted", "title", "Renamed")?)
        .await?;
    pulse.press(Chord::ctrl("z")).await?;
    pulse.get("button", "Renamed").await?;
    pulse.quit().await
}

#[tokio::test]
async fn a_form_takes_the_focus_and_gives_it_back() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    pulse.press(Chord::ctrl(",")).await?;
    pulse.get("heading", &word("settings-models")?).await?;
    pulse.tab_to("button", &word("settings-tools")?).await?;
    pulse.press(Key::Enter).await?;
    pulse.tab_to("button", &word("tool-add")?).await?;
    pulse.press(Key::Enter).await?;
    pulse.has_focus("textbox", &word("tool-name")?).await?;
    pulse.tab_to("button", &word("cancel")?).await?;
    pulse.press(Key::Enter).await?;
    pulse.has_focus("button", &word("tool-add")?).await?;
    pulse.quit().await
}

#[tokio::test]
async fn what_is_being_typed_outlives_news_of_the_desktop() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    pulse.tab_to("button", &word("chat-inspector")?).await?;
    pulse.press(Key::Enter).await?;
    pulse.tab_to("textbox", &word("chat-system")?).await?;
    pulse.write("Answer in rhymes.").await?;
    journey::short_replies(&pulse).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let typed: String = pulse
        .ask("return document.activeElement.value", Vec::new())
        .await?;
    assert_eq!(typed, "Answer in rhymes.");
    pulse.quit().await
}
