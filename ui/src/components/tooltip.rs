//! Tooltips: one layer for the whole window.
//!
//! An element with `data-tip` (and `data-tip-keys`) shows it while the pointer
//! rests on it or the keyboard's focus is there. The words are those of the
//! element's label, so a screen reader is told nothing twice.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement};
use yew::prelude::*;

use super::Keys;
use crate::css;
use crate::dom;

/// How long the pointer rests before the tooltip comes, in milliseconds.
const REST: u32 = 450;
/// Between the element and its tooltip, and to the window's edge, in CSS pixels.
const GAP: f64 = 6.0;

#[derive(Clone, PartialEq)]
struct Tip {
    text: AttrValue,
    keys: Option<AttrValue>,
    /// left, top, width, height of the element.
    around: (f64, f64, f64, f64),
    /// The dialog that the element stands in. It covers all that is outside of it.
    dialog: Option<Element>,
}

/// The layer; once in the window.
#[component]
pub fn TooltipLayer() -> Html {
    let tip = use_state_eq(|| None::<Tip>);
    let node = use_node_ref();
    use_effect_with((), {
        let tip = tip.setter();
        move |()| watch(tip)
    });
    use_effect_with((*tip).clone(), {
        let node = node.clone();
        move |tip| {
            if let (Some(tip), Some(element)) = (tip, node.cast::<HtmlElement>()) {
                place(&element, tip);
            }
        }
    });
    let Some(tip) = &*tip else {
        return Html::default();
    };
    let words = html! {
        <div class="tooltip" ref={node} aria-hidden="true">
            <span>{ tip.text.clone() }</span>
            if let Some(keys) = &tip.keys { <Keys keys={keys.clone()} /> }
        </div>
    };
    match &tip.dialog {
        Some(dialog) => create_portal(words, dialog.clone()),
        None => words,
    }
}

/// Listens on the document; the returned closure ends it.
fn watch(tip: UseStateSetter<Option<Tip>>) -> impl FnOnce() {
    let listeners = dom::document().map(|document| {
        let waiting = std::rc::Rc::new(std::cell::RefCell::new(None::<Timeout>));
        let come = |delay: u32| {
            let (tip, waiting) = (tip.clone(), waiting.clone());
            move |event: &Event| {
                let Some(found) = tip_of(event) else {
                    waiting.borrow_mut().take();
                    tip.set(None);
                    return;
                };
                let tip = tip.clone();
                let show = Timeout::new(delay, move || tip.set(Some(found)));
                waiting.borrow_mut().replace(show);
            }
        };
        let go = || {
            let (tip, waiting) = (tip.clone(), waiting.clone());
            move |_: &Event| {
                waiting.borrow_mut().take();
                tip.set(None);
            }
        };
        [
            EventListener::new(&document, "pointerover", come(REST)),
            EventListener::new(&document, "focusin", come(0)),
            EventListener::new(&document, "focusout", go()),
            EventListener::new(&document, "pointerdown", go()),
            EventListener::new(&document, "keydown", go()),
            EventListener::new(&document, "wheel", go()),
        ]
    });
    move || drop(listeners)
}

fn tip_of(event: &Event) -> Option<Tip> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let element = target.closest("[data-tip]").ok()??;
    let dialog = element.closest("dialog").ok()?;
    if let Some(event) = event.dyn_ref::<FocusEvent>() {
        // A focus that came with the pointer, or with a dialog that has just
        // opened, is no wish to read.
        let before = event
            .related_target()
            .and_then(|before| before.dyn_into::<Element>().ok())
            .and_then(|before| before.closest("dialog").ok()?);
        if before != dialog || !element.matches(":focus-visible").unwrap_or(false) {
            return None;
        }
    }
    let rect: DomRect = element.get_bounding_client_rect();
    Some(Tip {
        text: element.get_attribute("data-tip")?.into(),
        keys: element.get_attribute("data-tip-keys").map(AttrValue::from),
        around: (rect.left(), rect.top(), rect.width(), rect.height()),
        dialog,
    })
}

fn place(element: &HtmlElement, tip: &Tip) {
    let (left, top, width, height) = tip.around;
    let (own_width, own_height) = (
        f64::from(element.offset_width()),
        f64::from(element.offset_height()),
    );
    let (room_x, room_y) = dom::window_size();
    let x = (left + width / 2.0 - own_width / 2.0).clamp(GAP, (room_x - own_width - GAP).max(GAP));
    let below = top + height + GAP;
    let y = if below + own_height + GAP > room_y {
        top - own_height - GAP
    } else {
        below
    };
    css::set(element, &[("left", css::px(x)), ("top", css::px(y))]);
}
