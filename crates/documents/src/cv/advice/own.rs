//! What somebody said themselves, as it is compared with a proposal.

use std::collections::BTreeSet;

use contract::cv::{Cv, Entry, Until, field_path};

use super::dates::{self, Dates};
use super::numbers::{self, Number, Numbers};
use super::same;
use super::tokens::{Token, folded, tokens};
use super::tongue::{self, Tongue};
use crate::cv::words;

/// Numbers, dates and names of a person's own data.
#[derive(Clone, Debug)]
pub struct Own {
    pub(super) tongue: Tongue,
    numbers: Numbers,
    dates: Dates,
    /// All words.
    words: BTreeSet<String>,
    /// What they mean, where that is known.
    meanings: BTreeSet<usize>,
    /// Words without vowels, and whether they are in Latin letters.
    skeletons: BTreeSet<(bool, String)>,
    /// All texts without spaces and signs.
    all: String,
}

impl Own {
    /// Takes all that a CV says, hidden parts included, and `extra`. Left out are fields that nobody has
    /// confirmed ([`Cv::unconfirmed`]): they came from a model or a file.
    pub fn of(cv: &Cv, extra: &[&str]) -> Self {
        let mut own = Self {
            tongue: Tongue::of(&cv.language),
            numbers: Numbers::default(),
            dates: Dates::default(),
            words: BTreeSet::new(),
            meanings: BTreeSet::new(),
            skeletons: BTreeSet::new(),
            all: String::new(),
        };
        own.person(cv);
        let words = words::of(&cv.language);
        own.text(words.grade);
        for section in &cv.sections {
            let said = |field: &str| !cv.unconfirmed.contains(&format!("{}/{field}", section.id));
            if said("heading") {
                own.text(&section.heading);
            }
            // What Pulse itself writes in their CV.
            own.text(words.heading(section.kind));
            if said("text") {
                own.text(&section.text);
            }
            for entry in &section.entries {
                own.entry(cv, entry);
            }
        }
        for text in extra {
            own.text(text);
        }
        own
    }

    fn person(&mut self, cv: &Cv) {
        let said = |field: &str| !cv.unconfirmed.contains(&format!("person/{field}"));
        for (field, text) in field_path::person_texts(&cv.person) {
            if said(field) && (!field.starts_with("place/") || said("place")) {
                self.text(text);
            }
        }
        if said("profiles") {
            for profile in &cv.person.profiles {
                for text in [&profile.network, &profile.username, &profile.url] {
                    self.text(text);
                }
            }
        }
    }

    fn entry(&mut self, cv: &Cv, entry: &Entry) {
        let said = |field: &str| !cv.unconfirmed.contains(&format!("{}/{field}", entry.id));
        for (field, text) in field_path::entry_texts(entry) {
            if said(field) {
                self.text(text);
            }
        }
        for (field, words) in [("keywords", &entry.keywords), ("roles", &entry.roles)] {
            if said(field) {
                for word in words {
                    self.text(word);
                }
            }
        }
        if said("points") {
            for point in &entry.points {
                // A point has an id of its own, and may be named by it.
                if !cv.unconfirmed.contains(&format!("{}/text", point.id)) {
                    self.text(&point.text);
                }
            }
        }
        if let Some(date) = entry.start.filter(|_| said("start")) {
            self.dates.add_date(date);
        }
        if let Some(Until::Date(date)) = entry.end.filter(|_| said("end")) {
            self.dates.add_date(date);
        }
    }

    /// Takes a text in.
    fn text(&mut self, text: &str) {
        let tokens = tokens(text);
        let guessed = tongue::guess(&tokens, self.tongue);
        let mut taken = vec![false; tokens.len()];
        for date in dates::find(&tokens, &mut taken) {
            self.dates.add(&date.when);
        }
        for number in numbers::find(&tokens, guessed, &mut taken.clone()) {
            self.numbers.add(&number);
        }
        if guessed != self.tongue {
            for number in numbers::find(&tokens, self.tongue, &mut taken) {
                self.numbers.add(&number);
            }
        }
        for token in tokens.iter().filter(|token| token.is_word()) {
            self.word(token);
        }
        self.all
            .extend(folded(text).chars().filter(|c| c.is_alphanumeric()));
        // What ends one text does not go on in the next.
        self.all.push(' ');
    }

    fn word(&mut self, token: &Token<'_>) {
        let pieces = token.folded.split(['\'', '.', '_']);
        for word in std::iter::once(token.folded.as_str()).chain(pieces) {
            if word.is_empty() || !self.words.insert(word.to_owned()) {
                continue;
            }
            self.meanings.extend(same::meaning(word));
            if let Some(skeleton) = skeleton(word) {
                self.skeletons.insert(skeleton);
            }
        }
    }

    pub(super) fn has_number(&self, number: &Number) -> bool {
        self.numbers.support(number)
    }

