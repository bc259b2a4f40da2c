//! Ending a reply.

use contract::message::MessageStatus;
use e2e::{Chord, Home, Pulse, Result, journey, word};
use thirtyfour::Key;

const LONG: &str = "Write a very long story about a lighthouse, with many chapters.";

#[tokio::test]
async fn the_button_stops_a_reply() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    let partial = journey::ask_at_length(&pulse, LONG).await?;
    pulse.click("button", &word("chat-stop")?).await?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(
        reply.status,
        MessageStatus::Stopped,
        "stopped, neither complete nor failed"
    );
    assert!(
        reply.text.starts_with(&partial.text),
        "what had arrived stays"
    );
    pulse.gone("button", &word("chat-stop")?).await?;
    pulse.quit().await
}

#[tokio::test]
async fn escape_stops_a_reply_and_the_next_question_works() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    journey::ask_at_length(&pulse, LONG).await?;
    // In a dialog the key closes that, and nothing else.
    pulse.press(Chord::ctrl("k")).await?;
    pulse.get("dialog", "").await?;
    pulse.press(Key::Escape).await?;
    pulse.gone("dialog", "").await?;
    pulse.get("button", &word("chat-stop")?).await?;
    pulse.press(Key::Escape).await?;
    let stopped = journey::reply(&pulse).await?;
    assert_eq!(stopped.status, MessageStatus::Stopped);
    pulse.hears(&word("chat-stopped")?).await?;
    journey::short_replies(&pulse).await?;
    journey::ask(&pulse, "Say hello.").await?;
    pulse.see("Say hello.").await?;
    let next = journey::reply(&pulse).await?;
    assert_ne!(
        next.id, stopped.id,
        "the model is free for the next question"
    );
    assert_eq!(next.status, MessageStatus::Complete, "{:?}", next.error);
    pulse.quit().await
}
