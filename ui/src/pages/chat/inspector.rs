//! The pane on the right: how new replies are made, and what the conversation
//! came to so far.
//!
//! Where there is no room beside the messages it lies over them, between header
//! and composer. Then it is like a menu: Escape, or going on in the chat, takes
//! it away.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};
use yew::prelude::*;

use crate::components::TextField;
use crate::i18n::t;
use crate::pages::settings::ReplyDials;
use crate::{dom, format};

/// When it lies over the messages; the same words as in `chat.css`.
const OVER: &str = "(width < 1100px)";

/// Properties of [`Inspector`].
#[derive(Clone, PartialEq, Properties)]
pub struct InspectorProps {
    /// Tokens in and out, as far as the conversation was read.
    pub tokens: (u64, u64),
    /// The seed of the next replies.
    pub seed: Option<u32>,
    /// Another seed, or none.
    pub onseed: Callback<Option<u32>>,
    /// It is to go away.
    pub onclose: Callback<()>,
}

/// The pane.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let node = use_node_ref();
    use_focus(&node);
    use_pointer_outside(&props.onclose);
    let onkeydown = {
        let onclose = props.onclose.clone();
        move |event: KeyboardEvent| {
            // Beside the messages it is in nobody's way: Escape stops a reply.
            if event.key() == "Escape" && !event.is_composing() && lies_over() {
                event.prevent_default();
                onclose.emit(());
            }
        }
    };
    let onfocusout = {
        let onclose = props.onclose.clone();
        move |event: FocusEvent| {
            if lies_over() && is_in_chat(event.related_target()) {
                onclose.emit(());
            }
        }
    };
    let seed = use_state_eq(|| props.seed.map(|seed| seed.to_string()).unwrap_or_default());
    let wrong = !seed.trim().is_empty() && seed.trim().parse::<u32>().is_err();
    let onseed = {
        let (seed, onseed) = (seed.setter(), props.onseed.clone());
        move |text: String| {
            onseed.emit(text.trim().parse().ok());
            seed.set(text);
        }
    };
    html! {
        <aside
            ref={node}
            class="inspector"
            aria-label={t("chat-inspector")}
            tabindex="-1"
            {onkeydown}
            {onfocusout}
        >
            <div class="inspector-heads">
                <h2 class="inspector-head">{ t("replies-title") }</h2>
                <p class="inspector-note">{ t("replies-note") }</p>
            </div>
            <ReplyDials />
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

/// Takes the keyboard's focus, and gives it back where it still has it.
#[hook]
fn use_focus(node: &NodeRef) {
    let node = node.clone();
    use_effect_with((), move |()| {
        let before = dom::focused();
        let pane = node.cast::<HtmlElement>();
        if let Some(pane) = &pane {
            dom::focus(pane);
        }
        move || {
            let (Some(pane), Some(focused)) = (pane, dom::focused()) else {
                return;
            };
            if !pane.contains(Some(focused.as_ref())) {
                return;
            }
            match before.filter(|before| before.is_connected()) {
                Some(before) => dom::focus(&before),
                None => super::composer::focus(),
            }
        }
    });
}

/// Calls `onclose` when the pointer goes on in the chat below.
#[hook]
fn use_pointer_outside(onclose: &Callback<()>) {
    use_effect_with(onclose.clone(), |onclose| {
        let onclose = onclose.clone();
        let listener = dom::document().map(|document| {
            EventListener::new(&document, "pointerdown", move |event| {
                if lies_over() && is_in_chat(event.target()) {
                    onclose.emit(());
                }
            })
        });
        move || drop(listener)
    });
}

/// Whether it lies over the messages now.
fn lies_over() -> bool {
    let query = web_sys::window().and_then(|window| window.match_media(OVER).ok()?);
    query.is_some_and(|query| query.matches())
}

/// Whether something is among the messages or in the composer. The header is
/// beside the pane, and has the button that closes it.
fn is_in_chat(target: Option<EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    let within = |selector| {
        let found = element.as_ref()?.closest(selector).ok()?;
        found.map(drop)
    };
    within(".chat-main").is_some() && within(".chat-head").is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lies_over_the_messages_where_the_styles_put_it() {
        let styles = include_str!("../../../styles/chat.css");
        let (_, narrow) = styles
            .split_once(&format!("@media {OVER}"))
            .expect("the styles have that width");
        assert!(narrow.contains(".inspector {"), "they place the pane there");
    }
}
