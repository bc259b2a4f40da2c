//! Prepares the shell's build: the access list, and a page to embed.
//!
//! The interface is built by Trunk before this crate. On a fresh clone it is
//! not there yet, and Tauri refuses to embed a folder that is missing: a page
//! that says so takes its place, so that `cargo build` works on its own.

use std::path::Path;
use std::{fs, io};

const DIST: &str = "ui/dist";
const PLACEHOLDER: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Pulse</title>\
<p>The interface is not built. Run <code>cargo xtask ui</code>, then build again.</p></html>\n";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    ensure_page(Path::new(DIST))?;
    // Cargo runs this again, and embeds the page anew, when Trunk has built.
    for path in [
        DIST,
        "icons",
        "src-tauri/capabilities",
        "src-tauri/permissions",
    ] {
        println!("cargo:rerun-if-changed={path}");
    }
    tauri_build::try_build(
        tauri_build::Attributes::new()
            .capabilities_path_pattern("src-tauri/capabilities/*.json")
            .app_manifest(
                tauri_build::AppManifest::new()
                    .permissions_path_pattern("src-tauri/permissions/*.toml"),
            ),
    )?;
    Ok(())
}

fn ensure_page(dist: &Path) -> io::Result<()> {
    let page = dist.join("index.html");
    if page.exists() {
        return Ok(());
    }
    fs::create_dir_all(dist)?;
    fs::write(page, PLACEHOLDER)
}
