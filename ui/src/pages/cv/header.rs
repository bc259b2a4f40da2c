//! Above the editor: what the CV is called, where it comes from, whether it is kept, undo and redo.

use std::rc::Rc;

use contract::CvId;
use contract::cv::{CvSummary, LONGEST_CV_TITLE, Step};
use yew::prelude::*;

use super::shelf::rename;
use super::sync::Kept;
use super::version::VersionDialog;
use crate::components::{
    IconButton, IconName, MenuButton, MenuItem, Rename, Renamed, announce, icon,
};
use crate::i18n::{t, t_args};
use crate::keys::{Command, with_command};
use crate::state::{Action, Page, use_app};

/// Properties of [`DeskHeader`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct DeskHeaderProps {
    /// The CV's row in the list.
    pub summary: Rc<CvSummary>,
    /// The title of the CV that it is a version of.
    pub base_title: Option<AttrValue>,
    /// Where it is kept.
    pub kept: Kept,
    /// There is something to undo.
    pub can_undo: bool,
    /// There is something to do again.
    pub can_redo: bool,
    /// A step of the history is wanted.
    pub step: Callback<Step>,
    /// What stands before undo.
    pub children: Html,
}

/// The header.
#[component]
pub(super) fn DeskHeader(props: &DeskHeaderProps) -> Html {
    let app = use_app();
    let renaming = use_state(|| false);
    let version = use_state(|| false);
    let button = use_node_ref();
    let id: CvId = props.summary.id;
    use_effect_with(props.kept.clone(), |kept| {
        // Saving comes and goes with each word; what goes wrong is to be heard.
        if let Kept::NotSaved(why) = kept {
            announce(&t_args("cv-not-saved", &[("reason", why.as_str().into())]));
        }
    });
    let back = {
        let to = app.dispatcher();
        move |_: MouseEvent| to.dispatch(Action::Show(Page::Cv(None)))
    };
    let onrenamed = {
        let (app, renaming, button) = (app.clone(), renaming.setter(), button.clone());
        Callback::from(move |Renamed { title, by_key }: Renamed| {
            renaming.set(false);
            if let Some(title) = title {
                rename(&app, id, title);
            }
            if by_key {
                let button = button.clone();
                gloo_timers::callback::Timeout::new(0, move || {
                    if let Some(button) = button.cast() {
                        crate::dom::focus(&button);
                    }
                })
                .forget();
            }
        })
    };
    let step = |step: Step| props.step.reform(move |_: MouseEvent| step);
    let entries = {
        let (renaming, version) = (renaming.setter(), version.setter());
        Callback::from(move |()| {
            let (renaming, version) = (renaming.clone(), version.clone());
            vec![
                MenuItem::new(t("rename"), move |()| renaming.set(true))
                    .icon(IconName::Edit)
                    .entry(),
                MenuItem::new(t("cv-version-make"), move |()| version.set(true))
                    .icon(IconName::Branch)
                    .entry(),
            ]
        })
    };
    let base = props.summary.base.map(|base| {
        let to = app.dispatcher();
        let show = move |_: MouseEvent| to.dispatch(Action::Show(Page::Cv(Some(base))));
        match &props.base_title {
            Some(title) => html! {
                <button type="button" class="cv-base" onclick={show}>
                    { t_args("cv-version-of", &[("title", title.as_str().into())]) }
                </button>
            },
            None => html! { <span class="cv-base">{ t("cv-version") }</span> },
        }
    });
    let title = AttrValue::from(props.summary.title.clone());
    html! {
        <header class="canvas-head cv-head">
            <IconButton icon={IconName::Back} label={t("cv-shelf-all")} class="cv-back" onclick={back} />
            <h1 class={classes!("cv-title", renaming.then_some("cv-title-renaming"))}>
                <button
                    ref={button}
                    type="button"
                    class="cv-title-button"
                    data-tip={t("rename")}
                    aria-label={t_args("cv-title-rename", &[("title", title.as_str().into())])}
                    onclick={let renaming = renaming.setter(); move |_| renaming.set(true)}
                >
                    <span dir="auto">{ title.clone() }</span>
                </button>
                if *renaming {
                    <Rename
                        class="input cv-title-field"
                        label={t("rename-field")}
                        {title}
                        longest={LONGEST_CV_TITLE}
                        ondone={onrenamed}
                    />
                }
            </h1>
            <span class="cv-about">
                if let Some(base) = base { { base }<span aria-hidden="true">{ "·" }</span> }
                { kept(&props.kept) }
            </span>
            <span class="cv-head-space"></span>
            { props.children.clone() }
            <IconButton
                icon={IconName::Undo}
                label={t("undo")}
                keys={Command::Undo.keys()}
                disabled={!props.can_undo}
                onclick={step(Step::Back)}
            />
            <IconButton
                icon={IconName::Redo}
                label={t("cv-redo")}
                keys={with_command("Shift Z")}
                disabled={!props.can_redo}
                onclick={step(Step::Forth)}
            />
            <MenuButton label={t_args("cv-actions", &[("title", props.summary.title.as_str().into())])} {entries} />
            if *version {
                <VersionDialog
                    of={Rc::clone(&props.summary)}
                    onclose={let version = version.setter(); move |()| version.set(false)}
                />
            }
        </header>
    }
}

fn kept(kept: &Kept) -> Html {
    match kept {
        Kept::Saved => html! { <span class="cv-kept">{ t("cv-saved") }</span> },
        Kept::Saving => html! { <span class="cv-kept">{ t("cv-saving") }</span> },
        Kept::NotSaved(why) => {
            let text = t_args("cv-not-saved", &[("reason", why.as_str().into())]);
            html! {
                <span class="cv-kept cv-kept-not" data-tip={text.clone()}>
                    { icon(IconName::Warning, 15) }
                    <span>{ text }</span>
                </span>
            }
        }
    }
}
