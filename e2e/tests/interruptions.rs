//! A vendor's reply that is interrupted: by a kill in the middle, and by a computer that sleeps.

use std::process::Command;
use std::time::Duration;

use contract::message::{Message, MessageStatus};
use e2e::vendors::{self, Vendors};
use e2e::{Home, Pulse, Result, journey, word};

/// How long the computer sleeps: longer than the whole reply would take.
const SLEEP: Duration = Duration::from_secs(5);

/// Asks for a reply that comes a word at a time, and waits for the first ones.
async fn begin(home: &Home, sandbox: &Vendors) -> Result<Pulse> {
    let pulse = vendors::start_with(home, sandbox, &[("anthropic", "Anthropic")]).await?;
    vendors::pick(&pulse, "haiku", "Claude Haiku 4.5").await?;
    journey::ask(&pulse, "sandbox: think slow").await?;
    pulse.see("Here is").await?;
    Ok(pulse)
}

#[tokio::test]
async fn what_had_arrived_outlives_a_kill_and_goes_on() -> Result {
    let (home, sandbox) = (Home::with_model()?, Vendors::start().await?);
    begin(&home, &sandbox).await?.kill().await?;

    let pulse = vendors::start_with_file(&home).await?;
    // The last words before a kill may not have been on disk yet.
    pulse.see(&word("chat-interrupted")?).await?;
    let reply = last(&pulse).await?;
    assert_eq!(reply.status, MessageStatus::Interrupted);
    assert!(reply.text.starts_with("Here"), "{:?}", reply.text);
    let thoughts = reply.thinking.map(|thinking| thinking.text);
    assert_eq!(thoughts.as_deref(), Some("Let me think about it."));
    pulse.click("button", &word("chat-continue")?).await?;
    pulse.see("Go on exactly").await?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(reply.status, MessageStatus::Complete, "{:?}", reply.error);
    pulse.quit().await
}

#[tokio::test]
async fn a_reply_is_whole_after_the_computer_slept() -> Result {
    let (home, sandbox) = (Home::with_model()?, Vendors::start().await?);
    let pulse = begin(&home, &sandbox).await?;
    let process = pulse.process().ok_or("Pulse has ended")?;
    signal("-STOP", process)?;
    tokio::time::sleep(SLEEP).await;
    signal("-CONT", process)?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(reply.status, MessageStatus::Complete, "{:?}", reply.error);
    assert!(reply.text.ends_with("“żółw”."), "{:?}", reply.text);
    pulse.see("“żółw”").await?;
    pulse.quit().await
}

async fn last(pulse: &Pulse) -> Result<Message> {
    let view = journey::newest(pulse).await?;
    let last = view.and_then(|view| view.page.messages.into_iter().last());
    last.ok_or_else(|| "there is no message".into())
}

fn signal(name: &str, process: u32) -> Result {
    let sent = Command::new("kill")
        .args([name, &process.to_string()])
        .status()?;
    sent.success()
        .then_some(())
        .ok_or_else(|| "the process took no signal".into())
}
