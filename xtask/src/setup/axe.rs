//! axe-core, the accessibility checker of the end-to-end tests.

use std::path::PathBuf;

use super::wheel::Wheel;
use crate::place;
use crate::sh::Result;

const AXE: Wheel = Wheel {
    package: "axe-playwright-python",
    version: "0.1.8",
    inside: "axe_playwright_python/axe.min.js",
    sha256: "84494fec757e4710dc751c8d7a636e457f4532f08f85c86dc9070133fbff53bc",
};

/// Where axe.min.js lies.
pub fn path() -> Result<PathBuf> {
    Ok(place::cache()?
        .join("axe")
        .join(format!("axe-{}.min.js", &AXE.sha256[..12])))
}

/// Fetches it.
pub fn install() -> Result {
    AXE.install("axe-core", &path()?)
}
