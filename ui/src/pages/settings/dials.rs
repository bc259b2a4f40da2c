//! The numbers that new replies are made with, for the settings and for the
//! inspector beside a conversation: one set of them, shown alike.

use contract::settings::{Settings, SettingsPatch};
use yew::prelude::*;

use crate::components::Slider;
use crate::i18n::{t, t_args};
use crate::state::use_app;
use crate::{actions, format};

/// The longest replies that the slider goes through, in tokens.
const LENGTHS: [u32; 9] = [128, 256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768];

/// The sliders, one after the other, without anything around them.
#[component]
pub fn ReplyDials() -> Html {
    let app = use_app();
    // While a slider moves, only the slider moves.
    let moving = use_state_eq(|| None::<(Dial, f64)>);
    let slider = |dial: Dial| {
        let moved = moving.filter(|(moving, _)| *moving == dial);
        let (value, text) = match moved {
            Some((_, value)) => (value, dial.text_at(value)),
            None => (dial.value(&app.settings), dial.text(&app.settings)),
        };
        let (min, max, step) = dial.bounds();
        let oninput = {
            let moving = moving.setter();
            move |value: f64| moving.set(Some((dial, value)))
        };
        let onchange = {
            let (app, moving) = (app.clone(), moving.setter());
            move |value: f64| {
                moving.set(None);
                actions::change_settings(&app, dial.patch(value));
            }
        };
        let (label, hint) = dial.words();
        html! { <Slider {label} {value} {min} {max} {step} {text} {hint} {oninput} {onchange} /> }
    };
    html! {
        <>
            { slider(Dial::Temperature) }
            { slider(Dial::TopP) }
            { slider(Dial::Length) }
        </>
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Dial {
    Temperature,
    TopP,
    Length,
}

impl Dial {
    /// What it is called, and what it does.
    fn words(self) -> (AttrValue, AttrValue) {
        match self {
            Self::Temperature => (t("temperature"), t("temperature-hint")),
            Self::TopP => (t("top-p"), t("top-p-hint")),
            Self::Length => (t("longest-reply"), t("longest-reply-hint")),
        }
    }

    /// The least, the most, the step.
    fn bounds(self) -> (f64, f64, f64) {
        match self {
            Self::Temperature => (0.0, 2.0, 0.05),
            Self::TopP => (0.05, 1.0, 0.05),
            Self::Length => (0.0, (LENGTHS.len() - 1) as f64, 1.0),
        }
    }

    /// Where the slider stands.
    fn value(self, settings: &Settings) -> f64 {
        match self {
            Self::Temperature => settings.temperature.into(),
            Self::TopP => settings.top_p.into(),
            Self::Length => step_of(settings.max_tokens) as f64,
        }
    }

    /// What is set, exactly: also a length between two steps.
    fn text(self, settings: &Settings) -> AttrValue {
        match self {
            Self::Temperature | Self::TopP => self.text_at(self.value(settings)),
            Self::Length => tokens(settings.max_tokens),
        }
    }

    /// What would be set there.
    fn text_at(self, value: f64) -> AttrValue {
        match self {
            Self::Temperature | Self::TopP => format::decimal(value, 2).into(),
            Self::Length => tokens(length_at(value)),
        }
    }

    fn patch(self, value: f64) -> SettingsPatch {
        let patch = SettingsPatch::default();
        match self {
            Self::Temperature => SettingsPatch {
                temperature: Some(value as f32),
                ..patch
            },
            Self::TopP => SettingsPatch {
                top_p: Some(value as f32),
                ..patch
            },
            Self::Length => SettingsPatch {
                max_tokens: Some(length_at(value)),
                ..patch
            },
        }
    }
}

fn tokens(count: u32) -> AttrValue {
    let count = format::count(count.into());
    t_args("tokens", &[("count", count.into())])
}

fn length_at(step: f64) -> u32 {
    let step = (step.max(0.0).round() as usize).min(LENGTHS.len() - 1);
    LENGTHS[step]
}

/// The step at or below a length; the least for less.
fn step_of(tokens: u32) -> usize {
    LENGTHS
        .iter()
        .rposition(|length| *length <= tokens)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_length(max_tokens: u32) -> Settings {
        Settings {
            max_tokens,
            ..Settings::default()
        }
    }

    #[test]
    fn every_step_of_the_length_comes_back() {
        for (step, length) in LENGTHS.iter().enumerate() {
            assert_eq!(step_of(*length), step, "the slider shows what is kept");
            assert_eq!(length_at(step as f64), *length);
        }
        assert_eq!(length_at(-1.0), 128);
        assert_eq!(length_at(99.0), 32_768);
    }

    #[test]
    fn a_length_that_is_no_step_is_shown_exactly() {
        let dial = Dial::Length;
        assert_eq!(dial.text(&of_length(1_500)), "1,500 tokens");
        assert_eq!(
            dial.value(&of_length(1_500)),
            3.0,
            "the slider stands at the step below"
        );
        assert_eq!(dial.text(&of_length(100_000)), "100,000 tokens");
        assert_eq!(dial.value(&of_length(1)), 0.0, "less than the least step");
    }

    #[test]
    fn a_dial_patches_its_own_setting() {
        assert_eq!(
            Dial::Temperature.patch(0.5),
            SettingsPatch {
                temperature: Some(0.5),
                ..SettingsPatch::default()
            }
        );
        assert_eq!(
            Dial::TopP.patch(0.5),
            SettingsPatch {
                top_p: Some(0.5),
                ..SettingsPatch::default()
            }
        );
        assert_eq!(
            Dial::Length.patch(3.0),
            SettingsPatch {
                max_tokens: Some(1_024),
                ..SettingsPatch::default()
            }
        );
    }
}
