//! `pulse cv`: a CV's file becomes a PDF or a DOCX.

use contract::Timestamp;
use contract::cv::CvFormat as Format;
use serde::Serialize;
use studio::cv::{ExportFile, Exported, export_file};

use crate::Outcome;
use crate::arguments::{Cv, CvCommand, CvFormat, ExportCv};
use crate::output::{Output, complain};

/// The line of `--json`.
#[derive(Serialize)]
#[serde(tag = "type", rename = "exported")]
struct Line<'a> {
    output: &'a std::path::Path,
    pages: Option<usize>,
    fits: bool,
    missing: Vec<String>,
}

pub(crate) fn run(cv: Cv, now: Timestamp, output: &mut Output) -> Outcome {
    let CvCommand::Export(export) = cv.command;
    let exported = export_file(&ExportFile {
        from: export.file.clone(),
        to: std::path::absolute(&export.output)?,
        format: match export.format {
            CvFormat::Pdf => Format::Pdf,
            CvFormat::Docx => Format::Docx,
        },
        template: export.template.map(Into::into),
        paper: export.paper.map(Into::into),
        created: now,
    })?;
    tell(&export, &exported, output)
}

fn tell(export: &ExportCv, exported: &Exported, output: &mut Output) -> Outcome {
    let missing = exported.missing.iter().map(|missing| {
        let name = missing.name();
        format!("{} ({name}) in “{}”", missing.character, missing.word)
    });
    let missing: Vec<String> = missing.collect();
    if output.is_json() {
        return output.line(&Line {
            output: &export.output,
            pages: exported.pages,
            fits: exported.fits,
            missing,
        });
    }
    for character in missing {
        complain(&format!("no font on this computer has {character}"));
    }
    if !exported.fits {
        complain("it does not fit on as few pages as it asks for");
    }
    Ok(())
}
