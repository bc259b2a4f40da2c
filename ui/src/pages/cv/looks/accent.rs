//! The colour of headings: a few good ones, or one's own.

use contract::cv::Accent;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::i18n::{t, t_args};

/// Colours that read well on paper and on a screen, dark enough for small letters: each has 4.5 to 1 on
/// white.
const COLOURS: [(&str, [u8; 3]); 8] = [
    ("cv-colour-blue", [0x1f, 0x4e, 0x79]),
    ("cv-colour-indigo", [0x43, 0x3c, 0xb5]),
    ("cv-colour-teal", [0x0f, 0x66, 0x6b]),
    ("cv-colour-green", [0x2b, 0x65, 0x36]),
    ("cv-colour-wine", [0x8b, 0x1e, 0x3f]),
    ("cv-colour-rust", [0x9a, 0x3f, 0x12]),
    ("cv-colour-slate", [0x3f, 0x4b, 0x5b]),
    ("cv-colour-black", [0x1a, 0x1a, 0x1a]),
];

/// Properties of [`AccentField`].
#[derive(Clone, PartialEq, Properties)]
pub struct AccentProps {
    /// What is chosen; `None`: the template's.
    pub chosen: Option<Accent>,
    /// Another was chosen.
    pub onchoose: Callback<Option<Accent>>,
}

/// The colours, and a field for another.
#[component]
pub fn AccentField(props: &AccentProps) -> Html {
    // What is typed as long as it is no colour.
    let typed = use_state_eq(|| None::<String>);
    let swatch = |label: AttrValue, accent: Option<Accent>| {
        let onchange = {
            let (onchoose, typed) = (props.onchoose.clone(), typed.setter());
            move |_: Event| {
                typed.set(None);
                onchoose.emit(accent);
            }
        };
        html! {
            <label class="swatch" data-tip={label.clone()}>
                <input
                    type="radio"
                    name="cv-accent"
                    checked={accent == props.chosen}
                    aria-label={label}
                    {onchange}
                />
                <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                    if let Some(accent) = accent {
                        <circle cx="10" cy="10" r="9" fill={accent.to_string()} />
                    } else {
                        <circle class="swatch-none" cx="10" cy="10" r="8.25" />
                        <path class="swatch-none" d="M4.2 15.8 15.8 4.2" />
                    }
                </svg>
            </label>
        }
    };
    let oninput = {
        let (onchoose, typed) = (props.onchoose.clone(), typed.setter());
        move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            if let Some(accent) = read(&text) {
                onchoose.emit(Some(accent));
            }
            typed.set(Some(text));
        }
    };
    let onblur = {
        let typed = typed.setter();
        move |_: FocusEvent| typed.set(None)
    };
    let own = props.chosen.map(|accent| accent.to_string());
    let wrong = typed
        .as_ref()
        .is_some_and(|typed| !typed.is_empty() && read(typed).is_none());
    let value = typed.as_ref().cloned().or(own).unwrap_or_default();
    let swatches = COLOURS
        .into_iter()
        .map(|(key, rgb)| swatch(t(key), Some(Accent { rgb })));
    html! {
        <div class="accent">
            <div class="swatches" role="radiogroup" aria-label={t("cv-accent")}>
                { swatch(t("cv-accent-template"), None) }
                { for swatches }
            </div>
            <input
                class="input mono accent-own"
                type="text"
                aria-label={t("cv-accent-own")}
                data-tip={t("cv-accent-own")}
                placeholder={t_args("cv-accent-example", &[("colour", "1f4e79".into())])}
                maxlength="7"
                autocomplete="off"
                spellcheck="false"
                dir="ltr"
                aria-invalid={wrong.then_some("true")}
                {value}
                {oninput}
                {onblur}
            />
        </div>
    }
}

/// A colour as somebody types it: with or without its sign.
fn read(text: &str) -> Option<Accent> {
    let digits = text.trim().trim_start_matches('#');
    format!("#{digits}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_with_and_without_its_sign() {
        let blue = Accent {
            rgb: [0x1f, 0x4e, 0x79],
        };
        assert_eq!(read("#1F4E79"), Some(blue));
        assert_eq!(read(" 1f4e79 "), Some(blue));
        assert_eq!(read("#1f4e7"), None);
    }

    /// WCAG's contrast against white.
    #[test]
    fn every_colour_can_be_read_on_paper() {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        for (name, [r, g, b]) in COLOURS {
            let light = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
            let contrast = 1.05 / (light + 0.05);
            assert!(contrast >= 4.5, "{name}: {contrast}");
        }
    }
}
