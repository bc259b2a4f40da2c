//! The messages that wait for the reply to end, above the composer.

use yew::prelude::*;

use super::line::Waiting;
use crate::components::{IconButton, IconName, icon};
use crate::i18n::t;

/// Properties of [`WaitingLine`].
#[derive(Clone, PartialEq, Properties)]
pub struct WaitingProps {
    /// What waits, the next one first.
    pub waiting: Vec<Waiting>,
    /// Take it back into the composer.
    pub onedit: Callback<u32>,
    /// Do not send it.
    pub onremove: Callback<u32>,
}

/// The line; nothing while nobody waits.
#[component]
pub fn WaitingLine(props: &WaitingProps) -> Html {
    if props.waiting.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="waiting" role="list" aria-label={t("chat-waiting-line")}>
            { for props.waiting.iter().map(|waiting| one(props, waiting)) }
        </ul>
    }
}

fn one(props: &WaitingProps, waiting: &Waiting) -> Html {
    let number = waiting.number;
    html! {
        <li key={number} class="waiting-message">
            <p class="waiting-text" dir="auto">{ &waiting.text }</p>
            <div class="waiting-foot">
                <span class="waiting-note">
                    { icon(IconName::Clock, 15) }
                    { if waiting.leaving { t("chat-waiting-leaves") } else { t("chat-waiting-note") } }
                </span>
                if !waiting.leaving {
                    <IconButton
                        icon={IconName::Edit}
                        size={15}
                        label={t("chat-waiting-edit")}
                        onclick={props.onedit.reform(move |_: MouseEvent| number)}
                    />
                    <IconButton
                        icon={IconName::Close}
                        size={15}
                        label={t("chat-waiting-remove")}
                        onclick={props.onremove.reform(move |_: MouseEvent| number)}
                    />
                }
            </div>
        </li>
    }
}
