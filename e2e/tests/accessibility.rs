//! Every screen, light and dark: no serious or critical finding of axe-core.

use std::time::Duration;

use contract::message::MessageStatus;
use contract::settings::Appearance;
use contract::{Code, Error};
use e2e::seed::Seed;
use e2e::{Chord, Home, Page, Pulse, Result, axe, journey, word, word_with};
use thirtyfour::Key;

const RICH: &str = include_str!("../src/tour/everything.md");

/// Collects the findings of all screens, so that one run shows them all.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    async fn look(&mut self, page: &Page, screen: &str) -> Result {
        for appearance in [Appearance::Light, Appearance::Dark] {
            journey::appear(page, appearance).await?;
            for finding in axe::serious(page).await? {
                self.0.push(format!("{screen}, {appearance:?}: {finding}"));
            }
        }
        Ok(())
    }

    fn none(self) {
        assert!(
            self.0.is_empty(),
            "people cannot use these:\n{}",
            self.0.join("\n")
        );
    }
}

async fn list_has_a_bar(pulse: &Pulse) -> Result<bool> {
    let script =
        "return getComputedStyle(document.querySelector('.pane-scroll')).overflowY !== 'hidden'";
    pulse.ask(script, Vec::new()).await
}

#[tokio::test]
async fn the_first_start() -> Result {
    let home = Home::with_model()?;
    let mut findings = Findings::default();
    let pulse = Pulse::start(&home).await?;
    pulse.get("button", &word("first-run-try")?).await?;
    findings.look(&pulse, "first run").await?;
    journey::enter(&pulse).await?;
    findings.look(&pulse, "empty chat").await?;
    journey::by_palette(&pulse, "temporary", &word("temporary-new")?).await?;
    pulse.see(&word("temporary-title")?).await?;
    findings.look(&pulse, "temporary chat").await?;
    pulse.quit().await?;
    findings.none();
    Ok(())
}

#[tokio::test]
async fn a_full_house() -> Result {
    let home = Home::with_model()?;
    let seed = Seed::open(&home).await?;
    let hour = Duration::from_secs(3600);
    seed.conversation("Everything", hour, &[("Show me Markdown.", RICH)])
        .await?;
    seed.conversation("Other", 30 * hour, &[("And?", "Nothing.")])
        .await?;
    seed.done().await?;
    let mut findings = Findings::default();
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;

    pulse.click("button", "Everything").await?;
    pulse.see("Like this one.").await?;
    findings.look(&pulse, "chat").await?;

    pulse
        .click(
            "button",
            &word_with("conversation-actions", "title", "Other")?,
        )
        .await?;
    pulse.get("menuitem", &word("rename")?).await?;
    findings.look(&pulse, "a menu").await?;
    pulse.press(Key::Escape).await?;

    pulse.press(Chord::ctrl("f")).await?;
    pulse.write("nothing").await?;
    pulse.get("list", &word("search-results")?).await?;
    findings.look(&pulse, "search").await?;
    pulse.press(Key::Escape).await?;

    pulse.press(Chord::ctrl("k")).await?;
    pulse.get("combobox", &word("palette-field")?).await?;
    findings.look(&pulse, "palette").await?;
    assert!(
        !list_has_a_bar(&pulse).await?,
        "it would be drawn over the palette"
    );
    pulse.press(Key::Escape).await?;
    pulse.gone("combobox", &word("palette-field")?).await?;
    assert!(list_has_a_bar(&pulse).await?);

    pulse.press(Chord::ctrl(",")).await?;
    pulse.get("heading", &word("settings-models")?).await?;
    findings.look(&pulse, "models").await?;
    pulse.click("button", &word("model-download")?).await?;
    pulse.get("dialog", &word("download-title")?).await?;
    findings.look(&pulse, "download").await?;
    pulse.press(Key::Escape).await?;
    pulse.gone("dialog", &word("download-title")?).await?;
    for section in ["appearance", "settings-shortcuts"] {
        pulse.click("button", &word(section)?).await?;
        findings.look(&pulse, section).await?;
    }
    pulse.quit().await?;
    findings.none();
    Ok(())
}

