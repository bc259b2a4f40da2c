//! The messages: a feed of which only the part around the view exists.

use std::rc::Rc;

use contract::MessageId;
use yew::prelude::*;

use super::port::{Nodes, Port};
use super::replies::Replies;
use super::row::{Act, Models, Row};
use super::thread::{Same, Thread};
use crate::components::{IconName, icon, use_painted};
use crate::i18n::t;

/// Properties of [`MessageList`].
#[derive(Clone, PartialEq, Properties)]
pub struct ListProps {
    /// The messages.
    pub thread: Same<Thread>,
    /// Another visit begins at the newest message.
    pub visit: u32,
    /// The message that was searched for.
    pub target: Option<MessageId>,
    /// The messages' texts.
    pub replies: Same<Replies>,
    /// Models by id.
    pub models: Same<Models>,
    /// The messages that are being edited.
    pub editing: Vec<MessageId>,
    /// Whether a reply is arriving: no other can begin.
    pub busy: bool,
    /// What is asked for a message.
    pub act: Callback<Act>,
    /// The messages above are wanted.
    pub onabove: Callback<()>,
}

/// The list.
#[component]
pub fn MessageList(props: &ListProps) -> Html {
    let update = use_force_update();
    let nodes = Nodes {
        scroller: use_node_ref(),
        above: use_node_ref(),
        rows: use_node_ref(),
        below: use_node_ref(),
    };
    let port = use_memo((), |()| {
        let redraw = Callback::from(move |()| update.force_update());
        Same(Port::new(nodes.clone(), redraw))
    });
    let whole = use_painted();
    let range = port.0.prepare(&props.thread, props.visit, props.target);
    use_effect({
        let port = Rc::clone(&port);
        move || port.0.drawn()
    });
    use_effect_with((), {
        let port = Rc::clone(&port);
        move |()| move || port.close()
    });
    let onscroll = {
        let (port, onabove) = (Rc::clone(&port), props.onabove.clone());
        move |_: Event| {
            if port.scrolled() {
                onabove.emit(());
            }
        }
    };
    let onjump = {
        let port = Rc::clone(&port);
        move |_: MouseEvent| port.go_to_end()
    };
    let all = props.thread.messages.len() + props.thread.earlier as usize;
    let rows = range.clone().filter_map(|index| {
        let message = props.thread.messages.get(index)?;
        Some(html! {
            <Row
                key={message.id.to_string()}
                message={message.clone()}
                beside={props.thread.row(message)}
                replies={props.replies.clone()}
                models={props.models.clone()}
                place={(props.thread.earlier as usize + index + 1, all)}
                last={index + 1 == props.thread.messages.len()}
                target={props.target == Some(message.id)}
                editing={props.editing.contains(&message.id)}
                busy={props.busy}
                {whole}
                act={props.act.clone()}
            />
        })
    });
    html! {
        <div class="chat-list">
            <div class="chat-scroll" ref={&nodes.scroller} {onscroll} tabindex="0" role="region" aria-label={t("chat-messages")}>
                <div ref={&nodes.above} class="chat-space"></div>
                <div ref={&nodes.rows} class="chat-rows" role="feed" aria-label={t("chat-messages")}>
                    { for rows }
                </div>
                <div ref={&nodes.below} class="chat-space"></div>
            </div>
            if port.is_away() {
                <button type="button" class="chat-jump" onclick={onjump}>
                    { icon(IconName::ArrowDown, 15) }
                    { t("chat-jump") }
                </button>
            }
        </div>
    }
}
