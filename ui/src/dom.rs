//! The page as such: its document, its elements by id, the focus, the next frame.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, HtmlElement, Node};

/// The window's document; `None` outside of a window.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element of that id, if it is one of the wanted kind.
pub fn by_id<E: JsCast>(id: &str) -> Option<E> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The element that holds the keyboard's focus.
pub fn focused() -> Option<HtmlElement> {
    document()?.active_element()?.dyn_into().ok()
}

/// Focuses `element`; `false`: it is gone, or takes no focus now.
pub fn takes_focus(element: &HtmlElement) -> bool {
    element.is_connected() && element.focus().is_ok() && focused().as_ref() == Some(element)
}

/// Whether an element holds it, and not the page as a whole.
pub fn has_focus() -> bool {
    let body = document().and_then(|document| document.body());
    focused().is_some_and(|focused| Some(focused) != body)
}

/// Whether the focus is in `element`.
pub fn holds_focus(element: &Node) -> bool {
    focused().is_some_and(|focused| element.contains(Some(&focused)))
}

/// Whether a dialog lies over the page.
pub fn is_covered() -> bool {
    document()
        .is_some_and(|document| matches!(document.query_selector("dialog[open]"), Ok(Some(_))))
}

/// Tells the stylesheet whether a dialog lies over the page, after one was opened
/// or closed: another one may be open still.
pub fn mark_covered() {
    let Some(document) = document() else { return };
    if let Some(root) = document.document_element() {
        // Fails only for a name that is none.
        let _ = root.toggle_attribute_with_force("data-covered", is_covered());
    }
}

/// Gives `element` the keyboard's focus. One that is gone or disabled takes
/// none; then a click, or Tab, goes on from where the focus is.
pub fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

/// Width and height of the window's inside, in CSS pixels.
pub fn window_size() -> (f64, f64) {
    let size = |value: Result<wasm_bindgen::JsValue, _>| value.ok()?.as_f64();
    web_sys::window()
        .and_then(|window| Some((size(window.inner_width())?, size(window.inner_height())?)))
        .unwrap_or((1280.0, 800.0))
}

/// Calls `act` once what is being drawn has been painted.
pub fn after_paint(act: impl FnOnce() + 'static) {
    // What is asked for within a frame comes in the one behind it.
    next_frame(move || {
        next_frame(act);
    });
}

/// Calls `act` before the next frame is painted; `false`: there is no window.
pub fn next_frame(act: impl FnOnce() + 'static) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let closure = Closure::once_into_js(act);
    window
        .request_animation_frame(closure.unchecked_ref())
        .is_ok()
}
