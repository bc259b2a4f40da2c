//! What the keyboard stops at in the list, found in the page.
//!
//! A stop is a button that says by an attribute which folder or conversation it is. Its line says
//! its place among all stops.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::NodeRef;

use super::rows::Stop;
use crate::dom;

/// The attribute of a conversation's button.
const CONVERSATION: &str = "data-conversation";
/// The attribute of a folder's button.
const FOLDER: &str = "data-folder";

/// The stop that has the focus.
pub(super) fn focused() -> Option<Stop> {
    let focused = dom::focused()?;
    stop_of(&focused)
}

/// The stop that has the focus, or whose line holds what has it, and its place.
pub(super) fn held() -> Option<(Stop, usize)> {
    let line = dom::focused()?.closest("li").ok()??;
    let selector = format!("[{CONVERSATION}], [{FOLDER}]");
    let stop = stop_of(&line.query_selector(&selector).ok()??)?;
    let place: usize = line.get_attribute("aria-posinset")?.parse().ok()?;
    Some((stop, place.saturating_sub(1)))
}

/// The button of a stop.
pub(super) fn button_of(list: &NodeRef, stop: Stop) -> Option<HtmlElement> {
    let selector = match stop {
        Stop::Conversation(id) => format!("[{CONVERSATION}=\"{id}\"]"),
        Stop::Folder(id) => format!("[{FOLDER}=\"{id}\"]"),
    };
    let found = list
        .cast::<HtmlElement>()?
        .query_selector(&selector)
        .ok()??;
    found.dyn_into().ok()
}

/// Which stop an element is.
pub(super) fn stop_of(element: &Element) -> Option<Stop> {
    let id = |name: &str| element.get_attribute(name);
    let conversation = || Some(Stop::Conversation(id(CONVERSATION)?.parse().ok()?));
    let folder = || Some(Stop::Folder(id(FOLDER)?.parse().ok()?));
    conversation().or_else(folder)
}

/// Where a key of the list leads from the stop at `at` of `count`; `None`: it is no such key.
pub(super) fn goal(key: &str, at: usize, count: usize) -> Option<usize> {
    let to = match key {
        "ArrowDown" => at + 1,
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => at + 10,
        "PageUp" => at.saturating_sub(10),
        "Home" => 0,
        "End" => count,
        _ => return None,
    };
    Some(to.min(count.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_within_the_list() {
        assert_eq!(goal("ArrowDown", 4, 5), Some(4));
        assert_eq!(goal("ArrowUp", 0, 5), Some(0));
        assert_eq!(goal("PageDown", 0, 50), Some(10));
        assert_eq!(goal("End", 2, 5), Some(4));
        assert_eq!(goal("Home", 2, 5), Some(0));
        assert_eq!(goal("ArrowLeft", 2, 5), None, "folders have it");
    }
}
