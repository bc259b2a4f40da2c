//! Python packages in folders of their own, for tests and benches alone.

use std::path::Path;

use super::{say, wheel, whole};
use crate::sh::{Result, Run};

/// Puts `packages` with all that they need into `folder`, once.
pub fn install(what: &str, folder: &Path, packages: &[&str]) -> Result {
    if folder.is_dir() {
        say(what, folder.display());
        return Ok(());
    }
    say(what, format!("installing {} (once)", packages.join(", ")));
    whole(folder, |part| {
        Run::new(wheel::python()?)
            .args(["-m", "pip", "install", "--quiet"])
            .args(["--disable-pip-version-check", "--target"])
            .arg(part)
            .args(packages)
            .run()
    })
}
