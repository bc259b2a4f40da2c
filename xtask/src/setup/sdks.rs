//! The vendors' official Python SDKs, which have to be content with the stand-ins of `crates/sandbox`.

use std::path::PathBuf;

use super::pip;
use crate::sh::Result;

const SDKS: &[&str] = &["openai==3.57.0", "anthropic==2.14.0", "google-genai==3.6.1"];

/// The folder for Python to find them in; another one for other versions.
pub fn path() -> Result<PathBuf> {
    pip::folder("sdks", SDKS)
}

/// Installs them, once.
pub fn install() -> Result {
    pip::install("vendors' SDKs", &path()?, SDKS)
}
