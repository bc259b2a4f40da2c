//! CVs: none, the desk, an entry, every template, what a machine reads, a model's proposal, the
//! list, and a small window.

use contract::cv::Template;
use thirtyfour::Key;

use super::Album;
use crate::vendors::{self, Vendors};
use crate::{Home, Pulse, Result, cvs, journey, word, word_with};

/// The screens, on a home of their own.
pub(super) async fn screens(album: &mut Album) -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::skip_first_run(&pulse).await?;
    cvs::shelf(&pulse).await?;
    pulse.get("button", &word("cv-new-sample")?).await?;
    album.both(&pulse, "cv-none").await?;
    pulse.click("button", &word("cv-new-file")?).await?;
    pulse.get("dialog", &word("cv-import")?).await?;
    album.both(&pulse, "cv-import").await?;
    pulse.press(Key::Escape).await?;
    pulse.gone("dialog", &word("cv-import")?).await?;

    let cv = cvs::sample(&pulse).await?;
    album.both(&pulse, "cv-desk").await?;
    pulse.css(".cv-entry-line").await?.click().await?;
    pulse.css(".cv-entry-form").await?;
    album.both(&pulse, "cv-entry").await?;
    templates(&pulse, album).await?;
    pulse.click("button", &word("cv-machine")?).await?;
    pulse.css("dialog[open]").await?;
    album.both(&pulse, "cv-machine").await?;
    pulse.press(Key::Escape).await?;
    help(&pulse, album).await?;

    pulse.resize(900, 600).await?;
    album.both(&pulse, "cv-desk-small").await?;
    pulse.click("radio", &word("cv-tab-pages")?).await?;
    cvs::drawn(&pulse).await?;
    album.both(&pulse, "cv-pages-small").await?;
    pulse.resize(1280, 800).await?;
    shelf(&pulse, album, &cv.title).await?;
    pulse.quit().await?;
    advice(album).await
}

/// What a model proposed for a point, with a fact that is nobody's.
async fn advice(album: &mut Album) -> Result {
    let (home, stand_ins) = (Home::with_model()?, Vendors::start().await?);
    let pulse = vendors::start_with(&home, &stand_ins, &[("openai", "OpenAI")]).await?;
    cvs::sample(&pulse).await?;
    cvs::advised(&pulse).await?;
    album.both(&pulse, "cv-advice").await?;
    pulse.quit().await
}

/// Each template on the same CV.
async fn templates(pulse: &Pulse, album: &mut Album) -> Result {
    for template in Template::ALL {
        let (key, name) = match template {
            Template::Classic => continue,
            Template::Modern => ("cv-template-modern", "cv-modern"),
            Template::Compact => ("cv-template-compact", "cv-compact"),
            Template::Academic => ("cv-template-academic", "cv-academic"),
            Template::Elegant => ("cv-template-elegant", "cv-elegant"),
        };
        let before = cvs::ink(pulse).await?;
        pulse
            .click("button", &format!("{}:", word("cv-template")?))
            .await?;
        pulse.css(".popover").await?;
        if template == Template::Modern {
            album.both(pulse, "cv-looks").await?;
        }
        pulse.click("radio", &word(key)?).await?;
        cvs::drawn_anew(pulse, &before).await?;
        pulse.press(Key::Escape).await?;
        album.both(pulse, name).await?;
    }
    Ok(())
}

/// A model's help on a point.
async fn help(pulse: &Pulse, album: &mut Album) -> Result {
    // Where the focus is, the ways to help are seen.
    pulse.css(".cv-point textarea").await?.click().await?;
    pulse.css(".cv-point .cv-improve").await?.click().await?;
    pulse.css(".cv-panel").await?;
    album.both(pulse, "cv-help").await?;
    pulse.press(Key::Escape).await
}

/// The list with a version, and with titles that are hard to show.
async fn shelf(pulse: &Pulse, album: &mut Album, title: &str) -> Result {
    pulse
        .click("button", &word_with("cv-actions", "title", title)?)
        .await?;
    pulse.click("menuitem", &word("cv-version-make")?).await?;
    pulse.get("textbox", &word("cv-version-job")?).await?;
    album.both(pulse, "cv-version").await?;
    pulse.write("Flugwerft").await?;
    pulse.press(Key::Enter).await?;
    pulse
        .get("button", &word_with("cv-version-of", "title", title)?)
        .await?;
    cvs::drawn(pulse).await?;
    album.both(pulse, "cv-of-version").await?;
    cvs::make(pulse, "سيرة ذاتية للتقديم على وظيفة", "ar").await?;
    cvs::make(
        pulse,
        &"A title that is as long as a title can be ".repeat(2),
        "en",
    )
    .await?;
    cvs::shelf(pulse).await?;
    pulse.get("button", title).await?;
    album.both(pulse, "cv-list").await?;
    pulse.click("button", "سيرة").await?;
    cvs::name(pulse).await?;
    cvs::drawn(pulse).await?;
    album.both(pulse, "cv-right-to-left").await
}
