//! Markdown that wants harm: it does not run, and the page goes on answering.

use std::time::Duration;

use e2e::seed::Seed;
use e2e::{Home, Pulse, Result, journey, word};

const SCRIPTS: &str = r#"
<script>window.hit = 'script'</script>
<img src=x onerror="window.hit = 'onerror'">
<svg onload="window.hit = 'onload'"></svg>
<iframe srcdoc="<script>parent.hit = 'frame'</script>"></iframe>
<a href="javascript:window.hit='raw'">raw</a>
[click me](javascript:window.hit='link')
[tab](<java	script:window.hit='tab'>)
[data](data:text/html,<script>window.hit='data'</script>)
![picture](javascript:window.hit='picture')
![a tracker](https://example.org/tracker.png)
<javascript:window.hit='auto'>
[ref]

[ref]: javascript:window.hit='ref'

The end of the hostile text.
"#;

async fn with(title: &str, text: &str) -> Result<(Home, Pulse)> {
    let home = Home::with_model()?;
    let seed = Seed::open(&home).await?;
    let hour = Duration::from_secs(3600);
    seed.conversation(title, hour, &[("Say something dangerous.", text)])
        .await?;
    seed.conversation("Harmless", 2 * hour, &[("And now?", "All is well here.")])
        .await?;
    seed.done().await?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    Ok((home, pulse))
}

/// The page answers: another conversation can be opened, and is shown.
async fn still_alive(pulse: &Pulse) -> Result {
    pulse.click("button", "Harmless").await?;
    pulse.see("All is well here.").await
}

#[tokio::test]
async fn scripts_and_javascript_links_do_nothing() -> Result {
    let (_home, pulse) = with("Hostile", SCRIPTS).await?;
    pulse.click("button", "Hostile").await?;
    pulse.see("The end of the hostile text.").await?;
    let links: Vec<String> = pulse
        .ask(
            "return [...document.querySelectorAll('main a[href]')].map((a) => a.protocol)",
            Vec::new(),
        )
        .await?;
    assert!(
        links
            .iter()
            .all(|protocol| ["http:", "https:", "mailto:"].contains(&protocol.as_str())),
        "no link of another kind comes out of Markdown: {links:?}"
    );
    let foreign: u32 = pulse
        .ask("return document.querySelectorAll('main :is(script, iframe, object, embed, img, [onerror], [onload])').length", Vec::new())
        .await?;
    assert_eq!(
        foreign, 0,
        "raw HTML is text, and a picture from elsewhere waits for a click"
    );
    // What looks like a link is clicked, as a person would.
    for (_, link) in pulse.all("link").await? {
        let _ = link.click().await;
    }
    let hit: Option<String> = pulse.ask("return window.hit || null", Vec::new()).await?;
    assert_eq!(hit, None, "nothing of it ran");
    let place: String = pulse.ask("return location.origin", Vec::new()).await?;
    assert_eq!(place, "tauri://localhost", "and the page is where it was");
    still_alive(&pulse).await?;
    pulse.quit().await
}

#[tokio::test]
async fn ten_thousand_nested_quotes_do_not_hang_the_page() -> Result {
    let deep = format!("{} deep\n\nAfter the quotes.", ">".repeat(10_000));
    let (_home, pulse) = with("Deep", &deep).await?;
    pulse.click("button", "Deep").await?;
    pulse.see("After the quotes.").await?;
    still_alive(&pulse).await?;
    pulse.quit().await
}

#[tokio::test]
async fn a_line_of_ten_megabytes_does_not_hang_the_page() -> Result {
    let line = format!(
        "The beginning {}",
        "*a* [b](c) `d` ".repeat(10 * 1024 * 1024 / 15)
    );
    let (_home, pulse) = with("Long", &line).await?;
    pulse.click("button", "Long").await?;
    pulse.see("a b d a b d").await?;
    still_alive(&pulse).await?;
    let wide: bool = pulse
        .ask(
            "return document.documentElement.scrollWidth > innerWidth",
            Vec::new(),
        )
        .await?;
    assert!(!wide, "the layout holds: nothing is wider than the window");
    pulse.quit().await
}

#[tokio::test]
async fn a_pasted_message_is_only_text() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    journey::short_replies(&pulse).await?;
    journey::ask(&pulse, "<img src=x onerror=\"window.hit=1\"> Say hello.").await?;
    pulse.see("onerror=").await?;
    journey::reply(&pulse).await?;
    let hit: Option<u32> = pulse.ask("return window.hit || null", Vec::new()).await?;
    assert_eq!(
        hit, None,
        "what a person pastes runs as little as what a model writes"
    );
    pulse.get("textbox", &word("chat-compose")?).await?;
    pulse.quit().await
}
