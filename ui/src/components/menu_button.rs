//! A button with words on it that opens a menu.

use web_sys::Element;
use yew::prelude::*;

use super::{Anchor, Button, IconName, Look, Menu, MenuEntry};

/// Properties of [`WordsMenu`].
#[derive(Clone, PartialEq, Properties)]
pub struct WordsMenuProps {
    /// What it says; it names the menu too.
    pub text: AttrValue,
    /// In front.
    pub icon: IconName,
    /// How much it asks to be pressed.
    #[prop_or_default]
    pub look: Look,
    /// What it started is under way.
    #[prop_or_default]
    pub busy: bool,
    /// It cannot be pressed now.
    #[prop_or_default]
    pub disabled: bool,
    /// The menu begins where the button begins; else both end together.
    #[prop_or_default]
    pub from_start: bool,
    /// Gives the menu, when it opens.
    pub entries: Callback<(), Vec<MenuEntry>>,
}

/// The button, and its menu while it is open.
#[component]
pub fn WordsMenu(props: &WordsMenuProps) -> Html {
    let node = use_node_ref();
    let open = use_state(|| None::<Anchor>);
    let onclick = {
        let (open, node, from_start) = (open.setter(), node.clone(), props.from_start);
        move |_: MouseEvent| {
            let place = |button: Element| {
                if from_start {
                    Anchor::from_start(&button)
                } else {
                    Anchor::below(&button)
                }
            };
            open.set(node.cast().map(place));
        }
    };
    let onclose = {
        let open = open.setter();
        move |()| open.set(None)
    };
    html! {
        <>
            <Button
                {node}
                look={props.look}
                icon={props.icon}
                busy={props.busy}
                disabled={props.disabled}
                menu={Some(open.is_some())}
                {onclick}
            >
                { props.text.clone() }
            </Button>
            if let Some(anchor) = *open {
                <Menu label={props.text.clone()} {anchor} entries={props.entries.emit(())} {onclose} />
            }
        </>
    }
}
