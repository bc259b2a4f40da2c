//! A conversation opens at its end: no frame shows another place of it.

use std::time::Duration;

use e2e::seed::Seed;
use e2e::{Home, Pulse, Result, journey};

/// Conversations, and exchanges of each.
const MANY: usize = 4;
const LONG: usize = 12;

/// Notes each frame in which the end of the list is not in sight. An IntersectionObserver judges what is
/// painted, after effects and before later ones; the space below the last row is the list's end.
const WATCH: &str = "\
window.elsewhere = [];
const watched = new Set();
const watch = () => {
  for (const end of document.querySelectorAll('.chat-space:last-child')) {
    if (watched.has(end)) continue;
    watched.add(end);
    new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting && end.isConnected) {
          window.elsewhere.push(end.parentNode.innerText.slice(0, 40));
        }
      }
    }, { root: end.parentNode, rootMargin: '4px' }).observe(end);
  }
};
new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
watch();";

#[tokio::test]
async fn a_conversation_is_shown_from_its_end_at_once() -> Result {
    let home = Home::with_model()?;
    let seed = Seed::open(&home).await?;
    let text = "Waves and wind and rain, and the light goes round. ".repeat(12);
    for number in 0..MANY {
        let last = format!("The end of {number}");
        let mut said = vec![("What is new at the lighthouse?", text.as_str()); LONG];
        said.push(("Is that all?", last.as_str()));
        let ago = Duration::from_secs(3_600 * number as u64);
        seed.conversation(&format!("Watch {number}"), ago, &said)
            .await?;
    }
    seed.done().await?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    pulse.ask::<()>(WATCH, Vec::new()).await?;
    for number in (0..MANY).chain(0..MANY) {
        pulse.click("button", &format!("Watch {number}")).await?;
        pulse.see(&format!("The end of {number}")).await?;
    }
    let elsewhere: Vec<String> = pulse.ask("return window.elsewhere", Vec::new()).await?;
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
    pulse.quit().await
}
