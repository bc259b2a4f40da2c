//! Replies of several models to one message, side by side, and who else is asked.
//!
//! Belongs here: the columns in the place of a reply, and the line above the composer. What stands
//! within a column is [`super::row::Reply`].

use contract::MessageId;
use contract::message::MOST_BESIDE;
use yew::prelude::*;

use super::row::{self, Act, Models, Reply, RowProps, name_of};
use super::thread::Same;
use crate::components::{Button, IconButton, IconName, icon};
use crate::i18n::{t, t_args};
use crate::state::Choice;

/// The replies, each in a column, in the order of their models.
#[component]
pub fn Columns(props: &RowProps) -> Html {
    let chosen = props.message.id;
    let columns = props.beside.iter().map(|reply| {
        let props = RowProps {
            message: reply.clone(),
            beside: Vec::new(),
            ..props.clone()
        };
        html! { <Column key={reply.id.to_string()} chosen={reply.id == chosen} row={props} /> }
    });
    let count = props.beside.len();
    html! {
        <div
            class="beside"
            data-count={count.to_string()}
            tabindex="0"
            role="group"
            aria-label={t_args("chat-beside", &[("count", count.into())])}
        >
            { for columns }
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ColumnProps {
    row: RowProps,
    /// The conversation goes on with it.
    chosen: bool,
}

#[component]
fn Column(props: &ColumnProps) -> Html {
    let id = props.row.message.id;
    let name = props.row.message.reply.as_ref();
    let name = name.map_or_else(AttrValue::default, |info| name_of(&props.row.models, info));
    let said = if props.chosen {
        t_args(
            "chat-beside-chosen-said",
            &[("model", name.as_str().into())],
        )
    } else {
        name.clone()
    };
    html! {
        <section
            class={classes!("beside-one", props.chosen.then_some("beside-chosen"))}
            data-reply={id.to_string()}
            tabindex="-1"
            aria-label={said}
        >
            <header class="beside-head">
                <span class="beside-name" dir="auto">{ name.clone() }</span>
                if props.chosen {
                    <span class="beside-mark">{ icon(IconName::Check, 15) }{ t("chat-beside-chosen") }</span>
                } else {
                    <Button
                        disabled={props.row.busy}
                        onclick={props.row.act.reform(move |_: MouseEvent| Act::Choose(id))}
                    >
                        { t("chat-beside-choose") }
                        <span class="unseen">{ name }</span>
                    </Button>
                }
            </header>
            <Reply ..props.row.clone() />
        </section>
    }
}

/// Gives the focus to the column of a reply, inside of its message's row.
pub fn focus(reply: MessageId) {
    row::focus_in(reply, " .beside-chosen");
}

/// Properties of [`AlsoAsked`].
#[derive(Clone, PartialEq, Properties)]
pub struct AlsoAskedProps {
    /// Who answers the next message beside the first model.
    pub also: Vec<Choice>,
    /// The names of models.
    pub models: Same<Models>,
    /// One of them is not to be asked; its place.
    pub onremove: Callback<usize>,
    /// One more is to be asked.
    pub onadd: Callback<()>,
}

/// The models that answer the next message as well.
#[component]
pub fn AlsoAsked(props: &AlsoAskedProps) -> Html {
    if props.also.is_empty() {
        return Html::default();
    }
    let one = |(at, choice): (usize, &Choice)| {
        let name = props.models.get(choice).cloned();
        let name = name.unwrap_or_else(|| choice.model.0.clone().into());
        let remove = t_args("chat-also-remove", &[("model", name.as_str().into())]);
        html! {
            <li class="also-one">
                <span class="also-name" dir="auto">{ name }</span>
                <IconButton
                    icon={IconName::Close}
                    size={14}
                    label={remove}
                    onclick={props.onremove.reform(move |_: MouseEvent| at)}
                />
            </li>
        }
    };
    html! {
        <div class="also">
            <span class="also-label">{ t("chat-also") }</span>
            <ul class="also-all" role="list" aria-label={t("chat-also")}>{ for props.also.iter().enumerate().map(one) }</ul>
            if props.also.len() < MOST_BESIDE {
                <IconButton
                    icon={IconName::Plus}
                    size={15}
                    label={t("chat-also-add")}
                    onclick={props.onadd.reform(|_: MouseEvent| ())}
                />
            }
        </div>
    }
}
