//! A message that is said anew, and one that waits for a reply to end.

use std::time::Duration;

use contract::message::Role;
use e2e::{Home, Pulse, Result, journey, word};
use thirtyfour::Key;

/// As long as a model may take to begin.
const PATIENCE: Duration = Duration::from_secs(120);
const LONG: &str = "Write a very long story about a lighthouse, with many chapters.";

#[tokio::test]
async fn the_last_message_is_edited_by_keyboard_and_the_old_one_stays() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    journey::short_replies(&pulse).await?;
    journey::ask(&pulse, "Say hullo.").await?;
    let first = journey::reply(&pulse).await?;

    // Given up, it stays as it was, and the field is gone.
    journey::composer(&pulse).await?.click().await?;
    pulse.press(Key::Up).await?;
    pulse.get("textbox", &word("chat-edit-field")?).await?;
    pulse.press(Key::Escape).await?;
    pulse.gone("textbox", &word("chat-edit-field")?).await?;

    journey::composer(&pulse).await?.click().await?;
    pulse.press(Key::Up).await?;
    let field = pulse.get("textbox", &word("chat-edit-field")?).await?;
    assert_eq!(field.prop("value").await?.as_deref(), Some("Say hullo."));
    pulse.write(" And goodbye.").await?;
    pulse.press(Key::Enter).await?;
    pulse.see("Say hullo. And goodbye.").await?;
    let second = journey::reply(&pulse).await?;
    assert_ne!(second.id, first.id);
    pulse.see("2/2").await?;
    pulse.click("button", &word("chat-branch-before")?).await?;
    pulse.see("1/2").await?;
    pulse.quit().await
}

#[tokio::test]
async fn a_message_waits_for_the_reply_and_is_sent_when_that_is_stopped() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    let first = journey::ask_at_length(&pulse, LONG).await?;
    journey::ask(&pulse, "And then?").await?;
    pulse.see(&word("chat-waiting-note")?).await?;
    pulse.click("button", &word("chat-stop")?).await?;
    let next = pulse
        .wait(
            PATIENCE,
            "the message that waited to be answered",
            async || {
                let view = journey::newest(&pulse).await?;
                let last = view.and_then(|view| view.page.messages.into_iter().last());
                Ok(last.filter(|last| last.id != first.id && last.role == Role::Assistant))
            },
        )
        .await?;
    assert_ne!(
        next.parent, first.parent,
        "it answers the message that waited"
    );
    pulse.gone("list", &word("chat-waiting-line")?).await?;
    pulse.quit().await
}
