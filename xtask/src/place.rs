//! Where things lie: the checkout, the build folder, the cache of slow tools.

use std::path::PathBuf;

use crate::sh::{Error, Result};

/// The checkout: the one that cargo runs this for. Where two checkouts share a
/// build folder, the program may have been compiled for the other.
pub fn root() -> PathBuf {
    let running = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let xtask = running.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    xtask.parent().unwrap_or(&xtask).to_path_buf()
}

/// Cargo's build folder for the desktop.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Cargo's build folder for the interface: another compiler may build it, and
/// sharing one folder would rebuild everything each time.
pub fn wasm_target() -> PathBuf {
    beside_target("-wasm")
}

/// The build folder of what is fuzzed: built with other flags.
pub fn fuzz_target() -> PathBuf {
    beside_target("-fuzz")
}

fn beside_target(suffix: &str) -> PathBuf {
    let mut name = target().into_os_string();
    name.push(suffix);
    PathBuf::from(name)
}

/// What is installed once and reused by every checkout: `PULSE_BUILD_CACHE`,
/// else `pulse-build` in the user's cache folder.
pub fn cache() -> Result<PathBuf> {
    if let Some(dir) = std::env::var_os("PULSE_BUILD_CACHE") {
        return Ok(root().join(dir));
    }
    let home = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let base = if cfg!(windows) {
        home("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home("HOME").map(|dir| dir.join("Library/Caches"))
    } else {
        home("XDG_CACHE_HOME").or_else(|| home("HOME").map(|dir| dir.join(".cache")))
    };
    base.map(|dir| dir.join("pulse-build"))
        .ok_or_else(|| Error::new("no home folder is known; set PULSE_BUILD_CACHE to a folder"))
}

/// The application that the end-to-end tests drive.
pub fn app() -> PathBuf {
    built("debug", "pulse-desktop")
}

/// A program in a folder of the build folder.
pub fn built(folder: &str, program: &str) -> PathBuf {
    target()
        .join(folder)
        .join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}
