//! Toasts at the foot of the window.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::topmost::Topmost;
use super::{Button, IconButton, IconName, Look, icon};
use crate::dom;
use crate::i18n::t;
use crate::state::{Toast, ToastAction, Tone};

/// How long a toast stays, in milliseconds: long enough to reach for "Undo".
const STAY: u32 = 7_000;

thread_local! {
    /// The shelves in the window.
    static SHELVES: RefCell<Topmost<Element>> = const { RefCell::new(Topmost::new()) };
    /// Told when another one is on top.
    static MOVED: RefCell<Option<Callback<()>>> = const { RefCell::new(None) };
}

/// A place for toasts: once in the window and once in each dialog, since all that a dialog covers can
/// neither be pressed nor heard. It is always there, so that a screen reader hears what comes into it.
#[component]
pub fn ToastShelf() -> Html {
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            let element = node.cast::<Element>();
            let number = element.map(|element| SHELVES.with_borrow_mut(|all| all.add(element)));
            moved();
            move || {
                if let Some(number) = number {
                    SHELVES.with_borrow_mut(|all| all.remove(number));
                    moved();
                }
            }
        }
    });
    html! {
        <section ref={node} class="toasts" role="status" aria-live="polite" aria-label={t("toasts")}></section>
    }
}

fn moved() {
    let told = MOVED.with_borrow(Clone::clone);
    if let Some(told) = told {
        told.emit(());
    }
}

/// Properties of [`ToastStack`].
#[derive(Clone, PartialEq, Properties)]
pub struct ToastStackProps {
    /// The toasts, oldest first.
    pub children: Html,
}

/// The toasts, on the shelf that lies on top; once in the window.
#[component]
pub fn ToastStack(props: &ToastStackProps) -> Html {
    let shelf = use_state_eq(|| None::<(u32, Element)>);
    use_effect_with((), {
        let shelf = shelf.setter();
        move |()| {
            let top =
                || SHELVES.with_borrow(|all| all.top().map(|(number, at)| (number, at.clone())));
            let look = move |()| shelf.set(top());
            look(());
            MOVED.set(Some(Callback::from(look)));
            || MOVED.set(None)
        }
    });
    let Some((number, element)) = &*shelf else {
        return Html::default();
    };
    // Yew leaves the listeners of a portal where it was: another shelf is another portal.
    html! {
        <OnShelf key={*number} element={element.clone()}>
            { props.children.clone() }
        </OnShelf>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OnShelfProps {
    element: Element,
    children: Html,
}

#[component]
fn OnShelf(props: &OnShelfProps) -> Html {
    create_portal(props.children.clone(), props.element.clone())
}

/// Properties of [`ToastView`].
#[derive(Clone, PartialEq, Properties)]
pub struct ToastViewProps {
    /// What it says.
    pub toast: Toast,
    /// What its action is called.
    #[prop_or_default]
    pub offer: Option<AttrValue>,
    /// What its other action is called.
    #[prop_or_default]
    pub other: Option<AttrValue>,
    /// An action was taken.
    pub onact: Callback<ToastAction>,
    /// It is over.
    pub onclose: Callback<u32>,
    /// It went with the focus in it, and where that came from is gone.
    pub onlost: Callback<()>,
}

/// One toast. It goes by itself, unless the pointer or the focus is in it.
#[component]
pub fn ToastView(props: &ToastViewProps) -> Html {
    let node = use_node_ref();
    let pointed = use_state_eq(|| false);
    let focused = use_state_eq(|| false);
    let id = props.toast.id;
    use_effect_with((*pointed || *focused, props.toast.stays), {
        let onclose = props.onclose.clone();
        move |(held, stays)| {
            let timer = (!held && !stays).then(|| Timeout::new(STAY, move || onclose.emit(id)));
            move || drop(timer)
        }
    });
    let keep_origin = use_way_back(&node, props.onlost.clone());
    let point = |on: bool| {
        let pointed = pointed.setter();
        move |_: PointerEvent| pointed.set(on)
    };
    let onfocusin = {
        let focused = focused.setter();
        move |event: FocusEvent| {
            focused.set(true);
            keep_origin.emit(event);
        }
    };
    let onfocusout = {
        let focused = focused.setter();
        move |_: FocusEvent| focused.set(false)
    };
    let act = |action: &Option<ToastAction>| {
        let (onact, onclose) = (props.onact.clone(), props.onclose.clone());
        let action = action.clone();
        move |_| {
            onclose.emit(id);
            if let Some(action) = action.clone() {
                onact.emit(action);
            }
        }
    };
    let (class, sign) = match props.toast.tone {
        Tone::Plain => ("toast-plain", None),
        Tone::Warning => ("toast-warning", Some(IconName::Warning)),
        Tone::Danger => ("toast-danger", Some(IconName::Alert)),
    };
    html! {
        <div
            ref={node}
            class={classes!("toast", class)}
            onpointerenter={point(true)}
            onpointerleave={point(false)}
            {onfocusin}
            {onfocusout}
        >
            if let Some(name) = sign { { icon(name, 16) } }
            <p class="toast-text" dir="auto">{ props.toast.text.clone() }</p>
            if let Some(offer) = &props.offer {
                <Button look={Look::Quiet} class="toast-action" onclick={act(&props.toast.action)}>{ offer.clone() }</Button>
            }
            if let Some(other) = &props.other {
                <Button look={Look::Quiet} class="toast-action" onclick={act(&props.toast.other)}>{ other.clone() }</Button>
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

/// Gives the focus back to where it came from when `node` goes with the focus
/// in it; where that is gone too, `onlost` is told. The callback takes each
/// `focusin` of the node.
#[hook]
fn use_way_back(node: &NodeRef, onlost: Callback<()>) -> Callback<FocusEvent> {
    let origin = use_mut_ref(|| None::<HtmlElement>);
    use_effect_with((), {
        let (node, origin) = (node.clone(), origin.clone());
        move |()| {
            let node = node.get();
            move || {
                // The node is still there: its element is taken out afterwards.
                let inside = node.is_some_and(|node| dom::holds_focus(&node));
                if inside
                    && !origin
                        .take()
                        .is_some_and(|origin| dom::takes_focus(&origin))
                {
                    onlost.emit(());
                }
            }
        }
    });
    let node = node.clone();
    Callback::from(move |event: FocusEvent| {
        let from = event
            .related_target()
            .and_then(|from| from.dyn_into::<HtmlElement>().ok());
        // A step from one button to the next comes from nowhere else.
        let outside =
            |from: &HtmlElement| !node.get().is_some_and(|node| node.contains(Some(from)));
        if let Some(from) = from.filter(outside) {
            *origin.borrow_mut() = Some(from);
        }
    })
}
