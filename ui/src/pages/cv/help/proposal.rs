//! A proposal beside the text that it is for: each change can be taken or left.

use contract::cv::{Advice, Change, Piece};
use yew::prelude::*;

use crate::components::{IconName, icon};
use crate::i18n::{t, t_args};

/// So many claims are named.
const NAMED: usize = 3;

/// The text with its changes. `ontoggle` hears which change is to be taken or left, counted from 0.
pub fn diff(advice: &Advice, taken: &[bool], ontoggle: &Callback<usize>) -> Html {
    let mut number = 0;
    let pieces = advice.pieces.iter().map(|piece| match piece {
        Piece::Same(text) => html! { <span>{ text.clone() }</span> },
        Piece::Change(change) => {
            let is_taken = taken.get(number).copied().unwrap_or(false);
            let html = one(change, number, is_taken, ontoggle);
            number += 1;
            html
        }
    });
    html! {
        <p class="advice-text" dir="auto" role="group" aria-label={t("cv-help-changes")}>{ for pieces }</p>
    }
}

/// A change. Not a `<button>`, which would not break over lines.
fn one(change: &Change, number: usize, taken: bool, ontoggle: &Callback<usize>) -> Html {
    let onclick = ontoggle.reform(move |_: MouseEvent| number);
    let onkeydown = {
        let ontoggle = ontoggle.clone();
        move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                ontoggle.emit(number);
            }
        }
    };
    let stretches = change.new.iter().map(|stretch| match stretch.claim {
        None => html! { { stretch.text.clone() } },
        Some(_) => html! { <span class="advice-claim">{ stretch.text.clone() }</span> },
    });
    html! {
        <span
            class={classes!("advice-change", change.claims().then_some("advice-claims"))}
            role="button"
            tabindex="0"
            aria-pressed={if taken { "true" } else { "false" }}
            aria-label={said(change)}
            data-tip={if taken { t("cv-help-leave-it") } else { t("cv-help-take-it") }}
            {onclick}
            {onkeydown}
        >
            if !change.old.is_empty() { <del>{ change.old.clone() }</del> }
            if !change.old.is_empty() && !change.new.is_empty() { { " " } }
            if !change.new.is_empty() { <ins>{ for stretches }</ins> }
        </span>
    }
}

/// The change in words.
fn said(change: &Change) -> AttrValue {
    let new = change.new_text();
    let (old, new) = (change.old.trim(), new.trim());
    match (old.is_empty(), new.is_empty()) {
        (true, _) => t_args("cv-help-add", &[("new", new.into())]),
        (false, true) => t_args("cv-help-drop", &[("old", old.into())]),
        (false, false) => t_args(
            "cv-help-replace",
            &[("old", old.into()), ("new", new.into())],
        ),
    }
}

/// What the proposal says and the person's data does not.
pub fn claims(advice: &Advice) -> Html {
    if advice.claims.is_empty() {
        return Html::default();
    }
    let more = advice.claims.len().saturating_sub(NAMED);
    let named = advice.claims.iter().take(NAMED).map(|claim| {
        html! {
            <li>
                { icon(IconName::Warning, 15) }
                <span>{ t_args("cv-help-claim", &[("claim", claim.text.as_str().into())]) }</span>
            </li>
        }
    });
    html! {
        <ul class="advice-warnings" role="list">
            { for named }
            if more > 0 { <li>{ t_args("cv-help-claims-more", &[("count", more.into())]) }</li> }
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use contract::cv::Stretch;

    use super::*;

    #[test]
    fn a_change_is_said_in_words() {
        let change = |old: &str, new: &str| Change {
            old: old.into(),
            new: vec![Stretch {
                text: new.into(),
                claim: None,
            }],
        };
        let said = |old, new| said(&change(old, new)).to_string();
        assert!(
            said("Cut", "Brought").contains("Cut") && said("Cut", "Brought").contains("Brought")
        );
        assert_ne!(said("", "Brought"), said("Cut", "Brought"));
        assert!(said("Cut", "").contains("Cut"));
    }
}
