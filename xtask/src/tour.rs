//! `cargo xtask tour`: pictures of every screen, in light and dark.

use crate::sh::Result;
use crate::{display, place, setup, test, ui};

/// Drives the real window through its screens and saves PNGs.
pub fn tour(dir: Option<&str>) -> Result {
    setup::everything(false)?;
    ui::build()?;
    test::build()?;
    let dir = place::root().join(dir.unwrap_or("docs/pictures"));
    display::headless(test::drive())
        .arg("tour")
        .arg(&dir)
        .env("PULSE_APP", place::app())
        .env("PULSE_TEST_MODEL", setup::model::path()?)
        .run()?;
    println!("\nThe pictures are in {}", dir.display());
    Ok(())
}
