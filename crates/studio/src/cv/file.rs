//! Files that hold CVs, read within bounds.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use contract::cv::Cv;
use contract::{Code, Error, Result};
use documents::cv::{Ids, LONGEST_FILE, read};

use super::make::FreshIds;

/// Reads a CV of any format that Pulse knows.
///
/// # Errors
/// `InvalidInput` with what is wrong, and at which field.
pub(super) fn read_file(path: &Path, ids: &mut dyn Ids) -> Result<Cv> {
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
    read(&bytes, ids)
        .map_err(|problem| Error::new(Code::InvalidInput, format!("{shown}: {problem}")))
}

/// An invented person's CV.
pub(super) fn sample(language: &str) -> Result<Cv> {
    let (language, file) = documents::cv::sample(language);
    let cv = read(file.as_bytes(), &mut FreshIds).map_err(|problem| {
        Error::new(Code::Internal, "The sample cannot be read").with_detail(problem)
    })?;
    Ok(Cv {
        language: language.to_owned(),
        ..cv
    })
}
