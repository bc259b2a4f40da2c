//! CVs on pages, with this computer's fonts for what the bundled ones lack.

use std::collections::{BTreeMap, BTreeSet};

use contract::cv::Cv;
use documents::cv::{Fitted, lay_out};
use documents::layout::fonts::Fonts;
use documents::layout::{Missing, Typesetter, system};

/// Lays CVs out. To look for a font takes much longer than a layout, and so it is done only where
/// something is missing that was not before.
#[derive(Debug)]
pub(super) struct Setter {
    typesetter: Typesetter,
    /// What fonts were looked for.
    sought: BTreeMap<char, Missing>,
    /// What none has, of these.
    lacking: BTreeSet<char>,
    /// The language that they were looked for in: it decides between Chinese and Japanese shapes.
    language: String,
}

impl Default for Setter {
    fn default() -> Self {
        Self {
            typesetter: Typesetter::new(Fonts::bundled()),
            sought: BTreeMap::new(),
            lacking: BTreeSet::new(),
            language: String::new(),
        }
    }
}

impl Setter {
    pub(super) fn lay_out(&mut self, cv: &Cv) -> Fitted {
        if !self.sought.is_empty() && self.language != cv.language {
            *self = Self::default();
        }
        let laid = lay_out(cv, &mut self.typesetter);
        let missing = &laid.pages.missing;
        if missing
            .iter()
            .all(|one| self.lacking.contains(&one.character))
        {
            return laid;
        }
        let new = missing.iter().map(|one| (one.character, one.clone()));
        self.sought.extend(new);
        self.language.clone_from(&cv.language);
        let sought: Vec<Missing> = self.sought.values().cloned().collect();
        let fonts = system::fill_in(Fonts::bundled(), &sought, &cv.language);
        self.typesetter = Typesetter::new(fonts);
        let laid = lay_out(cv, &mut self.typesetter);
        let lacking = laid.pages.missing.iter().map(|one| one.character);
        self.lacking.extend(lacking);
        laid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_sought_once_for_what_is_missing() {
        let mut setter = Setter::default();
        let mut cv = Cv {
            language: "en".into(),
            ..Cv::default()
        };
        cv.person.name = "Ada".into();
        setter.lay_out(&cv);
        assert!(setter.sought.is_empty(), "nothing was missing");
        // For private use: no font has it.
        cv.person.name = "Ada \u{10fff0}".into();
        let laid = setter.lay_out(&cv);
        assert_eq!(laid.pages.missing.len(), 1);
        assert!(setter.lacking.contains(&'\u{10fff0}'));
        setter.sought.clear();
        cv.person.name.push('!');
        setter.lay_out(&cv);
        assert!(setter.sought.is_empty(), "it was not sought again");
        cv.person.name.push('\u{10fff1}');
        setter.lay_out(&cv);
        assert_eq!(setter.lacking.len(), 2);
    }
}
