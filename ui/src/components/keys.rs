//! Keys as they are printed on a keyboard.

use yew::prelude::*;

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
    html! { <kbd class="keys">{ printed(&props.keys) }</kbd> }
}

/// The chord with the names that keys have in the interface's language.
fn printed(keys: &str) -> String {
    let keys: Vec<String> = keys.split(' ').map(name).collect();
    keys.join(" ")
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
        assert_eq!(printed("Ctrl Home / End"), "Ctrl Home / End");
        assert_eq!(printed("⌘Home / End"), "⌘Home / End");
        assert_eq!(printed("Shift ↵"), "Shift ↵");
        assert_eq!(printed("↑ ↓"), "↑ ↓");
        assert_eq!(printed("F2"), "F2");
    }
}
