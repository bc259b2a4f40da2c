//! Where the keyboard's focus was, so that it goes on nearby when its element goes away.
//!
//! A button that does its work and disappears leaves the focus to the page as a whole: keys do
//! nothing any more, and a screen reader loses its place. No browser says so with an event.
//! [`use_focus_keeper`] looks after this for the whole window; whoever opens something over the page
//! keeps a [`Place`] and resumes it.
//!
//! An element with `data-focus-home` names, by its id, the one that takes what is lost within it.

use std::cell::{Cell, RefCell};

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Document, Element, FocusEvent, HtmlElement, MutationObserver, MutationObserverInit, NodeList,
};
use yew::prelude::*;

use crate::dom;

const HOME: &str = "data-focus-home";
/// What the tab key comes to.
const STOPS: &str = "button:not(:disabled), input:not(:disabled), textarea:not(:disabled), \
                     a[href], summary, [tabindex]:not([tabindex='-1'])";

thread_local! {
    static LATEST: RefCell<Option<Place>> = const { RefCell::new(None) };
    /// Whether it is looked at with the next frame already.
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// An element that has the focus, and what is around it.
#[derive(Clone, Debug)]
pub struct Place {
    element: HtmlElement,
    /// From the inside out.
    around: Vec<Step>,
}

/// One step outwards: an element that holds the last one, and what stood beside that.
#[derive(Clone, Debug)]
struct Step {
    parent: Element,
    next: Option<Element>,
    previous: Option<Element>,
}

impl Place {
    /// Where the focus is, or was until its element went away; `None`: nowhere.
    pub fn here() -> Option<Self> {
        if dom::has_focus() {
            return dom::focused().map(Self::of);
        }
        LATEST.with_borrow(Clone::clone)
    }

    fn of(element: HtmlElement) -> Self {
        let mut around = Vec::new();
        let mut child: Element = element.clone().into();
        while let Some(parent) = child.parent_element() {
            around.push(Step {
                next: child.next_element_sibling(),
                previous: child.previous_element_sibling(),
                parent: parent.clone(),
            });
            child = parent;
        }
        Self { element, around }
    }

    /// Focuses the element again. Where it is gone, what is nearest to where it was.
    pub fn resume(&self) {
        if dom::takes_focus(&self.element) {
            return;
        }
        let left = |step: &&Step| step.parent.is_connected();
        // Whoever takes it ends the search.
        let _ = self.around.iter().filter(left).any(Step::takes_focus);
    }

    fn is_gone(&self) -> bool {
        !self.element.is_connected() || self.element.matches(":disabled").unwrap_or(false)
    }
}

impl Step {
    fn takes_focus(&self) -> bool {
        let home = self.parent.get_attribute(HOME);
        if let Some(home) = home.and_then(|home| dom::by_id::<HtmlElement>(&home)) {
            return dom::takes_focus(&home);
        }
        let beside = [&self.next, &self.previous];
        let beside = beside.into_iter().flatten();
        beside
            .chain([&self.parent])
            .any(|element| is_stop(element) || holds_stop(element))
    }
}

fn is_stop(element: &Element) -> bool {
    let stop = element.dyn_ref::<HtmlElement>();
    element.matches(STOPS).unwrap_or(false) && stop.is_some_and(dom::takes_focus)
}

/// Gives the focus to the first within `element` that takes it.
fn holds_stop(element: &Element) -> bool {
    let stops: Option<NodeList> = element.query_selector_all(STOPS).ok();
    stops.is_some_and(|stops| {
        let mut all = (0..stops.length()).filter_map(|at| stops.item(at)?.dyn_into().ok());
        all.any(|stop: HtmlElement| dom::takes_focus(&stop))
    })
}

/// Brings the focus back whenever its element goes away, or is disabled, and nobody gives it to another
/// one; once in the window.
#[hook]
pub fn use_focus_keeper() {
    use_effect_with((), |()| {
        let listeners = dom::document().map(|document| follow(&document));
        let changed = Closure::<dyn FnMut()>::new(look);
        let observer = observe(&changed);
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop((listeners, changed));
        }
    });
}

/// Notes where the focus is.
fn follow(document: &Document) -> [EventListener; 2] {
    let came = |event: &Event| {
        let target = event.target();
        let target = target.and_then(|target| target.dyn_into::<HtmlElement>().ok());
        LATEST.set(target.map(Place::of));
    };
    let left = |event: &Event| {
        let to = event
            .dyn_ref::<FocusEvent>()
            .and_then(FocusEvent::related_target);
        // Another window came, or the element went with its focus: this is no leaving.
        let stays = LATEST.with_borrow(|place| place.as_ref().is_some_and(Place::is_gone));
        if to.is_none() && !stays && !dom::has_focus() {
            LATEST.set(None);
        }
    };
    [
        EventListener::new(document, "focusin", came),
        EventListener::new(document, "focusout", left),
    ]
}

/// Calls `changed` after each change of the page.
fn observe(changed: &Closure<dyn FnMut()>) -> Option<MutationObserver> {
    let observer = MutationObserver::new(changed.as_ref().unchecked_ref()).ok()?;
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_subtree(true);
    what.set_attribute_filter(&js_sys::Array::of1(&"disabled".into()));
    let body = dom::document()?.body()?;
    observer.observe_with_options(&body, &what).ok()?;
    Some(observer)
}

/// After a change of the page, once a frame. Who takes the focus by design does it until the frame behind
/// it.
fn look() {
    if LATEST.with_borrow(Option::is_some) && !ASKED.replace(true) {
        dom::after_paint(|| {
            ASKED.set(false);
            if is_lost()
                && let Some(place) = LATEST.with_borrow(Clone::clone)
            {
                place.resume();
            }
        });
    }
}

fn is_lost() -> bool {
    let gone = LATEST.with_borrow(|place| place.as_ref().is_some_and(Place::is_gone));
    gone && !dom::has_focus()
}
