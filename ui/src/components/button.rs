//! Buttons.

use yew::prelude::*;

use super::{IconName, Keys, Spinner, icon};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The one thing to do here.
    Primary,
    /// One of several things.
    #[default]
    Plain,
    /// Without a frame until the pointer is there.
    Quiet,
    /// It takes something away for good.
    Danger,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button-primary",
            Self::Plain => "button-plain",
            Self::Quiet => "button-quiet",
            Self::Danger => "button-danger",
        }
    }
}

/// Properties of [`Button`].
#[derive(Clone, PartialEq, Properties)]
pub struct ButtonProps {
    /// What it says.
    pub children: Html,
    /// How much it asks to be pressed.
    #[prop_or_default]
    pub look: Look,
    /// In front of what it says.
    #[prop_or_default]
    pub icon: Option<IconName>,
    /// Keys that do the same, shown behind: "Ctrl N".
    #[prop_or_default]
    pub keys: Option<AttrValue>,
    /// 32 pixels high instead of 28.
    #[prop_or_default]
    pub tall: bool,
    /// It cannot be pressed now.
    #[prop_or_default]
    pub disabled: bool,
    /// What it started is under way.
    #[prop_or_default]
    pub busy: bool,
    /// It sends the form around it.
    #[prop_or_default]
    pub submit: bool,
    /// It has the focus when its dialog opens.
    #[prop_or_default]
    pub autofocus: bool,
    /// For a button that opens a menu: whether it is open.
    #[prop_or_default]
    pub menu: Option<bool>,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// It was pressed.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// The element, to focus it.
    #[prop_or_default]
    pub node: NodeRef,
}

/// A button with words on it.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let class = classes!(
        "button",
        props.look.class(),
        props.tall.then_some("button-tall"),
        props.class.clone()
    );
    let onclick = {
        let (busy, onclick) = (props.busy, props.onclick.clone());
        // Disabled it would lose the focus; pressed once more it is not to send its form again.
        move |event: MouseEvent| {
            if busy {
                event.prevent_default();
            } else {
                onclick.emit(event);
            }
        }
    };
    html! {
        <button
            ref={props.node.clone()}
            type={if props.submit { "submit" } else { "button" }}
            {class}
            disabled={props.disabled}
            autofocus={props.autofocus}
            aria-haspopup={props.menu.map(|_| "menu")}
            aria-expanded={said(props.menu)}
            aria-busy={props.busy.then_some("true")}
            aria-disabled={props.busy.then_some("true")}
            {onclick}
        >
            if props.busy { <Spinner /> } else if let Some(name) = props.icon { { icon(name, 15) } }
            <span class="button-text">{ props.children.clone() }</span>
            if let Some(keys) = &props.keys { <Keys keys={keys.clone()} /> }
        </button>
    }
}

fn said(flag: Option<bool>) -> Option<&'static str> {
    flag.map(|on| if on { "true" } else { "false" })
}

/// Properties of [`IconButton`].
#[derive(Clone, PartialEq, Properties)]
pub struct IconButtonProps {
    /// What is drawn.
    pub icon: IconName,
    /// What it does, for screen readers and the tooltip.
    pub label: AttrValue,
    /// Keys that do the same, shown in the tooltip.
    #[prop_or_default]
    pub keys: Option<AttrValue>,
    /// The icon's size in CSS pixels.
    #[prop_or(18)]
    pub size: u32,
    /// For a switch: whether it is on.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// For a button that opens something: whether it is open.
    #[prop_or_default]
    pub expanded: Option<bool>,
    /// What it opens: `menu`, `dialog`.
    #[prop_or_default]
    pub popup: Option<AttrValue>,
    /// It cannot be pressed now.
    #[prop_or_default]
    pub disabled: bool,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// It was pressed.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// The element, to focus it.
    #[prop_or_default]
    pub node: NodeRef,
}

/// A button with an icon alone.
#[component]
pub fn IconButton(props: &IconButtonProps) -> Html {
    html! {
        <button
            ref={props.node.clone()}
            type="button"
            class={classes!("icon-button", props.class.clone())}
            aria-label={props.label.clone()}
            aria-pressed={said(props.pressed)}
            aria-expanded={said(props.expanded)}
            aria-haspopup={props.popup.clone()}
            data-tip={props.label.clone()}
            data-tip-keys={props.keys.clone()}
            disabled={props.disabled}
            onclick={props.onclick.clone()}
        >
            { icon(props.icon, props.size) }
        </button>
    }
}
