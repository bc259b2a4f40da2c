//! One message: what was said and, under a reply, how it came to be and what
//! can be done with it.

use std::cell::Cell;
use std::collections::HashMap;

use contract::message::{Message, MessageStatus, ReplyInfo, Role};
use contract::tool::ToolAnswer;
use contract::{MessageId, ToolCallId};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::attach;
use super::beside::Columns;
use super::edit::Edit;
use super::footer::Footer;
use super::pieces::{WithPieces, has_pieces};
use super::port::ROW;
use super::replies::{Replies, Watch};
use super::status::Status;
use super::thread::{Same, branch_of};
use crate::components::{IconButton, IconName};
use crate::dom;
use crate::i18n::{t, t_args};
use crate::markdown::view::{CopyButton, MarkdownView, Thinking};
use crate::state::Choice;

/// The way to a message's siblings.
const BRANCHES: &str = ".branches";

/// The names of models.
pub type Models = HashMap<Choice, AttrValue>;

/// What can be asked for a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// A reply made anew, by this model or the one that is set.
    Retry(MessageId, Option<Choice>),
    /// A reply that goes on.
    Resume(MessageId),
    /// A reply made anew, by a model that is still to be chosen.
    RetryWith(MessageId),
    /// Another branch.
    Select(MessageId),
    /// Of replies side by side, the one that the conversation goes on with.
    Choose(MessageId),
    /// A field in the place of what was said.
    Edit(MessageId),
    /// What was said stays.
    LeaveEdit(MessageId),
    /// This instead of what was said.
    Resend(MessageId, String),
    /// The place where models are added.
    Models,
    /// The place where keys are entered.
    Keys,
    /// Whether a call may run.
    Answer(ToolCallId, ToolAnswer),
}

/// Properties of [`Row`] and of what it consists of.
#[derive(Clone, PartialEq, Properties)]
pub struct RowProps {
    /// The message.
    pub message: Same<Message>,
    /// It and the replies side by side with it, in order; empty: it stands alone.
    pub beside: Vec<Same<Message>>,
    /// All texts.
    pub replies: Same<Replies>,
    /// Models by id.
    pub models: Same<Models>,
    /// Its place in the conversation, from 1, and the number of all.
    pub place: (usize, usize),
    /// It is the newest.
    pub last: bool,
    /// It was searched for.
    pub target: bool,
    /// It is being edited.
    pub editing: bool,
    /// Some reply is arriving: no other can begin.
    pub busy: bool,
    /// With what shows only where the pointer or the focus is: the first picture does without.
    pub whole: bool,
    /// What is asked for it.
    pub act: Callback<Act>,
}

/// One message.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let message = &*props.message;
    let beside = props.beside.len();
    let (class, said) = match message.role {
        Role::User => ("said", t("chat-you-said")),
        Role::Assistant if beside > 1 => {
            let count = [("count", beside.into())];
            ("reply", t_args("chat-beside-said", &count))
        }
        Role::Assistant => ("reply", replied(props)),
    };
    let mut all = props.beside.iter().chain([&props.message]);
    let streams = all.any(|message| message.status == MessageStatus::Streaming);
    let class = classes!(
        "message",
        class,
        props.last.then_some("message-last"),
        props.target.then_some("message-target")
    );
    let (at, all) = props.place;
    html! {
        <article
            {class}
            data-message={message.id.to_string()}
            aria-posinset={at.to_string()}
            aria-setsize={all.to_string()}
            aria-label={said.clone()}
            aria-busy={streams.then_some("true")}
            tabindex="-1"
        >
            <h2 class="unseen">{ said }</h2>
            {
                match message.role {
                    Role::User => html! { <Said ..props.clone() /> },
                    Role::Assistant if beside > 1 => html! { <Columns ..props.clone() /> },
                    Role::Assistant => html! { <Reply ..props.clone() /> },
                }
            }
        </article>
    }
}

fn replied(props: &RowProps) -> AttrValue {
    let name = props
        .message
        .reply
        .as_ref()
        .map(|reply| name_of(&props.models, reply));
    t_args(
        "chat-model-said",
        &[("model", name.unwrap_or_default().as_str().into())],
    )
}

/// The name of a reply's model; of one that is not known, its id.
pub fn name_of(models: &Models, info: &ReplyInfo) -> AttrValue {
    if info.model.0.is_empty() {
        // Not every export says which it was.
        return t("chat-model-unknown");
    }
    let name = models.get(&choice_of(info)).cloned();
    name.unwrap_or_else(|| info.model.0.clone().into())
}

/// The model of a reply and who has it.
pub fn choice_of(info: &ReplyInfo) -> Choice {
    Choice {
        provider: info.provider.clone(),
        model: info.model.clone(),
    }
}

/// What the person said.
#[component]
fn Said(props: &RowProps) -> Html {
    let text = {
        let message = props.message.clone();
        use_callback(message, |(), message| message.text.clone())
    };
    let id = props.message.id;
    if props.editing {
        return html! {
            <Edit
                message={id}
                busy={props.busy}
                onsend={props.act.reform(move |text| Act::Resend(id, text))}
                onleave={props.act.reform(move |()| Act::LeaveEdit(id))}
            />
        };
    }
    html! {
        <>
            <attach::Sent attachments={props.message.attachments.clone()} />
            if !props.message.text.trim().is_empty() {
                <div class="bubble"><Body ..props.clone() /></div>
            }
            <div class="message-actions">
                if props.whole {
                    <Branches ..props.clone() />
                    <IconButton
                        icon={IconName::Edit}
                        size={16}
                        class="message-edit"
                        label={t("chat-edit")}
                        onclick={props.act.reform(move |_: MouseEvent| Act::Edit(id))}
                    />
                    <CopyButton label={t("chat-copy")} {text} />
                }
            </div>
        </>
    }
}

