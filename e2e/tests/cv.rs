//! CVs: written, undone, moved about by keyboard, kept, and made into versions and files.

use contract::cv::{CvFormat, ExportCv};
use e2e::vendors::{self, Vendors};
use e2e::{Chord, Home, Page, Pulse, Result, axe, client, cvs, journey, word, word_with};
use thirtyfour::{Key, WebElement};

/// The lines of the entries, section by section.
const ENTRIES: &str = "return Array.from(document.querySelectorAll('.cv-entries'), (list) => \
    Array.from(list.querySelectorAll('.cv-entry-title'), (title) => title.textContent || ''))";

async fn begin() -> Result<(Home, Pulse)> {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    Ok((home, pulse))
}

async fn value(field: &WebElement) -> Result<String> {
    Ok(field.prop("value").await?.unwrap_or_default())
}

/// The titles of the section that has this entry.
async fn beside(page: &Page, title: &str) -> Result<Vec<String>> {
    let all: Vec<Vec<String>> = page.ask(ENTRIES, Vec::new()).await?;
    let found = all
        .into_iter()
        .find(|list| list.iter().any(|one| one == title));
    found.ok_or_else(|| format!("no section has the entry “{title}”").into())
}

#[tokio::test]
async fn what_is_typed_is_on_the_page_is_undone_and_outlives_the_program() -> Result {
    let (home, pulse) = begin().await?;
    let cv = cvs::sample(&pulse).await?;
    let before = cvs::drawn(&pulse).await?;
    let field = cvs::name(&pulse).await?;
    let name = value(&field).await?;
    field.click().await?;
    pulse.press(Key::End).await?;
    pulse.write(" Quux").await?;
    cvs::drawn_anew(&pulse, &before).await?;
    assert_eq!(value(&field).await?, format!("{name} Quux"));
    cvs::saved(&pulse).await?;

    // In the field too it is the CV's history that is undone, and the focus stays.
    pulse.press(Chord::ctrl("z")).await?;
    cvs::drawn_again(&pulse, &before).await?;
    assert_eq!(value(&field).await?, name);
    pulse.has_focus("textbox", &word("cv-person-name")?).await?;
    pulse.press(Chord::ctrl_shift("z")).await?;
    cvs::drawn_anew(&pulse, &before).await?;
    assert_eq!(value(&field).await?, format!("{name} Quux"));
    let findings = axe::serious(&pulse).await?;
    assert!(findings.is_empty(), "{findings:?}");
    cvs::saved(&pulse).await?;
    let typed = cvs::ink(&pulse).await?;
    pulse.quit().await?;

    let pulse = Pulse::start(&home).await?;
    cvs::shelf(&pulse).await?;
    let findings = axe::serious(&pulse).await?;
    assert!(findings.is_empty(), "{findings:?}");
    pulse.click("button", &cv.title).await?;
    assert_eq!(
        value(&cvs::name(&pulse).await?).await?,
        format!("{name} Quux")
    );
    let drawn = cvs::drawn(&pulse).await?;
    assert_eq!(drawn.len(), typed.len(), "it is drawn as it was");
    // The history is kept too.
    pulse.click("button", &word("undo")?).await?;
    pulse.hears(&word("cv-undone")?).await?;
    cvs::drawn_anew(&pulse, &drawn).await?;
    assert_eq!(value(&cvs::name(&pulse).await?).await?, name);
    pulse.quit().await
}

#[tokio::test]
async fn entries_and_points_are_made_and_moved_by_keyboard_alone() -> Result {
    let (_home, pulse) = begin().await?;
    cvs::sample(&pulse).await?;
    let add = format!(
        "{} {}",
        word("cv-add")?,
        word_with("cv-add-to", "section", &word("cv-kind-experience")?)?
    );
    pulse.get("button", &add).await?.focus().await?;
    pulse.press(Key::Enter).await?;
    pulse
        .has_focus("textbox", &word("cv-field-position")?)
        .await?;
    let keeper = "Lighthouse keeper";
    pulse.write(keeper).await?;
    let order = beside(&pulse, keeper).await?;
    assert_eq!(
        order.last().map(String::as_str),
        Some(keeper),
        "it stands behind the others"
    );
    assert!(order.len() > 1, "the sample has work");

    let grip = word_with("cv-move", "part", keeper)?;
    pulse.get("button", &grip).await?.focus().await?;
    pulse.press(Chord::alt(Key::Up)).await?;
    pulse.has_focus("button", &grip).await?;
    let moved = beside(&pulse, keeper).await?;
    assert_eq!(
        moved.iter().position(|one| one == keeper),
        Some(order.len() - 2)
    );

    // A list that is written like a text.
    pulse
        .get("button", &word("cv-point-add")?)
        .await?
        .focus()
        .await?;
    pulse.press(Key::Enter).await?;
    pulse.has_focus("textbox", "Point 1 of 1").await?;
    pulse.write("Kept the light").await?;
    pulse.press(Key::Enter).await?;
    pulse.has_focus("textbox", "Point 2 of 2").await?;
    pulse.write("Counted ships").await?;
    pulse.press(Chord::alt(Key::Up)).await?;
    pulse.has_focus("textbox", "Point 1 of 2").await?;
    pulse.press(Key::Down).await?;
    pulse.has_focus("textbox", "Point 2 of 2").await?;
    pulse.press(Key::End).await?;
    pulse.press(Key::Enter).await?;
    pulse.has_focus("textbox", "Point 3 of 3").await?;
    pulse.press(Key::Backspace).await?;
    pulse.has_focus("textbox", "Point 2 of 2").await?;
    let second = pulse.get("textbox", "Point 2 of 2").await?;
    assert_eq!(value(&second).await?, "Kept the light");

    // Removed, it is gone, the focus is nearby, and undo brings it back.
    let actions = word_with("cv-entry-actions", "entry", keeper)?;
    pulse.get("button", &actions).await?.focus().await?;
    pulse.press(Key::Enter).await?;
    pulse.click("menuitem", &word("cv-remove")?).await?;
    pulse.gone("button", &actions).await?;
    let (role, _) = pulse.focus().await?;
    assert_eq!(role, "button", "the focus is at what stood beside");
    pulse.press(Chord::ctrl("z")).await?;
    pulse.get("button", &actions).await?;
    pulse.quit().await
}

