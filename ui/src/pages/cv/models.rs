//! Which model helps with CVs: the person's default, or another one as long as the window is open.

use std::cell::{Cell, RefCell};

use yew::prelude::*;

use crate::components::{IconName, icon};
use crate::i18n::{t, t_args};
use crate::pages::chat::ModelPicker;
use crate::state::{AppState, Choice, use_app};

thread_local! {
    static CHOSEN: RefCell<Option<Choice>> = const { RefCell::new(None) };
    static TICKETS: Cell<u64> = const { Cell::new(0) };
}

/// The model that is asked next; `None`: there is none.
pub fn choice(app: &AppState) -> Option<Choice> {
    CHOSEN.with_borrow(Clone::clone).or_else(|| app.choice())
}

/// What a model is called.
pub fn name_of(app: &AppState, choice: &Choice) -> AttrValue {
    let here = app
        .shelf
        .models
        .iter()
        .find(|model| model.id == choice.model);
    let name = if choice.provider.is_local() {
        here.map(|model| &model.name)
    } else {
        app.offers.model(choice).map(|model| &model.name)
    };
    name.unwrap_or(&choice.model.0).clone().into()
}

/// Who has it: this computer, or the provider.
pub fn place_of(app: &AppState, choice: &Choice) -> AttrValue {
    if choice.provider.is_local() {
        return t("on-this-computer");
    }
    let name = app
        .provider(&choice.provider)
        .map(|provider| &provider.name);
    name.unwrap_or(&choice.provider.0).clone().into()
}

/// A name for a request that can be stopped; none of this or an earlier window comes twice.
pub fn ticket() -> u64 {
    let now = js_sys::Date::now() as u64;
    let ticket = now.max(TICKETS.get() + 1);
    TICKETS.set(ticket);
    ticket
}

/// Properties of [`ModelButton`].
#[derive(Clone, PartialEq, Properties)]
pub struct ModelButtonProps {
    /// Another was chosen; [`choice`] has it.
    pub onpick: Callback<()>,
}

/// The model that is asked, and the way to another.
#[component]
pub fn ModelButton(props: &ModelButtonProps) -> Html {
    let app = use_app();
    let open = use_state_eq(|| false);
    let chosen = choice(&app);
    let text = match &chosen {
        None => t("picker"),
        Some(chosen) if chosen.provider.is_local() => {
            let name = name_of(&app, chosen);
            t_args("cv-model-free", &[("model", name.as_str().into())])
        }
        Some(chosen) => {
            let (name, place) = (name_of(&app, chosen), place_of(&app, chosen));
            let arguments = [
                ("model", name.as_str().into()),
                ("place", place.as_str().into()),
            ];
            t_args("cv-model-of", &arguments)
        }
    };
    let onclick = {
        let open = open.setter();
        move |_: MouseEvent| open.set(true)
    };
    let onclose = {
        let open = open.setter();
        move |()| open.set(false)
    };
    let onpick = props
        .onpick
        .reform(|choice: Choice| CHOSEN.set(Some(choice)));
    html! {
        <>
            <button
                type="button"
                class="cv-model"
                aria-haspopup="dialog"
                data-tip={t("picker")}
                {onclick}
            >
                <span class="cv-model-name" dir="auto">{ text }</span>
                { icon(IconName::ChevronDown, 14) }
            </button>
            if *open {
                <ModelPicker label={t("picker")} current={chosen} {onpick} {onclose} />
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use contract::{ModelId, ProviderId};

    use super::*;

    #[test]
    fn a_model_that_nobody_knows_has_its_id() {
        let app = AppState::default();
        let local = Choice {
            provider: ProviderId::local(),
            model: ModelId("gone".into()),
        };
        assert_eq!(name_of(&app, &local), "gone");
        assert_eq!(place_of(&app, &local), t("on-this-computer"));
        let other = Choice {
            provider: ProviderId("acme".into()),
            ..local
        };
        assert_eq!(place_of(&app, &other), "acme");
    }
}
