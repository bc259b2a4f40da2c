//! The pane on the right: how new replies are made, and what the conversation
//! came to so far.
//!
//! Where there is no room beside the messages it lies over them, between header
//! and composer. Then it is like a menu: Escape, or going on in the chat, takes
//! it away.

use contract::Total;
use contract::message::ReplyOptions;
use contract::provider::{Parameter, Refusal};
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};
use yew::prelude::*;

use super::presets::Presets;
use crate::components::{Button, IconName, Look, Segmented, TextArea, TextField};
use crate::i18n::t;
use crate::pages::settings::{Numbers, ReplyDials, why_not};
use crate::state::{Choice, use_app};
use crate::{dom, format};

/// When it lies over the messages; the same words as in `chat.css`.
const OVER: &str = "(width < 1100px)";

/// Properties of [`Inspector`].
#[derive(Clone, PartialEq, Properties)]
pub struct InspectorProps {
    /// Tokens in and out, as far as the conversation was read, and whether some of them are estimates.
    pub tokens: (u64, u64, bool),
    /// What they cost, as far as that is known.
    pub cost: Total,
    /// What is chosen for the next replies.
    pub options: ReplyOptions,
    /// The model of the next reply.
    pub choice: Option<Choice>,
    /// Something else was chosen.
    pub onoptions: Callback<ReplyOptions>,
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
    let app = use_app();
    let local = props
        .choice
        .as_ref()
        .is_none_or(|choice| choice.provider.is_local());
    let model = props
        .choice
        .as_ref()
        .and_then(|choice| app.offers.model(choice));
    let chosen = Numbers::chosen(&props.options);
    let numbers = if local {
        chosen.or(Numbers::of(&app.settings))
    } else {
        chosen
    };
    let change = |change: fn(&mut ReplyOptions)| {
        let options = props.options.clone();
        props.onoptions.reform(move |_: MouseEvent| {
            let mut options = options.clone();
            change(&mut options);
            options
        })
    };
    let onnumber = {
        let options = props.options.clone();
        props.onoptions.reform(move |number: Numbers| {
            let numbers = number.or(Numbers::chosen(&options));
            ReplyOptions {
                temperature: numbers.temperature,
                top_p: numbers.top_p,
                max_tokens: numbers.max_tokens,
                ..options.clone()
            }
        })
    };
    let onreset = change(|options| {
        options.temperature = None;
        options.top_p = None;
        options.max_tokens = None;
    });
    let onsystem = {
        let options = props.options.clone();
        props.onoptions.reform(move |text: String| ReplyOptions {
            system: Some(text).filter(|text| !text.trim().is_empty()),
            ..options.clone()
        })
    };
    let refused: Vec<Refusal> = model.map(|model| model.refuses.clone()).unwrap_or_default();
    let thinks = model.is_some_and(|model| model.thinks == Some(true));
    let note = if local {
        t("inspector-note")
    } else {
        t("inspector-note-key")
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
                <p class="inspector-note">{ note }</p>
            </div>
            <Presets
                options={props.options.clone()}
                choice={props.choice.clone()}
                onoptions={props.onoptions.clone()}
            />
            <TextArea
                label={t("chat-system")}
                value={props.options.system.clone().unwrap_or_default()}
                placeholder={t("chat-system-example")}
                hint={t("chat-system-hint")}
                onchange={onsystem}
            />
            <ReplyDials {numbers} refused={refused.clone()} onchange={onnumber} />
            if chosen != Numbers::default() {
                <Button look={Look::Quiet} icon={IconName::Retry} onclick={onreset}>{ t("dial-reset") }</Button>
            }
            if thinks {
                <Thoughts options={props.options.clone()} onoptions={props.onoptions.clone()} />
            }
            <Seed options={props.options.clone()} {refused} onoptions={props.onoptions.clone()} />
            <hr class="inspector-rule" />
            <h2 class="inspector-head">{ t("chat-so-far") }</h2>
            <dl class="inspector-facts">
                <dt>{ t("chat-tokens-in") }</dt><dd>{ tokens(props.tokens.0, props.tokens.2) }</dd>
                <dt>{ t("chat-tokens-out") }</dt><dd>{ tokens(props.tokens.1, props.tokens.2) }</dd>
                <dt>{ t("chat-cost") }</dt>{ cost(props.cost, local) }
            </dl>
        </aside>
    }
}

#[derive(PartialEq, Properties)]
struct ChoiceProps {
    options: ReplyOptions,
    #[prop_or_default]
    refused: Vec<Refusal>,
    onoptions: Callback<ReplyOptions>,
}

/// So many tokens; `~`: about.
fn tokens(count: u64, about: bool) -> String {
    let about = if about { "~" } else { "" };
    format!("{about}{}", format::count(count))
}

/// Whether the model's thoughts are asked for.
#[component]
fn Thoughts(props: &ChoiceProps) -> Html {
    let onchoose = {
        let options = props.options.clone();
        props.onoptions.reform(move |index: usize| ReplyOptions {
            thoughts: Some(index == 0),
            ..options.clone()
        })
    };
    html! {
        <div class="slider">
            <div class="slider-head"><span class="field-label">{ t("chat-thoughts") }</span></div>
            <Segmented
                label={t("chat-thoughts")}
                options={vec![t("chat-thoughts-on"), t("chat-thoughts-off")]}
                chosen={usize::from(props.options.thoughts == Some(false))}
                {onchoose}
            />
        </div>
    }
}

/// The seed, which makes replies repeatable.
#[component]
fn Seed(props: &ChoiceProps) -> Html {
    let seed = props.options.seed;
    let seed = use_state_eq(|| seed.map(|seed| seed.to_string()).unwrap_or_default());
    // A preset, or another conversation, brings another one.
    use_effect_with(props.options.seed, {
        let text = seed.clone();
        move |chosen| {
            if text.trim().parse().ok() != *chosen {
                text.set(chosen.map(|chosen| chosen.to_string()).unwrap_or_default());
            }
        }
    });
    let refused = props
        .refused
        .iter()
        .find(|refusal| refusal.parameter == Parameter::Seed);
    let wrong = !seed.trim().is_empty() && seed.trim().parse::<u32>().is_err();
    let oninput = {
        let (seed, options) = (seed.setter(), props.options.clone());
        let onoptions = props.onoptions.clone();
        move |text: String| {
            onoptions.emit(ReplyOptions {
                seed: text.trim().parse().ok(),
                ..options.clone()
            });
            seed.set(text);
        }
    };
    html! {
        <TextField
            label={t("chat-seed")}
            value={(*seed).clone()}
            placeholder={Some(t("chat-seed-any"))}
            disabled={refused.is_some()}
            hint={refused.map_or_else(|| t("chat-seed-hint"), |refusal| why_not(refusal.why))}
            error={wrong.then(|| t("chat-seed-wrong"))}
            {oninput}
        />
    }
}

/// What the conversation cost so far.
fn cost(total: Total, local: bool) -> Html {
    if total == Total::default() && local {
        return html! { <dd class="reply-free">{ t("chat-free") }</dd> };
    }
    html! { <dd>{ format::cost(total) }</dd> }
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
