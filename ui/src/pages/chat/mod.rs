//! The chat page: one conversation, its messages, and where one writes.
//!
//! Belongs here: what the open conversation shows and asks for. Does not belong
//! here: the list of conversations, and how Markdown is read
//! ([`crate::markdown`]).
//!
//! A token of a streaming reply touches only that reply's text: it goes from
//! the event into [`replies::Replies`], which tells the one component that
//! shows it, at most once a frame. The page itself is drawn again when messages
//! come, go or end.

mod assembly;
mod attach;
mod beside;
mod calls;
mod composer;
mod draft;
mod edit;
mod edits;
mod empty;
mod folder;
mod footer;
mod header;
mod heights;
mod inspector;
mod line;
mod list;
mod picker;
mod pictures;
mod pieces;
mod port;
mod presets;
mod queue;
mod replies;
mod retiring;
mod room;
mod row;
mod sentences;
mod status;
mod temporary;
#[cfg(test)]
pub(crate) mod testing;
mod thread;
mod waiting;

use std::rc::Rc;

use contract::message::{MOST_BESIDE, ReplyOptions};
use contract::{ConversationId, MessageId, ProviderId};
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

pub use composer::ID as COMPOSER;
pub use queue::hear as hear_for_queue;

use attach::{DropVeil, use_drop};
use beside::AlsoAsked;
use composer::Composer;
use empty::Empty;
use header::Header;
use inspector::Inspector;
use list::MessageList;
use picker::ModelPicker;
use retiring::Retiring;
use room::{Beside, Room};
use row::{Act, Models};
use temporary::{TemporaryEmpty, TemporaryStrip};
use thread::Same;
use waiting::WaitingLine;

use crate::components::{Button, IconName, Notice, Skeleton};
use crate::i18n::t;
use crate::state::{Action, App, Choice, Page, Section, Toast, ToastAction, Tone, use_app};
use crate::{actions, clock, dom, fonts, ipc};

/// Properties of [`ChatPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChatProps {
    /// The conversation; `None`: one that is not made yet.
    pub conversation: Option<ConversationId>,
}

