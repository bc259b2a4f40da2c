//! Above the pages: how they look, what a machine reads in them, and the way out.

use contract::CvId;
use contract::cv::Look as CvLook;
use yew::prelude::*;

use super::looks::looks;
use super::machine::MachineView;
use super::{Edit, export};
use crate::components::{Button, IconName, Look, WordsMenu};
use crate::i18n::t;
use crate::state::use_app;

/// Properties of [`Toolbar`].
#[derive(Clone, PartialEq, Properties)]
pub struct ToolbarProps {
    /// The open CV.
    pub id: CvId,
    /// How it looks.
    pub look: CvLook,
    /// The language that it is written in.
    pub language: AttrValue,
    /// Something else was chosen.
    pub edit: Callback<Edit>,
}

/// The toolbar.
#[component]
pub fn Toolbar(props: &ToolbarProps) -> Html {
    let app = use_app();
    let writing = use_state_eq(|| false);
    let reading = use_state_eq(|| false);
    let read = |on: bool| {
        let reading = reading.setter();
        move || reading.set(on)
    };
    let (open, close) = (read(true), read(false));
    let formats = {
        let (id, writing) = (props.id, writing.setter());
        move |()| {
            let (app, writing) = (app.clone(), writing.clone());
            export::entries(move |format| {
                let writing = writing.clone();
                export::export(&app, id, format, move |on| writing.set(on));
            })
        }
    };
    html! {
        <header class="canvas-head paper-head">
            { looks(&props.look, &props.language, &props.edit) }
            <div class="paper-actions">
                <Button class="paper-machine" icon={IconName::Scan} onclick={move |_: MouseEvent| open()}>
                    { t("cv-machine") }
                </Button>
                <div class="cv-export">
                    <WordsMenu
                        text={t("cv-export")}
                        icon={IconName::ChevronDown}
                        look={Look::Primary}
                        busy={*writing}
                        entries={formats}
                    />
                </div>
            </div>
            if *reading { <MachineView id={props.id} onclose={move |()| close()} /> }
        </header>
    }
}
