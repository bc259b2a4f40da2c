//! A pill that says what is chosen and opens a menu of what else there is.

use web_sys::Element;
use yew::prelude::*;

use super::{Anchor, IconName, Menu, MenuEntry, icon};
use crate::i18n::t_args;

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
    /// What it opens: `menu`, `dialog`.
    #[prop_or(AttrValue::Static("dialog"))]
    pub popup: AttrValue,
    /// Whether that is open.
    pub expanded: bool,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// It was pressed; where what it opens has its place.
    pub onopen: Callback<Anchor>,
}

/// The button alone.
#[component]
pub fn Pill(props: &PillProps) -> Html {
    let node = use_node_ref();
    let onclick = {
        let (node, onopen) = (node.clone(), props.onopen.clone());
        move |_: MouseEvent| {
            if let Some(element) = node.cast::<Element>() {
                onopen.emit(Anchor::from_start(&element));
            }
        }
    };
    let said = [
        ("what", props.label.as_str().into()),
        ("value", props.text.as_str().into()),
    ];
    html! {
        <button
            ref={node}
            type="button"
            class={classes!("choice-pill", props.class.clone())}
            aria-label={t_args("choice-said", &said)}
            aria-haspopup={props.popup.clone()}
            aria-expanded={if props.expanded { "true" } else { "false" }}
            data-tip={props.label.clone()}
            {onclick}
        >
            if let Some(name) = props.icon { { icon(name, 15) } }
            <span class="choice-pill-text" dir="auto">{ props.text.clone() }</span>
            { icon(IconName::ChevronDown, 14) }
        </button>
    }
}

/// Properties of [`PillMenu`].
#[derive(Clone, PartialEq, Properties)]
pub struct PillMenuProps {
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
    /// Gives the menu, when it opens.
    pub entries: Callback<(), Vec<MenuEntry>>,
}

/// The button with its menu.
#[component]
pub fn PillMenu(props: &PillMenuProps) -> Html {
    let open = use_state(|| None::<Anchor>);
    let onopen = {
        let open = open.setter();
        move |anchor| open.set(Some(anchor))
    };
    let onclose = {
        let open = open.setter();
        move |()| open.set(None)
    };
    html! {
        <>
            <Pill
                label={props.label.clone()}
                text={props.text.clone()}
                icon={props.icon}
                popup="menu"
                expanded={open.is_some()}
                class={props.class.clone()}
                {onopen}
            />
            if let Some(anchor) = *open {
                <Menu label={props.label.clone()} {anchor} entries={props.entries.emit(())} {onclose} />
            }
        </>
    }
}
