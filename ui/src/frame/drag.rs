//! Dragging a conversation onto a folder, or out of one.
//!
//! By pointer events and not by the webview's own drag and drop, which differs between systems and
//! belongs to files here. A line says with `data-drop` what a drop on it means.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use contract::{ConversationId, FolderId};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::{Interval, Timeout};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::rows::Stop;
use super::stops;
use crate::state::App;
use crate::{css, dom, folders};

/// So far, in CSS pixels, a pressed pointer moves before it drags.
const SLACK: f64 = 5.0;
/// So near the edge the list scrolls.
const EDGE: f64 = 28.0;
/// Pixels of one step of that, and milliseconds between two.
const STEP: (i32, u32) = (10, 30);

/// Where a drop leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// Into that folder.
    Folder(FolderId),
    /// Out of its folder.
    Out,
}

impl Goal {
    /// What `data-drop` says: a folder's id, or nothing for the place of what is in none.
    fn of(drop: &str, within: Option<FolderId>) -> Option<Self> {
        if drop.is_empty() {
            return within.map(|_| Self::Out);
        }
        let folder = drop.parse().ok().filter(|folder| Some(*folder) != within);
        folder.map(Self::Folder)
    }
}

/// A conversation under the pointer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dragged {
    /// Which.
    pub id: ConversationId,
    /// Where it would go.
    pub goal: Option<Goal>,
}

/// What the list needs for it.
#[derive(Clone)]
pub(super) struct Drag {
    /// What is dragged now.
    pub dragged: Option<Dragged>,
    /// The label at the pointer.
    pub ghost: NodeRef,
    /// Set while a click is the end of a drag.
    pub swallows: Rc<Cell<bool>>,
    /// For the list.
    pub ondown: Callback<PointerEvent>,
    /// For the list.
    pub onmove: Callback<PointerEvent>,
    /// For the list.
    pub onup: Callback<PointerEvent>,
    /// For the list.
    pub oncancel: Callback<PointerEvent>,
}

/// A pressed pointer.
struct Press {
    id: ConversationId,
    within: Option<FolderId>,
    from: (f64, f64),
    at: (f64, f64),
    /// While it drags: scrolls the list at its edges, and listens for Escape.
    drags: Option<(Interval, Option<EventListener>)>,
    /// Escape was pressed: letting go does nothing.
    given_up: bool,
}

/// Dragging in the list that scrolls in `scroll`.
#[hook]
pub(super) fn use_drag(app: &App, scroll: &NodeRef) -> Drag {
    let dragged = use_state_eq(|| None::<Dragged>);
    let ghost = use_node_ref();
    let press = use_mut_ref(|| None::<Press>);
    let swallows = use_memo((), |()| Cell::new(false));
    use_effect_with((*dragged).map(|dragged| dragged.id), {
        let (ghost, press) = (ghost.clone(), Rc::clone(&press));
        move |_| {
            if let Some(press) = &*press.borrow() {
                show_at(&ghost, press.at);
            }
        }
    });
    let ondown = {
        let (app, press) = (app.clone(), Rc::clone(&press));
        Callback::from(move |event: PointerEvent| {
            // A finger scrolls.
            if event.button() == 0 && event.pointer_type() != "touch" {
                *press.borrow_mut() = pressed(&app, &event);
            }
        })
    };
    let onmove = {
        let (scroll, ghost, press) = (scroll.clone(), ghost.clone(), Rc::clone(&press));
        let dragged = dragged.setter();
        Callback::from(move |event: PointerEvent| {
            // Let go where nobody heard of it.
            if event.buttons() & 1 == 0 {
                press.take();
                dragged.set(None);
                return;
            }
            let mut press_now = press.borrow_mut();
            let Some(now) = press_now.as_mut().filter(|press| !press.given_up) else {
                return;
            };
            now.at = at(&event);
            if now.drags.is_none() {
                if distance(now.from, now.at) < SLACK {
                    return;
                }
                if let Some(scroll) = scroll.cast::<Element>() {
                    // Without it the drag ends at the list's edge.
                    let _ = scroll.set_pointer_capture(event.pointer_id());
                }
                now.drags = Some((scrolling(&scroll, &press), escape(&press, dragged.clone())));
            }
            show_at(&ghost, now.at);
            let goal = drop_at(now.at).and_then(|drop| Goal::of(&drop, now.within));
            dragged.set(Some(Dragged { id: now.id, goal }));
        })
    };
    let onup = {
        let (app, press, swallows) = (app.clone(), Rc::clone(&press), Rc::clone(&swallows));
        let dragged = dragged.setter();
        Callback::from(move |event: PointerEvent| {
            let Some(over) = press.take().filter(|press| press.drags.is_some()) else {
                return;
            };
            dragged.set(None);
            swallows.set(true);
            let swallows = Rc::clone(&swallows);
            Timeout::new(0, move || swallows.set(false)).forget();
            if over.given_up {
                return;
            }
            match drop_at(at(&event)).and_then(|drop| Goal::of(&drop, over.within)) {
                Some(Goal::Folder(folder)) => {
                    let name = app.folders.name(folder);
                    folders::move_to(&app, over.id, name.map(|name| (folder, name)));
                }
                Some(Goal::Out) => folders::move_to(&app, over.id, None),
                None => {}
            }
        })
    };
    let oncancel = {
        let (press, dragged) = (Rc::clone(&press), dragged.setter());
        Callback::from(move |_: PointerEvent| {
            press.take();
            dragged.set(None);
        })
    };
    Drag {
        dragged: *dragged,
        ghost,
        swallows,
        ondown,
        onmove,
        onup,
        oncancel,
    }
}

