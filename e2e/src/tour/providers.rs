//! Keys of one's own, and what vendors' models show.

use thirtyfour::Key;

use super::{Album, beside, steering, tools};
use crate::vendors::{self, Vendors};
use crate::{Chord, Home, Pulse, Result, journey, word, word_with};

/// The screens, on a home of their own with stand-ins for the vendors.
pub(super) async fn screens(album: &mut Album) -> Result {
    let (home, sandbox) = (Home::with_model()?, Vendors::start().await?);
    let pulse = vendors::start_with_file(&home).await?;
    journey::skip_first_run(&pulse).await?;
    vendors::open_settings(&pulse).await?;
    pulse.see(&word("servers-none")?).await?;
    album.both(&pulse, "providers-empty").await?;
    vendors::add(
        &pulse,
        "OpenAI",
        Some(sandbox.key()),
        &sandbox.base("openai"),
    )
    .await?;
    let base = sandbox.base("anthropic");
    vendors::add(&pulse, "Anthropic", Some(sandbox.key()), &base).await?;
    pulse.click("button", &word("provider-add")?).await?;
    pulse.click("menuitem", "Google").await?;
    vendors::key_field(&pulse)
        .await?
        .send_keys("AIza-typing")
        .await?;
    album.both(&pulse, "providers").await?;
    pulse.click("button", &word("cancel")?).await?;
    chat(&pulse, album).await?;
    beside::screens(&pulse, album).await?;
    tools::screens(&pulse, album).await?;
    steering::screens(&pulse, album).await?;
    pulse.quit().await
}

async fn chat(pulse: &Pulse, album: &mut Album) -> Result {
    pulse.press(Chord::ctrl("n")).await?;
    journey::composer(pulse).await?;
    pulse.css(".model-pill").await?.click().await?;
    pulse.get("option", "GPT-6 Luna").await?;
    album.both(pulse, "picker").await?;
    pulse.press(Key::Escape).await?;
    vendors::pick(pulse, "haiku", "Claude Haiku 4.5").await?;
    journey::ask(pulse, "sandbox: think about spring tides").await?;
    journey::reply(pulse).await?;
    pulse
        .get("button", &word_with("thinking-took", "time", "")?)
        .await?;
    album.both(pulse, "thoughts").await?;
    pulse.click("button", &word("chat-inspector")?).await?;
    pulse.see(&word("chat-so-far")?).await?;
    album.both(pulse, "inspector-key").await?;
    pulse.click("button", &word("chat-inspector")?).await?;
    vendors::pick(pulse, "luna", "GPT-6 Luna").await?;
    picture(pulse, album).await?;
    pulse.press(Chord::ctrl("n")).await?;
    journey::composer(pulse).await?;
    vendors::pick(pulse, "luna", "GPT-6 Luna").await?;
    journey::ask(pulse, "sandbox: rate").await?;
    journey::reply(pulse).await?;
    pulse.see(&word("chat-advice-wait")?).await?;
    album.both(pulse, "rate-limit").await?;
    pulse.press(Chord::ctrl(",")).await?;
    for (section, name) in [
        ("settings-tools", "settings-tools"),
        ("usage", "settings-usage"),
    ] {
        pulse.click("button", &word(section)?).await?;
        pulse.get("heading", &word(section)?).await?;
        album.both(pulse, name).await?;
        if name == "settings-tools" {
            pulse.click("button", &word("tool-add")?).await?;
            pulse.get("textbox", &word("tool-name")?).await?;
            album.both(pulse, "tool-form").await?;
            pulse.press(Key::Escape).await?;
        }
    }
    Ok(())
}

/// A picture in a reply, and larger.
async fn picture(pulse: &Pulse, album: &mut Album) -> Result {
    journey::ask(pulse, "sandbox: picture").await?;
    journey::reply(pulse).await?;
    pulse.get("button", &word("made-save")?).await?;
    album.both(pulse, "picture").await?;
    pulse.css(".made-open").await?.click().await?;
    pulse.css(".viewer").await?;
    album.both(pulse, "picture-larger").await?;
    pulse.press(Key::Escape).await
}
