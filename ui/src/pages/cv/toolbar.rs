//! Above the pages: how they look, what a machine reads in them, and the way out.

use contract::CvId;
use contract::cv::Look as CvLook;
use yew::prelude::*;

use super::Edit;
use super::export::ExportButton;
use super::looks::Looks;
use super::machine::MachineView;
use crate::components::{Button, IconName};
use crate::i18n::t;

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
    let reading = use_state_eq(|| false);
    let read = |on: bool| {
        let reading = reading.setter();
        move || reading.set(on)
    };
    let (open, close) = (read(true), read(false));
    html! {
        <header class="canvas-head paper-head">
            <Looks look={props.look.clone()} language={props.language.clone()} edit={props.edit.clone()} />
            <div class="paper-actions">
                <Button class="paper-machine" icon={IconName::Scan} onclick={move |_: MouseEvent| open()}>
                    { t("cv-machine") }
                </Button>
                <ExportButton id={props.id} />
            </div>
            if *reading { <MachineView id={props.id} onclose={move |()| close()} /> }
        </header>
    }
}
