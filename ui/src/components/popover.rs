//! A box at the button that opened it, for choices that are more than lines of a menu.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

use super::Anchor;
use super::menu::{place, resume};
use crate::dom;
use crate::focus::Place;

/// What has the focus first.
const FIRST: &str = "input:checked, button:not(:disabled), input";

/// Properties of [`Popover`].
#[derive(Clone, PartialEq, Properties)]
pub struct PopoverProps {
    /// Its name.
    pub label: AttrValue,
    /// Where.
    pub anchor: Anchor,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// Escape, a click outside, or the focus went on.
    pub onclose: Callback<()>,
    /// What stands in it.
    pub children: Html,
}

/// An open box, over the page. As long as it is rendered, it is open.
#[component]
pub fn Popover(props: &PopoverProps) -> Html {
    let node = use_node_ref();
    use_effect_with(props.anchor, {
        let node = node.clone();
        move |anchor| {
            let before = Place::here();
            if let Some(element) = node.cast::<HtmlElement>() {
                place(&element, *anchor);
                let first = element.query_selector(FIRST).ok().flatten();
                let first = first.and_then(|first| first.dyn_into::<HtmlElement>().ok());
                dom::focus(&first.unwrap_or(element));
            }
            move || {
                // What was chosen may have the focus already, and keeps it.
                let inside = node.get().is_some_and(|node| dom::holds_focus(&node));
                if inside || !dom::has_focus() {
                    resume(before.as_ref());
                }
            }
        }
    });
    let onkeydown = {
        let onclose = props.onclose.clone();
        move |event: KeyboardEvent| {
            // Whatever is under it has nothing to do with its keys.
            event.stop_propagation();
            if event.key() == "Escape" {
                event.prevent_default();
                onclose.emit(());
            }
        }
    };
    let onfocusout = {
        let (node, onclose) = (node.clone(), props.onclose.clone());
        move |event: FocusEvent| {
            let next = event
                .related_target()
                .and_then(|next| next.dyn_into::<Node>().ok());
            let inside = |next: &Node| node.get().is_some_and(|node| node.contains(Some(next)));
            if next.is_some_and(|next| !inside(&next)) {
                onclose.emit(());
            }
        }
    };
    let veil = {
        let onclose = props.onclose.clone();
        move |event: MouseEvent| {
            event.prevent_default();
            event.stop_propagation();
            onclose.emit(());
        }
    };
    let content = html! {
        <div class="menu-layer">
            <div class="menu-veil" onmousedown={veil.clone()} oncontextmenu={veil}></div>
            <div
                ref={node}
                class={classes!("menu", "popover", props.class.clone())}
                role="dialog"
                aria-label={props.label.clone()}
                tabindex="-1"
                {onkeydown}
                {onfocusout}
            >
                { props.children.clone() }
            </div>
        </div>
    };
    // At the body, since an ancestor may clip or scroll.
    match dom::document().and_then(|document| document.body()) {
        Some(body) => create_portal(content, body.into()),
        None => content,
    }
}
