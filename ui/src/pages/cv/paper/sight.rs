//! How much of the pages is in sight, the wheel that makes them larger, and what is scrolled to.

use std::rc::Rc;

use contract::cv::PartId;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, HtmlElement, ResizeObserver, ScrollIntoViewOptions, ScrollLogicalPosition, WheelEvent,
};
use yew::prelude::*;

use super::zoom::{self, Zoom};

/// Above the first page and beside all of them, in CSS pixels; `.paper-pages` has the same.
const AROUND: f64 = 32.0;

/// What is in sight, in CSS pixels.
#[derive(Clone, PartialEq)]
pub struct Sight {
    /// Width of the pane.
    pub width: f64,
    /// Height of the pane.
    pub height: f64,
    /// How much was scrolled away above.
    pub top: f64,
    /// Looks again, after a scroll.
    pub look: Callback<()>,
}

/// What is in sight of `scroll`; followed as it changes its size.
#[hook]
pub fn use_sight(scroll: &NodeRef) -> Sight {
    let sight = use_state_eq(|| (0.0, 0.0, 0.0));
    let look = {
        let (scroll, sight) = (scroll.clone(), sight.setter());
        move || {
            if let Some(element) = scroll.cast::<HtmlElement>() {
                let size = [element.client_width(), element.client_height()].map(f64::from);
                sight.set((size[0], size[1], f64::from(element.scroll_top())));
            }
        }
    };
    use_effect_with((), {
        let (scroll, look) = (scroll.clone(), look.clone());
        move |()| {
            look();
            let observer = scroll.cast::<HtmlElement>().and_then(|element| {
                let closure = Closure::<dyn FnMut()>::new(look);
                let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
                observer.observe(&element);
                Some((observer, closure))
            });
            move || {
                if let Some((observer, _)) = observer {
                    observer.disconnect();
                }
            }
        }
    });
    let (width, height, top) = *sight;
    Sight {
        width,
        height,
        top,
        look: Callback::from(move |()| look()),
    }
}

/// Control and the wheel make the pages larger and smaller around the pointer; whatever changed the
/// scale, what was in the middle stays in sight.
#[hook]
pub fn use_wheel(scroll: &NodeRef, scale: f64, turn: Callback<Zoom>) {
    // The scale that is drawn, and the point of the pane that stays where it is.
    let state = use_mut_ref(|| (scale, None::<(f64, f64)>));
    use_effect_with(scale, {
        let (scroll, state) = (scroll.clone(), Rc::clone(&state));
        move |scale| {
            let (before, point) = std::mem::replace(&mut *state.borrow_mut(), (*scale, None));
            let Some(element) = scroll.cast::<HtmlElement>().filter(|_| before > 0.0) else {
                return;
            };
            let middle =
                [element.client_width(), element.client_height()].map(|size| f64::from(size) / 2.0);
            let (x, y) = point.unwrap_or((middle[0], middle[1]));
            let ratio = scale / before;
            element.set_scroll_top(kept(f64::from(element.scroll_top()), y, ratio));
            element.set_scroll_left(kept(f64::from(element.scroll_left()), x, ratio));
        }
    });
    use_effect_with((), {
        let scroll = scroll.clone();
        move |()| {
            let listener = scroll.cast::<HtmlElement>().map(|element| {
                let pane = element.clone();
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(&element, "wheel", options, move |event| {
                    let Some(event) = event
                        .dyn_ref::<WheelEvent>()
                        .filter(|event| event.ctrl_key())
                    else {
                        return;
                    };
                    event.prevent_default();
                    let scale = state.borrow().0;
                    let rect = pane.get_bounding_client_rect();
                    let point = (
                        f64::from(event.client_x()) - rect.left(),
                        f64::from(event.client_y()) - rect.top(),
                    );
                    state.borrow_mut().1 = Some(point);
                    turn.emit(Zoom::Scale(zoom::turned(scale, event.delta_y())));
                })
            });
            move || drop(listener)
        }
    });
}

/// Brings the part that is worked on into sight, where nothing of it is.
#[hook]
pub fn use_follow(scroll: &NodeRef, marked: Option<PartId>) {
    let scroll = scroll.clone();
    use_effect_with(marked, move |marked| {
        let (Some(part), Some(pane)) = (marked, scroll.cast::<Element>()) else {
            return;
        };
        let Ok(all) = pane.query_selector_all("[data-part]") else {
            return;
        };
        let areas: Vec<Element> = (0..all.length())
            .filter_map(|at| all.get(at)?.dyn_into().ok())
            .filter(|area: &Element| area.get_attribute("data-part").as_ref() == Some(&part.0))
            .collect();
        let seen = pane.get_bounding_client_rect();
        let in_sight = areas.iter().any(|area| {
            let area = area.get_bounding_client_rect();
            area.bottom() > seen.top() && area.top() < seen.bottom()
        });
        if let Some(first) = areas.first().filter(|_| !in_sight) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            first.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

/// How much is scrolled away so that what was `at` in the pane still is, when all is `ratio` times as
/// large.
fn kept(scrolled: f64, at: f64, ratio: f64) -> i32 {
    ((scrolled + at - AROUND) * ratio + AROUND - at)
        .round()
        .max(0.0) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        assert_eq!(kept(500.0, 300.0, 1.0), 500);
        let there = kept(500.0, 300.0, 2.0);
        assert_eq!(there, 1268);
        assert_eq!(kept(f64::from(there), 300.0, 0.5), 500);
        assert_eq!(kept(0.0, 300.0, 0.25), 0, "there is nothing above");
    }
}
