//! `pulse-drive`: one question through the real window, or pictures of every
//! screen. `cargo xtask run` and `cargo xtask tour` start it under a display.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use e2e::{Home, Pulse, Result, journey, tour};

const HELP: &str = "\
pulse-drive ask QUESTION [--picture FILE]   asks the built-in model through the window
pulse-drive tour DIR [CHAPTER]              pictures of every screen, light and dark; or only of
                                            providers, transfer, folders or cv
";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments[..] {
        ["ask", question] => ask(question, None).await,
        ["ask", question, "--picture", file] => ask(question, Some(Path::new(file))).await,
        ["tour", folder] => pictures(PathBuf::from(folder), None).await,
        ["tour", folder, chapter] => pictures(PathBuf::from(folder), Some(chapter)).await,
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pulse-drive: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn ask(question: &str, picture: Option<&Path>) -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    journey::ask(&pulse, question).await?;
    let reply = journey::reply(&pulse).await?;
    if let Some(error) = reply.error {
        return Err(error.into());
    }
    println!("{question}\n\n{}", reply.text.trim());
    if let Some(file) = picture {
        pulse.picture(file).await?;
        println!("\nThe window: {}", std::path::absolute(file)?.display());
    }
    pulse.quit().await
}

async fn pictures(folder: PathBuf, chapter: Option<&str>) -> Result {
    let album = match chapter {
        None => tour::tour(&folder).await?,
        Some(chapter) => tour::chapter(chapter, &folder).await?,
    };
    for file in &album.files {
        println!("{}", file.display());
    }
    match album.findings[..] {
        [] => Ok(()),
        _ => Err(format!("people cannot use these:\n{}", album.findings.join("\n")).into()),
    }
}
