//! Settings: what may be set, and what follows from a change.

use std::time::Duration;

use contract::settings::{Settings, SettingsPatch};
use contract::{Event, Result};

use crate::check;
use crate::studio::Studio;

/// The longest time that an idle model stays in memory, in minutes: a day.
const LONGEST_UNLOAD_AFTER: u32 = 24 * 60;
/// The list pane's narrowest and widest, in CSS pixels.
const LIST_WIDTHS: (u32, u32) = (160, 1200);

pub(crate) async fn change(studio: &Studio, patch: SettingsPatch) -> Result<Settings> {
    patch.temperature.map_or(Ok(()), check::temperature)?;
    patch.top_p.map_or(Ok(()), check::top_p)?;
    patch.max_tokens.map_or(Ok(()), check::max_tokens)?;
    if let Some(minutes) = patch.unload_after_minutes {
        check::within("unload_after_minutes", minutes, 0, LONGEST_UNLOAD_AFTER)?;
    }
    if let Some(width) = patch.list_width {
        check::within("list_width", width, LIST_WIDTHS.0, LIST_WIDTHS.1)?;
    }
    if let Some(model) = &patch.default_model {
        studio.parts().local.choose(Some(model), None).await?;
    }
    let unloads = patch.unload_after_minutes.is_some();
    let settings = studio.store().change_settings(patch).await?;
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
