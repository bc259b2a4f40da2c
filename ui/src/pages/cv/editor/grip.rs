//! What a part is taken by, to be moved: dragged by the pointer, or with Alt and an arrow key.

use contract::cv::PartId;
use yew::prelude::*;

use super::focus_soon;
use crate::components::{IconName, MenuEntry, MenuItem, announce, icon};
use crate::i18n::{t, t_args};
use crate::pages::cv::edit::Edit;
use crate::pages::cv::parts;

/// The id of the button that opens or folds a part.
pub(super) fn head_id(part: &PartId) -> String {
    format!("cv:{part}:head")
}

/// The id of a part's grip.
pub(super) fn grip_id(part: &PartId) -> String {
    format!("cv:{part}:grip")
}

/// A part's place among its like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rank {
    /// From 0.
    pub at: usize,
    /// How many there are.
    pub of: usize,
}

/// The grip of a part that is called `name`. A function and no component: there is one for each part.
pub(super) fn grip(part: &PartId, name: &str, rank: Rank, edit: &Callback<Edit>) -> Html {
    let onkeydown = {
        let (edit, part) = (edit.clone(), part.clone());
        move |event: KeyboardEvent| {
            if let Some(to) = goal(&event, rank) {
                event.prevent_default();
                move_to(&edit, &part, to, rank.of);
                // What moves in the page loses the focus.
                focus_soon(grip_id(&part));
            }
        }
    };
    let label = t_args("cv-move", &[("part", name.into())]);
    html! {
        <button
            type="button"
            id={grip_id(part)}
            class="cv-grip"
            data-cv-grip={part.0.clone()}
            aria-label={label}
            data-tip={t("cv-move-tip")}
            {onkeydown}
        >
            { icon(IconName::Grip, 15) }
        </button>
    }
}

/// Where Alt and an arrow key lead; `None`: it is another key, or the end.
pub(super) fn goal(event: &KeyboardEvent, rank: Rank) -> Option<usize> {
    if !event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    match event.key().as_str() {
        "ArrowUp" => rank.at.checked_sub(1),
        "ArrowDown" => Some(rank.at + 1).filter(|to| *to < rank.of),
        "Home" => (rank.at > 0).then_some(0),
        "End" => rank.of.checked_sub(1).filter(|last| *last != rank.at),
        _ => None,
    }
}

/// Moves a part, and says where it is.
pub(super) fn move_to(edit: &Callback<Edit>, part: &PartId, to: usize, of: usize) {
    let moving = part.clone();
    edit.emit(Edit::new(move |cv| parts::move_to(cv, &moving, to)));
    let place = [("place", (to + 1).into()), ("count", of.into())];
    announce(&t_args("cv-moved", &place));
}

/// The lines of a part's menu that move it.
pub(super) fn moves(edit: &Callback<Edit>, part: &PartId, rank: Rank) -> Vec<MenuEntry> {
    let item = |label: AttrValue, icon: IconName, keys: &'static str, to: Option<usize>| {
        let (edit, part) = (edit.clone(), part.clone());
        let mut item = MenuItem::new(label, move |()| {
            if let Some(to) = to {
                move_to(&edit, &part, to, rank.of);
                focus_soon(head_id(&part));
            }
        })
        .icon(icon)
        .keys(keys);
        item.disabled = to.is_none();
        item.entry()
    };
    let down = Some(rank.at + 1).filter(|to| *to < rank.of);
    vec![
        item(
            t("cv-move-up"),
            IconName::ArrowUp,
            "Alt ↑",
            rank.at.checked_sub(1),
        ),
        item(t("cv-move-down"), IconName::ArrowDown, "Alt ↓", down),
    ]
}
