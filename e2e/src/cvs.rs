//! Steps of journeys about CVs.

use contract::cv::{CreateCv, CvSource, CvSummary, ListCvs};
use thirtyfour::WebElement;

use crate::{Page, Result, SHORT, client, word};

/// What is drawn on all pages.
const INK: &str = "const glyphs = document.querySelectorAll('.paper-ink path'); \
    return Array.from(glyphs, (glyph) => \
        glyph.getAttribute('d') + glyph.getAttribute('transform')).join('|')";

/// Goes to the CVs.
///
/// # Errors
/// When they do not come.
pub async fn shelf(page: &Page) -> Result {
    page.click("button", &word("rail-cv")?).await?;
    page.get("heading", &word("cv-shelf")?).await?;
    Ok(())
}

/// Makes the sample by the door of an empty shelf, and waits until its pages are drawn. Returns its row.
///
/// # Errors
/// When a step does not work.
pub async fn sample(page: &Page) -> Result<CvSummary> {
    shelf(page).await?;
    page.click("button", &word("cv-new-sample")?).await?;
    name(page).await?;
    drawn(page).await?;
    all(page)
        .await?
        .into_iter()
        .next()
        .ok_or_else(|| "the desktop has no CV".into())
}

/// Makes the sample behind the page's back.
///
/// # Errors
/// When the desktop refuses.
pub async fn make(page: &Page, title: &str, language: &str) -> Result<CvSummary> {
    let asked = CreateCv {
        title: title.into(),
        from: CvSource::Sample {
            language: language.into(),
        },
    };
    Ok(client(page).create_cv(asked).await?)
}

/// The CVs, as the desktop has them.
///
/// # Errors
/// When the desktop refuses.
pub async fn all(page: &Page) -> Result<Vec<CvSummary>> {
    Ok(client(page).list_cvs(ListCvs {}).await?)
}

/// The field of the person's name.
///
/// # Errors
/// When it does not come.
pub async fn name(page: &Page) -> Result<WebElement> {
    page.get("textbox", &word("cv-person-name")?).await
}

/// What is drawn on all pages, as one text; empty: nothing.
///
/// # Errors
/// When the page cannot be asked.
pub async fn ink(page: &Page) -> Result<String> {
    page.ask(INK, Vec::new()).await
}

/// Waits until something is drawn, and returns it.
///
/// # Errors
/// When nothing is in time.
pub async fn drawn(page: &Page) -> Result<String> {
    page.wait(SHORT, "pages to be drawn", async || {
        Ok(Some(ink(page).await?).filter(|ink| !ink.is_empty()))
    })
    .await
}

/// Waits until something else is drawn than `before`, and returns it.
///
/// # Errors
/// When nothing changes in time.
pub async fn drawn_anew(page: &Page, before: &str) -> Result<String> {
    page.wait(SHORT, "the pages to change", async || {
        Ok(Some(ink(page).await?).filter(|ink| ink != before))
    })
    .await
}

/// Waits until what is drawn is `wanted` again.
///
/// # Errors
/// When it is not in time.
pub async fn drawn_again(page: &Page, wanted: &str) -> Result {
    page.wait(SHORT, "the pages to be as they were", async || {
        Ok((ink(page).await? == wanted).then_some(()))
    })
    .await
}

/// Waits until all is on disk.
///
/// # Errors
/// When it is not in time.
pub async fn saved(page: &Page) -> Result {
    page.wait(SHORT, "the CV to be saved", async || {
        let kept = page.css(".cv-kept").await?.text().await?;
        Ok((kept == word("cv-saved")?).then_some(()))
    })
    .await
}

/// What is proposed for the sample's first achievement, with a sum that the person never said.
pub const PROPOSAL: &str = "Made the fare service 14 times as fast (p99 from 840 ms to 61 ms) by \
    replacing offset paging with keyset paging, saving €40,000 a year";

/// What of it is not in the sample.
pub const CLAIM: &str = "€40,000";

/// The first point of the sample's first job, which has the help of the model GPT-6 Luna as the
/// stand-in for OpenAI speaks: a proposal, compared with it. Returns its field.
///
/// # Errors
/// When a step does not work.
pub async fn advised(page: &Page) -> Result<WebElement> {
    page.css(".cv-entry-line").await?.click().await?;
    page.css(".cv-entry-form").await?;
    let field = page.css(".cv-point textarea").await?;
    // Where the focus is, the ways to help are seen.
    field.click().await?;
    page.css(".cv-point .cv-improve").await?.click().await?;
    page.css(".cv-panel .cv-model").await?.click().await?;
    page.get("combobox", &word("picker-field")?).await?;
    page.write("luna").await?;
    page.click("option", "GPT-6 Luna").await?;
    page.gone("combobox", &word("picker-field")?).await?;
    page.click("button", &word("cv-help-tailor")?).await?;
    let posting = page.get("textbox", &word("cv-help-posting")?).await?;
    posting.click().await?;
    page.write(&format!("sandbox: say {PROPOSAL}")).await?;
    page.click("button", &word("cv-help-tailored")?).await?;
    page.css(".advice-change").await?;
    Ok(field)
}
