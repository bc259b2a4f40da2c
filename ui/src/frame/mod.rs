//! The frame: rail, list pane, canvas, and what lies over them.

use contract::settings::SettingsPatch;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use crate::components::{ToastShelf, ToastView};
use crate::i18n::t;
use crate::pages::chat::ChatPage;
use crate::pages::settings::{SettingsNav, SettingsPage, ShortcutSheet};
use crate::palette::Palette;
use crate::state::{Action, App, Overlay, Page, Toast, ToastAction, use_app};
use crate::{actions, css};

mod divider;
mod found;
mod jobs;
mod list;
mod mark;
mod pane;
mod rail;
mod row;
mod rows;

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
    html! {
        <div class="frame">
            <rail::Rail />
            {
                match app.page {
                    Page::Chat if app.settings.list_collapsed => html! { <pane::FoldedPane /> },
                    Page::Chat => html! { <pane::Pane /> },
                    Page::Settings(section) => html! { <SettingsNav {section} /> },
                }
            }
            <main class="canvas">
                {
                    match app.page {
                        Page::Chat => html! { <ChatPage conversation={app.place.conversation} /> },
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
                }
            }
        </div>
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
        Callback::from(move |toast: Toast| match toast.action {
            Some(ToastAction::Restore(id)) => actions::restore(&app, id),
            None => {}
        })
    };
    html! {
        <ToastShelf>
            {
                for app.toasts.iter().map(|toast| html! {
                    <ToastView
                        key={toast.id}
                        toast={toast.clone()}
                        offer={toast.action.as_ref().map(|ToastAction::Restore(_)| t("undo"))}
                        onact={onact.clone()}
                        onclose={onclose.clone()}
                    />
                })
            }
        </ToastShelf>
    }
}

/// Goes to the search field above the list, bringing the list back if need be.
pub fn find(app: &App) {
    app.dispatch(Action::Show(Page::Chat));
    if app.settings.list_collapsed {
        toggle_pane(app);
    }
    // After the frame has drawn the pane.
    gloo_timers::callback::Timeout::new(0, || {
        let field = css::document().and_then(|document| document.get_element_by_id(SEARCH));
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.select();
            focus(&field);
        }
    })
    .forget();
}

/// Folds the list pane away, or back.
pub fn toggle_pane(app: &App) {
    if app.page != Page::Chat {
        return;
    }
    let list_collapsed = Some(!app.settings.list_collapsed);
    actions::change_settings(
        app,
        SettingsPatch {
            list_collapsed,
            ..SettingsPatch::default()
        },
    );
}

fn focus(element: &HtmlElement) {
    // An element that is gone takes no focus; that is no loss.
    let _ = element.focus();
}
