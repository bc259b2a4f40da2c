//! The points of an entry, as one list that is written like a text: Enter begins the next point, Backspace
//! in an empty one takes it out, the arrows go from one to the next.

use contract::cv::{PartId, Point};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlTextAreaElement};
use yew::prelude::*;

use super::field::{CvField, confirm, control_id};
use super::grip::{self, Rank};
use super::{PanelAt, Wires, focus_soon};
use crate::components::{Button, IconButton, IconName, Look, announce};
use crate::i18n::{t, t_args};
use crate::keys::is_composing;
use crate::pages::cv::edit::Edit;
use crate::pages::cv::{caret, ids, parts};

/// The points of an entry, and who is told. No component: its fields are.
pub(super) struct Points {
    /// The entry.
    pub entry: PartId,
    /// What they are.
    pub label: AttrValue,
    /// The points.
    pub points: Vec<Point>,
    /// Fields of the entry and its points that wait to be confirmed.
    pub unconfirmed: Vec<String>,
    /// Who is told.
    pub wires: Wires,
    /// What is shown below a field of the entry.
    pub panel: PanelAt,
}

/// The list.
pub(super) fn list(props: &Points) -> Html {
    let list = AttrValue::from(parts::path(&props.entry, "points"));
    let whole = props.unconfirmed.iter().any(|path| *path == *list);
    let add = {
        let (wires, entry) = (props.wires.clone(), props.entry.clone());
        let last = props.points.last().map(|point| point.id.clone());
        move |_: MouseEvent| insert(&wires, &entry, last.as_ref())
    };
    let of = props.points.len();
    let beside = |at: Option<usize>| Some(props.points.get(at?)?.id.clone());
    let row_of = |(at, point): (usize, &Point)| {
        let path = parts::path(&point.id, "text");
        row(&Row {
            entry: props.entry.clone(),
            point: point.clone(),
            rank: Rank { at, of },
            before: beside(at.checked_sub(1)),
            after: beside(Some(at + 1)),
            unconfirmed: props.unconfirmed.contains(&path),
            wires: props.wires.clone(),
            panel: super::panel_of(&props.panel, &path),
        })
    };
    html! {
        <div class="cv-field cv-wide" role="group" aria-label={props.label.clone()}>
            <div class="cv-label">
                <span>{ props.label.clone() }</span>
                <span class="cv-label-space"></span>
                if whole { { confirm(&props.wires, &list, &props.label) } }
            </div>
            <ul class="cv-points" role="list">
                { for props.points.iter().enumerate().map(row_of) }
            </ul>
            <Button look={Look::Quiet} icon={IconName::Plus} class="cv-add-point" onclick={add}>
                { t("cv-point-add") }
            </Button>
        </div>
    }
}

/// Puts an empty point behind `after`, and the caret into it.
fn insert(wires: &Wires, entry: &PartId, after: Option<&PartId>) {
    let point = new_point("");
    let control = control_id(&parts::path(&point.id, "text"));
    let (entry, after) = (entry.clone(), after.cloned());
    wires.edit.emit(Edit::new(move |cv| {
        if let Some(entry) = parts::entry_mut(cv, &entry) {
            parts::put_points(entry, after.as_ref(), vec![point]);
        }
    }));
    focus_soon(control);
}

#[derive(Clone)]
struct Row {
    entry: PartId,
    point: Point,
    rank: Rank,
    before: Option<PartId>,
    after: Option<PartId>,
    unconfirmed: bool,
    wires: Wires,
    panel: super::Panel,
}

fn row(props: &Row) -> Html {
    let id = &props.point.id;
    let place = [
        ("place", (props.rank.at + 1).into()),
        ("count", props.rank.of.into()),
    ];
    let label = t_args("cv-point", &place);
    let remove = {
        let props = props.clone();
        move || {
            let id = props.point.id.clone();
            props
                .wires
                .edit
                .emit(Edit::new(move |cv| parts::remove(cv, &id)));
            announce(&t("cv-point-removed"));
            if let Some(beside) = props.before.as_ref().or(props.after.as_ref()) {
                focus_soon(control_id(&parts::path(beside, "text")));
            }
        }
    };
    let onkeydown = {
        let (props, remove) = (props.clone(), remove.clone());
        Callback::from(move |event: KeyboardEvent| {
            if !is_composing(&event) {
                press(&event, &props, &remove);
            }
        })
    };
    let onpaste = {
        let props = props.clone();
        Callback::from(move |event: Event| paste(&event, &props))
    };
    html! {
        <li key={id.0.clone()} class="cv-point" data-cv-item={id.0.clone()} data-cv-list={props.entry.0.clone()}>
            { grip::grip(id, &label, props.rank, &props.wires.edit) }
            <CvField
                path={parts::path(id, "text")}
                {label}
                value={props.point.text.clone()}
                long=true
                bare=true
                improvable=true
                unconfirmed={props.unconfirmed}
                panel={props.panel.clone()}
                wires={props.wires.clone()}
                {onkeydown}
                {onpaste}
            />
            <IconButton
                icon={IconName::Close}
                size={15}
                class="cv-point-remove"
                label={t_args("cv-point-remove", &place)}
                onclick={move |_| remove()}
            />
        </li>
    }
}

