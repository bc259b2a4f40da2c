//! Light, dark, or as the system is.

use contract::settings::{Appearance, SettingsPatch};
use yew::prelude::*;

use crate::actions;
use crate::components::Segmented;
use crate::i18n::t;
use crate::state::use_app;

/// The appearances in the order of the switch.
const ORDER: [Appearance; 3] = [Appearance::Light, Appearance::Dark, Appearance::System];

/// The switch.
#[component]
pub fn AppearanceChoice() -> Html {
    let app = use_app();
    let chosen = ORDER
        .iter()
        .position(|choice| *choice == app.settings.appearance);
    let onchoose = move |index: usize| {
        let appearance = ORDER.get(index).copied();
        actions::change_settings(
            &app,
            SettingsPatch {
                appearance,
                ..SettingsPatch::default()
            },
        );
    };
    html! {
        <Segmented
            label={t("appearance")}
            options={vec![t("appearance-light"), t("appearance-dark"), t("appearance-system")]}
            chosen={chosen.unwrap_or(ORDER.len() - 1)}
            {onchoose}
        />
    }
}

/// The section of the settings.
#[component]
pub(super) fn AppearanceSection() -> Html {
    html! {
        <>
            <h1 class="settings-title">{ t("appearance") }</h1>
            <p class="settings-lead">{ t("appearance-lead") }</p>
            <section class="card">
                <div class="card-line">
                    <div class="card-words">
                        <h2>{ t("appearance-theme") }</h2>
                        <p>{ t("appearance-theme-text") }</p>
                    </div>
                    <AppearanceChoice />
                </div>
            </section>
        </>
    }
}
