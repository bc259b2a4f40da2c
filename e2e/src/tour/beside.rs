//! Replies of several models side by side.

use super::{Album, large, small};
use crate::{Chord, Pulse, Result, journey, vendors, word};

/// Three models answer one question; the window has keys of their vendors.
pub(super) async fn screens(pulse: &Pulse, album: &mut Album) -> Result {
    pulse.press(Chord::ctrl("n")).await?;
    journey::composer(pulse).await?;
    vendors::pick(pulse, "luna", "GPT-6 Luna").await?;
    vendors::pick_beside(pulse, "haiku", "Claude Haiku 4.5").await?;
    album.both(pulse, "beside-chosen").await?;
    journey::ask(pulse, "sandbox: think").await?;
    journey::reply(pulse).await?;
    pulse.get("group", "2").await?;
    album.both(pulse, "beside-two").await?;
    vendors::pick_beside(pulse, "sonnet", "Claude Sonnet 5").await?;
    journey::ask(
        pulse,
        "Which of you knows the tides of Dover best? Answer in a few words.",
    )
    .await?;
    journey::reply(pulse).await?;
    pulse.get("group", "3").await?;
    album.both(pulse, "beside-three").await?;
    small(pulse).await?;
    album.both(pulse, "beside-small").await?;
    large(pulse).await?;
    for name in ["Claude Haiku 4.5", "Claude Sonnet 5"] {
        let remove = crate::word_with("chat-also-remove", "model", name)?;
        pulse.click("button", &remove).await?;
        pulse.gone("button", &remove).await?;
    }
    pulse.gone("list", &word("chat-also")?).await
}
