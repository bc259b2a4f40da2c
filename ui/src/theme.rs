//! Light and dark: the setting, put on the document.

use contract::settings::Appearance;

use crate::dom;

const KEPT: &str = "appearance";

/// Puts the appearance on the document, and keeps it for the first picture of
/// the next start, which comes before the settings can be read.
pub fn show(appearance: Appearance) {
    let name = name(appearance);
    put(name);
    if let Some(storage) = storage() {
        // Without room for it, the next start flashes once.
        let _ = storage.set_item(KEPT, name);
    }
}

/// Puts the appearance of the last time on the document.
pub fn show_kept() {
    let kept = storage().and_then(|storage| storage.get_item(KEPT).ok().flatten());
    let kept = [Appearance::Light, Appearance::Dark]
        .into_iter()
        .map(name)
        .find(|name| kept.as_deref() == Some(name));
    put(kept.unwrap_or(name(Appearance::System)));
}

fn name(appearance: Appearance) -> &'static str {
    match appearance {
        Appearance::System => "system",
        Appearance::Light => "light",
        Appearance::Dark => "dark",
    }
}

fn put(name: &str) {
    if let Some(root) = dom::document().and_then(|document| document.document_element()) {
        // The name of an attribute that is written here is sound.
        let _ = root.set_attribute("data-theme", name);
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

#[cfg(test)]
mod tests;
