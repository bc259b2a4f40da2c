//! Toasts at the foot of the window.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::{Button, Icon, IconButton, IconName, Look};
use crate::i18n::t;
use crate::state::{Toast, Tone};

/// How long a toast stays, in milliseconds: long enough to reach for "Undo".
const STAY: u32 = 7_000;

/// Properties of [`ToastShelf`].
#[derive(Clone, PartialEq, Properties)]
pub struct ToastShelfProps {
    /// The toasts, oldest first.
    pub children: Html,
}

/// The place of the toasts. It is always there, so that a screen reader hears
/// what comes into it.
#[component]
pub fn ToastShelf(props: &ToastShelfProps) -> Html {
    html! {
        <section class="toasts" role="status" aria-live="polite" aria-label={t("toasts")}>
            { props.children.clone() }
        </section>
    }
}

/// Properties of [`ToastView`].
#[derive(Clone, PartialEq, Properties)]
pub struct ToastViewProps {
    /// What it says.
    pub toast: Toast,
    /// What its action is called.
    #[prop_or_default]
    pub offer: Option<AttrValue>,
    /// The action was taken.
    pub onact: Callback<Toast>,
    /// It is over.
    pub onclose: Callback<u32>,
}

/// One toast. It goes by itself, unless the pointer or the focus is in it.
#[component]
pub fn ToastView(props: &ToastViewProps) -> Html {
    let held = use_state(|| false);
    let id = props.toast.id;
    use_effect_with((*held, props.toast.stays), {
        let onclose = props.onclose.clone();
        move |(held, stays)| {
            let timer = (!held && !stays).then(|| Timeout::new(STAY, move || onclose.emit(id)));
            move || drop(timer)
        }
    });
    let hold = |on: bool| {
        let held = held.setter();
        Callback::from(move |()| held.set(on))
    };
    let onact = {
        let (onact, onclose) = (props.onact.clone(), props.onclose.clone());
        let toast = props.toast.clone();
        move |_| {
            onclose.emit(id);
            onact.emit(toast.clone());
        }
    };
    let (class, icon) = match props.toast.tone {
        Tone::Plain => ("toast-plain", None),
        Tone::Warning => ("toast-warning", Some(IconName::Warning)),
        Tone::Danger => ("toast-danger", Some(IconName::Alert)),
    };
    html! {
        <div
            class={classes!("toast", class)}
            onpointerenter={hold(true).reform(|_| ())}
            onpointerleave={hold(false).reform(|_| ())}
            onfocusin={hold(true).reform(|_| ())}
            onfocusout={hold(false).reform(|_| ())}
        >
            if let Some(name) = icon { <Icon {name} size={16} /> }
            <p class="toast-text" dir="auto">{ props.toast.text.clone() }</p>
            if let Some(offer) = &props.offer {
                <Button look={Look::Quiet} class="toast-action" onclick={onact}>{ offer.clone() }</Button>
            }
            <IconButton
                icon={IconName::Close}
                size={15}
                label={t("close")}
                onclick={props.onclose.reform(move |_| id)}
            />
        </div>
    }
}
