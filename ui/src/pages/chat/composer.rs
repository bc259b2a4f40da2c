//! Where the person writes: a field that grows, its draft, and the button that
//! sends or stops.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use contract::ConversationId;
use contract::conversation::SaveDraft;
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::attach::{AttachButton, ChipList, Chips, Tray};
use super::draft::{self, Draft, about_tokens};
use super::queue;
use super::room::{Beside, Composed};
use super::thread::Same;
use crate::components::{IconName, Keys, icon};
use crate::css;
use crate::dom;
use crate::format;
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::keys::is_composing;

/// The field's id.
pub const ID: &str = "composer";
/// The field grows up to this, then scrolls; in CSS pixels.
const TALLEST: i32 = 240;

thread_local! {
    /// The draft of the conversation that is not made yet, for the next visit:
    /// the desktop tells it at the start only.
    static UNMADE: RefCell<Option<String>> = const { RefCell::new(None) };
    /// The turn whose text was put in last.
    static TAKEN: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Whether the text that the place of this turn brings has not been put in yet.
/// From then on it is a draft like any other.
pub fn take_text_of(turn: u32) -> bool {
    TAKEN.replace(Some(turn)) != Some(turn)
}

/// Keeps a text that could not be sent, and whose conversation is not shown any
/// more, as that conversation's draft.
pub fn keep_aside(conversation: Option<ConversationId>, text: String) {
    let text = match (conversation, unmade_draft()) {
        (None, Some(draft)) => Beside::Behind.join(&draft, &text),
        _ => text,
    };
    if conversation.is_none() {
        UNMADE.set(Some(text.clone()));
    }
    spawn_local(async move {
        // The desktop refuses it only with what refused the message, which was said.
        let _ = client().save_draft(SaveDraft { conversation, text }).await;
    });
}

/// The draft of the conversation that is not made yet, if it was touched since
/// the start.
pub fn unmade_draft() -> Option<String> {
    UNMADE.with_borrow(Clone::clone)
}

/// Properties of [`Composer`].
#[derive(Clone, PartialEq, Properties)]
pub struct ComposerProps {
    /// The conversation; `None`: one that is not made yet.
    pub conversation: Option<ConversationId>,
    /// Nothing of it is kept.
    #[prop_or_default]
    pub temporary: bool,
    /// A text to put in.
    pub composed: Composed,
    /// A reply is arriving.
    pub streaming: bool,
    /// A message is on its way.
    pub sending: bool,
    /// There is no model to answer.
    pub mute: bool,
    /// Its attachments.
    pub tray: Same<Tray>,
    /// What is shown of them.
    pub chips: Rc<ChipList>,
    /// The model that answers is known not to see pictures.
    pub blind: bool,
    /// What is sent now waits in the line.
    pub queues: bool,
    /// Edit what the person said last; `false`: there is nothing to edit.
    pub onup: Callback<(), bool>,
    /// Send this text, or put it into the line; `false`: there is no room for it.
    pub onsend: Callback<String, bool>,
    /// End the reply.
    pub onstop: Callback<()>,
}

/// The draft, where it belongs, and the wait before it is kept.
#[derive(Default)]
struct Desk {
    draft: Draft,
    conversation: Option<ConversationId>,
    /// Since when it waits, and what ends that.
    timer: Option<(f64, Timeout)>,
}

/// The composer.
#[component]
pub fn Composer(props: &ComposerProps) -> Html {
    let field = use_node_ref();
    let text = use_state_eq(String::new);
    let desk = use_memo((), |()| RefCell::new(Desk::default()));

    use_effect_with(props.composed.clone(), {
        let (desk, field, text) = (Rc::clone(&desk), field.clone(), text.setter());
        let conversation = props.conversation;
        move |composed: &Composed| {
            let typed = field
                .cast::<HtmlTextAreaElement>()
                .map(|field| field.value())
                .unwrap_or_default();
            if composed.beside == Beside::Elsewhere {
                keep(&desk);
            }
            let shown = composed.beside.join(&typed, &composed.text);
            *desk.borrow_mut() = Desk {
                draft: Draft::kept(if composed.kept { &composed.text } else { "" }),
                conversation,
                timer: None,
            };
            desk.borrow_mut().draft.type_in(&shown);
            keep_later(&desk);
            // Written only if it differs: that moves the caret.
            if shown != typed {
                write(&field, &shown);
            }
            text.set(shown);
        }
    });
    // The first message made the conversation: later drafts are its own.
    use_effect_with(props.conversation, {
        let desk = Rc::clone(&desk);
        move |conversation| desk.borrow_mut().conversation = *conversation
    });
    use_effect_with((), {
        let desk = Rc::clone(&desk);
        move |()| move || keep(&desk)
    });
    use_effect_with((*text).clone(), {
        let field = field.clone();
        move |_| fit(&field)
    });

    let chips = &props.chips;
    let something = !text.trim().is_empty() || !chips.attachments().is_empty();
    // What waits in line is text alone: attachments stay here until the reply is over.
    let in_line = props.queues && !chips.attachments().is_empty();
    let can_send = !props.sending && !props.mute && something && !chips.busy() && !in_line;
    let send = {
        let (desk, field, text) = (Rc::clone(&desk), field.clone(), text.clone());
        let onsend = props.onsend.clone();
        Callback::from(move |()| {
            // What could not be taken stays where it is.
            if can_send && onsend.emit((*text).clone()) {
                let mut desk = desk.borrow_mut();
                desk.draft.sent();
                desk.timer = None;
                if desk.conversation.is_none() {
                    UNMADE.set(Some(String::new()));
                }
                drop(desk);
                write(&field, "");
                text.set(String::new());
            }
        })
    };
    let press = {
        let send = send.clone();
        // The button that was pressed goes away, or cannot be pressed any more.
        Callback::from(move |_: MouseEvent| {
            send.emit(());
            focus();
        })
    };
    let oninput = {
        let (desk, text) = (Rc::clone(&desk), text.setter());
        move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            desk.borrow_mut().draft.type_in(&typed);
            keep_later(&desk);
            text.set(typed);
        }
    };
    let onblur = {
        let desk = Rc::clone(&desk);
        move |_: FocusEvent| keep(&desk)
    };
    let onkeydown = {
        let text = text.clone();
        let (send, onup) = (send.clone(), props.onup.clone());
        move |event: KeyboardEvent| {
            // Enter that ends a composition of an input method sends nothing.
            let composing = is_composing(&event);
            match event.key().as_str() {
                "Enter" if !composing && !event.shift_key() => {
                    event.prevent_default();
                    send.emit(());
                }
                "ArrowUp" if !composing && text.is_empty() && onup.emit(()) => {
                    event.prevent_default();
                }
                _ => {}
            }
        }
    };
    let placeholder = if props.streaming {
        t("chat-placeholder-streaming")
    } else if props.temporary {
        t("temporary-placeholder")
    } else {
        t("chat-placeholder")
    };
    let tokens = about_tokens(&text) as u64 + chips.tokens();
    html! {
        <div class="composer-box">
            <div class={classes!("composer", props.temporary.then_some("composer-temporary"))}>
                <Chips tray={props.tray.clone()} chips={Rc::clone(chips)} blind={props.blind} />
                <textarea
                    ref={field}
                    id={ID}
                    class="composer-field"
                    rows="1"
                    dir="auto"
                    {placeholder}
                    aria-label={t("chat-compose")}
                    aria-describedby="composer-hint"
                    // For ui/mend.js.
                    data-conversation={props.conversation.map(|id| id.to_string())}
                    data-waiting={queue::waits(props.conversation).then_some("")}
                    {oninput}
                    {onblur}
                    {onkeydown}
                />
                <div class="composer-foot">
                    <AttachButton tray={props.tray.clone()} />
                    <span class="composer-hint" id="composer-hint">
                        <Keys keys="↵" />{ if props.queues { t("chat-hint-queue") } else { t("chat-hint-send") } }
                        <Keys keys="⇧ ↵" />{ t("chat-hint-line") }
                    </span>
                    <span class="composer-tokens">
                        if tokens > 0 {
                            { t_args("chat-about-tokens", &[("count", format::count(tokens).into())]) }
                        }
                    </span>
                    if props.streaming && can_send {
                        <button
                            type="button"
                            class="composer-send composer-queue"
                            aria-label={t("chat-queue")}
                            data-tip={t("chat-queue")}
                            data-tip-keys="↵"
                            onclick={press.clone()}
                        >
                            { icon(IconName::Clock, 18) }
                        </button>
                    }
                    if props.streaming {
                        <Keys keys="Esc" />
                        <button
                            type="button"
                            class="composer-stop"
                            aria-label={t("chat-stop")}
                            data-tip={t("chat-stop")}
                            data-tip-keys="Esc"
                            onclick={props.onstop.reform(|_| ())}
                        >
                            { icon(IconName::Stop, 18) }
                        </button>
                    } else {
                        <button
                            type="button"
                            class="composer-send"
                            aria-label={t("chat-send")}
                            data-tip={t("chat-send")}
                            data-tip-keys="↵"
                            disabled={!can_send}
                            onclick={press.clone()}
                        >
                            { icon(IconName::Send, 18) }
                        </button>
                    }
                </div>
            </div>
        </div>
    }
}