fn press(event: &KeyboardEvent, props: &Row, remove: &impl Fn()) {
    let path = parts::path(&props.point.id, "text");
    if let Some(to) = grip::goal(event, props.rank) {
        event.prevent_default();
        grip::move_to(&props.wires.edit, &props.point.id, to, props.rank.of);
        focus_soon(control_id(&path));
        return;
    }
    let area = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
    let Some((area, (start, end, all))) =
        area.and_then(|area| Some((area.clone(), caret::selection(&area)?)))
    else {
        return;
    };
    let bare = !event.shift_key() && !event.ctrl_key() && !event.alt_key() && !event.meta_key();
    // A line of its own has nowhere to go within.
    let single = area.client_height() < 48;
    let beside = |beside: Option<&PartId>| {
        if let Some(beside) = beside {
            event.prevent_default();
            focus_soon(control_id(&parts::path(beside, "text")));
        }
    };
    match event.key().as_str() {
        "Enter" if bare => {
            event.prevent_default();
            split(props, start, end);
        }
        "Backspace" if bare && all == 0 => {
            event.prevent_default();
            remove();
        }
        "ArrowUp" if bare && (single || end == 0) => beside(props.before.as_ref()),
        "ArrowDown" if bare && (single || start == all) => beside(props.after.as_ref()),
        _ => {}
    }
}

/// What stands behind the caret goes into a point of its own.
fn split(props: &Row, start: u32, end: u32) {
    let text: Vec<u16> = props.point.text.encode_utf16().collect();
    let piece = |from: usize, to: usize| {
        let piece = text.get(from..to).unwrap_or_default();
        String::from_utf16_lossy(piece)
    };
    let unit = |at: u32| usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
    let before = piece(0, unit(start)).trim_end().to_owned();
    let behind = piece(unit(end), text.len()).trim_start().to_owned();
    let point = new_point(&behind);
    let (entry, id, new) = (
        props.entry.clone(),
        props.point.id.clone(),
        point.id.clone(),
    );
    props.wires.edit.emit(Edit::new(move |cv| {
        let Some(entry) = parts::entry_mut(cv, &entry) else {
            return;
        };
        if let Some(this) = entry.points.iter_mut().find(|this| this.id == id) {
            this.text = before;
        }
        parts::put_points(entry, Some(&id), vec![point]);
    }));
    let control = control_id(&parts::path(&new, "text"));
    gloo_timers::callback::Timeout::new(0, move || {
        if let Some(area) = crate::dom::by_id::<HtmlTextAreaElement>(&control) {
            crate::dom::focus(&area);
            // Fails only for kinds of fields that have no selection.
            let _ = area.set_selection_range(0, 0);
        }
    })
    .forget();
}

/// Several lines become several points: the first one goes where the caret is.
fn paste(event: &Event, props: &Row) {
    let text = event
        .dyn_ref::<ClipboardEvent>()
        .and_then(ClipboardEvent::clipboard_data)
        .and_then(|data| data.get_data("text/plain").ok())
        .unwrap_or_default();
    let lines = parts::lines_of(&text);
    if lines.len() < 2 {
        return;
    }
    event.prevent_default();
    let mut lines: Vec<Point> = lines.into_iter().map(new_point).collect();
    let (entry, id) = (props.entry.clone(), props.point.id.clone());
    let last = lines.last().map(|point| point.id.clone());
    // An empty one is filled first.
    let first = props
        .point
        .text
        .trim()
        .is_empty()
        .then(|| lines.remove(0).text);
    props.wires.edit.emit(Edit::new(move |cv| {
        if let Some(first) = first {
            parts::set_text(cv, &parts::path(&id, "text"), first);
        }
        if let Some(entry) = parts::entry_mut(cv, &entry) {
            parts::put_points(entry, Some(&id), lines);
        }
    }));
    if let Some(last) = last {
        focus_soon(control_id(&parts::path(&last, "text")));
    }
}

fn new_point(text: &str) -> Point {
    Point {
        id: ids::new_part(),
        text: text.to_owned(),
    }
}