/// The page.
#[component]
pub fn ChatPage(props: &ChatProps) -> Html {
    let app = use_app();
    let room = use_room(&app, props.conversation);
    let inspecting = use_state_eq(|| false);
    let models = use_models(&app);
    let picking = use_state_eq(|| None::<Picking>);
    use_visits(&app, &room, props.conversation);
    use_stop_key(&room);

    let sight = room.0.sight();
    let streaming = sight.thread.is_streaming();
    let there = !sight.loading && sight.thread.conversation == props.conversation;
    use_effect_with(there, |there| {
        if *there {
            dom::next_frame(|| {
                if clock::mark_interactive() {
                    dom::after_paint(fonts::ask);
                }
            });
        }
    });
    let head = app
        .open_conversation()
        .map(|head| (*head).clone())
        .or_else(|| sight.thread.head.clone());
    let head = head.filter(|head| Some(head.id) == sight.thread.conversation);
    let temporary = head.clone().filter(|head| head.temporary);
    folder::use_visited(&app, sight.thread.head.as_ref());
    room.0.folder.set(app.place.folder);
    let to_models = {
        let to = app.dispatcher();
        use_callback((), move |(), ()| {
            to.dispatch(Action::Show(Page::Settings(Section::Models)))
        })
    };
    let act = {
        let (to_models, picking) = (to_models.clone(), picking.setter());
        let to_keys = app.dispatcher();
        use_callback(
            (room.clone(), app.choice()),
            move |act: Act, (room, usual)| match act {
                // The button that was pressed goes away: the focus goes to the composer.
                Act::Retry(reply, model) => {
                    room.0.retry(reply, model);
                    focus_soon();
                }
                Act::Resume(reply) => {
                    room.0.resume(reply);
                    focus_soon();
                }
                Act::Select(message) => {
                    let pressed = row::pressed_branch_button();
                    room.0.select(message, move || {
                        dom::next_frame(move || row::focus_branches(message, pressed.as_deref()));
                    });
                }
                Act::Choose(message) => room.0.select(message, move || {
                    dom::next_frame(move || beside::focus(message));
                }),
                Act::Edit(message) => room.0.edit(message),
                Act::LeaveEdit(message) => {
                    room.0.leave_edit(message);
                    dom::next_frame(move || row::focus_edit(message));
                }
                Act::Resend(message, text) => {
                    room.0.resend(message, text, usual.clone());
                    focus_soon();
                }
                Act::RetryWith(reply) => picking.set(Some(Picking::Retry(reply))),
                Act::Models => to_models.emit(()),
                Act::Answer(call, answer) => {
                    room.0.answer(call, answer);
                    focus_soon();
                }
                Act::Keys => to_keys.dispatch(Action::Show(Page::Settings(Section::Providers))),
            },
        )
    };
    let onabove = use_callback(room.clone(), |(), room| room.0.read_above());
    let choice = choice(&app, &sight.options);
    use_facts(&app, choice.as_ref());
    let onsend = use_callback(
        (room.clone(), app.choice()),
        |text: String, (room, usual)| room.0.send(text, usual.clone()),
    );
    let onstop = use_callback(room.clone(), |(), room| {
        room.0.stop();
        composer::focus();
    });
    let onoptions = use_callback(room.clone(), |options, room| room.0.choose(options));
    let onpick = {
        let (app, room) = (app.clone(), room.clone());
        let made = sight.thread.conversation.is_some();
        Callback::from(move |choice: Choice| {
            if !made {
                actions::choose_model(&app, choice.clone());
            }
            room.0.choose_model(choice);
        })
    };
    let to_pick = |what: Picking| {
        let picking = picking.setter();
        Callback::from(move |()| picking.set(Some(what)))
    };
    let (onpicker, onalso) = (to_pick(Picking::Next), to_pick(Picking::Beside));
    let onalone = use_callback(room.clone(), |at, room| {
        room.0.ask_no_more(at);
        focus_soon();
    });
    let waiting = queue::of(sight.thread.conversation);
    let onup = use_callback(room.clone(), |(), room| {
        // What was written last is what waits.
        let waiting = queue::of(room.0.conversation());
        match waiting.last().filter(|last| !last.leaving) {
            Some(last) => {
                room.0.take_back(last.number);
                true
            }
            None => room.0.edit_last(),
        }
    });
    let onedit = use_callback(room.clone(), |number, room| {
        room.0.take_back(number);
        focus_soon();
    });
    let onremove = {
        let (app, room) = (app.clone(), room.clone());
        Callback::from(move |number| {
            if let Some(undo) = room.0.take_away(number) {
                let toast = Toast::new(t("chat-waiting-removed"));
                app.dispatch(Action::Say(toast.offer(ToastAction::Undo(undo))));
            }
            focus_soon();
        })
    };
    let onbegin = use_callback(room.clone(), |text: AttrValue, room| {
        room.0.compose(&text, false, Beside::Before);
        focus_soon();
    });
    let onagain = use_callback(room.clone(), |_: MouseEvent, room| room.0.read_again());
    let oninspect = {
        let inspecting = inspecting.clone();
        Callback::from(move |()| inspecting.set(!*inspecting))
    };
    let onclose = use_callback(inspecting.setter(), |(), inspecting| inspecting.set(false));

    let drop = use_drop(&room.0.tray);
    let blind = choice
        .as_ref()
        .is_some_and(|one| attach::is_blind(&app, one));

    let middle = if let Some(error) = &sight.failure {
        html! {
            <div class="chat-unread">
                <Notice
                    tone={Tone::Danger}
                    actions={html! { <Button icon={IconName::Retry} onclick={onagain}>{ t("try-again") }</Button> }}
                >
                    <p class="reply-failed-what">{ t("chat-unread") }</p>
                    <p>{ error.to_string() }</p>
                </Notice>
            </div>
        }
    } else if sight.loading {
        html! { <div class="chat-loading" aria-busy="true"><Skeleton lines={4} /></div> }
    } else if sight.thread.messages.is_empty() && !sight.sending {
        let choice = choice.clone();
        match (&temporary, choice.is_some()) {
            (Some(_), true) => html! { <TemporaryEmpty /> },
            _ => html! { <Empty {choice} onpick={onbegin} onmodels={to_models} /> },
        }
    } else {
        html! {
            <MessageList
                thread={sight.thread.clone()}
                visit={sight.visit}
                target={sight.target}
                editing={sight.editing.clone()}
                replies={room.0.replies.clone()}
                models={models.clone()}
                busy={streaming}
                {act}
                {onabove}
            />
        }
    };
    html! {
        <div class="chat">
            <section
                class="chat-main"
                aria-label={t("chat-page")}
                ondragenter={drop.ondrag.clone()}
                ondragover={drop.ondrag}
                ondrop={drop.ondrop}
                onpaste={drop.onpaste}
            >
                if drop.over { <DropVeil /> }
                <Header
                    {head}
                    branch={sight.thread.branch()}
                    choice={choice.clone()}
                    onpick={onpicker.clone()}
                    onalso={(sight.options.beside.len() < MOST_BESIDE).then(|| onalso.clone())}
                    inspecting={*inspecting}
                    {oninspect}
                />
                if let Some(head) = &temporary {
                    <TemporaryStrip head={head.clone()} />
                }
                if let Some(choice) = &choice {
                    <Retiring choice={choice.clone()} onpick={onpick.clone()} onother={onpicker} />
                }
                { middle }
                <div class="chat-foot">
                    <WaitingLine waiting={waiting.clone()} {onedit} {onremove} />
                    <AlsoAsked
                        also={sight.options.beside.clone()}
                        {models}
                        onremove={onalone}
                        onadd={onalso}
                    />
                    <Composer
                        conversation={sight.thread.conversation}
                        composed={sight.composed.clone()}
                        temporary={temporary.is_some()}
                        {streaming}
                        sending={sight.sending}
                        mute={choice.is_none()}
                        tray={room.0.tray.clone()}
                        chips={room.0.tray.chips()}
                        {blind}
                        queues={streaming || !waiting.is_empty()}
                        {onup}
                        {onsend}
                        {onstop}
                    />
                </div>
            </section>
            if *inspecting {
                <Inspector
                    tokens={sight.thread.tokens()}
                    cost={sight.thread.cost()}
                    options={sight.options.clone()}
                    choice={choice.clone()}
                    {onoptions}
                    {onclose}
                />
            }
            { picker(&room, *picking, &picking.setter(), choice, onpick) }
        </div>
    }
}

