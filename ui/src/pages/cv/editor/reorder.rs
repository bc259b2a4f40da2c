//! Dragging a part to another place among its like.
//!
//! By pointer events, as the list of conversations does it. What can be dragged says with `data-cv-item`
//! which part it is and with `data-cv-list` among which it stands; a grip in it says `data-cv-grip`. Where
//! the part would go is marked in the page itself while it is dragged: nothing is drawn anew for it.

use contract::cv::PartId;
use wasm_bindgen::JsCast;
use web_sys::{Element, NodeList};
use yew::prelude::*;

use super::grip;
use crate::pages::cv::edit::Edit;

const ITEM: &str = "data-cv-item";
const LIST: &str = "data-cv-list";
const DROP: &str = "data-cv-drop";
const DRAGGED: &str = "data-cv-dragged";
/// So far, in CSS pixels, a pressed pointer moves before it drags.
const SLACK: i32 = 4;
/// So near the edge the editor scrolls, and so far with each move.
const EDGE: (f64, i32) = (36.0, 14);

/// What the editor needs for it.
pub(super) struct Moving {
    /// For the editor.
    pub ondown: Callback<PointerEvent>,
    /// For the editor.
    pub onmove: Callback<PointerEvent>,
    /// For the editor.
    pub onup: Callback<PointerEvent>,
    /// For the editor.
    pub oncancel: Callback<PointerEvent>,
}

/// A grip that is pressed.
struct Press {
    item: Element,
    /// The part that is dragged.
    part: PartId,
    /// Its like, without it, in their order.
    others: Vec<Element>,
    /// Where it is.
    home: usize,
    from: i32,
    dragging: bool,
    /// Where it would go.
    goal: Option<usize>,
}

/// Dragging within `root`, which scrolls.
#[hook]
pub(super) fn use_reorder(root: &NodeRef, edit: &Callback<Edit>) -> Moving {
    let press = use_mut_ref(|| None::<Press>);
    let ondown = {
        let (press, root) = (press.clone(), root.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() == 0 {
                press.replace(pressed(&root, &event));
            }
        })
    };
    let onmove = {
        let (press, root) = (press.clone(), root.clone());
        Callback::from(move |event: PointerEvent| {
            let mut press = press.borrow_mut();
            if event.buttons() & 1 == 0 {
                // Let go where nobody heard of it.
                if let Some(press) = press.take() {
                    press.unmark();
                }
            } else if let Some(press) = &mut *press {
                press.moved(&root, &event);
            }
        })
    };
    let onup = {
        let (press, edit) = (press.clone(), edit.clone());
        Callback::from(move |_: PointerEvent| {
            let Some(press) = press.take() else { return };
            press.unmark();
            if let Some(to) = press.goal.filter(|to| *to != press.home) {
                grip::move_to(&edit, &press.part, to, press.others.len() + 1);
            }
        })
    };
    let oncancel = Callback::from(move |_: PointerEvent| {
        if let Some(press) = press.take() {
            press.unmark();
        }
    });
    Moving {
        ondown,
        onmove,
        onup,
        oncancel,
    }
}

/// What is pressed, if it is a grip.
fn pressed(root: &NodeRef, event: &PointerEvent) -> Option<Press> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let grip = target.closest("[data-cv-grip]").ok()??;
    let item = grip.closest(&format!("[{ITEM}]")).ok()??;
    let list = item.get_attribute(LIST)?;
    let root = root.cast::<Element>()?;
    let all: NodeList = root
        .query_selector_all(&format!("[{LIST}=\"{list}\"]"))
        .ok()?;
    let all = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok());
    let all: Vec<Element> = all.collect();
    let home = all.iter().position(|other| *other == item)?;
    let others: Vec<Element> = all.into_iter().filter(|other| *other != item).collect();
    Some(Press {
        part: PartId(item.get_attribute(ITEM)?),
        others,
        home,
        from: event.client_y(),
        dragging: false,
        goal: None,
        item,
    })
}

impl Press {
    fn moved(&mut self, root: &NodeRef, event: &PointerEvent) {
        let y = event.client_y();
        if !self.dragging {
            if (y - self.from).abs() < SLACK {
                return;
            }
            self.dragging = true;
            if let Some(root) = root.cast::<Element>() {
                // Without it the drag ends at the editor's edge.
                let _ = root.set_pointer_capture(event.pointer_id());
            }
            let _ = self.item.set_attribute(DRAGGED, "");
        }
        event.prevent_default();
        scroll_at_edge(root, f64::from(y));
        let middle = |other: &Element| {
            let shape = other.get_bounding_client_rect();
            shape.top() + shape.height() / 2.0
        };
        let at = self
            .others
            .iter()
            .filter(|other| middle(other) < f64::from(y))
            .count();
        for (place, other) in self.others.iter().enumerate() {
            let mark = if place == at {
                Some("before")
            } else if place + 1 == at && at == self.others.len() {
                Some("after")
            } else {
                None
            };
            // These fail only for names that are none.
            let _ = match mark {
                Some(mark) => other.set_attribute(DROP, mark),
                None => other.remove_attribute(DROP),
            };
        }
        self.goal = Some(at);
    }

    fn unmark(&self) {
        for element in self.others.iter().chain([&self.item]) {
            let _ = element.remove_attribute(DROP);
            let _ = element.remove_attribute(DRAGGED);
        }
    }
}

fn scroll_at_edge(root: &NodeRef, y: f64) {
    let Some(root) = root.cast::<Element>() else {
        return;
    };
    let shape = root.get_bounding_client_rect();
    let step = if y < shape.top() + EDGE.0 {
        -EDGE.1
    } else if y > shape.bottom() - EDGE.0 {
        EDGE.1
    } else {
        return;
    };
    root.set_scroll_top(root.scroll_top() + step);
}
