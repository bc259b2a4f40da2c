//! The editor: everything that a CV says, as a form.
//!
//! Belongs here: what is filled in, added, moved and taken out. Does not belong here: how the CV looks,
//! and what a model proposes, which the page puts below a field ([`EditorProps::panel`]).

use std::collections::BTreeSet;
use std::rc::Rc;

use contract::cv::{Cv, Entry, Kind, PartId, Section};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::edit::Edit;
use super::{ids, parts};
use crate::components::{IconName, MenuEntry, MenuItem, WordsMenu, announce};
use crate::dom;
use crate::i18n::{t, t_args};

mod date_field;
mod entry;
mod field;
mod grip;
mod names;
mod person;
mod photo;
mod points;
mod reorder;
mod section;
mod words;

/// The part of all paths of the person's own fields.
const PERSON: &str = "person";

pub(super) use field::control_id;
pub use names::{kind_name, usual_heading};

/// Whom the fields tell; the same for the life of the desk.
#[derive(Clone, PartialEq)]
pub(super) struct Wires {
    /// Changes the CV.
    pub edit: Callback<Edit>,
    /// Help is wanted for the text at a path.
    pub help: Callback<String>,
}

/// What is shown below a field, if it is this one's.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Panel(Option<Html>);

/// The panel, and the path of the field that it belongs to.
pub type PanelAt = Option<(AttrValue, Html)>;

fn panel_of(panel: &PanelAt, path: &str) -> Panel {
    Panel(
        panel
            .as_ref()
            .filter(|(at, _)| at == path)
            .map(|(_, html)| html.clone()),
    )
}

/// Where to go; another `turn` means: go there, even if it is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goto {
    /// A field's path, or the id of a section or an entry.
    target: Option<String>,
    /// Counts the times that somebody went somewhere.
    turn: u32,
}

impl Reducible for Goto {
    type Action = String;

    fn reduce(self: Rc<Self>, target: String) -> Rc<Self> {
        Rc::new(Self {
            target: Some(target),
            turn: self.turn + 1,
        })
    }
}

/// Properties of [`Editor`].
#[derive(Clone, PartialEq, Properties)]
pub struct EditorProps {
    /// The CV.
    pub cv: Rc<Cv>,
    /// Changes it.
    pub edit: Callback<Edit>,
    /// What to open and to focus.
    pub goto: Goto,
    /// The section or entry that is worked on, when it is another one.
    pub onmarked: Callback<Option<PartId>>,
    /// Help is wanted for the text at a path.
    pub help: Callback<String>,
    /// What is shown below a text.
    #[prop_or_default]
    pub panel: PanelAt,
}

/// What is open and what is folded, for this desk.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shape {
    open: BTreeSet<PartId>,
    folded: BTreeSet<PartId>,
    /// A section that was made just now and asks for its heading.
    naming: Option<PartId>,
}

/// What happens to it.
enum Turn {
    Open(PartId, bool),
    Fold(PartId, bool),
    Named(PartId),
    Show {
        section: PartId,
        entry: Option<PartId>,
    },
}

impl Reducible for Shape {
    type Action = Turn;

    fn reduce(self: Rc<Self>, turn: Turn) -> Rc<Self> {
        let mut next = (*self).clone();
        let put = |set: &mut BTreeSet<PartId>, id: PartId, on: bool| {
            if on {
                set.insert(id)
            } else {
                set.remove(&id)
            };
        };
        match turn {
            Turn::Open(id, on) => put(&mut next.open, id, on),
            Turn::Fold(id, on) => put(&mut next.folded, id, on),
            Turn::Named(id) => next.naming = Some(id),
            Turn::Show { section, entry } => {
                next.folded.remove(&section);
                next.open.extend(entry);
            }
        }
        Rc::new(next)
    }
}