#[tokio::test]
async fn what_comes_and_goes() -> Result {
    let home = Home::with_model()?;
    let seed = Seed::open(&home).await?;
    let minute = Duration::from_secs(60);
    let exchange = (
        "Tell me a story.",
        "Once upon a time there was a lighthouse.",
    );
    let failure = Error::new(Code::ModelMissing, "The model is gone");
    for (title, status, error) in [
        ("Failed", MessageStatus::Failed, Some(failure)),
        ("Cut off", MessageStatus::Interrupted, None),
        ("Stopped", MessageStatus::Stopped, None),
    ] {
        seed.ended_early(title, minute, exchange, status, error)
            .await?;
    }
    seed.done().await?;
    let mut findings = Findings::default();
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;

    for title in ["Failed", "Cut off", "Stopped"] {
        pulse.click("button", title).await?;
        pulse.see("there was a lighthouse").await?;
        findings.look(&pulse, title).await?;
    }
    pulse.click("button", &word("chat-inspector")?).await?;
    pulse.see(&word("chat-so-far")?).await?;
    findings.look(&pulse, "inspector").await?;
    pulse.resize(900, 600).await?;
    findings.look(&pulse, "inspector, small").await?;
    pulse.click("button", &word("chat-inspector")?).await?;
    pulse.resize(1280, 800).await?;

    pulse.tab_to("button", &word("rail-chat")?).await?;
    pulse.press("?").await?;
    pulse.get("dialog", &word("shortcuts-sheet")?).await?;
    findings.look(&pulse, "sheet of keys").await?;
    pulse.press(Key::Escape).await?;
    pulse.gone("dialog", &word("shortcuts-sheet")?).await?;

    journey::waiting_job(&pulse).await?;
    pulse.click("button", &word("rail-jobs")?).await?;
    pulse.get("dialog", &word("rail-jobs")?).await?;
    findings.look(&pulse, "jobs").await?;
    pulse.press(Key::Tab).await?;
    pulse
        .wait(e2e::SHORT, "a tooltip over the dialog", async || {
            let over: bool = pulse
                .ask(
                    "return document.querySelector('dialog .tooltip') !== null",
                    Vec::new(),
                )
                .await?;
            Ok(over.then_some(()))
        })
        .await?;
    pulse.press(Key::Escape).await?;
    pulse.gone("dialog", &word("rail-jobs")?).await?;

    pulse.press(Chord::ctrl("b")).await?;
    pulse.gone("button", "Cut off").await?;
    findings.look(&pulse, "without the list").await?;
    pulse.press(Chord::ctrl("b")).await?;
    pulse.get("button", "Cut off").await?;

    pulse.press(Chord::ctrl("f")).await?;
    pulse.press(Key::Down).await?;
    pulse.press(Key::Delete).await?;
    pulse.get("button", &word("undo")?).await?;
    findings.look(&pulse, "a notice").await?;

    pulse.press(Chord::ctrl("n")).await?;
    journey::ask_at_length(&pulse, "Write a very long story, with many chapters.").await?;
    findings.look(&pulse, "a reply that arrives").await?;
    pulse.press(Key::Escape).await?;
    pulse.quit().await?;
    findings.none();
    Ok(())
}

#[tokio::test]
async fn the_checker_finds_what_is_wrong() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    pulse.get("button", &word("first-run-try")?).await?;
    pulse
        .ask::<Option<bool>>(
            "document.querySelector('main').append(document.createElement('button')); return null",
            Vec::new(),
        )
        .await?;
    let findings = axe::serious(&pulse).await?;
    assert!(
        findings.iter().any(|finding| finding.id == "button-name"),
        "a button without a name is critical; the other tests could not fail: {findings:?}"
    );
    pulse.quit().await
}

#[tokio::test]
async fn a_start_that_failed() -> Result {
    let home = Home::empty()?;
    // A file where the shelf should be: the data folder cannot be used.
    std::fs::write(home.path().join("models"), "in the way")?;
    let mut findings = Findings::default();
    let pulse = Pulse::start(&home).await?;
    pulse.get("button", &word("try-again")?).await?;
    // Without a studio there are no settings: the theme is the system's.
    for finding in axe::serious(&pulse).await? {
        findings.0.push(finding.to_string());
    }
    pulse.quit().await?;
    findings.none();
    Ok(())
}
