//! System packages: installed on Debian and its kin when that is allowed,
//! otherwise the exact command is printed.

use super::say;
use crate::sh::{Error, Result, Run, which};

/// The window, the C++ compiler's parts for llama.cpp, and for tests a screen, a keychain, fonts for Chinese
/// and Japanese, and programs that read PDF and DOCX.
const DEBIAN: &[&str] = &[
    "build-essential",
    "clang-14",
    "cmake",
    "dbus-x11",
    "fonts-noto-cjk",
    "fonts-noto-core",
    "git",
    "gnome-keyring",
    "libayatana-appindicator3-dev",
    "libclang-14-dev",
    "libgtk-3-dev",
    "libreoffice-writer-nogui",
    "librsvg2-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "libxdo-dev",
    "pkg-config",
    "poppler-utils",
    "python3",
    "python3-pip",
    "webkit2gtk-driver",
    "xauth",
    "xvfb",
];

/// Newer releases carry newer clang only.
const DEBIAN_CLANG: &[&str] = &["clang", "libclang-dev"];

/// Installs the packages that are missing.
pub fn install() -> Result {
    if !cfg!(target_os = "linux") {
        return other_systems();
    }
    if which("dpkg-query").is_none() || which("apt-get").is_none() {
        say(
            "system packages",
            "not Debian or Ubuntu: see docs/BUILDING.md for the list",
        );
        return Ok(());
    }
    install_debian(&missing(&wanted()))
}

/// Installs `packages` with apt; the wasm fallback uses it too.
pub fn install_debian(packages: &[String]) -> Result {
    if packages.is_empty() {
        say("system packages", "all there");
        return Ok(());
    }
    let list = packages.join(" ");
    let command = format!("apt-get install --no-install-recommends {list}");
    let sudo = match (is_root(), which("sudo")) {
        (true, _) => None,
        // Without a password: set-up must not hang at a prompt.
        (false, Some(sudo)) if Run::new(&sudo).args(["-n", "true"]).succeeds() => Some(sudo),
        _ => {
            return Err(Error::new(format!(
                "these packages are missing, and installing them needs root. Run\n\n  \
                 sudo apt-get update && sudo {command}\n\nand then this command again"
            )));
        }
    };
    say("system packages", format!("installing {list}"));
    let apt = || match &sudo {
        Some(sudo) => Run::new(sudo).args(["-n", "apt-get"]),
        None => Run::new("apt-get"),
    };
    let install = || {
        apt()
            .args(["install", "-y", "-q", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .run()
    };
    apt().args(["update", "-q"]).run()?;
    install()
}

/// Of `packages`, those that are not installed.
pub fn missing<S: AsRef<str>>(packages: &[S]) -> Vec<String> {
    packages
        .iter()
        .map(AsRef::as_ref)
        .filter(|package| {
            Run::new("dpkg-query")
                .args(["-W", "-f", "${db:Status-Status}", package])
                .output()
                .is_none_or(|status| status != "installed")
        })
        .map(str::to_owned)
        .collect()
}

fn wanted() -> Vec<&'static str> {
    let has_clang_14 = Run::new("apt-cache").args(["show", "clang-14"]).succeeds();
    let clang_is_there = missing(DEBIAN_CLANG).is_empty();
    if has_clang_14 && !clang_is_there {
        return DEBIAN.to_vec();
    }
    let others = DEBIAN.iter().filter(|name| !name.contains("clang"));
    others.chain(DEBIAN_CLANG).copied().collect()
}

fn is_root() -> bool {
    Run::new("id")
        .arg("-u")
        .output()
        .is_some_and(|id| id == "0")
}

/// macOS and Windows: say what is missing and where it comes from.
fn other_systems() -> Result {
    let needed: &[(&str, &str)] = if cfg!(target_os = "macos") {
        &[
            ("clang", "xcode-select --install"),
            ("cmake", "brew install cmake"),
            ("python3", "brew install python"),
        ]
    } else {
        &[
            ("cmake", "winget install Kitware.CMake"),
            ("clang", "winget install LLVM.LLVM"),
            ("python", "winget install Python.Python.3.13"),
        ]
    };
    let lacking: Vec<String> = needed
        .iter()
        .filter(|(program, _)| which(program).is_none())
        .map(|(program, how)| format!("  {program:<10} {how}"))
        .collect();
    if lacking.is_empty() {
        say("system packages", "all there");
        return Ok(());
    }
    Err(Error::new(format!(
        "these programs are missing:\n\n{}\n",
        lacking.join("\n")
    )))
}
