//! The vendors' official Python SDKs, which have to be content with the stand-ins of `crates/sandbox`.

use std::path::PathBuf;

use super::pip;
use crate::place;
use crate::sh::Result;

const SDKS: &[&str] = &["openai==3.57.0", "anthropic==2.14.0", "google-genai==3.6.1"];

/// The folder for Python to find them in; another one for other versions.
pub fn path() -> Result<PathBuf> {
    let versions: Vec<&str> = SDKS
        .iter()
        .filter_map(|package| package.rsplit("==").next())
        .collect();
    let folder = format!("sdks-{}", versions.join("-"));
    Ok(place::cache()?.join("tools").join(folder))
}

/// Installs them, once.
pub fn install() -> Result {
    pip::install("vendors' SDKs", &path()?, SDKS)
}
