//! A temporary chat: before its first message, with one, and when it is left.

use super::{Album, large, small};
use crate::{Chord, Pulse, Result, journey, word};

/// The screens, in a window that has a model.
pub(super) async fn screens(pulse: &Pulse, album: &mut Album) -> Result {
    journey::by_palette(pulse, "temporary", &word("temporary-new")?).await?;
    pulse.see(&word("temporary-title")?).await?;
    album.both(pulse, "temporary-empty").await?;
    journey::ask(pulse, "Name three colours.").await?;
    pulse.get("button", &word("temporary-keep")?).await?;
    pulse.see("Name three colours.").await?;
    album.both(pulse, "temporary").await?;
    small(pulse).await?;
    album.both(pulse, "temporary-small").await?;
    large(pulse).await?;
    pulse.press(Chord::ctrl("n")).await?;
    pulse.see(&word("temporary-gone")?).await?;
    album.both(pulse, "temporary-left").await
}
