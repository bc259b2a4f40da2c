//! A word is found in everything that was ever said, and gone to, without a pointer.

use std::time::Duration;

use e2e::seed::Seed;
use e2e::{Chord, Home, Pulse, Result, journey, word};
use thirtyfour::Key;

const WORD: &str = "bioluminescence";
/// Far more than the window draws, or reads at once.
const EXCHANGES: usize = 120;
const DEEP: usize = 31;

/// Where the message is that was gone to: whether all of its first line is in sight.
const IN_SIGHT: &str = "
    const message = document.querySelector('.message-target');
    if (!message) return null;
    const at = message.getBoundingClientRect(), view = message.closest('[role=feed]').parentElement.getBoundingClientRect();
    return [message.innerText.includes(arguments[0]), at.top >= view.top - 1 && at.top + 20 <= view.bottom];";

#[tokio::test]
async fn a_word_deep_in_a_conversation_is_found_and_gone_to_by_keyboard() -> Result {
    let home = Home::with_model()?;
    let seed = Seed::open(&home).await?;
    let replies: Vec<String> = (0..EXCHANGES).map(reply).collect();
    let exchanges: Vec<(&str, &str)> = replies
        .iter()
        .map(|reply| ("And what else?", reply.as_str()))
        .collect();
    let day = Duration::from_secs(24 * 3600);
    seed.conversation("A night at sea", 3 * day, &exchanges)
        .await?;
    seed.conversation("Another one", day, &[("Hullo.", "Hullo to you.")])
        .await?;
    seed.done().await?;

    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    pulse.press(Chord::ctrl("f")).await?;
    pulse.write("biolum").await?;
    pulse.get("list", &word("search-results")?).await?;
    pulse.css(".hit mark").await?;
    pulse.press(Key::Down).await?;
    pulse.press(Key::Enter).await?;
    pulse.see(&format!("{WORD} in wave {DEEP}.")).await?;
    let there = pulse
        .wait(
            Duration::from_secs(5),
            "the message that was found",
            async || {
                let at: Option<(bool, bool)> = pulse.ask(IN_SIGHT, vec![WORD.into()]).await?;
                Ok(at.filter(|(_, in_sight)| *in_sight))
            },
        )
        .await?;
    assert!(there.0, "another message was gone to");
    pulse.quit().await
}

fn reply(number: usize) -> String {
    if number == DEEP {
        return format!("There was {WORD} in wave {number}.");
    }
    format!("There was nothing but water in wave {number}, and a light far away.")
}
