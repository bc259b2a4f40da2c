//! New CVs: empty, invented, copied, read from files.

use std::path::Path;

use contract::cv::{CreateCv, Cv, CvSource, CvSummary, Kind, LONGEST_CV_TITLE, PartId, Section};
use contract::{CvId, Result};
use documents::cv::Ids;

use super::commands::tell;
use super::desk::blocking;
use super::from_text::from_text;
use super::{check, file, saving};
use crate::clock;
use crate::studio::Studio;
use crate::transfer::file::absolute;

/// What a CV is called of which nothing is known, in most languages.
const UNNAMED: &str = "CV";

/// The sections of a new CV. Others are added as they are needed.
const USUAL: [Kind; 5] = [
    Kind::Summary,
    Kind::Experience,
    Kind::Education,
    Kind::Skills,
    Kind::Languages,
];

/// Ids that no other part has, in whatever CV.
#[derive(Debug)]
pub(super) struct FreshIds;

impl Ids for FreshIds {
    fn next(&mut self) -> PartId {
        PartId(clock::id().simple().to_string())
    }
}

pub(crate) async fn create(studio: &Studio, request: CreateCv) -> Result<CvSummary> {
    let title = check::title(&request.title)?;
    let id = CvId(clock::id());
    let store = studio.disk();
    let summary = match request.from {
        CvSource::VersionOf(of) => {
            saving::flush(studio).await?;
            let title = match title {
                Some(title) => title,
                None => free(studio, &store.cv(of).await?.summary.title).await?,
            };
            store.add_cv_version(id, &title, of, clock::now()).await?
        }
        from => {
            let (cv, usual) = made(studio, from).await?;
            check::whole(&cv)?;
            let title = match title {
                Some(title) => title,
                None => free(studio, &usual).await?,
            };
            store.add_cv(id, &title, &cv, clock::now()).await?
        }
    };
    tell(studio, summary.clone());
    Ok(summary)
}

/// A CV, and what it is called if nobody says otherwise.
async fn made(studio: &Studio, from: CvSource) -> Result<(Cv, String)> {
    match from {
        CvSource::Empty { language } => Ok(titled(empty(language)?, None)),
        CvSource::Sample { language } => {
            check::language(&language)?;
            let cv = blocking(move || file::sample(&language)).await?;
            Ok(titled(cv, None))
        }
        CvSource::CopyOf(of) | CvSource::VersionOf(of) => {
            saving::flush(studio).await?;
            let kept = studio.disk().cv(of).await?;
            Ok((kept.cv, kept.summary.title))
        }
        CvSource::File { path } => {
            let path = absolute(&path)?;
            blocking(move || {
                let cv = file::read_file(&path, &mut FreshIds)?;
                Ok(titled(cv, Some(&path)))
            })
            .await
        }
        CvSource::Text {
            path,
            choice,
            ticket,
        } => {
            let named = absolute(&path)?;
            let cv = from_text(studio, &named, &choice, ticket, &mut FreshIds).await?;
            Ok(titled(cv, Some(&named)))
        }
    }
}

fn empty(language: String) -> Result<Cv> {
    check::language(&language)?;
    let sections = USUAL.map(|kind| Section::new(FreshIds.next(), kind));
    Ok(Cv {
        language,
        sections: sections.into(),
        ..Cv::default()
    })
}

/// With the name of the person or of the file.
fn titled(cv: Cv, file: Option<&Path>) -> (Cv, String) {
    let file = file.and_then(Path::file_stem).unwrap_or_default();
    let title = check::cut(&cv.person.name)
        .or_else(|| check::cut(&file.to_string_lossy()))
        .unwrap_or_else(|| UNNAMED.to_owned());
    (cv, title)
}

/// A title that no other CV has: the wanted one, or that with a number.
async fn free(studio: &Studio, wanted: &str) -> Result<String> {
    let all = studio.disk().cvs().await?;
    let taken = |title: &str| all.iter().any(|cv| cv.title == title);
    let mut title = wanted.to_owned();
    let mut number = 1;
    // Each turn tries another one, and the list has an end.
    while taken(&title) {
        number += 1;
        title = numbered(wanted, number);
    }
    Ok(title)
}

fn numbered(title: &str, number: u32) -> String {
    let end = format!(" ({number})");
    let room = LONGEST_CV_TITLE.saturating_sub(end.chars().count());
    let begin: String = title.chars().take(room).collect();
    format!("{}{end}", begin.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_cv_has_the_usual_sections_with_ids_of_their_own() {
        let cv = empty("de".into()).unwrap();
        assert_eq!(cv.language, "de");
        assert_eq!(cv.sections.len(), USUAL.len());
        assert_eq!(check::whole(&cv), Ok(()));
        assert!(empty("d e".into()).is_err());
    }

    #[test]
    fn a_title_is_made_of_what_is_known() {
        let mut cv = Cv::default();
        assert_eq!(titled(cv.clone(), None).1, "CV");
        let file = Path::new("/x/My résumé.json");
        assert_eq!(titled(cv.clone(), Some(file)).1, "My résumé");
        cv.person.name = " Ada\n".into();
        assert_eq!(titled(cv, Some(file)).1, "Ada");
        assert_eq!(numbered("Ada", 2), "Ada (2)");
        let long = numbered(&"x".repeat(LONGEST_CV_TITLE), 10);
        assert_eq!(long.chars().count(), LONGEST_CV_TITLE);
    }
}
