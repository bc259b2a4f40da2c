//! The shelf: all CVs of this computer.

use std::rc::Rc;

use contract::cv::{CreateCv, CvSource, CvSummary, DeleteCv, ListCvs, RenameCv, RestoreCv};
use contract::{CvId, Error, Event};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::import::ImportDialog;
use super::version::VersionDialog;
use crate::clock;
use crate::components::{Blank, Button, IconName, Look, Notice, Skeleton, WordsMenu, announce};
use crate::i18n::{t, t_args};
use crate::ipc::{self, client};
use crate::state::{Action, App, Page, Toast, ToastAction, Tone, use_app};
use crate::words;

mod card;
mod new;
mod rows;

use card::{CvCard, Wish};
use rows::Rows;

/// From so many CVs on there is a field to find one.
const MANY: usize = 9;

/// How far the list is.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Reading,
    Failed(Error),
    There(Rc<Rows>),
}

/// What happens to it.
enum Turn {
    Read(contract::Result<Vec<CvSummary>>),
    Changed(CvSummary),
    Removed(CvId),
}

#[derive(Clone, Debug, PartialEq)]
struct List(Stage);

impl Reducible for List {
    type Action = Turn;

    fn reduce(self: Rc<Self>, turn: Turn) -> Rc<Self> {
        let mut next = (*self).clone();
        match (turn, &mut next.0) {
            (Turn::Read(Ok(rows)), stage) => *stage = Stage::There(Rc::new(Rows::new(rows))),
            // What is there stays: it may be out of date.
            (Turn::Read(Err(_)), Stage::There(_)) => {}
            (Turn::Read(Err(error)), stage) => *stage = Stage::Failed(error),
            (Turn::Changed(summary), Stage::There(rows)) => Rc::make_mut(rows).put(summary),
            (Turn::Removed(id), Stage::There(rows)) => Rc::make_mut(rows).remove(id),
            (Turn::Changed(_) | Turn::Removed(_), Stage::Reading | Stage::Failed(_)) => {}
        }
        Rc::new(next)
    }
}

/// The shelf.
#[component]
pub fn Shelf() -> Html {
    let app = use_app();
    let list = use_reducer_eq(|| List(Stage::Reading));
    let query = use_state_eq(String::new);
    let version = use_state(|| None::<Rc<CvSummary>>);
    let busy = use_state_eq(|| false);
    let importing = use_state_eq(|| false);
    let on_import = {
        let importing = importing.setter();
        Callback::from(move |()| importing.set(true))
    };
    let read = {
        let list = list.dispatcher();
        move || {
            let list = list.clone();
            spawn_local(async move {
                list.dispatch(Turn::Read(client().list_cvs(ListCvs {}).await));
            });
        }
    };
    use_effect_with((), {
        let list = list.dispatcher();
        move |()| {
            let listener = ipc::listen(move |event| match event {
                Event::CvChanged(summary) => list.dispatch(Turn::Changed(summary.clone())),
                Event::CvRemoved(id) => list.dispatch(Turn::Removed(*id)),
                _ => {}
            });
            move || drop(listener)
        }
    });
    use_effect_with(app.lagged, {
        let read = read.clone();
        move |_| read()
    });
    let make = {
        let (app, busy) = (app.clone(), busy.setter());
        Callback::from(move |source: CvSource| create(&app, String::new(), source, busy.clone()))
    };
    let onwish = {
        let (app, version, make) = (app.clone(), version.setter(), make.clone());
        use_callback(
            (),
            move |(cv, wish): (Rc<CvSummary>, Wish), ()| match wish {
                Wish::Open => app.dispatch(Action::Show(Page::Cv(Some(cv.id)))),
                Wish::Rename(title) => rename(&app, cv.id, title),
                Wish::Duplicate => make.emit(CvSource::CopyOf(cv.id)),
                Wish::Version => version.set(Some(cv)),
                Wish::Delete => delete(&app, &cv),
            },
        )
    };
    let onmade = {
        let to = app.dispatcher();
        move |made: CvSummary| to.dispatch(Action::Show(Page::Cv(Some(made.id))))
    };
    let doors = {
        let (make, on_import) = (make.clone(), on_import.clone());
        move |()| new::doors(&make, &on_import)
    };
    let rows = match &list.0 {
        Stage::There(rows) => Some(Rc::clone(rows)),
        Stage::Reading | Stage::Failed(_) => None,
    };
    let content = match &list.0 {
        Stage::Reading => html! { <Skeleton lines={6} /> },
        Stage::Failed(error) => html! {
            <Notice
                tone={Tone::Danger}
                actions={html! { <Button onclick={move |_| read()}>{ t("try-again") }</Button> }}
            >
                { t_args("cv-list-unread", &[("reason", error.message.as_str().into())]) }
            </Notice>
        },
        Stage::There(rows) if rows.is_empty() => html! {
            <Blank icon={IconName::Cv} title={t("cv-empty-title")} text={t("cv-empty-text")}>
                { new::invitation(&make, &on_import, *busy) }
            </Blank>
        },
        Stage::There(rows) => cards(rows, &query, &onwish),
    };
    let many = rows.as_ref().is_some_and(|rows| rows.len() >= MANY);
    let some = rows.is_some_and(|rows| !rows.is_empty());
    let onquery = {
        let query = query.setter();
        move |event: InputEvent| {
            query.set(
                event
                    .target_unchecked_into::<web_sys::HtmlInputElement>()
                    .value(),
            );
        }
    };
    html! {
        <div class="cv-shelf">
            <header class="canvas-head cv-shelf-head">
                <h1 class="pane-title">{ t("cv-shelf") }</h1>
                if many {
                    <input
                        type="search"
                        class="input cv-find"
                        dir="auto"
                        value={(*query).clone()}
                        aria-label={t("cv-find")}
                        placeholder={t("cv-find")}
                        oninput={onquery}
                    />
                }
                if some {
                    <WordsMenu
                        text={t("cv-new")}
                        icon={IconName::Plus}
                        look={Look::Primary}
                        busy={*busy}
                        entries={doors}
                    />
                }
            </header>
            <div class="cv-shelf-scroll" tabindex="-1">{ content }</div>
            if *importing {
                <ImportDialog
                    onmade={onmade}
                    onclose={let importing = importing.setter(); move |()| importing.set(false)}
                />
            }
            if let Some(of) = &*version {
                <VersionDialog
                    of={Rc::clone(of)}
                    onclose={let version = version.setter(); move |()| version.set(None)}
                />
            }
        </div>
    }
}

