//! Values that only the running window knows, put into CSS.
//!
//! The content security policy forbids `style` attributes; the CSSOM is allowed.

use web_sys::HtmlElement;
use yew::prelude::*;

/// Sets `properties` on the element behind `node` after each render in which
/// one of them changed. An empty value removes the property.
#[hook]
pub fn use_css(node: &NodeRef, properties: &[(&'static str, String)]) {
    let node = node.clone();
    use_effect_with(properties.to_vec(), move |properties| {
        if let Some(element) = node.cast::<HtmlElement>() {
            set(&element, properties);
        }
    });
}

/// Sets `properties` on `element` now.
pub fn set(element: &HtmlElement, properties: &[(&'static str, String)]) {
    let style = element.style();
    for (name, value) in properties {
        // An unknown property or value changes nothing; CSS has no failure.
        let _ = if value.is_empty() {
            style.remove_property(name).map(drop)
        } else {
            style.set_property(name, value)
        };
    }
}

/// A length in CSS pixels.
pub fn px(length: f64) -> String {
    format!("{length}px")
}
