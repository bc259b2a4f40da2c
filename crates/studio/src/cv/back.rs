//! What a machine reads in a CV's files: both are read back as any other PDF and DOCX, and compared with
//! what was written.

use attachments::{Content, Limits, Stop};
use contract::cv::{Cv, CvReadBack, ReadBackCv};
use contract::{Code, Error, Result, Timestamp};
use documents::cv::machine::{compare, in_order};
use documents::cv::{docx, tell};
use documents::layout::Pages;
use documents::pdf;

use super::desk::{blocking, present};
use super::setter::Setter;
use crate::attachments::failed;
use crate::clock;
use crate::studio::Studio;

pub(crate) async fn read_back(studio: &Studio, request: ReadBackCv) -> Result<CvReadBack> {
    let cv = present(studio, request.id).await?;
    let created = clock::now();
    blocking(move || {
        let laid = Setter::default().lay_out(&cv);
        as_machines_read(&cv, &laid.pages, created)
    })
    .await
}

/// Writes a CV, of which `pages` are what it looks like, as PDF and DOCX in memory, and reads both as any
/// other file is read. They are Pulse's own: no other process is needed for it.
///
/// # Errors
/// `Internal` if one of them cannot be written, or not be read.
pub fn as_machines_read(cv: &Cv, pages: &Pages, created: Timestamp) -> Result<CvReadBack> {
    let unwritten = |error: &dyn std::fmt::Display| {
        Error::new(Code::Internal, "The CV could not be written").with_detail(error)
    };
    let pdf = pdf::write(pages, created).map_err(|error| unwritten(&error))?;
    let docx = docx::write(cv, created).map_err(|error| unwritten(&error))?;
    let story = tell(cv);
    let docx = compare(&story, &text(docx, "cv.docx")?);
    let pdf = compare(&in_order(story, pages), &text(pdf, "cv.pdf")?);
    Ok(CvReadBack { pdf, docx })
}

fn text(file: Vec<u8>, name: &str) -> Result<String> {
    let read = attachments::read(file, name, &Limits::default(), &Stop::default());
    let read = read.map_err(|refusal| {
        let mut error = failed(&format!("“{name}” could not be read back"), &refusal);
        error.code = Code::Internal;
        error
    })?;
    match read.content {
        Content::Text(text) => Ok(plain(&text, name.ends_with(".docx"))),
        Content::Image { .. } => Err(Error::new(
            Code::Internal,
            format!("“{name}” was read back as a picture"),
        )),
    }
}

/// Without what the reader adds for models: where pages begin, and signs of headings and lists.
fn plain(text: &str, marked: bool) -> String {
    let lines = text.lines().filter(|line| !is_page(line)).map(|line| {
        let heading = line.trim_start_matches('#');
        match heading.strip_prefix(' ') {
            Some(heading) if marked && heading.len() + 1 < line.len() => heading,
            _ => line,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// `--- page 2 ---`
fn is_page(line: &str) -> bool {
    line.strip_prefix("--- page ")
        .and_then(|rest| rest.strip_suffix(" ---"))
        .is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reader_adds_is_taken_away() {
        let text = "--- page 1 ---\n# Ann\n## Skills\nC# and #1\n- One\n--- page x ---";
        assert_eq!(
            plain(text, true),
            "Ann\nSkills\nC# and #1\n- One\n--- page x ---"
        );
        assert_eq!(plain("# 1 in sales", false), "# 1 in sales");
    }
}