/// The conversation that is pressed, where there is something to drop it on.
fn pressed(app: &App, event: &PointerEvent) -> Option<Press> {
    if app.folders.shelves.is_empty() || app.conversations.archived {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let button = target.closest("[data-conversation]").ok()??;
    let Some(Stop::Conversation(id)) = stops::stop_of(&button) else {
        return None;
    };
    Some(Press {
        id,
        within: app.conversation(id)?.folder,
        from: at(event),
        at: at(event),
        drags: None,
        given_up: false,
    })
}

fn at(event: &PointerEvent) -> (f64, f64) {
    (event.client_x().into(), event.client_y().into())
}

fn distance(from: (f64, f64), to: (f64, f64)) -> f64 {
    (from.0 - to.0).hypot(from.1 - to.1)
}

/// What a drop there means, as the line says it.
fn drop_at((x, y): (f64, f64)) -> Option<String> {
    let under = dom::document()?.element_from_point(x as f32, y as f32)?;
    let line = under.closest("[data-drop]").ok()??;
    line.get_attribute("data-drop")
}

fn show_at(ghost: &NodeRef, (x, y): (f64, f64)) {
    if let Some(ghost) = ghost.cast::<HtmlElement>() {
        let place = [("left", css::px(x + 12.0)), ("top", css::px(y + 8.0))];
        css::set(&ghost, &place);
    }
}

fn scrolling(scroll: &NodeRef, press: &Rc<RefCell<Option<Press>>>) -> Interval {
    let (scroll, press) = (scroll.clone(), Rc::downgrade(press));
    Interval::new(STEP.1, move || {
        let at = press
            .upgrade()
            .and_then(|press| Some(press.borrow().as_ref().filter(|now| !now.given_up)?.at));
        if let (Some((_, y)), Some(element)) = (at, scroll.cast::<HtmlElement>()) {
            let edges = element.get_bounding_client_rect();
            let step = steps(y, edges.top(), edges.bottom());
            element.set_scroll_top(element.scroll_top() + step * STEP.0);
        }
    })
}

/// Up, down, or not at all.
fn steps(y: f64, top: f64, bottom: f64) -> i32 {
    i32::from(y > bottom - EDGE) - i32::from(y < top + EDGE)
}

/// Escape ends the drag, and nothing else.
fn escape(
    press: &Rc<RefCell<Option<Press>>>,
    dragged: UseStateSetter<Option<Dragged>>,
) -> Option<EventListener> {
    let press = Rc::downgrade(press);
    let options = EventListenerOptions {
        passive: false,
        ..EventListenerOptions::run_in_capture_phase()
    };
    let document = dom::document()?;
    let on = move |event: &Event| {
        let is_escape = event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|event| event.key() == "Escape");
        if let Some(press) = press.upgrade().filter(|_| is_escape) {
            event.prevent_default();
            event.stop_propagation();
            dragged.set(None);
            if let Some(press) = &mut *press.borrow_mut() {
                press.given_up = true;
            }
        }
    };
    Some(EventListener::new_with_options(
        &document, "keydown", options, on,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(number: u128) -> FolderId {
        format!("{number:032x}")
            .parse()
            .expect("32 hex digits are a UUID")
    }

    #[test]
    fn a_drop_where_it_is_already_is_none() {
        let (one, two) = (folder(1), folder(2));
        assert_eq!(
            Goal::of(&two.to_string(), Some(one)),
            Some(Goal::Folder(two))
        );
        assert_eq!(Goal::of(&one.to_string(), Some(one)), None);
        assert_eq!(Goal::of("", Some(one)), Some(Goal::Out));
        assert_eq!(Goal::of("", None), None, "it is out already");
        assert_eq!(Goal::of("nonsense", None), None);
    }

    #[test]
    fn the_list_scrolls_at_its_edges_alone() {
        assert_eq!(steps(100.0, 90.0, 700.0), -1);
        assert_eq!(steps(400.0, 90.0, 700.0), 0);
        assert_eq!(steps(690.0, 90.0, 700.0), 1);
    }
}
