//! One entry of a section: a line that says what it is, and its form when it is open.

use std::rc::Rc;

use contract::cv::{Entry, Field, Kind, PartId, Shape, Until, field_path};
use yew::prelude::*;

use super::date_field::DateField;
use super::field::CvField;
use super::grip::{self, Rank, head_id};
use super::names::field_label;
use super::points::{self, Points};
use super::words::Words;
use super::{PanelAt, Wires, focus_soon};
use crate::components::{Button, IconName, Look, MenuButton, MenuEntry, MenuItem, announce, icon};
use crate::i18n::{t, t_args};
use crate::pages::cv::edit::Edit;
use crate::pages::cv::{dates, ids, parts};

/// Properties of [`EntryForm`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct EntryFormProps {
    /// The entry.
    pub entry: Entry,
    /// The kind of its section.
    pub kind: Kind,
    /// Its section.
    pub section: PartId,
    /// Its place in it.
    pub rank: Rank,
    /// Its form is shown.
    pub open: bool,
    /// Its fields that wait to be confirmed.
    pub unconfirmed: Vec<String>,
    /// Who is told.
    pub wires: Wires,
    /// What is shown below a field of it.
    pub panel: PanelAt,
    /// Open it, or not any more.
    pub onopen: Callback<(PartId, bool)>,
}

/// The entry.
#[component]
pub(super) fn EntryForm(props: &EntryFormProps) -> Html {
    let entry = &props.entry;
    let name = name(entry, props.kind);
    let details = details(entry, props.kind);
    let onclick = {
        let (onopen, id, open) = (props.onopen.clone(), entry.id.clone(), props.open);
        move |_: MouseEvent| onopen.emit((id.clone(), !open))
    };
    let waiting = props.unconfirmed.len();
    let form = format!("cv:{}:form", entry.id);
    let entries = {
        let props = props.clone();
        Callback::from(move |()| menu(&props))
    };
    html! {
        <li
            class={classes!("cv-entry", props.open.then_some("cv-entry-open"), entry.hidden.then_some("cv-hidden"))}
            data-cv-item={entry.id.0.clone()}
            data-cv-list={props.section.0.clone()}
        >
            <div class="cv-entry-head">
                { grip::grip(&entry.id, &name, props.rank, &props.wires.edit) }
                <button
                    type="button"
                    id={head_id(&entry.id)}
                    class="cv-entry-line"
                    aria-expanded={if props.open { "true" } else { "false" }}
                    aria-controls={props.open.then(|| form.clone())}
                    {onclick}
                >
                    <span class="cv-entry-title" dir="auto">{ name.clone() }</span>
                    if !details.is_empty() {
                        <span class="cv-entry-details" dir="auto">{ details }</span>
                    }
                    if entry.hidden {
                        <span class="cv-tag">{ icon(IconName::Hidden, 13) }{ t("cv-hidden") }</span>
                    }
                    if waiting > 0 {
                        <span class="cv-tag cv-tag-waiting">
                            { t_args("cv-unconfirmed", &[("count", waiting.into())]) }
                        </span>
                    }
                </button>
                <MenuButton
                    label={t_args("cv-entry-actions", &[("entry", name.as_str().into())])}
                    {entries}
                />
                <span class="cv-chevron" aria-hidden="true">{ icon(IconName::ChevronDown, 16) }</span>
            </div>
            if props.open {
                <div class="cv-entry-form" id={form}>
                    if waiting > 1 { { confirm_all(props) } }
                    { for ordered(props.kind).into_iter().map(|field| field_of(props, field)) }
                </div>
            }
        </li>
    }
}

/// The fields of a kind in the order of the form. Two short ones share a row, and so do both dates: where
/// they would not, a short one that comes behind them goes before.
fn ordered(kind: Kind) -> Vec<Field> {
    let mut fields: Vec<Field> = kind.fields().iter().map(|(field, _)| *field).collect();
    let start = fields.iter().position(|field| *field == Field::Start);
    let end = fields.iter().position(|field| *field == Field::End);
    if let (Some(start), Some(end)) = (start, end)
        && start % 2 == 1
        && fields
            .get(end + 1)
            .is_some_and(|field| field.shape() == Shape::Line)
    {
        let field = fields.remove(end + 1);
        fields.insert(start, field);
    }
    fields
}

/// What the line says first.
fn name(entry: &Entry, kind: Kind) -> AttrValue {
    let said = [&entry.title, &entry.organisation, &entry.area, &entry.place];
    let first = said.into_iter().find(|text| !text.trim().is_empty());
    match first {
        Some(text) => text.clone().into(),
        None => t_args(
            "cv-entry-empty",
            &[("field", field_label(kind, Field::Title).as_str().into())],
        ),
    }
}

/// What it says beside.
fn details(entry: &Entry, kind: Kind) -> String {
    let first = if entry.title.trim().is_empty() {
        String::new()
    } else {
        entry.organisation.trim().to_owned()
    };
    let dates = dates::span(entry.start, entry.end);
    let words = if kind == Kind::Skills || kind == Kind::Interests {
        entry.keywords.join(", ")
    } else {
        String::new()
    };
    let level = if kind == Kind::Languages || kind == Kind::Skills {
        entry.level.trim().to_owned()
    } else {
        String::new()
    };
    let mut line = String::new();
    for piece in [first, dates, level, words] {
        if piece.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push_str(" · ");
        }
        line.push_str(&piece);
    }
    line
}

