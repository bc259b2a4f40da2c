//! Single words as chips: the skills of a group, the parts played in a project.

use contract::cv::{Field, PartId};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{confirm, control_id};
use super::{Wires, focus_soon};
use crate::components::{IconName, announce, icon};
use crate::i18n::{t, t_args};
use crate::keys::is_composing;
use crate::pages::cv::edit::Edit;
use crate::pages::cv::parts;

/// Properties of [`Words`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct WordsProps {
    /// The entry.
    pub entry: PartId,
    /// [`Field::Keywords`] or [`Field::Roles`].
    pub field: Field,
    /// What it asks for.
    pub label: AttrValue,
    /// The words.
    pub words: Vec<String>,
    /// Nobody has confirmed them yet.
    pub unconfirmed: bool,
    /// Who is told.
    pub wires: Wires,
}

/// The chips, and a field behind them. Enter or a comma makes a chip of what is typed; Backspace in the
/// empty field takes the last one back into it.
#[component]
pub(super) fn Words(props: &WordsProps) -> Html {
    let typed = use_state_eq(String::new);
    let path = AttrValue::from(parts::path(&props.entry, parts::field_name(props.field)));
    let id = control_id(&path);
    let set = {
        let (edit, entry, field) = (props.wires.edit.clone(), props.entry.clone(), props.field);
        let path = path.clone();
        move |words: Vec<String>| {
            let (entry, path) = (entry.clone(), path.clone());
            edit.emit(Edit::new(move |cv| {
                if let Some(entry) = parts::entry_mut(cv, &entry) {
                    *parts::words_mut(entry, field) = words;
                }
                parts::confirm(cv, &path);
            }));
        }
    };
    let words = props.words.clone();
    let oninput = {
        let (typed, set, words) = (typed.setter(), set.clone(), words.clone());
        move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            match text.rsplit_once([',', ';', '\n']) {
                None => typed.set(text),
                Some((whole, rest)) => {
                    set(with(&words, whole));
                    typed.set(rest.trim_start().to_owned());
                }
            }
        }
    };
    let onkeydown = {
        let (typed, set, words) = (typed.clone(), set.clone(), words.clone());
        move |event: KeyboardEvent| {
            if is_composing(&event) {
                return;
            }
            match event.key().as_str() {
                "Enter" => {
                    event.prevent_default();
                    if !typed.trim().is_empty() {
                        set(with(&words, &typed));
                        typed.set(String::new());
                    }
                }
                "Backspace" if typed.is_empty() && !words.is_empty() => {
                    event.prevent_default();
                    let (mut rest, last) = (words.clone(), words.last().cloned());
                    rest.pop();
                    set(rest);
                    typed.set(last.unwrap_or_default());
                }
                _ => {}
            }
        }
    };
    let onblur = {
        let (typed, set, words) = (typed.clone(), set.clone(), words.clone());
        move |_: FocusEvent| {
            if !typed.trim().is_empty() {
                set(with(&words, &typed));
                typed.set(String::new());
            }
        }
    };
    let chip = |(at, word): (usize, &String)| {
        let remove = {
            let (set, words, field) = (set.clone(), words.clone(), id.clone());
            move || {
                let mut rest = words.clone();
                let gone = rest.remove(at);
                set(rest);
                announce(&t_args("cv-word-removed", &[("word", gone.into())]));
                focus_soon(field.clone());
            }
        };
        let onkeydown = {
            let remove = remove.clone();
            move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "Delete" | "Backspace") {
                    event.prevent_default();
                    remove();
                }
            }
        };
        html! {
            <li key={format!("{at} {word}")} class="cv-chip">
                <span dir="auto">{ word.clone() }</span>
                <button
                    type="button"
                    aria-label={t_args("cv-word-remove", &[("word", word.as_str().into())])}
                    onclick={move |_| remove()}
                    {onkeydown}
                >
                    { icon(IconName::Close, 13) }
                </button>
            </li>
        }
    };
    let class = classes!(
        "input",
        "cv-words",
        props.unconfirmed.then_some("cv-unconfirmed")
    );
    html! {
        <div class="cv-field cv-wide">
            <div class="cv-label">
                <label for={id.clone()}>{ props.label.clone() }</label>
                <span class="cv-label-space"></span>
                if props.unconfirmed { { confirm(&props.wires, &path, &props.label) } }
            </div>
            <div {class}>
                <ul class="cv-chips" role="list">{ for props.words.iter().enumerate().map(chip) }</ul>
                <input
                    {id}
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    value={(*typed).clone()}
                    placeholder={t("cv-words-example")}
                    {oninput}
                    {onkeydown}
                    {onblur}
                />
            </div>
        </div>
    }
}

/// The words with those of a text behind them; none twice.
fn with(words: &[String], text: &str) -> Vec<String> {
    let mut all = words.to_vec();
    for word in text.split([',', ';', '\n']).map(str::trim) {
        if !word.is_empty() && !all.iter().any(|known| known == word) {
            all.push(word.to_owned());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::with;

    #[test]
    fn words_are_added_once_each() {
        let words = ["Rust".to_owned()];
        assert_eq!(
            with(&words, " Go, Rust,, C# ; Zig\nElm"),
            ["Rust", "Go", "C#", "Zig", "Elm"]
        );
    }
}
