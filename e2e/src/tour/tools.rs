//! Servers of tools, and what a model does with them.

use super::Album;
use crate::{Chord, Pulse, Result, journey, tools, vendors, word};

/// A server is added and confirmed, a call is asked for and runs; the window has a key of OpenAI.
pub(super) async fn screens(pulse: &Pulse, album: &mut Album) -> Result {
    tools::open_settings(pulse).await?;
    tools::enter(pulse).await?;
    album.both(pulse, "tool-confirm").await?;
    tools::allow(pulse).await?;
    album.both(pulse, "settings-tools-one").await?;
    pulse.press(Chord::ctrl("n")).await?;
    journey::composer(pulse).await?;
    vendors::pick(pulse, "luna", "GPT-6 Luna").await?;
    journey::ask(pulse, "sandbox: tool").await?;
    pulse.get("button", &word("call-once")?).await?;
    album.both(pulse, "tool-asked").await?;
    pulse.click("button", &word("call-once")?).await?;
    journey::reply(pulse).await?;
    pulse.see(&word("call-done")?).await?;
    album.both(pulse, "tool-done").await
}
