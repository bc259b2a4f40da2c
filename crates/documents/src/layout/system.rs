//! Fonts of this computer, for what the bundled ones lack: Chinese, Japanese, Korean and others.

use std::collections::BTreeSet;

use parley::fontique::{
    Collection, CollectionOptions, FallbackKey, FamilyId, FontInfo, FontStyle, FontWeight, Script,
};
use parley::style::Language;
use unicode_script::UnicodeScript as _;

use super::fonts::{FontFile, Fonts};
use super::page::Missing;

/// Adds the families that this computer shows such characters in, as its language prefers them. Which
/// they are depends on the computer, and so do the bytes of what is written with them.
pub fn fill_in(mut fonts: Fonts, missing: &[Missing], language: &str) -> Fonts {
    if missing.is_empty() {
        return fonts;
    }
    let mut system = Collection::new(CollectionOptions {
        shared: false,
        system_fonts: true,
    });
    let language = Language::parse(language).ok();
    let scripts: BTreeSet<_> = missing
        .iter()
        .filter_map(|missing| {
            let name = missing.character.script().short_name();
            Some(Script::from_bytes(name.as_bytes().try_into().ok()?))
        })
        .collect();
    for script in scripts {
        let key = FallbackKey::new(script, language.as_ref());
        let families: Vec<FamilyId> = system.fallback_families(key).collect();
        for id in families {
            let Some(family) = system.family(id) else {
                continue;
            };
            let files: Vec<FontFile> = [FontWeight::NORMAL, FontWeight::BOLD]
                .into_iter()
                .filter_map(|weight| upright(family.fonts(), weight))
                .filter_map(|font| font.load(None))
                .map(|data| data.into_raw_parts().0)
                .collect();
            fonts = fonts.with_family(family.name(), files);
        }
    }
    fonts
}

/// The upright face nearest to a weight. Faces with axes are left out: what is cut down for a PDF
/// has none.
fn upright(fonts: &[FontInfo], weight: FontWeight) -> Option<&FontInfo> {
    let upright = fonts
        .iter()
        .filter(|font| font.axes().is_empty() && font.style() == FontStyle::Normal);
    let distance = |font: &&FontInfo| (font.weight().value() - weight.value()).abs();
    upright.min_by(|a, b| distance(a).total_cmp(&distance(b)))
}