/// What a model said, as far as it did.
#[component]
pub fn Reply(props: &RowProps) -> Html {
    let trimmed = props
        .message
        .reply
        .as_ref()
        .map_or(0, |reply| reply.trimmed);
    html! {
        <>
            if trimmed > 0 {
                <p class="chat-trimmed">{ t_args("chat-trimmed", &[("count", trimmed.into())]) }</p>
            }
            <Thoughts ..props.clone() />
            <div class="reply-body">
                if has_pieces(&props.message) {
                    <WithPieces ..props.clone() />
                } else {
                    <Body ..props.clone() />
                }
            </div>
            <Status ..props.clone() />
            <Footer ..props.clone() />
        </>
    }
}

/// What the model thought before. It alone is rendered again while that streams.
#[component]
fn Thoughts(props: &RowProps) -> Html {
    let update = use_force_update();
    let id = props.message.id;
    use_effect_with((id, props.replies.clone()), move |(id, replies)| {
        let watch: Watch = replies
            .0
            .watch(*id, Callback::from(move |()| update.force_update()));
        move || drop(watch)
    });
    let text = props.replies.thoughts(&props.message);
    if text.is_empty() {
        return Html::default();
    }
    let live = props.message.status == MessageStatus::Streaming;
    let thinking = props.message.thinking.as_ref();
    html! {
        <Thinking
            {text}
            duration_ms={thinking.and_then(|thinking| thinking.duration_ms)}
            streaming={live && props.replies.length(id) == 0}
        />
    }
}

/// The text. It alone is rendered again while it streams.
#[component]
fn Body(props: &RowProps) -> Html {
    let update = use_force_update();
    let grown = use_memo((), |()| Cell::new(false));
    let id = props.message.id;
    use_effect_with((id, props.replies.clone()), move |(id, replies)| {
        let watch: Watch = replies
            .0
            .watch(*id, Callback::from(move |()| update.force_update()));
        move || drop(watch)
    });
    let document = props.replies.document(&props.message);
    if document.sections.is_empty() {
        return Html::default();
    }
    let onmore = {
        let replies = props.replies.clone();
        move |()| replies.0.show_more(id)
    };
    let live = props.message.status == MessageStatus::Streaming;
    let grown = grown.replace(grown.get() || live) || live;
    html! { <MarkdownView {document} {live} {grown} {onmore} /> }
}

/// The way to a message's siblings: `‹ 2/3 ›`.
#[component]
pub fn Branches(props: &RowProps) -> Html {
    let message = &*props.message;
    let Some((at, all)) = branch_of(message) else {
        return Html::default();
    };
    let to = |index: Option<usize>| {
        let id = index
            .and_then(|index| message.siblings.ids.get(index))
            .copied();
        let act = props.act.clone();
        let go = Callback::from(move |_: MouseEvent| {
            if let Some(id) = id {
                act.emit(Act::Select(id));
            }
        });
        (id.is_none() || props.busy, go)
    };
    let (no_before, before) = to(at.checked_sub(2));
    let (no_after, after) = to((at < all).then_some(at));
    let place = t_args(
        "chat-branch-place",
        &[("at", at.into()), ("all", all.into())],
    );
    html! {
        <div class="branches" role="group" aria-label={t_args("chat-branch", &[("at", at.into()), ("all", all.into())])}>
            <IconButton icon={IconName::Back} size={15} label={t("chat-branch-before")} disabled={no_before} onclick={before} />
            <span aria-hidden="true">{ place }</span>
            <IconButton icon={IconName::ChevronRight} size={15} label={t("chat-branch-after")} disabled={no_after} onclick={after} />
        </div>
    }
}

/// The label of the branch button that has the focus. It goes with its message
/// when another branch is shown.
pub fn pressed_branch_button() -> Option<String> {
    let button = dom::focused()?;
    button.closest(BRANCHES).ok()??;
    button.get_attribute("aria-label")
}

/// Gives the focus to the button of that label below `message`, or to the other
/// one where there is no way on.
pub fn focus_branches(message: MessageId, label: Option<&str>) {
    let Some(label) = label else { return };
    let selector = format!("[{ROW}=\"{message}\"] {BRANCHES} button:not([disabled])");
    let Some(buttons) =
        dom::document().and_then(|document| document.query_selector_all(&selector).ok())
    else {
        return;
    };
    let mut buttons = (0..buttons.length())
        .filter_map(|index| buttons.item(index)?.dyn_into::<HtmlElement>().ok());
    let other = buttons.clone().next();
    let same = buttons.find(|button| button.get_attribute("aria-label").as_deref() == Some(label));
    if let Some(button) = same.or(other) {
        dom::focus(&button);
    }
}

/// Whether the row of `message` exists now.
pub fn is_there(message: MessageId) -> bool {
    element_in(message, "").is_some()
}

/// Gives the focus to the button that edits `message`.
pub fn focus_edit(message: MessageId) {
    focus_in(message, " .message-edit");
}

/// Gives the focus to what `within` selects in the row of `message`.
pub fn focus_in(message: MessageId, within: &str) {
    if let Some(element) = element_in(message, within) {
        dom::focus(&element);
    }
}

fn element_in(message: MessageId, within: &str) -> Option<HtmlElement> {
    let selector = format!("[{ROW}=\"{message}\"]{within}");
    let found = dom::document()?.query_selector(&selector).ok()??;
    found.dyn_into().ok()
}
