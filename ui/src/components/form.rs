//! Forms that open in the page: where the focus goes, and where it comes back to.

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::dom;

/// What a form stands in, and keeps when it goes.
const AROUND: &str = "li, .card";
const FIELD: &str = "input:not([type=radio], [type=checkbox]), textarea";

/// The form of `node` takes the focus into its first field as it comes. When it goes with the focus in
/// it, the focus returns to where it was, or to the first button of what the form stood in: the
/// button that opened it may be another element by then.
#[hook]
pub fn use_form_focus(node: &NodeRef) {
    let node = node.clone();
    use_effect_with((), move |()| {
        let form = node.cast::<Element>();
        let before = dom::focused().filter(|_| dom::has_focus());
        let around = form
            .as_ref()
            .and_then(|form| form.closest(AROUND).ok().flatten());
        if let Some(field) = form.as_ref().and_then(|form| first(form, FIELD)) {
            dom::focus(&field);
        }
        move || {
            let inside = !dom::has_focus() || form.is_some_and(|form| dom::holds_focus(&form));
            if inside {
                dom::next_frame(move || give_back(before, around));
            }
        }
    });
}

fn give_back(before: Option<HtmlElement>, around: Option<Element>) {
    if dom::has_focus() || before.is_some_and(|before| dom::takes_focus(&before)) {
        return;
    }
    let around = around.filter(|around| around.is_connected());
    if let Some(button) = around.and_then(|around| first(&around, "button:not(:disabled)")) {
        dom::focus(&button);
    }
}

fn first(within: &Element, selector: &str) -> Option<HtmlElement> {
    let found = within.query_selector(selector).ok()??;
    wasm_bindgen::JsCast::dyn_into(found).ok()
}
