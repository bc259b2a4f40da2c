//! What needs a model or a reader of documents and is not part of this build.

use contract::cv::{AdviseCv, Cv, CvAdvice, CvReadBack, ReadBackCv, StopCvHelp};
use contract::message::ModelChoice;
use contract::{Code, Error, Result};

use crate::studio::Studio;

pub(crate) async fn advise(_: &Studio, _: AdviseCv) -> Result<CvAdvice> {
    Err(not_available())
}

pub(crate) async fn read_back(_: &Studio, _: ReadBackCv) -> Result<CvReadBack> {
    Err(not_available())
}

pub(crate) fn stop_help(_: &Studio, _: &StopCvHelp) {}

/// A CV from the text of a file.
pub(super) async fn from_text(_: &Studio, _: String, _: ModelChoice, _: u64) -> Result<Cv> {
    Err(not_available())
}

fn not_available() -> Error {
    Error::new(Code::InvalidInput, "not available")
}
