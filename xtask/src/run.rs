//! `cargo xtask run`: from a fresh checkout to the window.

use crate::sh::{Result, Run};
use crate::{display, place, setup, test, ui};

/// Sets up, builds and opens the window. Without a display it asks the built-in
/// model one question in a window under Xvfb and prints the reply.
pub fn run() -> Result {
    setup::everything(true)?;
    ui::build()?;
    if display::is_there() {
        Run::cargo()
            .args([
                "build",
                "--locked",
                "--bin",
                "pulse-desktop",
                "--bin",
                "pulse",
            ])
            .run()?;
        println!("\nOpening Pulse.");
        return Run::new(place::app()).run();
    }
    test::build()?;
    let picture = place::target().join("pulse-window.png");
    println!("\nThere is no display here: asking one question in a window under Xvfb.");
    test::drive()?
        .args(["ask", "Name three colours.", "--picture"])
        .arg(&picture)
        .run()
}
