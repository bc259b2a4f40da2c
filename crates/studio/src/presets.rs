//! Presets: what may be saved as one.

use contract::preset::{Preset, SavePreset};
use contract::{PresetId, Result};

use crate::studio::Studio;
use crate::{check, clock};

/// Characters of a name at the most.
const LONGEST_NAME: usize = 80;

pub(crate) async fn save(studio: &Studio, mut request: SavePreset) -> Result<Preset> {
    let name = request.name.replace(char::is_control, " ");
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        let message = format!("A preset's name has 1 to {LONGEST_NAME} characters");
        return Err(check::invalid("name", &message));
    }
    check::reply_options(&request.options)?;
    request.name = name.to_owned();
    let id = request.id.unwrap_or_else(|| PresetId(clock::id()));
    studio.disk().save_preset(id, request, clock::now()).await
}
