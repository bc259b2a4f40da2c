//! A CV's file becomes a PDF or a DOCX. It needs no studio: nothing of the home is read or written.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use contract::cv::{Cv, Paper, Template};
use contract::{Code, Error, Result, Timestamp};
use documents::cv::{LONGEST_FILE, docx, lay_out, read};
use documents::layout::fonts::Fonts;
use documents::layout::{Missing, Typesetter, system};
use documents::pdf;

use crate::transfer::file::{Draft, unwritable};

/// What a CV is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// PDF.
    Pdf,
    /// For Word and its like.
    Docx,
}

/// What to write.
#[derive(Clone, Debug)]
pub struct ExportFile {
    /// JSON Resume, Pulse's own, or the zip of LinkedIn's data export.
    pub from: PathBuf,
    /// Where to; a file that is there is replaced.
    pub to: PathBuf,
    /// As what.
    pub format: Format,
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
    /// How many pages it has; `None`: a DOCX, which has them in Word alone.
    pub pages: Option<usize>,
    /// Whether it is on as few pages as it asked for.
    pub fits: bool,
    /// Characters that no font on this computer has; a box stands in their place.
    pub missing: Vec<Missing>,
}

/// Writes it. Nothing is left half-written: the file takes its name when it is whole.
pub fn export_file(request: &ExportFile) -> Result<Exported> {
    let mut cv = read_file(&request.from)?;
    if let Some(template) = request.template {
        cv.look.template = template;
    }
    if let Some(paper) = request.paper {
        cv.look.paper = paper;
    }
    let (bytes, exported) = match request.format {
        Format::Pdf => as_pdf(&cv, request.created)?,
        Format::Docx => as_docx(&cv, request.created)?,
    };
    let mut draft = Draft::new(request.to.clone())?;
    draft
        .write_all(&bytes)
        .map_err(|error| unwritable(&request.to, &error))?;
    draft.finish()?;
    Ok(exported)
}

fn read_file(path: &Path) -> Result<Cv> {
    let shown = path.display();
    let unreadable = |error: std::io::Error| {
        Error::new(
            Code::InvalidInput,
            format!("{shown} could not be read: {error}"),
        )
    };
    let file = File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    // One byte more than is allowed, so that a huge file is refused without being read.
    file.take(LONGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    read(&bytes, &mut 0_u32)
        .map_err(|problem| Error::new(Code::InvalidInput, format!("{shown}: {problem}")))
}

fn as_pdf(cv: &Cv, created: Timestamp) -> Result<(Vec<u8>, Exported)> {
    let mut laid = lay_out(cv, &mut Typesetter::new(Fonts::bundled()));
    if !laid.pages.missing.is_empty() {
        let fonts = system::fill_in(Fonts::bundled(), &laid.pages.missing, &cv.language);
        laid = lay_out(cv, &mut Typesetter::new(fonts));
    }
    let bytes = pdf::write(&laid.pages, created).map_err(failed)?;
    let exported = Exported {
        pages: Some(laid.pages.pages.len()),
        fits: laid.fits,
        missing: laid.pages.missing,
    };
    Ok((bytes, exported))
}

fn as_docx(cv: &Cv, created: Timestamp) -> Result<(Vec<u8>, Exported)> {
    let bytes = docx::write(cv, created).map_err(failed)?;
    let exported = Exported {
        pages: None,
        fits: true,
        missing: Vec::new(),
    };
    Ok((bytes, exported))
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::new(Code::Internal, "The CV could not be written").with_detail(error)
}
