//! From the first start to an answer, and to the next start.

use std::time::Duration;

use contract::message::MessageStatus;
use e2e::{Home, Pulse, Result, journey, word};

#[tokio::test]
async fn a_question_is_answered_and_kept() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    pulse.see(&word("first-run-title")?).await?;
    journey::enter(&pulse).await?;
    journey::short_replies(&pulse).await?;
    journey::ask(&pulse, "Name three colours.").await?;
    pulse.see("Name three colours.").await?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(reply.status, MessageStatus::Complete, "{:?}", reply.error);
    let info = reply.reply.expect("a reply says how it came to be");
    let usage = info.usage.expect("llama.cpp counts tokens");
    assert!(
        usage.output_tokens > 0,
        "a real model wrote the text: {usage:?}"
    );
    pulse.quit().await?;

    let pulse = Pulse::start(&home).await?;
    // The conversation that was open last is open again, without the first run.
    pulse.see("Name three colours.").await?;
    pulse.see(journey::beginning(&reply.text)).await?;
    assert!(
        pulse
            .find("button", &word("first-run-try")?)
            .await?
            .is_none(),
        "the first run is over for good"
    );
    // What the page asked before its code was there was taken over, not asked twice.
    let taken = "const early = window.pulseEarly; \
        return early.started === null && early.subscribed === null && Boolean(early.deliver)";
    assert!(pulse.ask::<bool>(taken, Vec::new()).await?);
    pulse.quit().await
}

#[tokio::test]
async fn a_power_cut_keeps_what_had_arrived() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    let partial = journey::ask_at_length(
        &pulse,
        "Write a long story about a lighthouse keeper and the sea.",
    )
    .await?;
    pulse.see(journey::beginning(&partial.text)).await?;
    // What is younger than this may be lost with the power.
    tokio::time::sleep(Duration::from_millis(250)).await;
    pulse.kill().await?;

    let pulse = Pulse::start(&home).await?;
    pulse.see("lighthouse keeper").await?;
    pulse.see(journey::beginning(&partial.text)).await?;
    let kept = journey::newest(&pulse)
        .await?
        .expect("the conversation is there");
    let reply = kept.page.messages.last().expect("with its reply");
    assert_eq!(
        reply.status,
        MessageStatus::Interrupted,
        "it is marked as cut off"
    );
    assert!(
        reply.text.starts_with(journey::beginning(&partial.text)),
        "the text that had arrived is kept: {:?}",
        reply.text
    );
    pulse.quit().await
}
