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
mod hooks;
mod inspector;
mod line;
mod list;
mod picker;
mod picking;
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

use contract::ConversationId;
use contract::message::MOST_BESIDE;
use yew::prelude::*;

pub use composer::ID as COMPOSER;
pub use picker::ModelPicker;
pub use queue::hear as hear_for_queue;

use attach::{DropVeil, use_drop};
use beside::AlsoAsked;
use composer::Composer;
use empty::Empty;
use header::Header;
use hooks::{use_facts, use_interactive, use_models, use_room, use_stop_key, use_visits};
use inspector::Inspector;
use list::MessageList;
use picking::{Picking, choice, picker};
use retiring::Retiring;
use room::Beside;
use row::Act;
use temporary::{TemporaryEmpty, TemporaryStrip};
use waiting::WaitingLine;

use crate::components::{Button, IconName, Notice, Skeleton};
use crate::i18n::t;
use crate::state::{Action, Choice, Page, Section, Toast, ToastAction, Tone, use_app};
use crate::{actions, dom};

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
    use_interactive(there);
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
                <div class="chat-middle" data-focus-home={COMPOSER}>
                    if let Some(head) = &temporary {
                        <TemporaryStrip head={head.clone()} />
                    }
                    if let Some(choice) = &choice {
                        <Retiring choice={choice.clone()} onpick={onpick.clone()} onother={onpicker} />
                    }
                    // What changes as a whole has a place that stays: Yew puts what comes before it there.
                    <div class="chat-view">{ middle }</div>
                </div>
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

/// Lets the person write, after what is being drawn.
fn focus_soon() {
    dom::next_frame(composer::focus);
}
