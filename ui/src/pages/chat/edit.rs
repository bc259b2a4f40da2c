//! The field in the place of a message that is said anew.

use contract::MessageId;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::{composer, edits};
use crate::components::{Button, Keys, Look};
use crate::dom;
use crate::i18n::t;

/// Properties of [`Edit`].
#[derive(Clone, PartialEq, Properties)]
pub struct EditProps {
    /// The message.
    pub message: MessageId,
    /// Some reply is arriving: nothing can be sent.
    pub busy: bool,
    /// Send this instead.
    pub onsend: Callback<String>,
    /// The message stays as it is.
    pub onleave: Callback<()>,
}

/// The field, with what is typed there so far. Enter sends, Escape gives up.
#[component]
pub fn Edit(props: &EditProps) -> Html {
    let field = use_node_ref();
    let id = props.message;
    let text = use_state_eq(|| edits::typed(id).unwrap_or_default());
    use_effect_with(id, {
        let (field, typed) = (field.clone(), (*text).clone());
        move |id| {
            if let Some(element) = field.cast::<HtmlTextAreaElement>() {
                element.set_value(&typed);
                if edits::takes_focus(*id) {
                    take_focus(&element);
                }
            }
        }
    });
    use_effect_with((*text).clone(), {
        let field = field.clone();
        move |_| composer::fit(&field)
    });
    let can_send = !props.busy && !text.trim().is_empty();
    let send = {
        let (text, onsend) = (text.clone(), props.onsend.clone());
        Callback::from(move |()| {
            if can_send {
                onsend.emit((*text).clone());
            }
        })
    };
    let oninput = {
        let text = text.setter();
        move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            edits::type_in(id, typed.clone());
            text.set(typed);
        }
    };
    let onkeydown = {
        let (send, onleave) = (send.clone(), props.onleave.clone());
        move |event: KeyboardEvent| {
            if event.is_composing() || event.key_code() == 229 {
                return;
            }
            match event.key().as_str() {
                "Enter" if !event.shift_key() => {
                    event.prevent_default();
                    send.emit(());
                }
                // Taken here: it does not stop a reply.
                "Escape" => {
                    event.prevent_default();
                    onleave.emit(());
                }
                _ => {}
            }
        }
    };
    let hint = format!("{}-hint", field_id(id));
    html! {
        <div class="edit" role="group" aria-label={t("chat-editing")}>
            <textarea
                ref={field}
                id={field_id(id)}
                class="edit-field"
                rows="1"
                dir="auto"
                aria-label={t("chat-edit-field")}
                aria-describedby={hint.clone()}
                {oninput}
                {onkeydown}
            />
            <div class="edit-foot">
                <span class="edit-hint" id={hint}>
                    if props.busy {
                        { t("chat-edit-waits") }
                    } else {
                        { t("chat-edit-hint") }
                    }
                </span>
                <Keys keys="Esc" />
                <Button look={Look::Quiet} onclick={props.onleave.reform(|_: MouseEvent| ())}>{ t("cancel") }</Button>
                <Button look={Look::Primary} disabled={!can_send} onclick={send.reform(|_: MouseEvent| ())}>{ t("chat-send") }</Button>
            </div>
        </div>
    }
}

fn field_id(message: MessageId) -> String {
    format!("edit-{message}")
}

/// Puts the focus into the field of `message`; `false`: it is not there.
pub fn focus(message: MessageId) -> bool {
    let Some(field) = dom::by_id::<HtmlTextAreaElement>(&field_id(message)) else {
        return false;
    };
    take_focus(&field);
    true
}

/// The focus, with the caret at the end.
fn take_focus(field: &HtmlTextAreaElement) {
    dom::focus(field);
    let end = field.value().encode_utf16().count() as u32;
    let _ = field.set_selection_range(end, end);
}
