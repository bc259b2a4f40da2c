//! The open CV: the editor, and beside it its pages.

use std::rc::Rc;

use contract::cv::{Cv, CvSummary, PartId, Step};
use yew::prelude::*;

use super::editor::{Editor, Goto};
use super::header::DeskHeader;
use super::help::use_help;
use super::paper::Paper;
use super::sync::Kept;
use super::toolbar::Toolbar;
use super::{Edit, Shown, hints};
use crate::components::Segmented;
use crate::i18n::t;

/// Properties of [`OpenDesk`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct OpenDeskProps {
    /// The CV.
    pub cv: Rc<Cv>,
    /// Its row in the list.
    pub summary: Rc<CvSummary>,
    /// The title of the CV that it is a version of.
    pub base_title: Option<AttrValue>,
    /// Its pages.
    pub shown: Shown,
    /// Where it is kept.
    pub kept: Kept,
    /// There is something to undo.
    pub can_undo: bool,
    /// There is something to do again.
    pub can_redo: bool,
    /// Changes it.
    pub edit: Callback<Edit>,
    /// A step of its history is wanted.
    pub step: Callback<Step>,
}

/// The two halves.
#[component]
pub(super) fn OpenDesk(props: &OpenDeskProps) -> Html {
    let goto = use_reducer_eq(Goto::default);
    let marked = use_state_eq(|| None::<PartId>);
    // Where both have no place beside each other.
    let tab = use_state_eq(|| 0);
    let on_go = {
        let (goto, tab) = (goto.dispatcher(), tab.setter());
        use_callback((), move |target: String, ()| {
            tab.set(0);
            goto.dispatch(target);
        })
    };
    let on_part = {
        let on_go = on_go.clone();
        use_callback((), move |part: PartId, ()| on_go.emit(part.0))
    };
    let onmarked = {
        let marked = marked.setter();
        use_callback((), move |part: Option<PartId>, ()| marked.set(part))
    };
    let help = use_help(props.summary.id, &props.cv, &props.edit);
    let panel = help.panel.map(|(path, html)| (AttrValue::from(path), html));
    let look = &props.cv.look;
    html! {
        <div class="cv-desk">
            <div class="cv-tabs">
                <Segmented
                    label={t("cv-tabs")}
                    options={vec![t("cv-tab-edit"), t("cv-tab-pages")]}
                    chosen={*tab}
                    onchoose={let tab = tab.setter(); move |at| tab.set(at)}
                />
            </div>
            <div class={classes!("cv-halves", (*tab == 1).then_some("cv-show-pages"))}>
                <section class="cv-half cv-half-editor" aria-label={t("cv-editor")}>
                    <DeskHeader
                        summary={Rc::clone(&props.summary)}
                        base_title={props.base_title.clone()}
                        kept={props.kept.clone()}
                        can_undo={props.can_undo}
                        can_redo={props.can_redo}
                        step={props.step.clone()}
                    >
                        { hints::pill(&props.cv, &props.edit, &on_go) }
                    </DeskHeader>
                    <Editor
                        cv={Rc::clone(&props.cv)}
                        edit={props.edit.clone()}
                        goto={(*goto).clone()}
                        help={help.open}
                        {panel}
                        {onmarked}
                    />
                </section>
                <div class="cv-half cv-half-pages">
                    <Toolbar
                        id={props.summary.id}
                        look={look.clone()}
                        language={props.cv.language.clone()}
                        edit={props.edit.clone()}
                    />
                    <Paper
                        shown={props.shown.clone()}
                        fit_to={look.fit_to}
                        marked={(*marked).clone()}
                        {on_part}
                    />
                </div>
            </div>
        </div>
    }
}