fn confirm_all(props: &EntryFormProps) -> Html {
    let onclick = {
        let (edit, paths) = (props.wires.edit.clone(), props.unconfirmed.clone());
        let head = head_id(&props.entry.id);
        move |_: MouseEvent| {
            let paths = paths.clone();
            edit.emit(Edit::new(move |cv| {
                for path in &paths {
                    parts::confirm(cv, path);
                }
            }));
            announce(&t("cv-confirmed"));
            focus_soon(head.clone());
        }
    };
    html! {
        <div class="cv-waiting cv-wide">
            <p>{ t("cv-unconfirmed-text") }</p>
            <Button look={Look::Quiet} icon={IconName::Check} {onclick}>{ t("cv-confirm-all") }</Button>
        </div>
    }
}

fn field_of(props: &EntryFormProps, field: Field) -> Html {
    let entry = &props.entry;
    let name = parts::field_name(field);
    let path = parts::path(&entry.id, name);
    let label = field_label(props.kind, field);
    let unconfirmed = props.unconfirmed.contains(&path);
    match field.shape() {
        Shape::Line | Shape::Text => {
            let long = field.shape() == Shape::Text;
            let value = field_path::entry_text(entry, name)
                .cloned()
                .unwrap_or_default();
            html! {
                <CvField
                    key={name}
                    panel={super::panel_of(&props.panel, &path)}
                    {path}
                    {label}
                    {value}
                    {long}
                    wide={long || field == Field::About}
                    improvable={long}
                    {unconfirmed}
                    wires={props.wires.clone()}
                />
            }
        }
        Shape::Date | Shape::Until => html! {
            <DateField
                key={name}
                entry={entry.id.clone()}
                {field}
                {label}
                value={if field == Field::End { entry.end } else { entry.start.map(Until::Date) }}
                {unconfirmed}
                wires={props.wires.clone()}
            />
        },
        Shape::Points => points::list(&Points {
            entry: entry.id.clone(),
            label,
            points: entry.points.clone(),
            unconfirmed: props.unconfirmed.clone(),
            wires: props.wires.clone(),
            panel: props.panel.clone(),
        }),
        Shape::Words => html! {
            <Words
                key={name}
                entry={entry.id.clone()}
                {field}
                {label}
                words={if field == Field::Roles { entry.roles.clone() } else { entry.keywords.clone() }}
                {unconfirmed}
                wires={props.wires.clone()}
            />
        },
    }
}

fn menu(props: &EntryFormProps) -> Vec<MenuEntry> {
    let (edit, id) = (props.wires.edit.clone(), props.entry.id.clone());
    let hidden = props.entry.hidden;
    let mut entries = grip::moves(&edit, &id, props.rank);
    entries.push(MenuEntry::Rule);
    let copy = {
        let (edit, id, onopen) = (edit.clone(), id.clone(), props.onopen.clone());
        move |()| {
            let (id, made) = (id.clone(), ids::new_part());
            let (copy, named) = (made.clone(), Rc::new(made));
            edit.emit(Edit::new(move |cv| {
                let mut first = Some(copy);
                parts::duplicate(cv, &id, || first.take().unwrap_or_else(ids::new_part));
            }));
            announce(&t("cv-entry-copied"));
            onopen.emit(((*named).clone(), true));
            focus_soon(head_id(&named));
        }
    };
    entries.push(
        MenuItem::new(t("cv-duplicate"), copy)
            .icon(IconName::Copy)
            .entry(),
    );
    let hide = {
        let (edit, id) = (edit.clone(), id.clone());
        move |()| {
            let id = id.clone();
            edit.emit(Edit::new(move |cv| {
                if let Some(entry) = parts::entry_mut(cv, &id) {
                    entry.hidden = !hidden;
                }
            }));
        }
    };
    let label = if hidden { t("cv-show") } else { t("cv-hide") };
    entries.push(MenuItem::new(label, hide).icon(IconName::Hidden).entry());
    let remove = move |()| {
        let id = id.clone();
        edit.emit(Edit::new(move |cv| parts::remove(cv, &id)));
        announce(&t("cv-entry-removed"));
    };
    entries.push(
        MenuItem::new(t("cv-remove"), remove)
            .icon(IconName::Delete)
            .danger()
            .entry(),
    );
    entries
}

#[cfg(test)]
mod tests {
    use contract::cv::Date;

    use super::*;

    #[test]
    fn both_dates_share_a_row() {
        for kind in Kind::ALL {
            let fields = ordered(kind);
            let start = fields.iter().position(|field| *field == Field::Start);
            if fields.contains(&Field::End) {
                assert_eq!(start.map(|at| at % 2), Some(0), "{kind:?}");
            }
            let mut sorted = fields.clone();
            sorted.sort_unstable();
            let mut all: Vec<Field> = kind.fields().iter().map(|(field, _)| *field).collect();
            all.sort_unstable();
            assert_eq!(sorted, all, "none is lost");
        }
    }

    #[test]
    fn a_line_says_what_it_is() {
        let mut entry = Entry {
            organisation: "Flugwerft".into(),
            start: Date::new(2021, Some(3), None),
            end: Some(Until::Present),
            ..Entry::default()
        };
        assert_eq!(name(&entry, Kind::Experience), "Flugwerft");
        assert_eq!(
            details(&entry, Kind::Experience),
            "Mar 2021 – present",
            "not twice"
        );
        entry.title = "Engineer".into();
        assert_eq!(name(&entry, Kind::Experience), "Engineer");
        assert_eq!(
            details(&entry, Kind::Experience),
            "Flugwerft · Mar 2021 – present"
        );
        assert_ne!(
            name(&Entry::default(), Kind::Skills),
            "",
            "an empty one has a name too"
        );
    }
}
