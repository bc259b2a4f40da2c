//! What is being written: an edit, a message that waits, attached files.

use serde_json::Value;
use thirtyfour::Key;

use super::Album;
use crate::{Chord, Pulse, Result, journey, word, word_with};

/// Drops a text of some lines where one writes.
const DROP: &str = r#"
    const data = new DataTransfer();
    const text = "A line of what was attached.\n".repeat(arguments[1]);
    data.items.add(new File([text], arguments[0], { type: "text/plain" }));
    for (const kind of ["dragover", "drop"]) {
        document.querySelector(".chat-main").dispatchEvent(
            new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
    return true;"#;

/// The screens, in the conversation that has the words of `sight`.
pub(super) async fn screens(pulse: &Pulse, album: &mut Album, title: &str, sight: &str) -> Result {
    pulse.click("button", title).await?;
    pulse.see(sight).await?;
    journey::composer(pulse).await?.click().await?;
    pulse.press(Key::Up).await?;
    pulse.get("textbox", &word("chat-edit-field")?).await?;
    album.both(pulse, "editing").await?;
    pulse.press(Key::Escape).await?;

    for (name, lines) in [
        ("notes.md", 30),
        (
            "a-file-with-quite-a-long-name-that-does-not-fit-2026-11.csv",
            4_000,
        ),
        ("empty.txt", 0),
    ] {
        let arguments = vec![Value::from(name), Value::from(lines)];
        pulse.ask::<bool>(DROP, arguments).await?;
        pulse
            .get("button", &word_with("attach-remove", "name", name)?)
            .await?;
    }
    pulse.see(&word("attach-why-empty")?).await?;
    album.both(pulse, "attached").await?;
    for name in ["notes.md", "a-file-with", "empty.txt"] {
        let remove = word_with("attach-remove", "name", name)?;
        pulse
            .click("button", remove.trim_end_matches('\u{2069}'))
            .await?;
    }

    pulse.press(Chord::ctrl("n")).await?;
    journey::ask_at_length(pulse, "Write a very long story, with many chapters.").await?;
    album.both(pulse, "streaming").await?;
    journey::ask(pulse, "And then tell me how it ends, in one sentence.").await?;
    pulse.see(&word("chat-waiting-note")?).await?;
    album.both(pulse, "waiting").await?;
    pulse.click("button", &word("chat-waiting-remove")?).await?;
    pulse.press(Key::Escape).await?;
    journey::reply(pulse).await?;
    Ok(())
}
