//! What else makes PDF and DOCX, the peers of the CV in `cargo xtask bench`: typst, python-docx, and
//! Playwright with Debian's Chromium.

use std::path::{Path, PathBuf};

use super::{packages, pip};
use crate::sh::{Error, Result};

const PACKAGES: &[&str] = &["typst==0.15.2", "python-docx==1.2.0", "playwright==1.65.2"];

/// Where Debian puts Chromium.
pub const CHROMIUM: &str = "/usr/bin/chromium";

/// The folder for Python to find them in.
pub fn path() -> Result<PathBuf> {
    pip::folder("cv-peers", PACKAGES)
}

/// Installs them, once.
pub fn install() -> Result {
    pip::install("peers of the CV", &path()?, PACKAGES)?;
    if Path::new(CHROMIUM).exists() {
        return Ok(());
    }
    packages::install_debian(&["chromium".to_owned()])?;
    if Path::new(CHROMIUM).exists() {
        return Ok(());
    }
    Err(Error::new(format!(
        "{CHROMIUM} is missing: the CV is measured on Debian"
    )))
}
