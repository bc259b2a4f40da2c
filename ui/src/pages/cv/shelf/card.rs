//! One CV of the shelf.

use std::rc::Rc;

use contract::cv::{CvSummary, LONGEST_CV_TITLE};
use yew::prelude::*;

use crate::components::{IconName, MenuEntry, MenuItem, Rename};
use crate::frame::named::use_named;
use crate::i18n::{t, t_args};
use crate::pages::cv::looks::template_name;
use crate::pages::cv::looks::thumb::thumb;

/// What is wanted of a CV.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// Work on it.
    Open,
    /// Call it so.
    Rename(String),
    /// A copy that goes its own way.
    Duplicate,
    /// A version for a job.
    Version,
    /// Put it aside.
    Delete,
}

/// Properties of [`CvCard`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct CvCardProps {
    /// The CV.
    pub cv: Rc<CvSummary>,
    /// The title of the CV that it is a version of.
    pub base: Option<AttrValue>,
    /// When it was changed.
    pub changed: AttrValue,
    /// Something is wanted.
    pub onwish: Callback<(Rc<CvSummary>, Wish)>,
}

/// The card.
#[component]
pub(super) fn CvCard(props: &CvCardProps) -> Html {
    let named = use_named();
    let cv = &props.cv;
    let wish = {
        let (onwish, cv) = (props.onwish.clone(), Rc::clone(cv));
        move |wish: Wish| onwish.emit((Rc::clone(&cv), wish))
    };
    let onrenamed = {
        let wish = wish.clone();
        named.ondone(move |title| wish(Wish::Rename(title)))
    };
    let onkeydown = {
        let (wish, renaming) = (wish.clone(), named.renaming.setter());
        move |event: KeyboardEvent| match event.key().as_str() {
            "F2" => {
                event.prevent_default();
                renaming.set(true);
            }
            // A key that is held takes one: the focus goes on to the next.
            "Delete" if !event.repeat() => {
                event.prevent_default();
                wish(Wish::Delete);
            }
            _ => {}
        }
    };
    let whose = whose(cv);
    let label = t_args("cv-actions", &[("title", cv.title.as_str().into())]);
    let foot = t_args(
        "cv-card-foot",
        &[
            ("template", template_name(cv.template).as_str().into()),
            ("day", props.changed.as_str().into()),
        ],
    );
    html! {
        <li class={classes!("cv-card", named.class())}>
            <button
                ref={named.button.clone()}
                type="button"
                class="cv-card-open"
                onclick={let wish = wish.clone(); move |_| wish(Wish::Open)}
                {onkeydown}
                oncontextmenu={named.oncontextmenu()}
            >
                <span class="cv-card-thumb template-page" aria-hidden="true">{ thumb(cv.template) }</span>
                <span class="cv-card-words">
                    <span class="cv-card-title" dir="auto">{ cv.title.clone() }</span>
                    if let Some(whose) = whose { <span class="cv-card-whose" dir="auto">{ whose }</span> }
                    if cv.base.is_some() {
                        <span class="cv-card-base">{ base_line(props.base.as_ref()) }</span>
                    }
                    <span class="cv-card-foot">{ foot }</span>
                </span>
            </button>
            if *named.renaming {
                <Rename
                    class="input row-rename cv-card-rename"
                    label={t("rename-field")}
                    longest={LONGEST_CV_TITLE}
                    title={cv.title.clone()}
                    ondone={onrenamed}
                />
            }
            { named.more(&label, true, || entries(&wish, &named.renaming.setter())) }
        </li>
    }
}

/// Name and headline, as far as they are said.
fn whose(cv: &CvSummary) -> Option<String> {
    let said = [cv.name.trim(), cv.headline.trim()];
    let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

fn base_line(base: Option<&AttrValue>) -> AttrValue {
    match base {
        Some(base) => t_args("cv-version-of", &[("title", base.as_str().into())]),
        None => t("cv-version"),
    }
}

fn entries(
    wish: &(impl Fn(Wish) + Clone + 'static),
    renaming: &UseStateSetter<bool>,
) -> Vec<MenuEntry> {
    let renaming = renaming.clone();
    let item = |label: AttrValue, icon: IconName, what: Wish| {
        let wish = wish.clone();
        MenuItem::new(label, move |()| wish(what.clone())).icon(icon)
    };
    vec![
        MenuItem::new(t("rename"), move |()| renaming.set(true))
            .icon(IconName::Edit)
            .keys("F2")
            .entry(),
        item(t("cv-version-make"), IconName::Branch, Wish::Version).entry(),
        item(t("cv-duplicate"), IconName::Copy, Wish::Duplicate).entry(),
        MenuEntry::Rule,
        item(t("delete"), IconName::Delete, Wish::Delete)
            .keys("Del")
            .danger()
            .entry(),
    ]
}
