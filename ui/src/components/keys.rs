//! Keys as they are printed on a keyboard.

use yew::prelude::*;

use super::{IconName, icon};
use crate::i18n::t;

/// Properties of [`Keys`].
#[derive(Clone, PartialEq, Properties)]
pub struct KeysProps {
    /// One chord, its keys apart by spaces and called as on an English
    /// keyboard: "Ctrl F".
    pub keys: AttrValue,
}

/// A chord in one small frame.
#[component]
pub fn Keys(props: &KeysProps) -> Html {
    html! { <kbd class="keys">{ for printed(&props.keys).into_iter().map(part) }</kbd> }
}

/// A part of a chord as it is printed.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    /// Names of keys.
    Words(String),
    /// A key that carries a sign and no word, and its name for a screen reader.
    /// The sign is drawn: few fonts have it, and the webview would look through
    /// all of the system's for one.
    Sign(IconName, AttrValue),
}

/// The chord with the names that keys have in the interface's language.
fn printed(keys: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for key in keys.split(' ') {
        let sign = match key {
            "↵" => Some((IconName::CornerDownLeft, t("key-enter"))),
            "⇧" => Some((IconName::ArrowShift, t("key-shift"))),
            _ => None,
        };
        match (sign, parts.last_mut()) {
            (Some((icon, name)), _) => parts.push(Part::Sign(icon, name)),
            (None, Some(Part::Words(words))) => {
                words.push(' ');
                words.push_str(&name(key));
            }
            (None, _) => parts.push(Part::Words(name(key))),
        }
    }
    parts
}

fn part(part: Part) -> Html {
    match part {
        Part::Words(words) => words.into(),
        Part::Sign(sign, name) => html! {
            <>
                { icon(sign, 12) }
                <span class="unseen">{ name }</span>
            </>
        },
    }
}

fn name(key: &str) -> String {
    // On a Mac, Command stands before its key without a space.
    if let Some(key) = key.strip_prefix('⌘') {
        return format!("⌘{}", name(key));
    }
    let name = match key {
        "Ctrl" => t("key-ctrl"),
        "Del" => t("key-delete"),
        "End" => t("key-end"),
        "Esc" => t("key-escape"),
        "Home" => t("key-home"),
        "Shift" => t("key-shift"),
        // Letters, figures and arrows are what they are.
        _ => return key.to_owned(),
    };
    name.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_that_has_a_name_gets_it_from_the_words() {
        assert_eq!(name("Ctrl"), t("key-ctrl").as_str());
        assert_eq!(name("Shift"), t("key-shift").as_str());
        assert_eq!(name("Esc"), t("key-escape").as_str());
        assert_eq!(name("Home"), t("key-home").as_str());
        assert_eq!(name("End"), t("key-end").as_str());
        assert_eq!(name("Del"), t("key-delete").as_str());
    }

    #[test]
    fn the_rest_of_a_chord_stays() {
        for keys in ["Ctrl Home / End", "⌘Home / End", "↑ ↓", "F2"] {
            assert_eq!(printed(keys), [Part::Words(keys.into())]);
        }
    }

    #[test]
    fn keys_without_a_word_are_drawn_and_named() {
        let enter = || Part::Sign(IconName::CornerDownLeft, t("key-enter"));
        assert_eq!(printed("↵"), [enter()]);
        assert_eq!(printed("Ctrl ↵"), [Part::Words("Ctrl".into()), enter()]);
        assert_eq!(
            printed("⇧ ↵"),
            [Part::Sign(IconName::ArrowShift, t("key-shift")), enter()]
        );
    }
}
