//! Settings: what may be set, and what follows from a change.

use std::time::Duration;

use contract::message::ReplyOptions;
use contract::settings::{Settings, SettingsPatch};
use contract::{Event, Result};

use crate::studio::Studio;
use crate::{check, target};

/// The longest time that an idle model stays in memory, in minutes: a day.
const LONGEST_UNLOAD_AFTER: u32 = 24 * 60;
/// The shortest and the longest time that a vendor may send nothing, in seconds.
const IDLE: (u32, u32) = (5, 3600);
/// The list pane's narrowest and widest, in CSS pixels.
const LIST_WIDTHS: (u32, u32) = (160, 1200);

pub(crate) async fn change(studio: &Studio, mut patch: SettingsPatch) -> Result<Settings> {
    patch.temperature.map_or(Ok(()), check::temperature)?;
    patch.top_p.map_or(Ok(()), check::top_p)?;
    patch.max_tokens.map_or(Ok(()), check::max_tokens)?;
    if let Some(minutes) = patch.unload_after_minutes {
        check::within("unload_after_minutes", minutes, 0, LONGEST_UNLOAD_AFTER)?;
    }
    if let Some(width) = patch.list_width {
        check::within("list_width", width, LIST_WIDTHS.0, LIST_WIDTHS.1)?;
    }
    if let Some(seconds) = patch.idle_timeout_seconds {
        check::within("idle_timeout_seconds", seconds, IDLE.0, IDLE.1)?;
    }
    if patch.default_model.is_some() || patch.default_provider.is_some() {
        let options = ReplyOptions {
            provider: patch.default_provider.clone(),
            model: patch.default_model.clone(),
            ..ReplyOptions::default()
        };
        let asked = target::choose(studio, None, options).await?.asked;
        patch.default_provider = Some(asked.provider);
        patch.default_model = Some(asked.model);
    }
    // Not even that there was one is kept.
    let open = patch.open_conversation;
    patch.open_conversation = open.filter(|id| !studio.is_temporary(*id));
    let unloads = patch.unload_after_minutes.is_some();
    let settings = studio.disk().change_settings(patch).await?;
    if unloads {
        studio
            .parts()
            .engine
            .set_unload_after(unload_after(&settings));
    }
    studio
        .events_out()
        .send(Event::SettingsChanged(settings.clone()));
    Ok(settings)
}

/// The time after which an idle model leaves memory; `None`: never.
pub(crate) fn unload_after(settings: &Settings) -> Option<Duration> {
    let minutes = settings.unload_after_minutes;
    (minutes > 0).then(|| Duration::from_secs(u64::from(minutes) * 60))
}
