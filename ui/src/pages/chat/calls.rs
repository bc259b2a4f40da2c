//! The cards of the tools that a model called: what is asked, runs, came of it. [`super::pieces`] places them.

use contract::attachment::Attachment;
use contract::tool::{ToolAnswer, ToolCall, ToolCallState};
use yew::prelude::*;

use super::pictures::Figures;
use super::row::Act;
use crate::components::{Button, IconName, Look, Spinner, icon, use_id};
use crate::i18n::{t, t_args};

/// Bytes of a result that are shown; the model has the whole.
const SHOWN: usize = 32 * 1024;

#[derive(PartialEq, Properties)]
pub struct CallProps {
    /// The call.
    pub call: ToolCall,
    /// The pictures that came of it.
    pub pictures: Vec<Attachment>,
    /// What is asked for it.
    pub act: Callback<Act>,
}

/// One call. While it is asked, its arguments are open: they are what is allowed.
#[component]
pub fn CallCard(props: &CallProps) -> Html {
    let call = &props.call;
    let asked = call.state == ToolCallState::Asked;
    let title = use_id();
    let name = if call.title.is_empty() {
        &call.tool
    } else {
        &call.title
    };
    let answer = |answer: ToolAnswer| {
        let id = call.id;
        props
            .act
            .reform(move |_: MouseEvent| Act::Answer(id, answer))
    };
    let class = classes!("call", asked.then_some("call-asked"));
    html! {
        <section {class} role="group" aria-labelledby={title.clone()}>
            <header class="call-head">
                { sign(call.state) }
                <p class="call-title" id={title}>
                    <span dir="auto">{ name.clone() }</span>
                    <span class="call-server" dir="auto">{ call.server.clone() }</span>
                </p>
                <span class="call-state">{ state(call.state) }</span>
            </header>
            <Fold key={asked.to_string()} label={t("call-arguments")} text={pretty(&call.arguments)} open={asked} />
            if !call.result.is_empty() {
                <Fold label={t("call-result")} text={shown(&call.result).to_owned()} open=false />
            }
            // A component that draws nothing would stand where what follows is put in: Yew looks there for it.
            if !props.pictures.is_empty() {
                <Figures pictures={props.pictures.clone()} />
            }
            if asked {
                <p class="call-question">
                    { t_args("call-question", &[("tool", call.tool.as_str().into()), ("server", call.server.as_str().into())]) }
                </p>
                <div class="call-answers">
                    <Button tall=true onclick={answer(ToolAnswer::No)}>{ t("call-no") }</Button>
                    <Button tall=true onclick={answer(ToolAnswer::Always)}>{ t("call-always") }</Button>
                    <Button tall=true look={Look::Primary} onclick={answer(ToolAnswer::Once)}>{ t("call-once") }</Button>
                </div>
            }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct FoldProps {
    label: AttrValue,
    text: String,
    open: bool,
}

/// Exact text that can be folded away. It is a text node: whatever is in it is shown, not read.
#[component]
fn Fold(props: &FoldProps) -> Html {
    let open = use_state_eq(|| props.open);
    let body = use_id();
    let onclick = {
        let (set, open) = (open.setter(), *open);
        move |_: MouseEvent| set.set(!open)
    };
    html! {
        <div class="call-fold">
            <button
                type="button"
                class="thinking-head"
                aria-expanded={if *open { "true" } else { "false" }}
                aria-controls={body.clone()}
                {onclick}
            >
                { icon(IconName::ChevronRight, 15) }
                <span>{ props.label.clone() }</span>
            </button>
            <pre class="call-text mono" id={body} hidden={!*open} tabindex="0" dir="auto">{ props.text.clone() }</pre>
        </div>
    }
}

fn sign(state: ToolCallState) -> Html {
    let name = match state {
        ToolCallState::Running => return html! { <Spinner /> },
        ToolCallState::Asked => IconName::Warning,
        ToolCallState::Done => IconName::Check,
        ToolCallState::Refused => IconName::Close,
        ToolCallState::Failed | ToolCallState::Interrupted => IconName::Alert,
        ToolCallState::Cancelled => IconName::Stop,
    };
    icon(name, 16)
}

fn state(state: ToolCallState) -> AttrValue {
    match state {
        ToolCallState::Asked => t("call-asked"),
        ToolCallState::Running => t("call-running"),
        ToolCallState::Done => t("call-done"),
        ToolCallState::Failed => t("call-failed"),
        ToolCallState::Refused => t("call-refused"),
        ToolCallState::Cancelled => t("call-cancelled"),
        ToolCallState::Interrupted => t("call-interrupted"),
    }
}

/// What is said to a screen reader when a call is made or over; nothing in between.
pub fn said(call: &ToolCall) -> Option<AttrValue> {
    let names = [
        ("server", call.server.as_str().into()),
        ("tool", call.tool.as_str().into()),
    ];
    match call.state {
        ToolCallState::Asked => Some(t_args("call-said-asked", &names)),
        ToolCallState::Failed => Some(t_args("call-said-failed", &names)),
        _ => None,
    }
}

/// JSON with a line for each value; what is none as it is. Invisible characters are made visible: they
/// could hide what is allowed.
fn pretty(json: &str) -> String {
    let value = serde_json::from_str::<serde_json::Value>(json);
    let text = value.and_then(|value| serde_json::to_string_pretty(&value));
    let text = text.unwrap_or_else(|_| json.to_owned());
    let mut plain = String::with_capacity(text.len());
    for char in text.chars() {
        if is_hidden(char) {
            plain.push_str(&format!("\\u{{{:x}}}", u32::from(char)));
        } else {
            plain.push(char);
        }
    }
    plain
}

/// Controls, and what turns or hides the text around it.
fn is_hidden(char: char) -> bool {
    (char.is_control() && char != '\n' && char != '\t')
        || matches!(
            char,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
        )
}

fn shown(text: &str) -> &str {
    &text[..text.floor_char_boundary(SHOWN)]
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    #[test]
    fn a_question_is_said_and_nothing_hides_in_its_arguments() {
        let asked = said(&testing::call(1, ToolCallState::Asked)).unwrap();
        assert!(asked.contains("Files") && asked.contains("read"), "{asked}");
        assert_eq!(said(&testing::call(1, ToolCallState::Running)), None);
        assert_eq!(pretty("{\"a\":1}"), "{\n  \"a\": 1\n}");
        let hidden = pretty("{\"path\":\"a\u{202e}b\u{200b}\"}");
        assert!(hidden.contains("\\u{202e}") && hidden.contains("\\u{200b}"));
        assert_eq!(pretty("no json"), "no json");
    }
}
