//! How complete the open CV is, as one line, and what it lacks as a list.

mod check;

use contract::cv::{Cv, Entry, Kind, Section};
use yew::prelude::*;

use super::{Edit, ids, parts};
use crate::components::{IconName, Opens, Pill, icon};
use crate::i18n::{t, t_args};
use check::{Hint, Lack, QUESTIONS, done, hints};

/// The line, which opens the list. `on_go` hears what somebody wants to mend: the field's path as in
/// [`Cv::unconfirmed`], or a part's id alone; where a section is missing, `edit` makes it first.
pub fn pill(cv: &Cv, edit: &Callback<Edit>, on_go: &Callback<String>) -> Html {
    let found = hints(cv);
    let (all, done) = (QUESTIONS.len(), done(&found));
    let sign = if found.is_empty() {
        IconName::Check
    } else {
        IconName::Jobs
    };
    let (edit, on_go) = (edit.clone(), on_go.clone());
    let content = Callback::from(move |close: Callback<()>| {
        if found.is_empty() {
            return html! {
                <p class="hints-none">{ icon(IconName::Check, 16) }{ t("cv-hints-none") }</p>
            };
        }
        let lines = found.iter().map(|hint| line(hint, &close, &edit, &on_go));
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

fn line(
    hint: &Hint,
    close: &Callback<()>,
    edit: &Callback<Edit>,
    on_go: &Callback<String>,
) -> Html {
    let (close, edit, on_go) = (close.clone(), edit.clone(), on_go.clone());
    let (place, adds) = (hint.place.clone(), hint.adds);
    let onclick = move |_: MouseEvent| {
        close.emit(());
        let Some(kind) = adds else {
            return on_go.emit(place.clone());
        };
        let section = new_section(kind);
        let first = match section.entries.first() {
            Some(entry) => parts::path(&entry.id, "title"),
            None => parts::path(&section.id, "text"),
        };
        edit.emit(Edit::new(move |cv| add(cv, section)));
        on_go.emit(first);
    };
    html! {
        <li>
            <button type="button" class="hint" {onclick}>
                <span class="hint-text">{ said(hint) }</span>
                if !hint.about.is_empty() { <span class="hint-about" dir="auto">{ hint.about.clone() }</span> }
            </button>
        </li>
    }
}

/// A section to begin with.
fn new_section(kind: Kind) -> Section {
    let mut section = Section::new(ids::new_part(), kind);
    if !parts::is_text_alone(kind) {
        section.entries.push(Entry {
            id: ids::new_part(),
            ..Entry::default()
        });
    }
    section
}

/// Puts a section where a new CV has it: before those that come later there.
fn add(cv: &mut Cv, section: Section) {
    let later = |other: &Section| other.kind > section.kind;
    let at = cv.sections.iter().position(later);
    cv.sections.insert(at.unwrap_or(cv.sections.len()), section);
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

#[cfg(test)]
mod tests {
    use contract::cv::PartId;

    use super::*;

    #[test]
    fn a_missing_section_comes_where_a_new_cv_has_it() {
        let of = |kind| Section::new(PartId(format!("{kind:?}")), kind);
        let mut cv = Cv {
            sections: vec![of(Kind::Experience), of(Kind::Languages)],
            ..Cv::default()
        };
        for kind in [Kind::Skills, Kind::Summary, Kind::Own] {
            add(&mut cv, of(kind));
        }
        let kinds: Vec<_> = cv.sections.iter().map(|section| section.kind).collect();
        assert_eq!(
            kinds,
            [
                Kind::Summary,
                Kind::Experience,
                Kind::Skills,
                Kind::Languages,
                Kind::Own
            ]
        );
    }
}
