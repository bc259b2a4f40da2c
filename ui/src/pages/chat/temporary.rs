//! What marks a temporary conversation: a strip below the header, and its place before the first message.

use contract::conversation::ConversationSummary;
use yew::prelude::*;

use crate::components::{Button, IconName, Look, icon};
use crate::i18n::t;
use crate::state::use_app;
use crate::temporary;

/// Properties of [`TemporaryStrip`].
#[derive(Clone, PartialEq, Properties)]
pub struct TemporaryStripProps {
    /// The conversation's head.
    pub head: ConversationSummary,
}

/// Says that nothing is kept, and keeps it after all.
#[component]
pub fn TemporaryStrip(props: &TemporaryStripProps) -> Html {
    let app = use_app();
    let onkeep = {
        let (to, id) = (app.dispatcher(), props.head.id);
        move |_| {
            // The strip goes, and the button with it.
            super::composer::focus();
            temporary::keep(&to, id);
        }
    };
    html! {
        <div class="temporary-strip" role="note" aria-label={t("temporary-name")}>
            { icon(IconName::Temporary, 16) }
            <p class="temporary-text" data-tip={t("temporary-tip")}>
                { t("temporary-strip") }
                <span class="unseen">{ t("temporary-tip") }</span>
            </p>
            if temporary::has_words(&props.head) {
                <Button look={Look::Quiet} class="temporary-keep" onclick={onkeep}>
                    { t("temporary-keep") }
                </Button>
            }
        </div>
    }
}

/// The place of the messages while there are none.
#[component]
pub fn TemporaryEmpty() -> Html {
    let facts = [
        (IconName::Temporary, t("temporary-fact-memory")),
        (IconName::Archive, t("temporary-fact-keep")),
        (IconName::Send, t("temporary-fact-vendor")),
        (IconName::Chart, t("temporary-fact-usage")),
    ];
    html! {
        <div class="chat-empty">
            <h2 class="chat-empty-title">{ t("temporary-title") }</h2>
            <p class="chat-empty-text">{ t("temporary-text") }</p>
            <ul class="temporary-facts" aria-label={t("temporary-facts")}>
                {
                    for facts.into_iter().map(|(sign, text)| html! {
                        <li class="temporary-fact">{ icon(sign, 16) }<span>{ text }</span></li>
                    })
                }
            </ul>
        </div>
    }
}
