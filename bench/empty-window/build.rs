//! Prepares the build: a page to embed, where Trunk has not built one yet.

use std::path::Path;
use std::{fs, io};

fn main() -> io::Result<()> {
    let page = Path::new("ui/dist/index.html");
    if !page.exists() {
        fs::create_dir_all("ui/dist")?;
        fs::write(page, "<p>Run <code>cargo xtask bench</code>.</p>\n")?;
    }
    println!("cargo:rerun-if-changed=ui/dist");
    tauri_build::build();
    Ok(())
}
