//! A conversation before its first message: what it is for, and beginnings.

use yew::prelude::*;

use crate::components::{Button, IconName, icon};
use crate::i18n::{t, t_args};

/// Properties of [`Empty`].
#[derive(Clone, PartialEq, Properties)]
pub struct EmptyProps {
    /// The model that will answer; `None`: there is none.
    pub model: Option<AttrValue>,
    /// A beginning was chosen.
    pub onpick: Callback<AttrValue>,
    /// To where models are added.
    pub onmodels: Callback<()>,
}

/// The place of the messages while there are none.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    let Some(model) = &props.model else {
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
            <p class="chat-empty-text">{ t_args("chat-empty-text", &[("model", model.as_str().into())]) }</p>
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
