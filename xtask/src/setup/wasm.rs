//! The compiler for wasm32: rustup's target where rustup reaches its server,
//! Debian's packages otherwise. Chosen by looking, not by configuration.

use std::path::{Path, PathBuf};

use super::{packages, say};
use crate::sh::{Error, Result, Run, which};

const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's rustc, cargo, the source of std, and a linker for wasm.
const DEBIAN: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "lld-19"];

/// What compiles for wasm32 here.
pub enum Toolchain {
    /// The pinned toolchain has the target.
    Rustup,
    /// Debian's compiler in /usr/bin, which builds std itself.
    Debian,
}

impl Toolchain {
    /// Folders that must come first on PATH.
    pub fn path(&self) -> Vec<PathBuf> {
        match self {
            Self::Rustup => Vec::new(),
            Self::Debian => vec![PathBuf::from("/usr/bin")],
        }
    }

    /// Environment that the compiler needs.
    pub fn env(&self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Rustup => Vec::new(),
            // std is built from source: that is an unstable flag, and this the
            // documented way to use one with a stable compiler.
            Self::Debian => vec![
                ("RUSTC_BOOTSTRAP", "1"),
                ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
                ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19"),
            ],
        }
    }
}

/// The toolchain that is there.
pub fn toolchain() -> Result<Toolchain> {
    if rustup_has_target() {
        return Ok(Toolchain::Rustup);
    }
    if debian_is_there() {
        return Ok(Toolchain::Debian);
    }
    Err(Error::new(
        "no compiler for wasm32 is installed: run `cargo xtask setup`",
    ))
}

/// Installs one if none is there.
pub fn install() -> Result {
    match toolchain() {
        Ok(Toolchain::Rustup) => say("wasm32", "rustup's target"),
        Ok(Toolchain::Debian) => say("wasm32", "Debian's rustc-web"),
        Err(_) => {
            say("wasm32", "adding rustup's target");
            let added = which("rustup").is_some()
                && Run::new("rustup")
                    .args(["target", "add", TARGET])
                    .succeeds();
            if !added {
                say("wasm32", "rustup cannot fetch it; taking Debian's packages");
                if which("apt-get").is_none() {
                    return Err(Error::new(format!(
                        "`rustup target add {TARGET}` failed, and there is no other source \
                         of a wasm32 compiler on this system"
                    )));
                }
                packages::install_debian(&packages::missing(DEBIAN))?;
            }
            toolchain()?;
        }
    }
    Ok(())
}

fn rustup_has_target() -> bool {
    Run::new("rustc")
        .args(["--print", "sysroot"])
        .output()
        .is_some_and(|sysroot| {
            Path::new(&sysroot)
                .join("lib/rustlib")
                .join(TARGET)
                .join("lib")
                .is_dir()
        })
}

fn debian_is_there() -> bool {
    Path::new("/usr/bin/rustc").is_file()
        && Path::new("/usr/bin/cargo").is_file()
        && which("wasm-ld-19").is_some()
        && packages::missing(DEBIAN).is_empty()
}