/// Puts the keyboard's focus into the composer, with the caret at the end.
pub fn focus() {
    let Some(field) = dom::by_id::<HtmlTextAreaElement>(ID) else {
        return;
    };
    dom::focus(&field);
    let end = field.value().encode_utf16().count() as u32;
    let _ = field.set_selection_range(end, end);
}

fn write(field: &NodeRef, text: &str) {
    if let Some(field) = field.cast::<HtmlTextAreaElement>() {
        field.set_value(text);
    }
}

/// Makes the field as tall as its text.
pub fn fit(field: &NodeRef) {
    let Some(field) = field.cast::<HtmlTextAreaElement>() else {
        return;
    };
    if field.value().is_empty() {
        // One line, by its own style: nothing needs to be measured.
        return css::set(&field, &[("height", String::new())]);
    }
    css::set(&field, &[("height", "auto".into())]);
    let height = field.scroll_height().min(TALLEST);
    css::set(&field, &[("height", css::px(f64::from(height)))]);
}

/// Keeps the draft once typing rests, or has gone on for long.
fn keep_later(desk: &Rc<RefCell<Desk>>) {
    let (later, now) = (Rc::clone(desk), js_sys::Date::now());
    let since = desk
        .borrow()
        .timer
        .as_ref()
        .map_or(now, |(since, _)| *since);
    let timer = Timeout::new(draft::wait(now - since), move || keep(&later));
    desk.borrow_mut().timer = Some((since, timer));
}

/// Keeps the draft now, if it changed.
fn keep(desk: &Rc<RefCell<Desk>>) {
    let mut borrowed = desk.borrow_mut();
    borrowed.timer = None;
    let conversation = borrowed.conversation;
    let Some(text) = borrowed.draft.take() else {
        return;
    };
    drop(borrowed);
    if conversation.is_none() {
        UNMADE.set(Some(text.clone()));
    }
    let desk = Rc::clone(desk);
    let draft = conversation.map_or_else(|| text.clone(), |id| queue::draft(id, &text));
    spawn_local(async move {
        if client()
            .save_draft(SaveDraft {
                conversation,
                text: draft,
            })
            .await
            .is_err()
        {
            // The text is still in the field; the next key tries again.
            let mut desk = desk.borrow_mut();
            if desk.conversation == conversation {
                desk.draft.not_kept(&text);
            }
        }
    });
}
