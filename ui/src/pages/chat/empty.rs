//! A conversation before its first message: what it is for, and beginnings.

use yew::prelude::*;

use crate::components::{Button, IconName, icon};
use crate::i18n::{t, t_args};
use crate::state::{App, Choice, use_app};

/// Properties of [`Empty`].
#[derive(Clone, PartialEq, Properties)]
pub struct EmptyProps {
    /// The model that will answer; `None`: there is none.
    pub choice: Option<Choice>,
    /// A beginning was chosen.
    pub onpick: Callback<AttrValue>,
    /// To where models are added.
    pub onmodels: Callback<()>,
}

/// The place of the messages while there are none.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    let app = use_app();
    let Some(choice) = &props.choice else {
        return html! {
            <div class="chat-empty">
                <h2 class="chat-empty-title">{ t("chat-empty-no-model") }</h2>
                <p class="chat-empty-text">{ t("chat-empty-no-model-text") }</p>
                <Button icon={IconName::Model} onclick={props.onmodels.reform(|_| ())}>{ t("chat-to-models") }</Button>
            </div>
        };
    };
    let beginnings = [
        (IconName::Chat, t("chat-try-explain")),
        (IconName::Edit, t("chat-try-letter")),
        (IconName::Keyboard, t("chat-try-code")),
        (IconName::Sliders, t("chat-try-compare")),
    ];
    html! {
        <div class="chat-empty">
            <h2 class="chat-empty-title">{ t("chat-empty-title") }</h2>
            <p class="chat-empty-text">{ text(&app, choice) }</p>
            <ul class="chat-beginnings" aria-label={t("chat-beginnings")}>
                {
                    for beginnings.into_iter().map(|(sign, text)| {
                        let pick = {
                            let text = text.clone();
                            props.onpick.reform(move |_: MouseEvent| text.clone())
                        };
                        html! {
                            <li>
                                <button type="button" class="chat-beginning" onclick={pick}>
                                    { icon(sign, 16) }
                                    <span>{ text }</span>
                                </button>
                            </li>
                        }
                    })
                }
            </ul>
        </div>
    }
}

/// Who answers, and where what is written goes.
fn text(app: &App, choice: &Choice) -> AttrValue {
    let Some(provider) = app.provider(&choice.provider) else {
        let name = app.model().map(|model| model.name.as_str());
        return t_args(
            "chat-empty-text",
            &[("model", name.unwrap_or_default().into())],
        );
    };
    let known = app.offers.model(choice);
    let model = known.map_or(choice.model.0.as_str(), |model| model.name.as_str());
    let names = [
        ("model", model.into()),
        ("provider", provider.name.as_str().into()),
    ];
    t_args("chat-empty-text-key", &names)
}
