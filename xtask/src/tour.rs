//! `cargo xtask tour`: pictures of every screen, in light and dark.

use std::fs;

use crate::sh::Result;
use crate::{place, setup, test, ui};

/// What the README shows; the other pictures are not kept in the repository.
const README: &[&str] = &[
    "chat-light",
    "chat-dark",
    "first-run-light",
    "palette-search-dark",
    "settings-models-light",
];

/// Drives the real window through its screens and saves PNGs in the build
/// folder, or only through those of a chapter; `--readme` also renews those that the README shows.
pub fn tour(words: &[String]) -> Result {
    let for_readme = words.iter().any(|word| word == "--readme");
    let chapter = words.iter().find(|word| !word.starts_with("--"));
    setup::everything(false)?;
    ui::build()?;
    test::build()?;
    let folder = place::target().join("tour");
    let drive = test::drive()?.arg("tour").arg(&folder);
    chapter
        .into_iter()
        .fold(drive, |drive, chapter| drive.arg(chapter))
        .run()?;
    println!("\nThe pictures are in {}", folder.display());
    if for_readme {
        let shown = place::root().join("docs/pictures");
        fs::create_dir_all(&shown)?;
        for name in README {
            let file = format!("{name}.png");
            fs::copy(folder.join(&file), shown.join(&file))?;
        }
        println!("Those of the README are renewed.");
    }
    Ok(())
}
