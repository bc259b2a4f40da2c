//! The keys of the history while a CV is open: undo and redo, in the fields too.

use contract::cv::Step;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use crate::dom;
use crate::keys::is_composing;

/// Elements in which the webview's own undo is meant: what is typed there is no part of the CV yet.
const OWN: &str =
    ".cv-title-field, .cv-heading-field, .cv-words input, dialog *, [data-own-undo] *";

/// Listens for the keys.
#[hook]
pub(super) fn use_history_keys(step: &Callback<Step>) {
    use_effect_with(step.clone(), |step| {
        let step = step.clone();
        let listener = dom::document().map(|document| {
            // Before the fields, whose own undo knows nothing of the CV's history.
            let options = EventListenerOptions {
                passive: false,
                ..EventListenerOptions::run_in_capture_phase()
            };
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                if is_composing(event) || dom::is_covered() || is_of_its_own(event) {
                    return;
                }
                let command = event.ctrl_key() != event.meta_key() && !event.alt_key();
                let wanted = match (command, event.shift_key(), &*event.key().to_lowercase()) {
                    (true, false, "z") => Step::Back,
                    (true, true, "z") | (true, false, "y") => Step::Forth,
                    _ => return,
                };
                event.prevent_default();
                step.emit(wanted);
            })
        });
        move || drop(listener)
    });
}

fn is_of_its_own(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| element.matches(OWN).unwrap_or(false))
}
