//! The root: starts, listens, and shows the first run, the frame, or why there
//! is neither.

use std::rc::Rc;

use contract::Event;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use crate::components::{LiveRegion, ToastShelf, TooltipLayer};
use crate::focus::use_focus_keeper;
use crate::frame::{Frame, Toasts};
use crate::keys::{Chord, Command, is_composing};
use crate::pages::chat::hear_for_queue;
use crate::pages::{Fatal, FirstRun, Starting};
use crate::state::{Action, Overlay, Page, Phase, Section, Toast};
use crate::{actions, dom, folders, ipc, mended, presets, temporary, theme, transfer};

/// The whole interface.
#[component]
pub fn App() -> Html {
    let app = use_reducer_eq(actions::begin);
    let to = app.dispatcher();

    use_effect_with((), {
        let (to, asked) = (to.clone(), app.phase != Phase::Starting);
        move |()| {
            theme::show_kept();
            // First the ears, then the question: nothing is lost between.
            let listener = ipc::listen({
                let to = to.clone();
                move |event| {
                    hear_for_queue(&to, event);
                    if concerns_the_frame(event) {
                        to.dispatch(Action::Heard(event.clone()));
                    }
                }
            });
            if mended::take() {
                to.dispatch(Action::Say(Toast::mended()));
            }
            if !asked {
                actions::start(to);
            }
            move || drop(listener)
        }
    });
    use_effect_with(app.lagged, {
        let to = to.clone();
        move |lagged| {
            if *lagged > 0 {
                actions::start(to);
            }
        }
    });
    use_effect_with(app.stale, {
        let (to, rows) = (to.clone(), app.conversations.rows.len());
        let (archived, known) = (app.conversations.archived, Rc::clone(&app.folders));
        move |stale| {
            if *stale > 0 {
                transfer::read_list(to.clone(), rows, archived);
                folders::read_anew(to, &known);
            }
        }
    });
    let ready = app.phase == Phase::Ready;
    use_effect_with((ready, app.lagged), {
        let to = to.clone();
        move |(ready, _)| {
            if *ready {
                // Nothing of them is in the first picture.
                dom::after_paint(move || presets::read(to));
            }
        }
    });
    use_effect_with((ready, app.settings.appearance), |(ready, appearance)| {
        if *ready {
            theme::show(*appearance);
        }
    });
    let kept = app.place.conversation.filter(|_| app.temporary.is_none());
    use_effect_with(kept, {
        let (to, known) = (to.clone(), app.settings.open_conversation);
        move |open| {
            if let Some(open) = open.filter(|open| Some(*open) != known) {
                actions::remember_open(&to, open);
            }
        }
    });
    use_effect_with(app.left.clone(), {
        let to = to.clone();
        move |left| {
            if let Some(left) = left {
                temporary::leave(to, Rc::clone(left));
            }
        }
    });
    let (turn, change) = app.pending.sending();
    use_effect_with(turn, move |_| {
        if let Some(patch) = change {
            actions::send_settings(to, patch);
        }
    });
    use_keys(&app);
    use_focus_keeper();

    html! {
        <ContextProvider<crate::state::App> context={app.clone()}>
            {
                match &app.phase {
                    Phase::Starting => html! { <Starting /> },
                    Phase::Failed(error) => html! { <Fatal error={error.clone()} /> },
                    Phase::Ready if !app.settings.first_run_done => html! { <FirstRun /> },
                    Phase::Ready => html! { <Frame /> },
                }
            }
            <ToastShelf />
            <Toasts />
            <TooltipLayer />
            <LiveRegion />
        </ContextProvider<crate::state::App>>
    }
}

/// Deltas and messages belong to the chat page: the frame is not to be drawn
/// again for each.
fn concerns_the_frame(event: &Event) -> bool {
    !matches!(
        event,
        Event::MessageChanged(_) | Event::ReplyDelta(_) | Event::ReplyProgress(_)
    )
}

/// The keys of the whole window.
#[hook]
fn use_keys(app: &crate::state::App) {
    // The listener outlives a render; it looks at the state of the latest one.
    let latest = use_mut_ref(|| app.clone());
    *latest.borrow_mut() = app.clone();
    use_effect_with((), move |()| {
        let listener = dom::document().map(|document| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                if event.default_prevented() || is_composing(event) {
                    return;
                }
                let Some(command) = Chord::of(event, is_typing(event)).command() else {
                    return;
                };
                // In a text it takes back what was typed.
                if command == Command::Undo && has_text(event) {
                    return;
                }
                let app = latest.borrow().clone();
                if obey(&app, command) {
                    event.prevent_default();
                }
            })
        });
        move || drop(listener)
    });
}

/// Does what a chord asks for; `false`: it asks for nothing here.
fn obey(app: &crate::state::App, command: Command) -> bool {
    if app.phase != Phase::Ready || !app.settings.first_run_done {
        return false;
    }
    let toggled = |overlay: Overlay| (app.overlay != Some(overlay)).then_some(overlay);
    let action = match command {
        Command::Close if app.overlay.is_some() => Action::Overlay(None),
        // Nothing lies over the page: the page may stop a reply.
        Command::Close => return false,
        Command::Palette => Action::Overlay(toggled(Overlay::Palette)),
        Command::Shortcuts => Action::Overlay(toggled(Overlay::Shortcuts)),
        Command::Chat => Action::Show(Page::Chat),
        Command::Cv => Action::Show(Page::Cv(app.cv)),
        Command::NewChat => Action::NewChat(None),
        Command::Settings => Action::Show(Page::Settings(Section::Models)),
        Command::TemporaryChat => {
            temporary::begin(app);
            return true;
        }
        Command::Undo => return crate::frame::undo(app),
        Command::Find => {
            crate::frame::find(app);
            return true;
        }
        Command::TogglePane => {
            crate::frame::toggle_pane(app);
            return true;
        }
    };
    app.dispatch(action);
    true
}

/// Whether something is written where the key was pressed.
fn has_text(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target() else {
        return false;
    };
    let line = target
        .dyn_ref::<HtmlInputElement>()
        .map(HtmlInputElement::value);
    let text = line.or_else(|| Some(target.dyn_ref::<HtmlTextAreaElement>()?.value()));
    text.is_some_and(|text| !text.is_empty())
}

/// Whether characters typed now go into a text.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| {
        element
            .matches("input:not([type=range], [type=radio], [type=checkbox]), textarea, [contenteditable]")
            .unwrap_or(false)
    })
}
