//! How all new replies are made, and when the model rests.

use contract::settings::SettingsPatch;
use yew::prelude::*;

use super::dials::{Numbers, ReplyDials};
use crate::actions;
use crate::components::Segmented;
use crate::i18n::{t, t_args};
use crate::state::use_app;

/// Minutes after which an idle model leaves memory; 0: never.
const IDLE: [u32; 5] = [1, 5, 10, 30, 0];

/// The card.
#[component]
pub(super) fn RepliesCard() -> Html {
    let app = use_app();
    let idle = IDLE
        .iter()
        .position(|minutes| *minutes == app.settings.unload_after_minutes);
    let onchange = {
        let app = app.clone();
        move |number: Numbers| actions::change_settings(&app, number.patch())
    };
    let numbers = Numbers::of(&app.settings);
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
    let ontitles = {
        let app = app.clone();
        move |index: usize| {
            let patch = SettingsPatch {
                titles: Some(index == 0),
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
                <ReplyDials {numbers} {onchange} />
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
                <div class="slider">
                    <div class="slider-head"><span class="field-label">{ t("titles") }</span></div>
                    <Segmented
                        label={t("titles")}
                        options={vec![t("titles-model"), t("titles-words")]}
                        chosen={usize::from(!app.settings.titles)}
                        onchoose={ontitles}
                    />
                    <p class="field-hint">{ t("titles-hint") }</p>
                </div>
            </div>
        </section>
    }
}
