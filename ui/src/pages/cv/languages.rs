//! The languages that a CV is written in, each by its own name.

use contract::cv::Cv;
use yew::prelude::*;

use super::Edit;
use crate::components::{IconName, MenuItem, Opens, Pill};
use crate::i18n::t;

/// BCP 47 tags of the languages whose headings and dates the layout has words for, and what their
/// speakers call them.
pub const LANGUAGES: [(&str, &str); 13] = [
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("nl", "Nederlands"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("zh", "中文"),
];

/// What a language is called by its speakers; a tag that is none of ours stays as it is.
pub fn name_of(tag: &str) -> &str {
    let code = tag.split(['-', '_']).next().unwrap_or_default();
    let known = LANGUAGES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(code));
    known.map_or(tag, |(_, name)| name)
}

/// Whether a tag is of that language, in whatever country.
fn is_of(tag: &str, language: &str) -> bool {
    let code = tag.split(['-', '_']).next().unwrap_or_default();
    code.eq_ignore_ascii_case(language)
}

/// Writes the CV's headings and dates in that language.
fn choose(language: &'static str) -> Edit {
    Edit::new(move |cv: &mut Cv| {
        // A country that is named with it stays.
        if !is_of(&cv.language, language) {
            language.clone_into(&mut cv.language);
        }
    })
}

/// The language of the CV, and the others.
pub fn pill(language: &str, edit: &Callback<Edit>) -> Html {
    let (chosen, edit) = (language.to_owned(), edit.clone());
    let entries = move |()| {
        let item = |(tag, name): (&'static str, &'static str)| {
            let edit = edit.clone();
            let mut item = MenuItem::new(name, move |()| edit.emit(choose(tag)));
            item.checked = Some(is_of(&chosen, tag));
            item.entry()
        };
        LANGUAGES.into_iter().map(item).collect()
    };
    html! {
        <Pill
            class="looks-language"
            label={t("cv-language")}
            icon={IconName::Language}
            text={AttrValue::from(name_of(language).to_owned())}
            opens={Opens::Menu(Callback::from(entries))}
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_with_a_country_is_of_its_language() {
        assert_eq!(name_of("pt-BR"), "Português");
        assert_eq!(name_of("EN"), "English");
        assert_eq!(name_of("sv"), "sv");
    }

    #[test]
    fn a_country_stays_with_its_language() {
        let mut cv = Cv {
            language: "pt-BR".into(),
            ..Cv::default()
        };
        (choose("pt").make)(&mut cv);
        assert_eq!(cv.language, "pt-BR");
        (choose("de").make)(&mut cv);
        assert_eq!(cv.language, "de");
    }
}
