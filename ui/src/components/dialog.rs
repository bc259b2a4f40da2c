//! Dialogs, on the webview's own `<dialog>`: it keeps the focus inside and
//! makes the rest of the window inert. What is told meanwhile has a place in it.

use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::{LiveRegion, ToastShelf, use_id};
use crate::dom;
use crate::focus::Place;

/// Properties of [`Modal`].
#[derive(Clone, PartialEq, Properties)]
pub struct ModalProps {
    /// Its class.
    pub class: Classes,
    /// Its name; or `labelled_by`.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The id of the element that names it.
    #[prop_or_default]
    pub labelled_by: Option<AttrValue>,
    /// `alertdialog` for a question about a loss.
    #[prop_or_default]
    pub role: Option<AttrValue>,
    /// Escape, or a click outside.
    pub onclose: Callback<()>,
    /// What stands in it. The element with `autofocus` gets the focus, else the
    /// first that can.
    pub children: Html,
}

/// A bare box over the window. As long as it is rendered, it is open.
#[component]
pub fn Modal(props: &ModalProps) -> Html {
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            let before = Place::here();
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog {
                // It fails only on a dialog that is open already.
                let _ = dialog.show_modal();
            }
            dom::mark_covered();
            move || {
                if let Some(dialog) = dialog {
                    dialog.close();
                }
                dom::mark_covered();
                if let Some(before) = before {
                    before.resume();
                }
            }
        }
    });
    let oncancel = {
        let onclose = props.onclose.clone();
        move |event: Event| {
            event.prevent_default();
            onclose.emit(());
        }
    };
    let onmousedown = {
        let onclose = props.onclose.clone();
        let node = node.clone();
        move |event: MouseEvent| {
            // The dialog itself is the target where the click is beside its box.
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            if target.is_some() && target == node.get() {
                onclose.emit(());
            }
        }
    };
    html! {
        <dialog
            ref={node}
            class={classes!("modal", props.class.clone())}
            role={props.role.clone()}
            aria-label={props.label.clone()}
            aria-labelledby={props.labelled_by.clone()}
            {oncancel}
            {onmousedown}
        >
            <div class="modal-box">{ props.children.clone() }</div>
            <ToastShelf />
            <LiveRegion />
        </dialog>
    }
}

/// Properties of [`Dialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct DialogProps {
    /// What it asks or says.
    pub title: AttrValue,
    /// Escape, or a click outside.
    pub onclose: Callback<()>,
    /// The matter.
    pub children: Html,
    /// The buttons at the foot, the one to press last.
    #[prop_or_default]
    pub actions: Html,
    /// Whether something is lost by going on.
    #[prop_or_default]
    pub alert: bool,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
}

/// A dialog with title, matter and buttons.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let id = use_id();
    html! {
        <Modal
            class={classes!("dialog", props.class.clone())}
            labelled_by={id.clone()}
            role={props.alert.then_some("alertdialog")}
            onclose={props.onclose.clone()}
        >
            <h2 class="dialog-title" {id}>{ props.title.clone() }</h2>
            <div class="dialog-body">{ props.children.clone() }</div>
            if props.actions != Html::default() {
                <div class="dialog-actions">{ props.actions.clone() }</div>
            }
        </Modal>
    }
}
