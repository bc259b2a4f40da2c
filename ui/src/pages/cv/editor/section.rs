//! One section: its heading, what can be done with it, its text and its entries.

use contract::cv::{Cv, Entry, Kind, PartId, Section};
use yew::prelude::*;

use super::entry::EntryForm;
use super::field::{CvField, control_id};
use super::grip::{self, Rank, head_id};
use super::names::{kind_name, usual_heading};
use super::{PanelAt, Wires, focus_soon};
use crate::components::{
    Button, IconName, Look, MenuButton, MenuEntry, MenuItem, Rename, Renamed, announce, icon,
};
use crate::i18n::{t, t_args};
use crate::pages::cv::edit::Edit;
use crate::pages::cv::{ids, parts};

/// Characters of a heading at the most.
const LONGEST: usize = 120;

/// The fields of a section, its entries and its points that wait to be confirmed.
pub(super) fn unconfirmed_of(cv: &Cv, section: &Section) -> Vec<String> {
    if cv.unconfirmed.is_empty() {
        return Vec::new();
    }
    let own = cv.unconfirmed.iter().filter(|path| {
        path.strip_prefix(&*section.id.0)
            .is_some_and(|rest| rest.starts_with('/'))
    });
    let entries = section.entries.iter();
    own.cloned()
        .chain(entries.flat_map(|entry| parts::unconfirmed_of(cv, entry)))
        .collect()
}

/// The panel, if it belongs to the section or something in it.
pub(super) fn panel_of(panel: &PanelAt, section: &Section) -> PanelAt {
    let (path, html) = panel.as_ref()?;
    let part = path.split('/').next()?;
    let of_entry =
        |entry: &Entry| entry.id.0 == part || entry.points.iter().any(|point| point.id.0 == part);
    let here = section.id.0 == part || section.entries.iter().any(of_entry);
    here.then(|| (path.clone(), html.clone()))
}

/// Properties of [`SectionForm`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct SectionFormProps {
    /// The section.
    pub section: Section,
    /// Its place.
    pub rank: Rank,
    /// Its entries that are open.
    pub open: Vec<PartId>,
    /// Its heading alone is shown.
    pub folded: bool,
    /// It asks for its heading as it comes.
    pub naming: bool,
    /// Its fields, and those of its entries, that wait to be confirmed.
    pub unconfirmed: Vec<String>,
    /// Who is told.
    pub wires: Wires,
    /// What is shown below a field of it.
    pub panel: PanelAt,
    /// Open an entry, or not any more.
    pub onopen: Callback<(PartId, bool)>,
    /// Fold it, or out again.
    pub onfold: Callback<(PartId, bool)>,
}

/// The section.
#[component]
pub(super) fn SectionForm(props: &SectionFormProps) -> Html {
    let section = &props.section;
    let renaming = use_state(|| props.naming);
    // A text before the entries is asked for that is not there yet.
    let writing = use_state(|| false);
    let usual = usual_heading(section.kind);
    let heading = if section.heading.trim().is_empty() {
        usual.clone()
    } else {
        section.heading.clone().into()
    };
    let onfold = {
        let (onfold, id, folded) = (props.onfold.clone(), section.id.clone(), props.folded);
        move |_: MouseEvent| onfold.emit((id.clone(), !folded))
    };
    let onrenamed = {
        let (renaming, edit, id) = (
            renaming.setter(),
            props.wires.edit.clone(),
            section.id.clone(),
        );
        Callback::from(move |Renamed { title, by_key }: Renamed| {
            renaming.set(false);
            if let Some(heading) = title {
                let path = parts::path(&id, "heading");
                let heading = heading.trim().to_owned();
                edit.emit(Edit::new(move |cv| parts::set_text(cv, &path, heading)));
            }
            if by_key {
                focus_soon(head_id(&id));
            }
        })
    };
    let begin = {
        let renaming = renaming.setter();
        Callback::from(move |()| renaming.set(true))
    };
    let onkeydown = {
        let begin = begin.clone();
        move |event: KeyboardEvent| {
            if event.key() == "F2" {
                event.prevent_default();
                begin.emit(());
            }
        }
    };
    let menu = {
        let (props, begin, writing) = (props.clone(), begin.clone(), writing.setter());
        Callback::from(move |()| entries(&props, &begin, &writing))
    };
    let count = section.entries.len();
    let waiting = props.unconfirmed.len();
    let body = format!("cv:{}:body", section.id);
    html! {
        <li
            class={classes!("cv-section", section.hidden.then_some("cv-hidden"))}
            data-cv-item={section.id.0.clone()}
            data-cv-list="sections"
        >
            <div class="cv-section-head">
                { grip::grip(&section.id, &heading, props.rank, &props.wires.edit) }
                <h2 class={classes!("cv-heading", renaming.then_some("cv-heading-renaming"))}>
                    <button
                        type="button"
                        id={head_id(&section.id)}
                        class="cv-fold"
                        aria-expanded={if props.folded { "false" } else { "true" }}
                        aria-controls={(!props.folded).then(|| body.clone())}
                        onclick={onfold}
                        ondblclick={begin.reform(|_| ())}
                        {onkeydown}
                    >
                        <span class="cv-heading-text" dir="auto">{ heading.clone() }</span>
                        if section.kind != Kind::Own && !section.heading.trim().is_empty() && heading != usual {
                            <span class="cv-section-note">{ kind_name(section.kind) }</span>
                        }
                        if !parts::is_text_alone(section.kind) {
                            <span class="cv-section-note">
                                { t_args("cv-section-count", &[("count", count.into())]) }
                            </span>
                        }
                        if section.hidden {
                            <span class="cv-tag">{ icon(IconName::Hidden, 13) }{ t("cv-hidden") }</span>
                        }
                        if props.folded && waiting > 0 {
                            <span class="cv-tag cv-tag-waiting">
                                { t_args("cv-unconfirmed", &[("count", waiting.into())]) }
                            </span>
                        }
                    </button>
                    if *renaming {
                        <Rename
                            class="input cv-heading-field"
                            label={t("cv-section-heading")}
                            title={section.heading.clone()}
                            placeholder={usual}
                            longest={LONGEST}
                            ondone={onrenamed}
                        />
                    }
                </h2>
                if !parts::is_text_alone(section.kind) {
                    <Button
                        look={Look::Quiet}
                        icon={IconName::Plus}
                        class="cv-add"
                        onclick={add(props)}
                    >
                        { t("cv-add") }
                        { " " }
                        <span class="unseen">{ t_args("cv-add-to", &[("section", heading.as_str().into())]) }</span>
                    </Button>
                }
                <MenuButton
                    label={t_args("cv-section-actions", &[("section", heading.as_str().into())])}
                    entries={menu}
                />
                <span class={classes!("cv-chevron", (!props.folded).then_some("cv-chevron-open"))} aria-hidden="true">
                    { icon(IconName::ChevronDown, 16) }
                </span>
            </div>
            if !props.folded {
                <div class="cv-section-body" id={body}>{ inside(props, &heading, *writing) }</div>
            }
        </li>
    }
}

