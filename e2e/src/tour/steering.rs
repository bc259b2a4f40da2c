//! What steers a conversation, and what it leaves: a preset, a model that is gone, the branches of an
//! edit, the archive.

use thirtyfour::Key;

use super::Album;
use crate::{Chord, Pulse, Result, journey, vendors, word};

/// The screens; the window has keys of two vendors.
pub(super) async fn screens(pulse: &Pulse, album: &mut Album) -> Result {
    pulse.press(Chord::ctrl("n")).await?;
    journey::composer(pulse).await?;
    presets(pulse, album).await?;
    let gone = "claude-opus-4-20250514";
    vendors::pick(pulse, gone, gone).await?;
    pulse.css(".chat-retiring").await?;
    album.both(pulse, "model-gone").await?;
    vendors::pick(pulse, "haiku", "Claude Haiku 4.5").await?;
    branches(pulse, album).await?;
    archive(pulse, album).await
}

async fn presets(pulse: &Pulse, album: &mut Album) -> Result {
    pulse.click("button", &word("chat-inspector")?).await?;
    pulse.click("button", &word("preset-save")?).await?;
    pulse.get("textbox", &word("preset-name")?).await?;
    pulse.write("Patient teacher").await?;
    album.both(pulse, "preset").await?;
    pulse.press(Key::Enter).await?;
    pulse.gone("textbox", &word("preset-name")?).await?;
    pulse.click("button", "Patient teacher").await?;
    pulse.get("menu", &word("preset-use")?).await?;
    album.both(pulse, "presets").await?;
    pulse.press(Key::Escape).await?;
    pulse.click("button", &word("chat-inspector")?).await
}

async fn branches(pulse: &Pulse, album: &mut Album) -> Result {
    journey::ask(pulse, "When is the next spring tide?").await?;
    journey::reply(pulse).await?;
    journey::composer(pulse).await?.click().await?;
    pulse.press(Key::Up).await?;
    pulse.get("textbox", &word("chat-edit-field")?).await?;
    pulse.write(" At Dover, please.").await?;
    pulse.press(Key::Enter).await?;
    journey::reply(pulse).await?;
    pulse.see("2/2").await?;
    album.both(pulse, "branches").await
}

async fn archive(pulse: &Pulse, album: &mut Album) -> Result {
    for entry in [word("palette-archive")?, word("palette-archived")?] {
        journey::by_palette(pulse, &entry, &entry).await?;
    }
    pulse.get("heading", &word("archived")?).await?;
    album.both(pulse, "archived").await?;
    pulse.click("button", &word("archived")?).await
}
