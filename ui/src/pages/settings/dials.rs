//! The numbers that new replies are made with, for the settings and for the
//! inspector beside a conversation: one set of them, shown alike.

use contract::message::ReplyOptions;
use contract::provider::{Parameter, Refusal, WhyNot};
use contract::settings::{Settings, SettingsPatch};
use yew::prelude::*;

use crate::components::Slider;
use crate::format;
use crate::i18n::{t, t_args};

/// The longest replies that the slider goes through, in tokens.
const LENGTHS: [u32; 9] = [128, 256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768];

/// The numbers; `None`: as the model's vendor does it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Numbers {
    /// See [`ReplyOptions::temperature`].
    pub temperature: Option<f32>,
    /// See [`ReplyOptions::top_p`].
    pub top_p: Option<f32>,
    /// See [`ReplyOptions::max_tokens`].
    pub max_tokens: Option<u32>,
}

impl Numbers {
    /// Those of the settings.
    pub fn of(settings: &Settings) -> Self {
        Self {
            temperature: Some(settings.temperature),
            top_p: Some(settings.top_p),
            max_tokens: Some(settings.max_tokens),
        }
    }

    /// Those that were chosen.
    pub fn chosen(options: &ReplyOptions) -> Self {
        Self {
            temperature: options.temperature,
            top_p: options.top_p,
            max_tokens: options.max_tokens,
        }
    }

    /// These, and those of `other` where there is none.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            temperature: self.temperature.or(other.temperature),
            top_p: self.top_p.or(other.top_p),
            max_tokens: self.max_tokens.or(other.max_tokens),
        }
    }

    /// The change of the settings that these are.
    pub fn patch(self) -> SettingsPatch {
        SettingsPatch {
            temperature: self.temperature,
            top_p: self.top_p,
            max_tokens: self.max_tokens,
            ..SettingsPatch::default()
        }
    }
}

/// Properties of [`ReplyDials`].
#[derive(Clone, PartialEq, Properties)]
pub struct ReplyDialsProps {
    /// As they are.
    pub numbers: Numbers,
    /// What the model does not take.
    #[prop_or_default]
    pub refused: Vec<Refusal>,
    /// The one number that was changed.
    pub onchange: Callback<Numbers>,
}

/// The sliders, one after the other, without anything around them.
#[component]
pub fn ReplyDials(props: &ReplyDialsProps) -> Html {
    // While a slider moves, only the slider moves.
    let moving = use_state_eq(|| None::<(Dial, f64)>);
    let slider = |dial: Dial| {
        let moved = moving.filter(|(moving, _)| *moving == dial);
        let (value, text) = match moved {
            Some((_, value)) => (value, dial.text_at(value)),
            None => (dial.value(props.numbers), dial.text(props.numbers)),
        };
        let (min, max, step) = dial.bounds();
        let oninput = {
            let moving = moving.setter();
            move |value: f64| moving.set(Some((dial, value)))
        };
        let onchange = {
            let (onchange, moving) = (props.onchange.clone(), moving.setter());
            move |value: f64| {
                moving.set(None);
                onchange.emit(dial.number(value));
            }
        };
        let (label, hint) = dial.words();
        let refused = props
            .refused
            .iter()
            .find(|refusal| refusal.parameter == dial.parameter());
        let hint = refused.map_or(hint, |refusal| why_not(refusal.why));
        let disabled = refused.is_some();
        let text = if disabled {
            AttrValue::from("–")
        } else {
            text
        };
        html! { <Slider {label} {value} {min} {max} {step} {text} {hint} {disabled} {oninput} {onchange} /> }
    };
    html! {
        <>
            { slider(Dial::Temperature) }
            { slider(Dial::TopP) }
            { slider(Dial::Length) }
        </>
    }
}

/// Why a model does not take a parameter.
pub fn why_not(why: WhyNot) -> AttrValue {
    t(match why {
        WhyNot::Rejected => "refused-rejected",
        WhyNot::Deprecated => "refused-deprecated",
        WhyNot::Absent => "refused-absent",
        WhyNot::DoesNotThink => "refused-no-thoughts",
    })
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

    fn parameter(self) -> Parameter {
        match self {
            Self::Temperature => Parameter::Temperature,
            Self::TopP => Parameter::TopP,
            Self::Length => Parameter::MaxTokens,
        }
    }

    /// Where the slider stands; where nothing is chosen, in a usual place.
    fn value(self, numbers: Numbers) -> f64 {
        let numbers = numbers.or(Numbers::of(&Settings::default()));
        match self {
            Self::Temperature => numbers.temperature.unwrap_or_default().into(),
            Self::TopP => numbers.top_p.unwrap_or_default().into(),
            Self::Length => step_of(numbers.max_tokens.unwrap_or_default()) as f64,
        }
    }

    /// What is set, exactly: also a length between two steps.
    fn text(self, numbers: Numbers) -> AttrValue {
        let number = |number: Option<f32>| number.map(|number| decimal(number.into()));
        let text = match self {
            Self::Temperature => number(numbers.temperature),
            Self::TopP => number(numbers.top_p),
            Self::Length => numbers.max_tokens.map(tokens),
        };
        text.unwrap_or_else(|| t("dial-vendor"))
    }

    /// What would be set there.
    fn text_at(self, value: f64) -> AttrValue {
        match self {
            Self::Temperature | Self::TopP => decimal(value),
            Self::Length => tokens(length_at(value)),
        }
    }

    /// The number that is set there.
    fn number(self, value: f64) -> Numbers {
        let none = Numbers::default();
        match self {
            Self::Temperature => Numbers {
                temperature: Some(value as f32),
                ..none
            },
            Self::TopP => Numbers {
                top_p: Some(value as f32),
                ..none
            },
            Self::Length => Numbers {
                max_tokens: Some(length_at(value)),
                ..none
            },
        }
    }
}

fn decimal(number: f64) -> AttrValue {
    format::decimal(number, 2).into()
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

    fn of_length(max_tokens: u32) -> Numbers {
        Numbers {
            max_tokens: Some(max_tokens),
            ..Numbers::default()
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
        assert_eq!(dial.text(of_length(1_500)), "1,500 tokens");
        assert_eq!(
            dial.value(of_length(1_500)),
            3.0,
            "the slider stands at the step below"
        );
        assert_eq!(dial.text(of_length(100_000)), "100,000 tokens");
        assert_eq!(dial.value(of_length(1)), 0.0, "less than the least step");
    }

    #[test]
    fn a_dial_changes_its_own_number() {
        assert_eq!(
            Dial::Temperature.number(0.5).patch(),
            SettingsPatch {
                temperature: Some(0.5),
                ..SettingsPatch::default()
            }
        );
        assert_eq!(
            Dial::TopP.number(0.5).patch(),
            SettingsPatch {
                top_p: Some(0.5),
                ..SettingsPatch::default()
            }
        );
        assert_eq!(Dial::Length.number(3.0), of_length(1_024));
    }

    #[test]
    fn what_nobody_chose_is_the_vendors() {
        for dial in [Dial::Temperature, Dial::TopP, Dial::Length] {
            assert_eq!(dial.text(Numbers::default()), t("dial-vendor"));
        }
        let chosen = of_length(9).or(Numbers::of(&Settings::default()));
        assert_eq!((chosen.max_tokens, chosen.top_p), (Some(9), Some(0.95)));
    }
}