#[tokio::test]
async fn a_version_follows_its_base_and_becomes_a_pdf() -> Result {
    let (_home, pulse) = begin().await?;
    let base = cvs::sample(&pulse).await?;
    let name = value(&cvs::name(&pulse).await?).await?;
    pulse
        .click("button", &word_with("cv-actions", "title", &base.title)?)
        .await?;
    pulse.click("menuitem", &word("cv-version-make")?).await?;
    pulse.get("textbox", &word("cv-version-job")?).await?;
    pulse.write("Flugwerft").await?;
    pulse.press(Key::Enter).await?;
    let of = word_with("cv-version-of", "title", &base.title)?;
    pulse.get("button", &of).await?;
    let headline = pulse.get("textbox", &word("cv-person-headline")?).await?;
    let own = value(&headline).await?;
    headline.click().await?;
    pulse.press(Key::End).await?;
    pulse.write(" for Flugwerft").await?;
    cvs::saved(&pulse).await?;

    pulse.click("button", &of).await?;
    pulse.gone("button", &of).await?;
    let headline = pulse.get("textbox", &word("cv-person-headline")?).await?;
    assert_eq!(value(&headline).await?, own, "the base is as it was");
    cvs::name(&pulse).await?.click().await?;
    pulse.press(Key::End).await?;
    pulse.write(" Quux").await?;
    cvs::saved(&pulse).await?;

    cvs::shelf(&pulse).await?;
    let version = cvs::all(&pulse)
        .await?
        .into_iter()
        .find(|cv| cv.base.is_some());
    let version = version.ok_or("the version is not there")?;
    assert!(version.title.contains("Flugwerft"), "{}", version.title);
    pulse.click("button", &version.title).await?;
    pulse.get("button", &of).await?;
    assert_eq!(
        value(&cvs::name(&pulse).await?).await?,
        format!("{name} Quux")
    );
    let headline = pulse.get("textbox", &word("cv-person-headline")?).await?;
    assert_eq!(value(&headline).await?, format!("{own} for Flugwerft"));

    // The dialog of the system that asks for a place cannot be driven.
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("cv.pdf");
    let exported = client(&pulse)
        .export_cv(ExportCv {
            id: version.id,
            format: CvFormat::Pdf,
            path: path.to_str().ok_or("the path is not UTF-8")?.to_owned(),
        })
        .await?;
    assert!(exported.pages >= Some(1));
    assert!(std::fs::read(&path)?.starts_with(b"%PDF-"));
    pulse.quit().await
}

#[tokio::test]
async fn a_proposal_is_taken_without_what_the_person_never_said() -> Result {
    let (home, stand_ins) = (Home::with_model()?, Vendors::start().await?);
    let pulse = vendors::start_with(&home, &stand_ins, &[("openai", "OpenAI")]).await?;
    cvs::sample(&pulse).await?;
    let field = cvs::advised(&pulse).await?;
    let before = value(&field).await?;
    pulse
        .see(&word_with("cv-help-claim", "claim", cvs::CLAIM)?)
        .await?;
    let findings = axe::serious(&pulse).await?;
    assert!(findings.is_empty(), "{findings:?}");
    pulse.click("button", &word("cv-help-take-rest")?).await?;
    pulse.hears(&word("cv-help-taken")?).await?;
    let taken = value(&field).await?;
    assert!(taken.starts_with("Made the fare service"), "{taken}");
    assert!(!taken.contains(cvs::CLAIM), "{taken}");
    // One step, as any change.
    pulse.press(Chord::ctrl("z")).await?;
    pulse
        .wait(e2e::SHORT, "the text of before", async || {
            Ok((value(&field).await? == before).then_some(()))
        })
        .await?;
    pulse.quit().await
}
