//! A story becomes a DOCX: real styles, one column, nothing that a parser stumbles over.
//!
//! docx-rs writes the parts. They are packed here, with what it has no words for: language, title, and
//! runs from right to left. Fonts are those that Word has: Calibri, which Carlito is as wide as, and
//! Cambria for a serif.

mod body;
mod package;
mod portrait;
mod styles;

use contract::Timestamp;
use contract::cv::Cv;

use super::look::plain_sheet;
use super::photo;
use super::story::tell;
use crate::picture;
use portrait::Photo;

/// Why a DOCX cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("the DOCX could not be put together: {0}")]
pub struct Error(#[from] std::io::Error);

/// Writes a CV as a DOCX. `created`: the time that the file says it was made at; the same CV and time
/// give the same bytes. What a template puts beside each other comes below each other.
pub fn write(cv: &Cv, created: Timestamp) -> Result<Vec<u8>, Error> {
    let story = tell(cv);
    let sheet = plain_sheet(&cv.look, story.rtl);
    let photo = photo::shown(&cv.person)
        .and_then(|url| picture::of_url(url, sheet.portrait.cut))
        .map(|picture| Photo {
            picture,
            portrait: sheet.portrait,
            alt: story.shown_in_photo().to_owned(),
        });
    let document = styles::document(&sheet, &story);
    let document = body::write(document, &story, photo.as_ref());
    Ok(package::pack(
        document.build(),
        &story,
        photo.as_ref(),
        created,
    )?)
}

/// Twentieths of a point, in which Word measures.
fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}
