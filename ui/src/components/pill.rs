//! A pill that says what is chosen and opens what else there is.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::{Anchor, IconName, Menu, MenuEntry, Popover, icon};
use crate::i18n::t_args;

/// What a pill opens. It is asked for when it opens.
#[derive(Clone, PartialEq)]
pub enum Opens {
    /// A menu.
    Menu(Callback<(), Vec<MenuEntry>>),
    /// A box of that class; what stands in it can close it.
    Box(&'static str, Callback<Callback<()>, Html>),
}

/// Properties of [`Pill`].
#[derive(Clone, PartialEq, Properties)]
pub struct PillProps {
    /// What is chosen with it.
    pub label: AttrValue,
    /// What is chosen.
    pub text: AttrValue,
    /// In front.
    #[prop_or_default]
    pub icon: Option<IconName>,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// What it opens.
    pub opens: Opens,
}

/// The button, and what it opened.
#[component]
pub fn Pill(props: &PillProps) -> Html {
    let open = use_state(|| None::<Anchor>);
    let onclick = {
        let open = open.setter();
        move |event: MouseEvent| {
            let target = event.target().and_then(|at| at.dyn_into::<Element>().ok());
            let button = target.and_then(|at| at.closest("button").ok()?);
            open.set(button.map(|button| Anchor::from_start(&button)));
        }
    };
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let said = [
        ("what", props.label.as_str().into()),
        ("value", props.text.as_str().into()),
    ];
    let label = props.label.clone();
    let opened = open.map(|anchor| match &props.opens {
        Opens::Menu(entries) => html! {
            <Menu {label} {anchor} entries={entries.emit(())} {onclose} />
        },
        Opens::Box(class, content) => {
            let content = content.emit(onclose.clone());
            html! { <Popover {label} {anchor} class={*class} {onclose}>{ content }</Popover> }
        }
    });
    let popup = match props.opens {
        Opens::Menu(_) => "menu",
        Opens::Box(..) => "dialog",
    };
    html! {
        <>
            <button
                type="button"
                class={classes!("choice-pill", props.class.clone())}
                aria-label={t_args("choice-said", &said)}
                aria-haspopup={popup}
                aria-expanded={if open.is_some() { "true" } else { "false" }}
                data-tip={props.label.clone()}
                {onclick}
            >
                if let Some(name) = props.icon { { icon(name, 15) } }
                <span class="choice-pill-text" dir="auto">{ props.text.clone() }</span>
                { icon(IconName::ChevronDown, 14) }
            </button>
            { opened.unwrap_or_default() }
        </>
    }
}
