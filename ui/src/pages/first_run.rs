//! The first start: a door to a first reply within a minute.

use contract::settings::SettingsPatch;
use gloo_timers::callback::Timeout;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::settings::AppearanceChoice;
use crate::actions;
use crate::components::{IconName, Keys, icon};
use crate::dom;
use crate::frame::Mark;
use crate::i18n::{t, t_args};
use crate::state::{Action, Page, Section, use_app};

/// The doors; so far the one on this computer.
#[component]
pub fn FirstRun() -> Html {
    let app = use_app();
    let door = use_node_ref();
    use_effect_with((), {
        let door = door.clone();
        move |()| {
            // After the first paint: a webview without focus yet would drop it.
            let timer = Timeout::new(0, move || {
                if let Some(door) = door.cast::<HtmlElement>() {
                    // Enter takes the door even where the focus is refused: it
                    // is the first button in the tab order.
                    dom::focus(&door);
                }
            });
            move || drop(timer)
        }
    });
    let model = app.model().map(|model| model.name.clone());
    let onclick = {
        let app = app.clone();
        let empty = model.is_none();
        move |_| {
            let patch = SettingsPatch {
                first_run_done: Some(true),
                ..SettingsPatch::default()
            };
            actions::change_settings(&app, patch);
            app.dispatch(if empty {
                Action::Show(Page::Settings(Section::Models))
            } else {
                Action::NewChat(None)
            });
        }
    };
    let text = match &model {
        Some(name) => t_args("first-run-door-text", &[("model", name.as_str().into())]),
        None => t("first-run-door-empty"),
    };
    let action = if model.is_some() {
        t("first-run-try")
    } else {
        t("first-run-choose")
    };
    html! {
        <main class="first-run">
            <div class="first-run-box">
                <div class="first-run-head">
                    <Mark size={40} />
                    <h1>{ t("first-run-title") }</h1>
                </div>
                <p class="first-run-text">{ t("first-run-text") }</p>
                <section class="door" aria-labelledby="door-title">
                    <span class="door-icon">{ icon(IconName::Computer, 20) }</span>
                    <h2 id="door-title">{ t("first-run-door") }</h2>
                    <p>{ text }</p>
                    <button
                        type="button"
                        ref={door}
                        class="button button-primary button-tall door-button"
                        {onclick}
                    >
                        <span class="button-text">{ action }</span>
                        <Keys keys="↵" />
                    </button>
                </section>
                <div class="first-run-foot">
                    <span>{ t("appearance") }</span>
                    <AppearanceChoice />
                </div>
            </div>
        </main>
    }
}
