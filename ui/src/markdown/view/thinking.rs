//! What a model thought before it answered: folded away, with how long it took.

use std::cell::RefCell;

use yew::prelude::*;

use super::MarkdownView;
use super::passage::Reader;
use crate::components::{IconName, icon, use_id};
use crate::format;
use crate::i18n::{t, t_args};

/// Bytes of the last line that are shown while it is folded.
const GLIMPSE: usize = 200;

/// Properties of [`Thinking`].
#[derive(PartialEq, Properties)]
pub struct ThinkingProps {
    /// What was thought so far, as Markdown.
    pub text: AttrValue,
    /// How long it took, once that is known.
    #[prop_or_default]
    pub duration_ms: Option<u64>,
    /// It goes on.
    #[prop_or_default]
    pub streaming: bool,
}

/// Thoughts, folded until somebody wants to read them.
#[component]
pub fn Thinking(props: &ThinkingProps) -> Html {
    let open = use_state_eq(|| false);
    let body = use_id();
    let reader = use_memo((), |()| RefCell::new(Reader::default()));
    let onclick = {
        let (set, open) = (open.setter(), *open);
        move |_: MouseEvent| set.set(!open)
    };
    let head = heading(props.duration_ms, props.streaming);
    let glimpse = (props.streaming && !*open).then(|| last_line(&props.text));
    html! {
        <section class={classes!("thinking", props.streaming.then_some("thinking-live"))}>
            <button
                type="button"
                class="thinking-head"
                aria-expanded={if *open { "true" } else { "false" }}
                aria-controls={body.clone()}
                {onclick}
            >
                { icon(IconName::ChevronRight, 15) }
                <span>{ head }</span>
            </button>
            if let Some(line) = glimpse.filter(|line| !line.is_empty()) {
                <p class="thinking-glimpse" dir="auto" aria-hidden="true">{ line }</p>
            }
            <div class="thinking-body" id={body} hidden={!*open}>
                if *open {
                    <MarkdownView document={reader.borrow_mut().document(&props.text, props.streaming)} live={props.streaming} />
                }
            </div>
        </section>
    }
}

fn heading(duration_ms: Option<u64>, streaming: bool) -> AttrValue {
    match duration_ms {
        _ if streaming => t("thinking-live"),
        Some(duration) => {
            let time = format::span(duration);
            t_args("thinking-took", &[("time", time.into())])
        }
        None => t("thinking-done"),
    }
}

/// The end of the last line that says something.
fn last_line(text: &str) -> String {
    let line = text
        .trim_end()
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .trim();
    let line = line.trim_start_matches(['#', '>', '-', '*', ' ']);
    let from = line.ceil_char_boundary(line.len().saturating_sub(GLIMPSE));
    line[from..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_says_how_long_it_took_once_it_is_over() {
        assert_eq!(heading(None, true), t("thinking-live"));
        assert_eq!(
            heading(Some(9), true),
            t("thinking-live"),
            "it is not over while it streams"
        );
        assert_eq!(heading(Some(12_400), false), "Thought for 12 s");
        assert_eq!(heading(None, false), t("thinking-done"));
    }

    #[test]
    fn the_glimpse_is_the_end_of_the_last_line_with_words() {
        assert_eq!(last_line("one\n## two words\n\n  "), "two words");
        assert_eq!(last_line(""), "");
        let long = "ä".repeat(500);
        assert!(last_line(&long).len() <= GLIMPSE, "it stays one line");
    }
}