fn cards(rows: &Rows, query: &str, onwish: &Callback<(Rc<CvSummary>, Wish)>) -> Html {
    let now = clock::now();
    let fits = |cv: &&Rc<CvSummary>| {
        words::holds(&format!("{} {} {}", cv.title, cv.name, cv.headline), query)
    };
    let found: Vec<&Rc<CvSummary>> = rows.iter().filter(fits).collect();
    if found.is_empty() {
        return html! { <p class="cv-nothing">{ t("cv-find-none") }</p> };
    }
    html! {
        <ul class="cv-cards" role="list">
            { for found.into_iter().map(|cv| html! {
                <CvCard
                    key={cv.id.to_string()}
                    cv={Rc::clone(cv)}
                    base={rows.base_of(cv)}
                    changed={crate::format::day(now, cv.changed_at)}
                    onwish={onwish.clone()}
                />
            }) }
        </ul>
    }
}

/// Makes a CV and opens it.
pub(super) fn create(app: &App, title: String, from: CvSource, busy: UseStateSetter<bool>) {
    let to = app.dispatcher();
    busy.set(true);
    spawn_local(async move {
        match client().create_cv(CreateCv { title, from }).await {
            Ok(made) => {
                announce(&t("cv-made"));
                to.dispatch(Action::Show(Page::Cv(Some(made.id))));
            }
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
        busy.set(false);
    });
}

/// Gives a CV another title. What comes of it is told by an event.
pub(super) fn rename(app: &App, id: CvId, title: String) {
    let title: String = title
        .trim()
        .chars()
        .take(contract::cv::LONGEST_CV_TITLE)
        .collect();
    if title.is_empty() {
        return;
    }
    let to = app.dispatcher();
    spawn_local(async move {
        if let Err(error) = client().rename_cv(RenameCv { id, title }).await {
            to.dispatch(Action::Say(Toast::from_error(&error)));
        }
    });
}

/// Puts a CV aside, and offers to bring it back.
fn delete(app: &App, cv: &CvSummary) {
    let (to, id, title) = (app.dispatcher(), cv.id, cv.title.clone());
    spawn_local(async move {
        match client().delete_cv(DeleteCv { id }).await {
            Ok(()) => {
                let text = t_args("conversation-deleted", &[("title", title.into())]);
                let back = to.clone();
                let undo = Callback::from(move |()| restore(&back, id));
                to.dispatch(Action::Say(Toast::new(text).offer(ToastAction::Undo(undo))));
            }
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}

fn restore(to: &crate::actions::Dispatch, id: CvId) {
    let to = to.clone();
    spawn_local(async move {
        match client().restore_cv(RestoreCv { id }).await {
            Ok(_) => announce(&t("cv-restored")),
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}
