//! Where the caret stands in a text that changes under it.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement, Node};
use yew::prelude::*;

use crate::dom;

/// Keeps the caret of the focused field `node` where its text was changed by somebody else: an undone
/// step, a proposal that was taken. What is typed in it leaves the caret where the webview has it.
#[hook]
pub(super) fn use_kept(node: &NodeRef, value: &AttrValue) {
    let wanted: Rc<Cell<Option<(u32, u32)>>> = use_memo((), |()| Cell::new(None));
    if let Some(field) = focused(node) {
        let shown = field.value();
        if shown != **value {
            wanted.set(
                field
                    .selection()
                    .map(|(start, end)| (moved(&shown, value, start), moved(&shown, value, end))),
            );
        }
    }
    use_effect_with(value.clone(), {
        let node = node.clone();
        move |_| {
            if let (Some((start, end)), Some(field)) = (wanted.take(), focused(&node)) {
                field.select(start, end);
            }
        }
    });
}

enum Text {
    Line(HtmlInputElement),
    Area(HtmlTextAreaElement),
}

impl Text {
    fn value(&self) -> String {
        match self {
            Self::Line(line) => line.value(),
            Self::Area(area) => area.value(),
        }
    }

    fn selection(&self) -> Option<(u32, u32)> {
        let (start, end) = match self {
            Self::Line(line) => (line.selection_start(), line.selection_end()),
            Self::Area(area) => (area.selection_start(), area.selection_end()),
        };
        Some((start.ok()??, end.ok()??))
    }

    fn select(&self, start: u32, end: u32) {
        // Fails only for kinds of fields that have no selection.
        let _ = match self {
            Self::Line(line) => line.set_selection_range(start, end),
            Self::Area(area) => area.set_selection_range(start, end),
        };
    }
}

/// The field, if it has the focus.
fn focused(node: &NodeRef) -> Option<Text> {
    let node: Node = node.get()?;
    if !dom::holds_focus(&node) {
        return None;
    }
    match node.dyn_into::<HtmlInputElement>() {
        Ok(line) => Some(Text::Line(line)),
        Err(node) => node.dyn_into().ok().map(Text::Area),
    }
}

/// The selection of a text area: where it begins and ends, in UTF-16 units, and the units of all.
pub(super) fn selection(area: &HtmlTextAreaElement) -> Option<(u32, u32, u32)> {
    let (start, end) = (area.selection_start().ok()??, area.selection_end().ok()??);
    let all = u32::try_from(area.value().encode_utf16().count()).ok()?;
    Some((start, end, all))
}

/// Where a caret at `at` of `before` (UTF-16 units) stands in `after`: what is the same before it or
/// behind it stays so.
fn moved(before: &str, after: &str, at: u32) -> u32 {
    let before: Vec<u16> = before.encode_utf16().collect();
    let after: Vec<u16> = after.encode_utf16().collect();
    let at = usize::try_from(at).unwrap_or(usize::MAX).min(before.len());
    let same = before
        .iter()
        .zip(&after)
        .take_while(|(a, b)| a == b)
        .count();
    let place = if at <= same {
        at
    } else {
        let behind = before.iter().rev().zip(after.iter().rev());
        let same_behind = behind.take_while(|(a, b)| a == b).count();
        let from_end = (before.len() - at)
            .min(same_behind)
            .min(after.len() - same.min(after.len()));
        after.len() - from_end
    };
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn the_caret_stays_with_what_is_around_it() {
        assert_eq!(moved("Led four people", "Led four people", 8), 8);
        assert_eq!(
            moved("Led people", "Led four people", 10),
            15,
            "it was the end"
        );
        assert_eq!(
            moved("Led people", "Led four people", 2),
            2,
            "it was before"
        );
        assert_eq!(
            moved("Led four people", "Led people", 9),
            4,
            "its word is gone"
        );
        assert_eq!(moved("Led four people", "Led people", 12), 7);
        assert_eq!(moved("abc", "", 2), 0);
        assert_eq!(moved("", "abc", 0), 0);
        assert_eq!(moved("aaa", "aa", 3), 2);
        assert_eq!(moved("😀b", "😀ab", 3), 4, "units, not letters");
    }
}
