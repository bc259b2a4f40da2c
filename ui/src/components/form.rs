//! Forms that open in the page.

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::dom;

const FIELD: &str = "input:not([type=radio], [type=checkbox]), textarea";

/// The form of `node` takes the focus into its first field as it comes. When it goes, the focus stays
/// nearby ([`crate::focus`]): at the button that opens it, if that stands beside it.
#[hook]
pub fn use_form_focus(node: &NodeRef) {
    let node = node.clone();
    use_effect_with((), move |()| {
        let form = node.cast::<Element>();
        let field = form.and_then(|form| form.query_selector(FIELD).ok()?);
        let field =
            field.and_then(|field| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(field).ok());
        if let Some(field) = field {
            dom::focus(&field);
        }
    });
}