fn inside(props: &SectionFormProps, heading: &AttrValue, writing: bool) -> Html {
    let section = &props.section;
    let text = parts::path(&section.id, "text");
    let alone = parts::is_text_alone(section.kind);
    let of = section.entries.len();
    let entry = |(at, entry): (usize, &Entry)| {
        let belongs = |path: &&String| {
            let part = path.split('/').next().unwrap_or_default();
            entry.id.0 == part || entry.points.iter().any(|point| point.id.0 == part)
        };
        html! {
            <EntryForm
                key={entry.id.0.clone()}
                entry={entry.clone()}
                kind={section.kind}
                section={section.id.clone()}
                rank={Rank { at, of }}
                open={props.open.contains(&entry.id)}
                unconfirmed={props.unconfirmed.iter().filter(belongs).cloned().collect::<Vec<_>>()}
                wires={props.wires.clone()}
                panel={props.panel.clone()}
                onopen={props.onopen.clone()}
            />
        }
    };
    html! {
        <>
            if alone || writing || !section.text.is_empty() {
                <CvField
                    unconfirmed={props.unconfirmed.contains(&text)}
                    panel={super::panel_of(&props.panel, &text)}
                    path={text}
                    label={if alone { heading.clone() } else { t("cv-section-text") }}
                    value={section.text.clone()}
                    placeholder={alone.then(|| t("cv-summary-example"))}
                    long=true
                    bare={alone}
                    improvable=true
                    wires={props.wires.clone()}
                />
            }
            if !alone {
                <ol class="cv-entries" role="list">{ for section.entries.iter().enumerate().map(entry) }</ol>
                if of == 0 { <p class="cv-nothing">{ t("cv-section-empty") }</p> }
            }
        </>
    }
}

/// Makes an entry behind the others, opens it and goes there.
fn add(props: &SectionFormProps) -> Callback<MouseEvent> {
    let (edit, section) = (props.wires.edit.clone(), props.section.id.clone());
    let (onopen, onfold) = (props.onopen.clone(), props.onfold.clone());
    Callback::from(move |_: MouseEvent| {
        let entry = Entry {
            id: ids::new_part(),
            ..Entry::default()
        };
        let (id, within) = (entry.id.clone(), section.clone());
        edit.emit(Edit::new(move |cv| {
            if let Some(section) = parts::section_mut(cv, &within) {
                section.entries.push(entry);
            }
        }));
        onfold.emit((section.clone(), false));
        onopen.emit((id.clone(), true));
        announce(&t("cv-entry-added"));
        focus_soon(control_id(&parts::path(&id, "title")));
    })
}

fn entries(
    props: &SectionFormProps,
    begin: &Callback<()>,
    writing: &UseStateSetter<bool>,
) -> Vec<MenuEntry> {
    let (edit, section) = (props.wires.edit.clone(), &props.section);
    let (id, hidden) = (section.id.clone(), section.hidden);
    let begin = begin.clone();
    let mut all = vec![
        MenuItem::new(t("cv-section-rename"), move |()| begin.emit(()))
            .icon(IconName::Edit)
            .keys("F2")
            .entry(),
    ];
    if !parts::is_text_alone(section.kind) && section.text.is_empty() {
        let (writing, path) = (writing.clone(), parts::path(&id, "text"));
        let write = move |()| {
            writing.set(true);
            focus_soon(control_id(&path));
        };
        all.push(
            MenuItem::new(t("cv-section-text-add"), write)
                .icon(IconName::FileText)
                .entry(),
        );
    }
    all.extend(grip::moves(&edit, &id, props.rank));
    all.push(MenuEntry::Rule);
    let hide = {
        let (edit, id) = (edit.clone(), id.clone());
        move |()| {
            let id = id.clone();
            edit.emit(Edit::new(move |cv| {
                if let Some(section) = parts::section_mut(cv, &id) {
                    section.hidden = !hidden;
                }
            }));
        }
    };
    let label = if hidden { t("cv-show") } else { t("cv-hide") };
    all.push(MenuItem::new(label, hide).icon(IconName::Hidden).entry());
    let remove = move |()| {
        let id = id.clone();
        edit.emit(Edit::new(move |cv| parts::remove(cv, &id)));
        announce(&t("cv-section-removed"));
    };
    all.push(
        MenuItem::new(t("cv-section-remove"), remove)
            .icon(IconName::Delete)
            .danger()
            .entry(),
    );
    all
}
