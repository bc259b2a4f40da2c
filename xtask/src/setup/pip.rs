//! Python packages in folders of their own, for tests and benches alone.

use std::path::{Path, PathBuf};

use super::{say, wheel, whole};
use crate::place;
use crate::sh::{Result, Run};

/// The folder of `packages`, each with its version; another one for other versions.
pub fn folder(name: &str, packages: &[&str]) -> Result<PathBuf> {
    let versions: Vec<&str> = packages
        .iter()
        .filter_map(|package| package.rsplit("==").next())
        .collect();
    let folder = format!("{name}-{}", versions.join("-"));
    Ok(place::cache()?.join("tools").join(folder))
}

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
