//! How complete the open CV is, as one line, and what it lacks as a list.

mod check;

use std::rc::Rc;

use contract::cv::Cv;
use yew::prelude::*;

use crate::components::{Anchor, IconName, Pill, Popover, icon};
use crate::i18n::{t, t_args};
use check::{Hint, Lack, QUESTIONS, done, hints};

/// Properties of [`Hints`].
#[derive(Clone, Properties)]
pub struct HintsProps {
    /// The CV.
    pub cv: Rc<Cv>,
    /// Somebody wants to mend one: the field's path as in [`Cv::unconfirmed`], or a part's id alone.
    pub on_go: Callback<String>,
}

impl PartialEq for HintsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.cv, &other.cv) && self.on_go == other.on_go
    }
}

/// The line, which opens the list.
#[component]
pub fn Hints(props: &HintsProps) -> Html {
    let open = use_state(|| None::<Anchor>);
    let found = hints(&props.cv);
    let (all, done) = (QUESTIONS.len(), done(&found));
    let onopen = {
        let open = open.setter();
        move |anchor| open.set(Some(anchor))
    };
    let onclose = {
        let open = open.setter();
        move |()| open.set(None)
    };
    let text = t_args(
        "cv-hints-done",
        &[("done", done.into()), ("all", all.into())],
    );
    let line = |hint: &Hint| {
        let (open, on_go) = (open.setter(), props.on_go.clone());
        let place = hint.place.clone();
        let onclick = move |_: MouseEvent| {
            open.set(None);
            on_go.emit(place.clone());
        };
        html! {
            <li>
                <button type="button" class="hint" disabled={hint.place.is_empty()} {onclick}>
                    <span class="hint-text">{ said(hint) }</span>
                    if !hint.about.is_empty() { <span class="hint-about" dir="auto">{ hint.about.clone() }</span> }
                </button>
            </li>
        }
    };
    html! {
        <>
            <Pill
                class="hints-pill"
                label={t("cv-hints")}
                {text}
                icon={if found.is_empty() { IconName::Check } else { IconName::Jobs }}
                expanded={open.is_some()}
                {onopen}
            />
            if let Some(anchor) = *open {
                <Popover class="hints-box" label={t("cv-hints")} {anchor} {onclose}>
                    if found.is_empty() {
                        <p class="hints-none">{ icon(IconName::Check, 16) }{ t("cv-hints-none") }</p>
                    } else {
                        <ul class="hints" role="list">{ for found.iter().map(line) }</ul>
                    }
                </Popover>
            }
        </>
    }
}

/// The hint in words.
fn said(hint: &Hint) -> AttrValue {
    match hint.lack {
        Lack::Name => t("cv-hint-name"),
        Lack::Reach => t("cv-hint-reach"),
        Lack::Summary => t("cv-hint-summary"),
        Lack::LongSummary => t("cv-hint-long-summary"),
        Lack::Experience => t("cv-hint-experience"),
        Lack::Details => t("cv-hint-details"),
        Lack::Undated => t("cv-hint-undated"),
        Lack::Backwards => t("cv-hint-backwards"),
        Lack::Gap(months) => t_args("cv-hint-gap", &[("months", months.into())]),
        Lack::Skills => t("cv-hint-skills"),
        Lack::Unconfirmed(count) => t_args("cv-hint-unconfirmed", &[("count", count.into())]),
    }
}
