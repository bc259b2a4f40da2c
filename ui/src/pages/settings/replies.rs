//! How replies are made, unless a conversation says otherwise.

use contract::settings::SettingsPatch;
use yew::prelude::*;

use crate::components::{Segmented, Slider};
use crate::i18n::{t, t_args};
use crate::state::use_app;
use crate::{actions, format};

/// The longest replies that can be chosen, in tokens.
const LENGTHS: [u32; 8] = [128, 256, 512, 1024, 2048, 4096, 8192, 16384];
/// Minutes after which an idle model leaves memory; 0: never.
const IDLE: [u32; 5] = [1, 5, 10, 30, 0];

/// The card.
#[component]
pub(super) fn RepliesCard() -> Html {
    let app = use_app();
    let settings = app.settings.clone();
    // While a slider moves, only the slider moves.
    let moving = use_state_eq(|| None::<(Dial, f64)>);
    let keep = {
        let app = app.clone();
        let moving = moving.setter();
        move |dial: Dial, value: f64| {
            moving.set(None);
            actions::change_settings(&app, dial.patch(value));
        }
    };
    let slider = |dial: Dial, kept: f64, label: AttrValue, hint: AttrValue| {
        let value = moving
            .filter(|(moved, _)| *moved == dial)
            .map_or(kept, |(_, value)| value);
        let (min, max, step) = dial.bounds();
        let oninput = {
            let moving = moving.setter();
            move |value: f64| moving.set(Some((dial, value)))
        };
        let onchange = {
            let keep = keep.clone();
            move |value: f64| keep(dial, value)
        };
        html! {
            <Slider {label} {value} {min} {max} {step} text={dial.text(value)} {hint} {oninput} {onchange} />
        }
    };
    let idle = IDLE
        .iter()
        .position(|minutes| *minutes == settings.unload_after_minutes);
    let onidle = {
        let app = app.clone();
        move |index: usize| {
            let unload_after_minutes = IDLE.get(index).copied();
            let patch = SettingsPatch {
                unload_after_minutes,
                ..SettingsPatch::default()
            };
            actions::change_settings(&app, patch);
        }
    };
    let idle_text = |minutes: &u32| match minutes {
        0 => t("idle-never"),
        minutes => t_args("idle-minutes", &[("count", (*minutes).into())]),
    };
    html! {
        <section class="card" aria-labelledby="replies-title">
            <header class="card-head">
                <div class="card-titles">
                    <h2 id="replies-title">{ t("replies-title") }</h2>
                    <span class="card-note">{ t("replies-note") }</span>
                </div>
            </header>
            <div class="card-grid">
                { slider(Dial::Temperature, settings.temperature.into(), t("temperature"), t("temperature-hint")) }
                { slider(Dial::TopP, settings.top_p.into(), t("top-p"), t("top-p-hint")) }
                { slider(Dial::Length, length_index(settings.max_tokens), t("longest-reply"), t("longest-reply-hint")) }
                <div class="slider">
                    <div class="slider-head"><span class="field-label">{ t("idle") }</span></div>
                    <Segmented
                        label={t("idle")}
                        options={IDLE.iter().map(idle_text).collect::<Vec<_>>()}
                        chosen={idle.unwrap_or(IDLE.len())}
                        onchoose={onidle}
                    />
                    <p class="field-hint">{ t("idle-hint") }</p>
                </div>
            </div>
        </section>
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Dial {
    Temperature,
    TopP,
    Length,
}

impl Dial {
    /// The least, the most, the step.
    fn bounds(self) -> (f64, f64, f64) {
        match self {
            Self::Temperature => (0.0, 2.0, 0.05),
            Self::TopP => (0.05, 1.0, 0.05),
            Self::Length => (0.0, (LENGTHS.len() - 1) as f64, 1.0),
        }
    }

    fn text(self, value: f64) -> AttrValue {
        match self {
            Self::Temperature | Self::TopP => format!("{value:.2}").into(),
            Self::Length => {
                let tokens = format::count(length_at(value).into());
                t_args("tokens", &[("count", tokens.into())])
            }
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

fn length_at(index: f64) -> u32 {
    let index = (index.max(0.0).round() as usize).min(LENGTHS.len() - 1);
    LENGTHS[index]
}

/// The step whose length is nearest below, for a length that is none of them.
fn length_index(tokens: u32) -> f64 {
    LENGTHS
        .iter()
        .rposition(|length| *length <= tokens)
        .unwrap_or(0) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_of_the_length_comes_back() {
        for length in LENGTHS {
            assert_eq!(
                length_at(length_index(length)),
                length,
                "the slider shows what is kept"
            );
        }
        assert_eq!(
            length_at(length_index(1500)),
            1024,
            "one set elsewhere shows the step below"
        );
        assert_eq!(
            length_at(length_index(1)),
            128,
            "less than the least shows the least"
        );
    }

    #[test]
    fn a_dial_patches_its_own_setting() {
        let patch = Dial::Temperature.patch(0.5);
        assert_eq!(
            patch,
            SettingsPatch {
                temperature: Some(0.5),
                ..SettingsPatch::default()
            }
        );
        assert_eq!(Dial::Length.patch(3.0).max_tokens, Some(1024));
    }
}
