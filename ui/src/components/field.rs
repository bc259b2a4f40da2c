//! Fields for text.

use std::cell::Cell;

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::{IconName, icon};

/// An id for an element, the same for the life of the component.
#[hook]
pub fn use_id() -> AttrValue {
    thread_local! { static NEXT: Cell<u32> = const { Cell::new(0) }; }
    let id = use_memo((), |()| {
        NEXT.set(NEXT.get() + 1);
        AttrValue::from(format!("id-{}", NEXT.get()))
    });
    (*id).clone()
}

/// Properties of [`TextField`].
#[derive(Clone, PartialEq, Properties)]
pub struct TextFieldProps {
    /// What it asks for.
    pub label: AttrValue,
    /// What is in it.
    pub value: AttrValue,
    /// An example, while it is empty.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// What helps to fill it in, below.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong with it, in place of the hint.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Whether its characters are of one width: hashes, addresses.
    #[prop_or_default]
    pub mono: bool,
    /// It cannot be filled in; the hint says why.
    #[prop_or_default]
    pub disabled: bool,
    /// What is typed is not shown.
    #[prop_or_default]
    pub secret: bool,
    /// It has the focus when its dialog opens.
    #[prop_or_default]
    pub autofocus: bool,
    /// Another text is in it.
    pub oninput: Callback<String>,
}

/// A line of text with its label, and a hint or an error below.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let id = use_id();
    let note = AttrValue::from(format!("{id}-note"));
    let oninput = props
        .oninput
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let noted = props.hint.is_some() || props.error.is_some();
    html! {
        <div class="field">
            <label class="field-label" for={id.clone()}>{ props.label.clone() }</label>
            <input
                {id}
                class={classes!("input", props.mono.then_some("mono"))}
                type={if props.secret { "password" } else { "text" }}
                value={props.value.clone()}
                placeholder={props.placeholder.clone()}
                autofocus={props.autofocus}
                disabled={props.disabled}
                autocomplete="off"
                spellcheck="false"
                aria-invalid={props.error.is_some().then_some("true")}
                aria-describedby={noted.then(|| note.clone())}
                {oninput}
            />
            if let Some(error) = &props.error {
                <p class="field-error" id={note} role="alert">{ icon(IconName::Alert, 15) }{ error.clone() }</p>
            } else if let Some(hint) = &props.hint {
                <p class="field-hint" id={note}>{ hint.clone() }</p>
            }
        </div>
    }
}

/// Properties of [`TextArea`].
#[derive(Clone, PartialEq, Properties)]
pub struct TextAreaProps {
    /// What it asks for.
    pub label: AttrValue,
    /// What is in it.
    pub value: AttrValue,
    /// An example, while it is empty.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// What helps to fill it in, below.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Another text is in it, and the person went on to something else.
    pub onchange: Callback<String>,
}

/// Some lines of text with their label.
#[component]
pub fn TextArea(props: &TextAreaProps) -> Html {
    let id = use_id();
    let note = AttrValue::from(format!("{id}-note"));
    // What is typed, until the owner has it: it may be drawn again meanwhile.
    let typed = use_state_eq(|| None::<String>);
    use_effect_with(props.value.clone(), {
        let typed = typed.setter();
        move |_| typed.set(None)
    });
    let oninput = {
        let typed = typed.setter();
        move |event: InputEvent| {
            typed.set(Some(
                event.target_unchecked_into::<HtmlTextAreaElement>().value(),
            ));
        }
    };
    let onchange = props
        .onchange
        .reform(|event: Event| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    let value = typed.as_ref().map_or_else(
        || props.value.clone(),
        |typed| AttrValue::from(typed.clone()),
    );
    html! {
        <div class="field">
            <label class="field-label" for={id.clone()}>{ props.label.clone() }</label>
            <textarea
                {id}
                class="input input-area"
                rows="4"
                dir="auto"
                {value}
                placeholder={props.placeholder.clone()}
                aria-describedby={props.hint.is_some().then(|| note.clone())}
                {oninput}
                {onchange}
            />
            if let Some(hint) = &props.hint {
                <p class="field-hint" id={note}>{ hint.clone() }</p>
            }
        </div>
    }
}
