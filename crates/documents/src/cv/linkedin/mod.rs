//! LinkedIn's export of a person's data becomes a CV: a zip of CSV files, one for each part of the
//! profile. Source: exports as people have them; LinkedIn describes only how to ask for one, at
//! <https://www.linkedin.com/help/linkedin/answer/a1339364>.
//!
//! Belongs here: which file and column says what. What is no part of a CV (messages, connections,
//! advertisements) is not even unpacked.

mod archive;
mod date;
mod person;
mod sections;
mod table;
mod text;

use contract::cv::Cv;

use super::language;
use super::problem::{Mistake, Problem};
use super::read::Ids;
use archive::Archive;

/// Whether a file is a zip.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Reads an export.
pub(super) fn read(bytes: &[u8], ids: &mut dyn Ids) -> Result<Cv, Problem> {
    let mut archive = Archive::open(bytes)?;
    if !archive.is_export() {
        return Err(Problem::whole(Mistake::NoExport));
    }
    let (person, summary) = person::read(&mut archive)?;
    let mut cv = Cv {
        person,
        sections: sections::read(&mut archive, &summary, ids)?,
        ..Cv::default()
    };
    cv.language = language::guess(&cv).to_owned();
    Ok(cv)
}
