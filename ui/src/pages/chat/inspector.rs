//! The pane on the right: how the next replies are made, and what the
//! conversation came to so far.

use contract::settings::SettingsPatch;
use yew::prelude::*;

use crate::actions;
use crate::components::{Slider, TextField};
use crate::format;
use crate::i18n::t;
use crate::state::use_app;

/// The longest replies that can be chosen, in tokens.
const LENGTHS: [u32; 9] = [128, 256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768];

/// Properties of [`Inspector`].
#[derive(Clone, PartialEq, Properties)]
pub struct InspectorProps {
    /// Tokens in and out, as far as the conversation was read.
    pub tokens: (u64, u64),
    /// The seed of the next replies.
    pub seed: Option<u32>,
    /// Another seed, or none.
    pub onseed: Callback<Option<u32>>,
}

/// What is being moved, before it is let go.
#[derive(Clone, Copy, Default, PartialEq)]
struct Moved {
    temperature: Option<f64>,
    top_p: Option<f64>,
    length: Option<f64>,
}

/// The pane.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let app = use_app();
    let moved = use_state_eq(Moved::default);
    let seed = use_state_eq(|| props.seed.map(|seed| seed.to_string()).unwrap_or_default());
    let settings = &app.settings;
    let temperature = moved.temperature.unwrap_or(f64::from(settings.temperature));
    let top_p = moved.top_p.unwrap_or(f64::from(settings.top_p));
    let length = moved.length.unwrap_or(step_of(settings.max_tokens) as f64);
    let change = {
        let (app, moved) = (app.clone(), moved.setter());
        Callback::from(move |patch: SettingsPatch| {
            actions::change_settings(&app, patch);
            moved.set(Moved::default());
        })
    };
    let drag = |set: fn(&mut Moved, f64)| {
        let moved = moved.clone();
        Callback::from(move |value: f64| {
            let mut next = *moved;
            set(&mut next, value);
            moved.set(next);
        })
    };
    let wrong = !seed.trim().is_empty() && seed.trim().parse::<u32>().is_err();
    let onseed = {
        let (seed, onseed) = (seed.setter(), props.onseed.clone());
        move |text: String| {
            onseed.emit(text.trim().parse().ok());
            seed.set(text);
        }
    };
    html! {
        <aside class="inspector" aria-label={t("chat-inspector")}>
            <h2 class="inspector-head">{ t("chat-next-replies") }</h2>
            <Slider
                label={t("chat-temperature")}
                value={temperature} min={0.0} max={2.0} step={0.05}
                text={format!("{temperature:.2}")}
                hint={Some(t("chat-temperature-hint"))}
                oninput={drag(|moved, value| moved.temperature = Some(value))}
                onchange={change.reform(|value| SettingsPatch { temperature: Some(value as f32), ..SettingsPatch::default() })}
            />
            <Slider
                label={t("chat-top-p")}
                value={top_p} min={0.05} max={1.0} step={0.05}
                text={format!("{top_p:.2}")}
                hint={Some(t("chat-top-p-hint"))}
                oninput={drag(|moved, value| moved.top_p = Some(value))}
                onchange={change.reform(|value| SettingsPatch { top_p: Some(value as f32), ..SettingsPatch::default() })}
            />
            <Slider
                label={t("chat-longest")}
                value={length} min={0.0} max={LENGTHS.len() as f64 - 1.0} step={1.0}
                text={longest(length, moved.length.is_none().then_some(settings.max_tokens))}
                oninput={drag(|moved, value| moved.length = Some(value))}
                onchange={change.reform(|value| SettingsPatch { max_tokens: Some(tokens_at(value)), ..SettingsPatch::default() })}
            />
            <TextField
                label={t("chat-seed")}
                value={(*seed).clone()}
                placeholder={Some(t("chat-seed-any"))}
                hint={Some(t("chat-seed-hint"))}
                error={wrong.then(|| t("chat-seed-wrong"))}
                oninput={onseed}
            />
            <hr class="inspector-rule" />
            <h2 class="inspector-head">{ t("chat-so-far") }</h2>
            <dl class="inspector-facts">
                <dt>{ t("chat-tokens-in") }</dt><dd>{ format::count(props.tokens.0) }</dd>
                <dt>{ t("chat-tokens-out") }</dt><dd>{ format::count(props.tokens.1) }</dd>
                <dt>{ t("chat-cost") }</dt><dd class="reply-free">{ t("chat-free") }</dd>
            </dl>
        </aside>
    }
}

/// The step whose length is nearest above `tokens`.
fn step_of(tokens: u32) -> usize {
    LENGTHS
        .iter()
        .position(|length| *length >= tokens)
        .unwrap_or(LENGTHS.len() - 1)
}

fn tokens_at(step: f64) -> u32 {
    let last = LENGTHS[LENGTHS.len() - 1];
    LENGTHS.get(step.max(0.0) as usize).copied().unwrap_or(last)
}

/// The length in words: exactly what is set, also between the steps.
fn longest(step: f64, set: Option<u32>) -> String {
    format::count(u64::from(set.unwrap_or_else(|| tokens_at(step))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_and_lengths_fit_each_other() {
        for (step, length) in LENGTHS.iter().enumerate() {
            assert_eq!(step_of(*length), step);
            assert_eq!(tokens_at(step as f64), *length);
        }
        assert_eq!(
            step_of(1_000),
            3,
            "a length between two steps stands at the next one"
        );
        assert_eq!(longest(3.0, Some(1_000)), "1,000", "and is shown as it is");
        assert_eq!(step_of(u32::MAX), LENGTHS.len() - 1);
        assert_eq!(tokens_at(99.0), 32_768);
        assert_eq!(tokens_at(-1.0), 128);
    }
}
