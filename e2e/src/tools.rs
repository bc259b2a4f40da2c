//! A server of tools for a journey: the stand-in of `mcp`'s tests, which lies beside the program.

use std::path::PathBuf;

use thirtyfour::Key;

use crate::{Chord, Page, Result, home, word, word_with};

/// The name that it gets.
pub const NAME: &str = "Stand-in";

/// The stand-in, which the workspace's build makes beside Pulse.
fn program() -> Result<PathBuf> {
    let app = home::app()?;
    let folder = app.parent().ok_or("Pulse lies in no folder")?;
    Ok(folder.join(format!("mcp-stand-in{}", std::env::consts::EXE_SUFFIX)))
}

/// Shows the section of the tools.
///
/// # Errors
/// When it does not come.
pub async fn open_settings(page: &Page) -> Result {
    page.press(Chord::ctrl(",")).await?;
    page.click("button", &word("settings-tools")?).await?;
    page.get("heading", &word("settings-tools")?).await?;
    Ok(())
}

/// Enters the stand-in as a person does, up to the question whether it may start.
///
/// # Errors
/// When a step does not work.
pub async fn enter(page: &Page) -> Result {
    let program = program()?;
    let program = program.to_str().ok_or("the program's path is not UTF-8")?;
    page.click("button", &word("tool-add")?).await?;
    let field = page.get("textbox", &word("tool-name")?).await?;
    field.send_keys(NAME).await?;
    page.get("textbox", &word("tool-command")?)
        .await?
        .send_keys(format!("'{program}' 'only echo'"))
        .await?;
    page.press(Key::Enter).await?;
    page.get("alertdialog", &confirm()?).await?;
    Ok(())
}

/// Allows it to start, after [`enter`].
///
/// # Errors
/// When a step does not work.
pub async fn allow(page: &Page) -> Result {
    page.click("button", &word("tool-confirm-start")?).await?;
    page.gone("alertdialog", &confirm()?).await
}

fn confirm() -> Result<String> {
    word_with("tool-confirm-title", "server", NAME)
}