/// What a model is picked for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Picking {
    /// The next replies.
    Next,
    /// Replies beside the next ones.
    Beside,
    /// Another reply beside this one.
    Retry(MessageId),
}

fn picker(
    room: &Same<Room>,
    picking: Option<Picking>,
    set: &UseStateSetter<Option<Picking>>,
    current: Option<Choice>,
    onnext: Callback<Choice>,
) -> Html {
    let Some(picking) = picking else {
        return Html::default();
    };
    let onpick = match picking {
        Picking::Next => onnext.reform(|choice: Choice| {
            focus_soon();
            choice
        }),
        Picking::Beside => {
            let room = room.clone();
            Callback::from(move |choice| {
                room.0.ask_also(choice);
                focus_soon();
            })
        }
        Picking::Retry(reply) => {
            let room = room.clone();
            Callback::from(move |choice| {
                room.0.retry(reply, Some(choice));
                focus_soon();
            })
        }
    };
    let onclose = {
        let set = set.clone();
        move |()| set.set(None)
    };
    let label = match picking {
        Picking::Beside => t("chat-also-add"),
        Picking::Next | Picking::Retry(_) => t("picker"),
    };
    html! { <ModelPicker {label} {current} {onpick} {onclose} /> }
}

/// The model of the next reply: the conversation's, else that of new conversations.
fn choice(app: &App, options: &ReplyOptions) -> Option<Choice> {
    match &options.model {
        Some(model) => Some(Choice {
            provider: options.provider.clone().unwrap_or_default(),
            model: model.clone(),
        }),
        None => app.choice(),
    }
}

/// Asks once for what is known of the models of the provider in use.
#[hook]
fn use_facts(app: &App, choice: Option<&Choice>) {
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

/// The room, which lives as long as the page, and hears the desktop's events.
#[hook]
fn use_room(app: &App, conversation: Option<ConversationId>) -> Same<Room> {
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
fn use_visits(app: &App, room: &Same<Room>, conversation: Option<ConversationId>) {
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
            focus_soon();
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

/// Esc ends the reply, unless something else took the key.
#[hook]
fn use_stop_key(room: &Same<Room>) {
    use_effect_with(room.clone(), |room| {
        let room = room.clone();
        let listener = dom::document().map(|document| {
            EventListener::new(&document, "keydown", move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                if event.key() == "Escape" && !event.default_prevented() && !event.is_composing() {
                    room.0.stop();
                }
            })
        });
        move || drop(listener)
    });
}

/// The models' names; the same object as long as they are the same.
#[hook]
fn use_models(app: &App) -> Same<Models> {
    let here = app.shelf.models.iter().map(|model| {
        let choice = Choice {
            provider: ProviderId::local(),
            model: model.id.clone(),
        };
        (choice, AttrValue::from(model.name.clone()))
    });
    let names: Vec<(Choice, AttrValue)> = here.chain(app.offers.names()).collect();
    let models = use_memo(names, |names| names.iter().cloned().collect::<Models>());
    Same(models)
}

/// Lets the person write, after what is being drawn.
fn focus_soon() {
    dom::next_frame(composer::focus);
}

/// Has presets that are chosen in the palette go to `choose`.
fn taken_by(choose: impl Fn(ReplyOptions) + 'static) -> crate::presets::Taking {
    crate::presets::take_with(Callback::from(choose))
}