/// The editor.
#[component]
pub fn Editor(props: &EditorProps) -> Html {
    let shape = use_reducer_eq(Shape::default);
    let root = use_node_ref();
    let wires = Wires {
        edit: props.edit.clone(),
        help: props.help.clone(),
    };
    let moving = reorder::use_reorder(&root, &props.edit);
    use_effect_with(props.goto.clone(), {
        let (shape, cv) = (shape.dispatcher(), Rc::clone(&props.cv));
        move |goto| {
            if let Some(target) = &goto.target {
                go(&shape, &cv, target);
            }
        }
    });
    let onfocusin = props.onmarked.reform(|event: FocusEvent| part_of(&event));
    let onopen = {
        let shape = shape.dispatcher();
        use_callback((), move |(id, on): (PartId, bool), ()| {
            shape.dispatch(Turn::Open(id, on));
        })
    };
    let onfold = {
        let shape = shape.dispatcher();
        use_callback((), move |(id, on): (PartId, bool), ()| {
            shape.dispatch(Turn::Fold(id, on));
        })
    };
    let add = {
        let (cv, edit, onmade) = (Rc::clone(&props.cv), props.edit.clone(), made(&shape));
        move |()| kinds(&cv, &edit, &onmade)
    };
    let person = PartId(PERSON.to_owned());
    let cv = &props.cv;
    let of = cv.sections.len();
    let sections = cv.sections.iter().enumerate().map(|(at, section)| {
        let entry = |entry: &Entry| entry.id.clone();
        let open: Vec<PartId> = section
            .entries
            .iter()
            .map(entry)
            .filter(|id| shape.open.contains(id))
            .collect();
        html! {
            <section::SectionForm
                key={section.id.0.clone()}
                section={section.clone()}
                rank={grip::Rank { at, of }}
                unconfirmed={section::unconfirmed_of(cv, section)}
                {open}
                folded={shape.folded.contains(&section.id)}
                naming={shape.naming.as_ref() == Some(&section.id)}
                wires={wires.clone()}
                panel={section::panel_of(&props.panel, section)}
                onopen={onopen.clone()}
                onfold={onfold.clone()}
            />
        }
    });
    html! {
        <div
            ref={root}
            class="cv-editor"
            onpointerdown={moving.ondown}
            onpointermove={moving.onmove}
            onpointerup={moving.onup}
            onpointercancel={moving.oncancel}
            {onfocusin}
        >
            <div class="cv-column">
                <person::PersonForm
                    person={cv.person.clone()}
                    unconfirmed={person::unconfirmed_of(cv)}
                    folded={shape.folded.contains(&person)}
                    wires={wires.clone()}
                    panel={person::panel_of(&props.panel)}
                    onfold={onfold.clone()}
                />
                <ol class="cv-sections" role="list">{ for sections }</ol>
                <div class="cv-add-section">
                    <WordsMenu
                        text={t("cv-section-add")}
                        icon={IconName::Plus}
                        from_start=true
                        entries={add}
                    />
                </div>
            </div>
        </div>
    }
}

/// Opens what `target` names and focuses it.
fn go(shape: &UseReducerDispatcher<Shape>, cv: &Cv, target: &str) {
    let id = PartId(target.split('/').next().unwrap_or_default().to_owned());
    let found = if id.0 == PERSON {
        Some((id.clone(), None))
    } else {
        parts::whereabouts(cv, &id)
    };
    let Some((section, entry)) = found else {
        return;
    };
    let head = entry.clone().unwrap_or_else(|| section.clone());
    shape.dispatch(Turn::Show { section, entry });
    focus_first([control_id(target), grip::head_id(&head)]);
}

/// The section or entry in which the focus is.
fn part_of(event: &FocusEvent) -> Option<PartId> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let part = target.closest(".cv-entry, .cv-section").ok()??;
    part.get_attribute("data-cv-item").map(PartId)
}

/// What follows when a section was made: it asks for its heading, or its first field has the focus.
fn made(shape: &UseReducerHandle<Shape>) -> Callback<Section> {
    let shape = shape.dispatcher();
    Callback::from(move |section: Section| {
        let name = usual_heading(section.kind);
        announce(&t_args(
            "cv-section-added",
            &[("section", name.as_str().into())],
        ));
        if section.kind == Kind::Own {
            shape.dispatch(Turn::Named(section.id.clone()));
        }
        let first = section.entries.first().map(|entry| entry.id.clone());
        shape.dispatch(Turn::Show {
            section: section.id.clone(),
            entry: first.clone(),
        });
        if section.kind != Kind::Own {
            let path = match first {
                Some(entry) => parts::path(&entry, "title"),
                None => parts::path(&section.id, "text"),
            };
            focus_soon(control_id(&path));
        }
    })
}

/// All kinds; those that the CV has already stand behind a line.
fn kinds(cv: &Cv, edit: &Callback<Edit>, onmade: &Callback<Section>) -> Vec<MenuEntry> {
    let has = |kind: Kind| cv.sections.iter().any(|section| section.kind == kind);
    let item = |kind: Kind| {
        let (edit, onmade) = (edit.clone(), onmade.clone());
        let add = move |()| {
            let mut section = Section::new(ids::new_part(), kind);
            if !parts::is_text_alone(kind) {
                section.entries.push(Entry {
                    id: ids::new_part(),
                    ..Entry::default()
                });
            }
            let made = section.clone();
            edit.emit(Edit::new(move |cv| cv.sections.push(section)));
            onmade.emit(made);
        };
        MenuItem::new(kind_name(kind), add).entry()
    };
    let (own, others): (Vec<Kind>, Vec<Kind>) =
        Kind::ALL.into_iter().partition(|kind| *kind == Kind::Own);
    let (again, new): (Vec<Kind>, Vec<Kind>) = others.into_iter().partition(|kind| has(*kind));
    let mut entries: Vec<MenuEntry> = new.into_iter().map(item).collect();
    for group in [own, again] {
        if !entries.is_empty() && !group.is_empty() {
            entries.push(MenuEntry::Rule);
        }
        entries.extend(group.into_iter().map(item));
    }
    entries
}

/// Focuses what has that id once it is drawn, and brings it into sight.
fn focus_soon(id: String) {
    focus_first([id]);
}

/// Focuses the first of them that is there once all is drawn, and brings it into sight.
fn focus_first<const N: usize>(ids: [String; N]) {
    gloo_timers::callback::Timeout::new(0, move || {
        let found = ids.iter().find_map(|id| dom::by_id::<HtmlElement>(id));
        if let Some(element) = found {
            dom::focus(&element);
            let how = web_sys::ScrollIntoViewOptions::new();
            how.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&how);
        }
    })
    .forget();
}
