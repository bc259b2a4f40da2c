//! A temporary chat: begun by keys, kept nowhere, brought back, and kept after all.

use std::path::Path;
use std::time::Duration;

use contract::conversation::ListConversations;
use contract::settings::Start;
use e2e::{Chord, Home, Page, Pulse, Result, client, journey, word};
use thirtyfour::Key;

const ASKED: &str = "Say hullo to qxlighthouse.";

async fn begin(pulse: &Pulse) -> Result {
    pulse.press(Chord::ctrl_shift("n")).await?;
    pulse.see(&word("temporary-title")?).await?;
    pulse.see(&word("temporary-strip")?).await
}

async fn listed(page: &Page) -> Result<usize> {
    let all = ListConversations::default();
    Ok(client(page)
        .list_conversations(all)
        .await?
        .conversations
        .len())
}

/// Whether a file below `folder` holds `text`.
fn anywhere(folder: &Path, text: &str) -> std::io::Result<bool> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if anywhere(&path, text)? {
                return Ok(true);
            }
            continue;
        }
        // Files of the web view come and go.
        let bytes = std::fs::read(&path).unwrap_or_default();
        let mut parts = bytes.windows(text.len());
        if parts.any(|part| part == text.as_bytes()) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[tokio::test]
async fn a_temporary_chat_is_kept_nowhere_until_somebody_keeps_it() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    journey::short_replies(&pulse).await?;
    begin(&pulse).await?;
    journey::composer(&pulse).await?.click().await?;
    let (first, rest) = ASKED.split_at(ASKED.len() - 5);
    pulse.write(first).await?;
    // Longer than typing rests before a draft is kept.
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert!(!anywhere(home.path(), "qxlight")?);
    pulse.write(rest).await?;
    pulse.press(Key::Enter).await?;
    pulse.get("button", &word("temporary-keep")?).await?;
    assert_eq!(listed(&pulse).await?, 0);
    assert!(!anywhere(home.path(), "qxlighthouse")?);

    // Left, it is gone; brought back, it is as it was.
    pulse.press(Chord::ctrl("n")).await?;
    pulse.see(&word("temporary-gone")?).await?;
    pulse.see(&word("chat-empty-title")?).await?;
    pulse.click("button", &word("undo")?).await?;
    pulse.see(ASKED).await?;
    pulse.see(&word("temporary-strip")?).await?;
    assert!(!anywhere(home.path(), "qxlighthouse")?);

    pulse.click("button", &word("temporary-keep")?).await?;
    pulse.see(&word("temporary-kept")?).await?;
    pulse.gone("note", &word("temporary-name")?).await?;
    assert_eq!(listed(&pulse).await?, 1);
    assert!(anywhere(home.path(), "qxlighthouse")?);
    pulse.see(ASKED).await?;
    pulse.quit().await
}

#[tokio::test]
async fn nothing_of_it_is_left_after_a_kill() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    journey::by_palette(&pulse, "temporary", &word("temporary-new")?).await?;
    pulse.see(&word("temporary-title")?).await?;
    journey::ask(&pulse, "Write a very long story about qxlighthouse.").await?;
    pulse.get("button", &word("chat-stop")?).await?;
    pulse.kill().await?;
    assert!(!anywhere(home.path(), "qxlighthouse")?);
    let pulse = Pulse::start(&home).await?;
    let started = client(&pulse).start(Start {}).await?;
    assert_eq!(started.notices, [], "there is nothing to recover");
    assert_eq!(listed(&pulse).await?, 0);
    pulse.quit().await
}
