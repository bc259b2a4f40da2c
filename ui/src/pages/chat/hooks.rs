//! How the chat page lives: the room that it keeps, where it goes, what it hears.

use std::cell::Cell;
use std::rc::Rc;

use contract::message::ReplyOptions;
use contract::{ConversationId, ModelId, ProviderId};
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::room::{Beside, Room};
use super::row::Models;
use super::thread::Same;
use super::{composer, focus_soon, queue};
use crate::keys::is_composing;
use crate::state::{App, Choice};
use crate::{actions, clock, dom, ipc};

/// Asks once for what is known of the models of the provider in use.
#[hook]
pub fn use_facts(app: &App, choice: Option<&Choice>) {
    let missing = choice
        .map(|choice| &choice.provider)
        .filter(|provider| !provider.is_local() && app.offers.of(provider).is_none())
        .cloned();
    let to = app.dispatcher();
    use_effect_with(missing, move |missing| {
        if let Some(provider) = missing {
            actions::read_offers(to, provider.clone(), false);
        }
    });
}

/// Marks when the first picture is shown and listens, whichever comes last: Yew lets the webview
/// paint between drawing and effects.
#[hook]
pub fn use_interactive(there: bool) {
    let parts = use_memo((), |()| Cell::new(0));
    let part = move || {
        parts.set(parts.get() + 1);
        if parts.get() == 2 {
            clock::mark_interactive();
        }
    };
    use_memo(there, {
        let shown = part.clone();
        move |there| there.then(|| dom::next_frame(shown))
    });
    use_effect_with(there, move |there| {
        if *there {
            // After the effects of all others.
            spawn_local(async move { part() });
        }
    });
}

/// The room, which lives as long as the page, and hears the desktop's events.
#[hook]
pub fn use_room(app: &App, conversation: Option<ConversationId>) -> Same<Room> {
    let update = use_force_update();
    let (to, reopened) = (app.dispatcher(), app.reopened.clone());
    let room = use_memo((), move |()| {
        let redraw = Callback::from(move |()| update.force_update());
        let to = Callback::from(move |action| to.dispatch(action));
        Same(Room::new(reopened.take(conversation), redraw, to))
    });
    use_effect_with((), {
        let room = Rc::clone(&room);
        move |()| {
            let hearing = Rc::clone(&room);
            let listener = ipc::listen(move |event| hearing.0.hear(event));
            let waits = Rc::clone(&room);
            let line = queue::watch(Callback::from(move |told| waits.0.hear_line(&told)));
            room.0.hears();
            let takes = Rc::clone(&room);
            let taking = taken_by(move |options| takes.0.choose(options));
            move || drop((listener, line, taking))
        }
    });
    (*room).clone()
}

/// Goes where the window goes, and reads again when events were lost.
#[hook]
pub fn use_visits(app: &App, room: &Same<Room>, conversation: Option<ConversationId>) {
    let place = app.place.clone();
    let here = use_mut_ref(|| room.0.conversation().map(|_| place.turn));
    use_effect_with((), |()| focus_soon());
    use_effect_with((place.turn, conversation), {
        let (room, place) = (room.clone(), place.clone());
        let begun = app.draft.clone();
        let attached = Rc::clone(&app.draft_attachments);
        move |(turn, conversation)| {
            // Without a turn it is here already: the start read it, or the sending
            // of a first message made it.
            let turned = here.borrow_mut().replace(*turn) != Some(*turn);
            if !turned && room.0.conversation() == *conversation {
                return;
            }
            match (conversation, &place.text) {
                (Some(id), _) => room.0.enter(*id, place.message),
                (None, text) => {
                    room.0.tray.enter_new(&attached);
                    let draft = composer::unmade_draft();
                    let draft = draft.as_deref().unwrap_or(&begun);
                    match text.as_ref().filter(|_| composer::take_text_of(*turn)) {
                        Some(text) => {
                            let whole = Beside::Before.join(draft, text);
                            room.0.enter_new(&whole, false);
                        }
                        None => room.0.enter_new(draft, true),
                    }
                }
            }
            // A message that was searched for gets the focus itself.
            if place.message.is_none() {
                focus_soon();
            }
        }
    });
    use_effect_with(app.lagged, {
        let room = room.clone();
        move |lagged| {
            if *lagged > 0 {
                room.0.read_again();
            }
        }
    });
    // The conversation may have grown by an import, of which no message is told.
    use_effect_with(app.stale, {
        let room = room.clone();
        move |stale| {
            if *stale > 0 {
                room.0.read_again();
            }
        }
    });
}

/// Esc ends the reply, unless something else takes the key: a dialog closes by it, and hears of it
/// later than the page.
#[hook]
pub fn use_stop_key(room: &Same<Room>) {
    use_effect_with(room.clone(), |room| {
        let room = room.clone();
        let listener = dom::document().map(|document| {
            EventListener::new(&document, "keydown", move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                let taken = event.default_prevented() || is_composing(event) || dom::is_covered();
                if event.key() == "Escape" && !taken {
                    room.0.stop();
                }
            })
        });
        move || drop(listener)
    });
}

/// The models' names; the same object as long as they are the same.
#[hook]
pub fn use_models(app: &App) -> Same<Models> {
    let here: Vec<(ModelId, AttrValue)> = app
        .shelf
        .models
        .iter()
        .map(|model| (model.id.clone(), AttrValue::from(model.name.clone())))
        .collect();
    Same(use_memo(
        (here, app.offers.clone()),
        |(here, offers)| -> Models {
            let here = here.iter().map(|(id, name)| {
                let choice = Choice {
                    provider: ProviderId::local(),
                    model: id.clone(),
                };
                (choice, name.clone())
            });
            here.chain(offers.names()).collect()
        },
    ))
}

/// Has presets that are chosen in the palette go to `choose`.
fn taken_by(choose: impl Fn(ReplyOptions) + 'static) -> crate::presets::Taking {
    crate::presets::take_with(Callback::from(choose))
}
