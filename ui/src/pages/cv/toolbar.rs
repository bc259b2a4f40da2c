//! Above the pages: how they look, what a machine reads in them, and the way out.

use contract::CvId;
use contract::cv::Look as CvLook;
use yew::prelude::*;

use super::Edit;
use super::export::ExportButton;
use super::looks::Looks;

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
    html! {
        <header class="canvas-head paper-head">
            <Looks look={props.look.clone()} language={props.language.clone()} edit={props.edit.clone()} />
            <ExportButton id={props.id} />
        </header>
    }
}
