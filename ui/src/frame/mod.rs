//! The frame: rail, list pane, canvas, and what lies over them.

use contract::settings::SettingsPatch;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{ToastStack, ToastView};
use crate::i18n::t;
use crate::pages::chat::{COMPOSER, ChatPage};
use crate::pages::cv;
use crate::pages::settings::{SettingsNav, SettingsPage, ShortcutSheet};
use crate::palette::Palette;
use crate::state::{Action, App, Naming, Overlay, Page, ToastAction, use_app};
use crate::{actions, archive, dom, folders, temporary};

mod divider;
mod drag;
mod folder_chooser;
mod folder_pages;
mod folder_row;
mod found;
mod hits;
mod jobs;
mod lines;
mod list;
mod mark;
pub(crate) mod named;
mod paging;
mod pane;
mod rail;
mod row;
mod rows;
mod stops;

pub use jobs::JobLine;
pub use mark::Mark;

/// The id of the search field above the list.
const SEARCH: &str = "pane-search";

/// The window as it is most of the time.
#[component]
pub fn Frame() -> Html {
    let app = use_app();
    let onclose = {
        let to = app.dispatcher();
        Callback::from(move |()| to.dispatch(Action::Overlay(None)))
    };
    jobs::use_job_news(&app.jobs);
    html! {
        <div class="frame">
            <rail::Rail />
            {
                match app.page {
                    Page::Chat if app.settings.list_collapsed => html! { <pane::FoldedPane /> },
                    Page::Chat => html! { <pane::Pane /> },
                    Page::Cv(_) => html! {},
                    Page::Settings(section) => html! { <SettingsNav {section} /> },
                }
            }
            <main class="canvas">
                {
                    match app.page {
                        Page::Chat => html! { <ChatPage conversation={app.place.conversation} /> },
                        Page::Cv(id) => cv::page(id),
                        Page::Settings(section) => html! { <SettingsPage {section} /> },
                    }
                }
            </main>
            {
                match app.overlay {
                    None => html! {},
                    Some(Overlay::Palette) => html! { <Palette {onclose} /> },
                    Some(Overlay::Shortcuts) => html! { <ShortcutSheet {onclose} /> },
                    Some(Overlay::Jobs) => html! { <jobs::JobsTray {onclose} /> },
                    Some(Overlay::Folders(conversation)) => html! {
                        <folder_chooser::FolderChooser {conversation} {onclose} />
                    },
                }
            }
        </div>
    }
}

/// Does what the newest toast offers; `false`: none offers anything.
pub fn undo(app: &App) -> bool {
    let newest = app
        .toasts
        .iter()
        .rev()
        .find_map(|toast| Some((toast.id, toast.action.clone()?)));
    let Some((id, action)) = newest else {
        return false;
    };
    app.dispatch(Action::Hush(id));
    act(app, action);
    true
}

fn act(app: &App, action: ToastAction) {
    match action {
        ToastAction::Restore(id) => actions::restore(app, id),
        ToastAction::Unarchive(id) => archive::archive(app, id, false),
        ToastAction::Keep(id) => temporary::keep(&app.dispatcher(), id),
        ToastAction::Undo(undo) => undo.emit(()),
    }
}

/// What is told in passing.
#[component]
pub fn Toasts() -> Html {
    let app = use_app();
    let onclose = {
        let to = app.dispatcher();
        use_callback((), move |id: u32, ()| to.dispatch(Action::Hush(id)))
    };
    let onact = {
        let app = app.clone();
        Callback::from(move |action: ToastAction| act(&app, action))
    };
    html! {
        <ToastStack>
            {
                for app.toasts.iter().map(|toast| html! {
                    <ToastView
                        key={toast.id}
                        toast={toast.clone()}
                        offer={toast.action.as_ref().map(offer)}
                        other={toast.other.as_ref().map(offer)}
                        onact={onact.clone()}
                        onclose={onclose.clone()}
                        onlost={Callback::from(|()| focus_composer())}
                    />
                })
            }
        </ToastStack>
    }
}

/// What an action is called.
fn offer(action: &ToastAction) -> AttrValue {
    match action {
        ToastAction::Keep(_) => t("temporary-keep"),
        ToastAction::Restore(_) | ToastAction::Unarchive(_) | ToastAction::Undo(_) => t("undo"),
    }
}

/// Goes to the search field above the list, bringing the list back if need be.
pub fn find(app: &App) {
    let elsewhere = app.page != Page::Chat;
    app.dispatch(Action::Show(Page::Chat));
    if app.settings.list_collapsed {
        fold_list(app, false);
    }
    // After the frame has drawn the pane.
    Timeout::new(0, focus_search).forget();
    if elsewhere {
        // A chat page that has just come gives the focus to its composer in the
        // next frame. The one after that is the search's.
        dom::after_paint(focus_search);
    }
}

/// Asks in the list for the name of a new folder, bringing the list back if need be.
pub fn name_folder(app: &App, naming: Naming) {
    app.dispatch(Action::Show(Page::Chat));
    if app.settings.list_collapsed {
        fold_list(app, false);
    }
    folders::begin_naming(app, naming);
}

/// Folds the list pane away, or back, where there is one: Ctrl+B.
pub fn toggle_pane(app: &App) {
    if app.page == Page::Chat {
        fold_list(app, !app.settings.list_collapsed);
    }
}

/// Folds the list pane away, or back, whatever is shown now.
pub fn fold_list(app: &App, fold: bool) {
    actions::change_settings(
        app,
        SettingsPatch {
            list_collapsed: Some(fold),
            ..SettingsPatch::default()
        },
    );
    if focus_is_lost() {
        return;
    }
    // Where the focus goes away with the pane, it is at the way back.
    Timeout::new(0, || {
        let button = dom::document()
            .filter(|_| focus_is_lost())
            .and_then(|document| document.query_selector(".pane-fold").ok()?);
        if let Some(button) = button.and_then(|button| button.dyn_into().ok()) {
            dom::focus(&button);
        }
    })
    .forget();
}

/// To the field above the list; what is in it is selected.
fn focus_search() {
    if let Some(field) = dom::by_id::<HtmlInputElement>(SEARCH) {
        field.select();
        dom::focus(&field);
    }
}

/// To the button that asks for a new folder's name, from the field that is gone.
fn focus_new_folder() {
    Timeout::new(0, || {
        let button = dom::document()
            .and_then(|document| document.query_selector(".pane-new-folder").ok()?);
        if let Some(button) = button.and_then(|button| button.dyn_into().ok()) {
            dom::focus(&button);
        }
    })
    .forget();
}

/// To where one writes, on the pages that have such a place.
fn focus_composer() {
    if let Some(composer) = dom::by_id(COMPOSER) {
        dom::focus(&composer);
    }
}

/// Whether the element that had the focus is gone.
fn focus_is_lost() -> bool {
    dom::focused().is_none_or(|element| element.tag_name() == "BODY")
}
