//! One field of the editor, for every text of a CV: a line or a text that grows, with its label, the
//! mark of what nobody has confirmed, and the way to help.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::{Panel, Wires};
use crate::components::{IconButton, IconName, icon};
use crate::i18n::{t, t_args};
use crate::pages::cv::caret;
use crate::pages::cv::edit::Edit;
use crate::pages::cv::parts;

/// The id of the control of a field, by the field's path.
pub(in crate::pages::cv) fn control_id(path: &str) -> String {
    format!("cv:{path}")
}

/// Properties of [`CvField`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct CvFieldProps {
    /// The field's path; see [`parts`].
    pub path: AttrValue,
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
    /// Sentences: it has several lines, and grows.
    #[prop_or_default]
    pub long: bool,
    /// An item of a list: no label above; who shows it stands beside.
    #[prop_or_default]
    pub bare: bool,
    /// It takes the whole row.
    #[prop_or_default]
    pub wide: bool,
    /// It cannot be filled in now.
    #[prop_or_default]
    pub disabled: bool,
    /// Nobody has confirmed it yet.
    #[prop_or_default]
    pub unconfirmed: bool,
    /// A model can make it better.
    #[prop_or_default]
    pub improvable: bool,
    /// What is shown below it.
    #[prop_or_default]
    pub panel: Panel,
    /// Who is told.
    pub wires: Wires,
    /// Takes what is typed; `None`: the text at the path has it.
    #[prop_or_default]
    pub oninput: Option<Callback<String>>,
    /// Hears of keys.
    #[prop_or_default]
    pub onkeydown: Callback<KeyboardEvent>,
    /// Hears of what is pasted.
    #[prop_or_default]
    pub onpaste: Callback<Event>,
    /// The person went on to something else.
    #[prop_or_default]
    pub onblur: Callback<FocusEvent>,
    /// What stands behind the label.
    #[prop_or_default]
    pub children: Html,
}

/// The field.
#[component]
pub(super) fn CvField(props: &CvFieldProps) -> Html {
    let node = use_node_ref();
    caret::use_kept(&node, &props.value);
    let id = AttrValue::from(control_id(&props.path));
    let note = AttrValue::from(format!("{id}:note"));
    let said = props.error.clone().or_else(|| props.hint.clone());
    let oninput = {
        let (path, edit, own) = (
            props.path.clone(),
            props.wires.edit.clone(),
            props.oninput.clone(),
        );
        Callback::from(move |event: InputEvent| {
            let typed = typed(&event);
            match &own {
                Some(own) => own.emit(typed),
                None => {
                    let field = path.clone();
                    edit.emit(Edit::typing(path.to_string(), move |cv| {
                        parts::set_text(cv, &field, typed);
                    }));
                }
            }
        })
    };
    let invalid = props.error.is_some().then_some("true");
    let described = said.is_some().then(|| note.clone());
    let label = props.bare.then(|| props.label.clone());
    let class = classes!(
        "input",
        props.long.then_some("cv-area"),
        props.unconfirmed.then_some("cv-unconfirmed"),
    );
    let control = if props.long {
        html! {
            <div class="cv-grow" data-text={props.value.clone()}>
                <textarea
                    ref={node}
                    id={id.clone()}
                    {class}
                    rows="1"
                    dir="auto"
                    spellcheck="true"
                    value={props.value.clone()}
                    placeholder={props.placeholder.clone()}
                    disabled={props.disabled}
                    aria-label={label}
                    aria-invalid={invalid}
                    aria-describedby={described}
                    {oninput}
                    onkeydown={props.onkeydown.clone()}
                    onpaste={props.onpaste.clone()}
                    onblur={props.onblur.clone()}
                />
            </div>
        }
    } else {
        html! {
            <input
                ref={node}
                id={id.clone()}
                {class}
                type="text"
                dir="auto"
                autocomplete="off"
                spellcheck="false"
                value={props.value.clone()}
                placeholder={props.placeholder.clone()}
                disabled={props.disabled}
                aria-label={label}
                aria-invalid={invalid}
                aria-describedby={described}
                {oninput}
                onkeydown={props.onkeydown.clone()}
                onpaste={props.onpaste.clone()}
                onblur={props.onblur.clone()}
            />
        }
    };
    html! {
        <div class={classes!("cv-field", props.wide.then_some("cv-wide"), props.bare.then_some("cv-bare"))}>
            if !props.bare {
                <div class="cv-label">
                    <label for={id}>{ props.label.clone() }</label>
                    { props.children.clone() }
                    <span class="cv-label-space"></span>
                    { beside(props) }
                </div>
            }
            <div class="cv-control">
                { control }
                if props.bare { { beside(props) } }
            </div>
            if let Some(error) = &props.error {
                <p class="field-error" id={note}>{ icon(IconName::Alert, 15) }{ error.clone() }</p>
            } else if let Some(hint) = &props.hint {
                <p class="field-hint" id={note}>{ hint.clone() }</p>
            }
            if let Some(panel) = &props.panel.0 {
                <div class="cv-panel">{ panel.clone() }</div>
            }
        </div>
    }
}

/// What can be done with the field: confirm it, make it better.
fn beside(props: &CvFieldProps) -> Html {
    let help = {
        let (help, path) = (props.wires.help.clone(), props.path.clone());
        move |_: MouseEvent| help.emit(path.to_string())
    };
    html! {
        <>
            if props.unconfirmed {
                { confirm(&props.wires, &props.path, &props.label) }
            }
            if props.improvable && !props.value.trim().is_empty() {
                <IconButton
                    icon={IconName::Improve}
                    size={15}
                    class="cv-improve"
                    label={t_args("cv-improve", &[("field", props.label.as_str().into())])}
                    expanded={props.panel.0.is_some()}
                    onclick={help}
                />
            }
        </>
    }
}

/// The mark of a field that nobody has confirmed, which confirms it.
pub(super) fn confirm(wires: &Wires, path: &AttrValue, label: &AttrValue) -> Html {
    let onclick = {
        let (edit, path) = (wires.edit.clone(), path.clone());
        move |_: MouseEvent| {
            let path = path.clone();
            edit.emit(Edit::new(move |cv| parts::confirm(cv, &path)));
        }
    };
    html! {
        <button
            type="button"
            class="cv-confirm"
            aria-label={t_args("cv-confirm-field", &[("field", label.as_str().into())])}
            {onclick}
        >
            { icon(IconName::Check, 13) }{ t("cv-confirm") }
        </button>
    }
}

/// What is in the field that an event came from.
fn typed(event: &InputEvent) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    target
        .dyn_ref::<HtmlInputElement>()
        .map(HtmlInputElement::value)
        .or_else(|| Some(target.dyn_ref::<HtmlTextAreaElement>()?.value()))
        .unwrap_or_default()
}