    /// Whether the number stands there, of whatever it is.
    pub(super) fn has_value(&self, number: &Number) -> bool {
        self.numbers.has_value(number)
    }

    pub(super) fn has_date(&self, when: &dates::When) -> bool {
        self.dates.support(when)
            // A year may stand there as a number that is not told to be one.
            || matches!(when, dates::When::Year(year) if self.numbers.has_plain(f64::from(*year)))
    }

    /// Whether a text stands there, whatever is between its words.
    pub(super) fn has_text(&self, text: &str) -> bool {
        let text: String = folded(text)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        !text.is_empty() && self.all.contains(&text)
    }

    /// Whether a word stands there, perhaps declined, in another script or in another language.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.words.contains(word)
            || same::meaning(word).is_some_and(|meaning| self.meanings.contains(&meaning))
            || self.has_declined(word)
            || skeleton(word)
                .is_some_and(|(latin, bones)| self.skeletons.contains(&(!latin, bones)))
    }

    fn has_declined(&self, word: &str) -> bool {
        let letters = word.chars().count();
        if letters < 4 {
            return false;
        }
        if word.is_ascii() {
            const ENDINGS: [&str; 13] = [
                "s", "es", "n", "en", "er", "e", "'s", "ns", "em", "ern", "in", "ers", "er's",
            ];
            return ENDINGS.iter().any(|ending| {
                self.words.contains(&format!("{word}{ending}"))
                    || word
                        .strip_suffix(ending)
                        .is_some_and(|stem| stem.chars().count() >= 3 && self.words.contains(stem))
            });
        }
        // Russian and Greek decline the end; Arabic and Hebrew write little words before it.
        let stem: String = word
            .chars()
            .take(usize::max(4, letters.saturating_sub(2)))
            .collect();
        let declined = self
            .words
            .range(stem.clone()..)
            .take_while(|own| own.starts_with(&stem))
            .any(|own| own.chars().count() <= stem.chars().count() + 3);
        let glued = |word: &str| {
            let mut chars = word.chars();
            chars
                .next()
                .is_some_and(|first| "وبلفكבהולמש".contains(first))
                .then(|| chars.as_str().to_owned())
        };
        declined
            || glued(word).is_some_and(|rest| self.words.contains(&rest))
            || "وبلفكבהולמש"
                .chars()
                .any(|first| self.words.contains(&format!("{first}{word}")))
    }
}

/// Consonants of other scripts, and those of Latin that scripts write differently, as they are compared.
const CONSONANTS: &str = "бb вv гg дd жzh зz кk лl мm нn пp рr сs тt фf хh цts чh шsh щsh βv γg δd ζz \
    θth κk λl μm νn ξks πp ρr σs τt φf χh ψps ck qk xks wv";

/// A name in Latin letters without vowels and without what scripts write differently, with whether it was
/// in Latin letters: `Яндекс` and `Yandex` have one skeleton. Only of names that are long enough to be told
/// apart so.
fn skeleton(word: &str) -> Option<(bool, String)> {
    let mut out = String::new();
    for c in word.chars() {
        let other = CONSONANTS
            .split_whitespace()
            .find_map(|pair| pair.strip_prefix(c));
        match other {
            Some(latin) => out.push_str(latin),
            None if c.is_ascii_lowercase() && !"aeiouy".contains(c) => out.push(c),
            None if c.is_alphabetic() => {}
            None => return None,
        }
    }
    let out = out.replace("kh", "h").replace("ph", "f").replace("kk", "k");
    (out.len() >= 4).then_some((word.is_ascii(), out))
}

#[cfg(test)]
mod tests {
    use contract::cv::{Kind, PartId, Section};

    use super::*;

    #[test]
    fn names_are_found_declined_and_in_other_scripts() {
        let own = Own::of(
            &Cv::default(),
            &["Яндекс в Москве, Pfeiffer & Söhne, Hamburg"],
        );
        for word in [
            "yandex",
            "москва",
            "moscow",
            "pfeiffers",
            "hamburgs",
            "sohne",
            "яндекса",
        ] {
            assert!(own.has_word(word), "{word}");
        }
        for word in ["google", "bremen", "сбербанк"] {
            assert!(!own.has_word(word), "{word}");
        }
    }

    #[test]
    fn what_nobody_confirmed_is_not_ones_own() {
        let mut section = Section::new(PartId("s".into()), Kind::Summary);
        section.text = "Led 27 people".into();
        let mut cv = Cv {
            language: "en".into(),
            sections: vec![section],
            ..Cv::default()
        };
        let number = |own: &Own| own.numbers.has_plain(27.0);
        assert!(number(&Own::of(&cv, &[])));
        cv.unconfirmed.insert("s/text".into());
        assert!(!number(&Own::of(&cv, &[])));
    }
}
