//! A CV becomes a file: the open one, any of the list, or one in a file, which needs no studio.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use contract::cv::{
    Cv, CvExported, CvFormat, ExportCv, MissingLetter, Paper, PickCvExport, Template,
};
use contract::{Code, Error, Result, Timestamp};
use documents::cv::{docx, write_json_resume, write_own};
use documents::layout::Missing;
use documents::pdf;

use super::desk::{blocking, present};
use super::file::read_file;
use super::setter::Setter;
use crate::clock;
use crate::studio::Studio;
use crate::transfer::file::{self, Draft, unwritable};

/// What to write of a file.
#[derive(Clone, Debug)]
pub struct ExportFile {
    /// Any format that Pulse reads CVs from.
    pub from: PathBuf,
    /// Where to; a file that is there is replaced.
    pub to: PathBuf,
    /// As what.
    pub format: CvFormat,
    /// Instead of the file's own.
    pub template: Option<Template>,
    /// Instead of the file's own.
    pub paper: Option<Paper>,
    /// The time that the file says it was made at.
    pub created: Timestamp,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// How many pages it has; `None`: it is no PDF, and has them elsewhere alone.
    pub pages: Option<usize>,
    /// Whether it is on as few pages as it asked for.
    pub fits: bool,
    /// Characters that no font on this computer has; a box stands in their place.
    pub missing: Vec<Missing>,
}

/// Writes it. Nothing is left half-written: the file takes its name when it is whole.
///
/// # Errors
/// `InvalidInput` with what is wrong in the file and at which field; why the other cannot be written.
pub fn export_file(request: &ExportFile) -> Result<Exported> {
    let mut cv = read_file(&request.from, &mut 0_u32)?;
    if let Some(template) = request.template {
        cv.look.template = template;
    }
    if let Some(paper) = request.paper {
        cv.look.paper = paper;
    }
    export_to(&cv, request.format, &request.to, request.created)
}

/// Writes a CV of the list; the file is there when this returns.
pub(crate) async fn export(studio: &Studio, request: ExportCv) -> Result<CvExported> {
    let path = file::target(studio.home(), &request.path)?;
    let cv = present(studio, request.id).await?;
    let created = clock::now();
    let exported = blocking(move || export_to(&cv, request.format, &path, created)).await?;
    let missing = exported.missing.into_iter().map(|missing| MissingLetter {
        name: missing.name(),
        word: missing.word,
    });
    Ok(CvExported {
        pages: exported
            .pages
            .map(|pages| u32::try_from(pages).unwrap_or(u32::MAX)),
        fits: exported.fits,
        missing: missing.collect(),
    })
}

pub(crate) async fn pick_export(studio: &Studio, request: PickCvExport) -> Result<Option<String>> {
    let title = studio.disk().cv(request.id).await?.summary.title;
    let suggested = documents::file_name(&title, "CV", request.format.extension());
    Ok(studio.parts().host.pick_export_file(&suggested).await)
}

fn export_to(cv: &Cv, format: CvFormat, path: &Path, created: Timestamp) -> Result<Exported> {
    let mut exported = Exported {
        pages: None,
        fits: true,
        missing: Vec::new(),
    };
    let bytes = match format {
        CvFormat::Pdf => {
            let laid = Setter::default().lay_out(cv);
            let bytes = pdf::write(&laid.pages, created).map_err(failed)?;
            exported = Exported {
                pages: Some(laid.pages.pages.len()),
                fits: laid.fits,
                missing: laid.pages.missing,
            };
            bytes
        }
        CvFormat::Docx => docx::write(cv, created).map_err(failed)?,
        CvFormat::JsonResume => write_json_resume(cv).into_bytes(),
        CvFormat::Own => write_own(cv).into_bytes(),
    };
    let mut draft = Draft::new(path.to_owned())?;
    draft
        .write_all(&bytes)
        .map_err(|error| unwritable(path, &error))?;
    draft.finish()?;
    Ok(exported)
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::new(Code::Internal, "The CV could not be written").with_detail(error)
}
