//! A real server that speaks OpenAI's protocol and that this project did not write.

use std::process::{Command, Stdio};

use contract::message::{MessageStatus, Route};
use e2e::foreign::ForeignServer;
use e2e::{Chord, Home, Result, journey, vendors};
use serde_json::Value;

#[tokio::test]
async fn it_answers_in_the_window() -> Result {
    let (home, server) = (Home::with_model()?, ForeignServer::start().await?);
    let pulse = vendors::start_with_file(&home).await?;
    journey::skip_first_run(&pulse).await?;
    vendors::open_settings(&pulse).await?;
    let name = "OpenAI-compatible server";
    vendors::add(&pulse, name, None, &server.base()).await?;
    pulse.press(Chord::ctrl("n")).await?;
    journey::composer(&pulse).await?;
    vendors::pick(&pulse, "smollm2-135m openai", "").await?;
    journey::ask(&pulse, "Name three colours.").await?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(reply.status, MessageStatus::Complete, "{:?}", reply.error);
    let info = reply.reply.expect("a reply says how it came to be");
    assert_eq!(
        (info.provider.0.as_str(), info.route),
        ("openai-compatible", Route::Key)
    );
    assert!(!reply.text.trim().is_empty(), "a real model wrote the text");
    pulse.see(journey::beginning(&reply.text)).await?;
    pulse.quit().await
}

#[tokio::test]
async fn it_answers_the_command_line_word_by_word() -> Result {
    let (home, server) = (Home::empty()?, ForeignServer::start().await?);
    let output = tokio::process::Command::from(command(&home, &server)?)
        .output()
        .await?;
    let said = String::from_utf8(output.stdout)?;
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = said.lines().map(serde_json::from_str::<Value>);
    let lines = lines.collect::<std::result::Result<Vec<_>, _>>()?;
    let deltas = lines.iter().filter(|line| line["type"] == "delta").count();
    assert!(deltas > 3, "it streams: {said}");
    let done = lines.last().expect("a last line");
    assert_eq!(done["type"], "done");
    assert_eq!(done["provider"], "openai-compatible");
    assert_eq!(done["route"], "key");
    Ok(())
}

fn command(home: &Home, server: &ForeignServer) -> Result<Command> {
    let app = std::env::var_os("PULSE_APP").ok_or("PULSE_APP names the program to drive")?;
    let mut command = Command::new(std::path::PathBuf::from(app).with_file_name("pulse"));
    command
        .args([
            "ask",
            "--json",
            "--provider",
            "openai-compatible",
            "--base-url",
        ])
        .arg(server.base())
        .arg("Name three colours and say a sentence about each.")
        .env("PULSE_HOME", home.path())
        .env("PULSE_SECRETS", "file")
        .stdin(Stdio::null());
    Ok(command)
}
