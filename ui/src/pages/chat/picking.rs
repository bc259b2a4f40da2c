//! What a model is picked for, and which one answers next.

use contract::MessageId;
use contract::message::ReplyOptions;
use yew::prelude::*;

use super::focus_soon;
use super::picker::ModelPicker;
use super::room::Room;
use super::thread::Same;
use crate::i18n::t;
use crate::state::{App, Choice};

/// What a model is picked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Picking {
    /// The next replies.
    Next,
    /// Replies beside the next ones.
    Beside,
    /// Another reply beside this one.
    Retry(MessageId),
}

/// The picker, while a model is picked.
pub fn picker(
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
pub fn choice(app: &App, options: &ReplyOptions) -> Option<Choice> {
    match &options.model {
        Some(model) => Some(Choice {
            provider: options.provider.clone().unwrap_or_default(),
            model: model.clone(),
        }),
        None => app.choice(),
    }
}
