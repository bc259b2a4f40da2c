//! How complete the open CV is, as one line, and what it lacks as a list.

mod check;

use contract::cv::Cv;
use yew::prelude::*;

use crate::components::{IconName, Opens, Pill, icon};
use crate::i18n::{t, t_args};
use check::{Hint, Lack, QUESTIONS, done, hints};

/// The line, which opens the list. `on_go` hears what somebody wants to mend: the field's path as in
/// [`Cv::unconfirmed`], or a part's id alone.
pub fn pill(cv: &Cv, on_go: &Callback<String>) -> Html {
    let found = hints(cv);
    let (all, done) = (QUESTIONS.len(), done(&found));
    let sign = if found.is_empty() {
        IconName::Check
    } else {
        IconName::Jobs
    };
    let on_go = on_go.clone();
    let content = Callback::from(move |close: Callback<()>| {
        if found.is_empty() {
            return html! {
                <p class="hints-none">{ icon(IconName::Check, 16) }{ t("cv-hints-none") }</p>
            };
        }
        let lines = found.iter().map(|hint| line(hint, &close, &on_go));
        html! { <ul class="hints" role="list">{ for lines }</ul> }
    });
    html! {
        <Pill
            class="hints-pill"
            label={t("cv-hints")}
            text={t_args("cv-hints-done", &[("done", done.into()), ("all", all.into())])}
            icon={sign}
            opens={Opens::Box("hints-box", content)}
        />
    }
}

fn line(hint: &Hint, close: &Callback<()>, on_go: &Callback<String>) -> Html {
    let (close, on_go, place) = (close.clone(), on_go.clone(), hint.place.clone());
    let onclick = move |_: MouseEvent| {
        close.emit(());
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
