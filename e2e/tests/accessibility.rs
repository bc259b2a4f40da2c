//! Every screen, light and dark: no serious or critical finding of axe-core.

use e2e::{Chord, Home, Pulse, Result, axe, journey, tour, word};
use thirtyfour::Key;

#[tokio::test]
async fn every_screen_of_the_tour() -> Result {
    let folder = tempfile::tempdir()?;
    let album = tour::tour(folder.path()).await?;
    assert!(album.files.len() > 100, "the tour is not whole");
    assert!(
        album.findings.is_empty(),
        "people cannot use these:\n{}",
        album.findings.join("\n")
    );
    Ok(())
}

#[tokio::test]
async fn the_list_has_no_bar_below_the_palette() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    assert!(list_has_a_bar(&pulse).await?);
    pulse.press(Chord::ctrl("k")).await?;
    pulse.get("combobox", &word("palette-field")?).await?;
    assert!(
        !list_has_a_bar(&pulse).await?,
        "it would be drawn over the palette"
    );
    pulse.press(Key::Escape).await?;
    pulse.gone("combobox", &word("palette-field")?).await?;
    assert!(list_has_a_bar(&pulse).await?);
    pulse.quit().await
}

async fn list_has_a_bar(pulse: &Pulse) -> Result<bool> {
    let script =
        "return getComputedStyle(document.querySelector('.pane-scroll')).overflowY !== 'hidden'";
    pulse.ask(script, Vec::new()).await
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
    let pulse = Pulse::start(&home).await?;
    pulse.get("button", &word("try-again")?).await?;
    // Without a studio there are no settings: the theme is the system's.
    let findings = axe::serious(&pulse).await?;
    pulse.quit().await?;
    assert!(findings.is_empty(), "{findings:?}");
    Ok(())
}
