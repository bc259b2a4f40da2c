//! Slow tools: compiled once, pinned, kept outside the checkout and reused.

use std::ffi::OsString;
use std::path::PathBuf;

use super::say;
use crate::place;
use crate::sh::{Error, Result, Run, which};

/// A program from crates.io.
struct Tool {
    package: &'static str,
    version: &'static str,
    program: &'static str,
    /// Further words for `cargo install`.
    flags: &'static [&'static str],
}

/// Unoptimised: it only calls other programs, and compiles in half the time.
const TRUNK: Tool = Tool {
    package: "trunk",
    version: "0.21.14",
    program: "trunk",
    flags: &["--locked", "--debug"],
};

/// Must be the version in Cargo.lock. Its own lock file names a withdrawn
/// crate, so it is installed without `--locked`.
const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    version: "0.2.130",
    program: "wasm-bindgen",
    flags: &[],
};

const NEXTEST: Tool = Tool {
    package: "cargo-nextest",
    version: "0.9.143",
    program: "cargo-nextest",
    flags: &["--locked", "--debug"],
};

const DENY: Tool = Tool {
    package: "cargo-deny",
    version: "0.20.2",
    program: "cargo-deny",
    flags: &["--locked"],
};

/// For `soak` alone.
const FUZZ: Tool = Tool {
    package: "cargo-fuzz",
    version: "0.13.2",
    program: "cargo-fuzz",
    flags: &["--locked", "--debug"],
};

impl Tool {
    fn dir(&self) -> Result<PathBuf> {
        Ok(place::cache()?
            .join("tools")
            .join(format!("{}-{}", self.package, self.version)))
    }

    fn path(&self) -> Result<PathBuf> {
        let name = format!("{}{}", self.program, std::env::consts::EXE_SUFFIX);
        Ok(self.dir()?.join("bin").join(name))
    }

    fn install(&self) -> Result {
        let what = format!("{} {}", self.package, self.version);
        if self.path()?.is_file() {
            say(self.program, what);
            return Ok(());
        }
        say(self.program, format!("compiling {what} (minutes, once)"));
        Run::cargo()
            .args([
                "install",
                "--quiet",
                self.package,
                "--version",
                self.version,
                "--root",
            ])
            .arg(self.dir()?)
            .args(self.flags)
            .dir(std::env::temp_dir())
            .env("CARGO_TARGET_DIR", place::cache()?.join("tools/build"))
            .run()
    }
}

/// Trunk and wasm-bindgen.
pub fn install() -> Result {
    TRUNK.install()?;
    WASM_BINDGEN.install()
}

/// nextest, unless one is on PATH.
pub fn install_nextest() -> Result {
    if which(NEXTEST.program).is_some() {
        say(NEXTEST.program, "on PATH");
        return Ok(());
    }
    NEXTEST.install()
}

/// cargo-fuzz, installed if it is not there.
pub fn cargo_fuzz() -> Result<PathBuf> {
    FUZZ.install()?;
    FUZZ.path()
}

/// Trunk's program.
pub fn trunk() -> Result<PathBuf> {
    TRUNK.path()
}

/// The folder of `wasm-bindgen`, for Trunk to find on PATH.
pub fn wasm_bindgen_dir() -> Result<PathBuf> {
    Ok(WASM_BINDGEN.dir()?.join("bin"))
}

/// PATH, with the folder of the nextest that set-up installed at its end.
pub fn path_with_nextest() -> Result<OsString> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&old).chain([NEXTEST.dir()?.join("bin")]);
    std::env::join_paths(folders).map_err(|error| Error::new(error.to_string()))
}

/// cargo-deny, where it was installed into the cache.
pub fn cargo_deny() -> Option<PathBuf> {
    DENY.path().ok().filter(|path| path.is_file())
}
