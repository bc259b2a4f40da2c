//! What is seen of attachments while a message is written: the button, the chips, the veil of a drop.

use std::cell::RefCell;
use std::rc::Rc;

use contract::attachment::AttachmentKind;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::chips::{Chip, ChipList, ChipState};
use super::facts;
use super::files::{dropped, holds_files, pasted};
use super::preview::{Preview, within};
use super::tray::Tray;
use crate::components::{IconButton, IconName, Spinner, icon};
use crate::i18n::{t, t_args};
use crate::pages::chat::composer;
use crate::pages::chat::thread::Same;

/// The side of a chip's picture, in CSS pixels.
const SIDE: u32 = 32;
/// So long the veil stays without a word from a drag: its events come more often, and a drag that
/// leaves the window does not always say so. In milliseconds.
const STILL_DRAGGED: u32 = 600;

/// Properties of [`AttachButton`].
#[derive(Clone, PartialEq, Properties)]
pub struct AttachProps {
    /// Where files go.
    pub tray: Same<Tray>,
}

/// Opens the system's dialog for files.
#[component]
pub fn AttachButton(props: &AttachProps) -> Html {
    let onclick = use_callback(props.tray.clone(), |_: MouseEvent, tray| tray.0.pick());
    html! {
        <IconButton class="composer-attach" icon={IconName::Attach} label={t("attach-add")} {onclick} />
    }
}

/// Properties of [`Chips`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChipsProps {
    /// Where they are.
    pub tray: Same<Tray>,
    /// What is shown of it.
    pub chips: Rc<ChipList>,
    /// The model that answers is known not to see.
    pub blind: bool,
}

/// The attachments of the draft.
#[component]
pub fn Chips(props: &ChipsProps) -> Html {
    if props.chips.0.is_empty() {
        return Html::default();
    }
    let remove = {
        let tray = props.tray.clone();
        Callback::from(move |key| {
            tray.0.remove(key);
            // The button that was pressed is gone.
            composer::focus();
        })
    };
    html! {
        <>
            <ul class="chips" aria-label={t("attach-list")}>
                { for props.chips.0.iter().map(|chip| one(chip, &remove)) }
            </ul>
            if props.blind && props.chips.has_picture() {
                <p class="chips-blind" role="status">
                    { icon(IconName::Warning, 15) }
                    { t("attach-blind") }
                </p>
            }
        </>
    }
}

fn one(chip: &Chip, remove: &Callback<u64>) -> Html {
    let key = chip.key;
    let label = t_args("attach-remove", &[("name", chip.name.as_str().into())]);
    let onclick = remove.reform(move |_: MouseEvent| key);
    let onkeydown = {
        let remove = remove.clone();
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Delete" | "Backspace") {
                event.prevent_default();
                remove.emit(key);
            }
        })
    };
    let (class, sign, facts) = match &chip.state {
        ChipState::Reading => (None, html! { <Spinner /> }, t("attach-reading")),
        ChipState::Failed(error) => (
            Some("chip-failed"),
            icon(IconName::Alert, 18),
            facts::why(error),
        ),
        ChipState::Ready(attachment) => {
            let sign = match &attachment.kind {
                AttachmentKind::Image { width, height, .. } => {
                    let (width, height) = within(SIDE, *width, *height);
                    html! { <Preview id={attachment.id} alt="" {width} {height} /> }
                }
                _ => icon(facts::icon_of(attachment), 18),
            };
            (None, sign, facts::line(attachment))
        }
    };
    let reading = chip.state == ChipState::Reading;
    html! {
        <li key={key.to_string()} class={classes!("chip", class)} aria-busy={reading.then_some("true")}>
            <span class="chip-icon">{ sign }</span>
            <span class="chip-words">
                <bdi class="chip-name" title={chip.name.clone()}>{ &chip.name }</bdi>
                <span class="chip-facts" title={facts.clone()}>{ facts }</span>
            </span>
            <button
                type="button"
                class="chip-remove"
                aria-label={label.clone()}
                data-tip={label}
                {onclick}
                {onkeydown}
            >
                { icon(IconName::Close, 15) }
            </button>
        </li>
    }
}

/// What the chat does with a drag, and with what is pasted.
#[derive(Clone)]
pub struct Drop {
    /// Files are over it.
    pub over: bool,
    /// For `ondragenter` and `ondragover`.
    pub ondrag: Callback<DragEvent>,
    /// For `ondrop`.
    pub ondrop: Callback<DragEvent>,
    /// For `onpaste`.
    pub onpaste: Callback<Event>,
}

/// Takes the files that are dropped on the chat or pasted into it.
#[hook]
pub fn use_drop(tray: &Same<Tray>) -> Drop {
    let over = use_state_eq(|| false);
    let timer = use_memo((), |()| RefCell::new(None::<Timeout>));
    let ondrag = {
        let (over, timer) = (over.setter(), Rc::clone(&timer));
        Callback::from(move |event: DragEvent| {
            if holds_files(&event) {
                event.prevent_default();
                over.set(true);
                let over = over.clone();
                timer.replace(Some(Timeout::new(STILL_DRAGGED, move || over.set(false))));
            }
        })
    };
    let ondrop = {
        let (over, tray) = (over.setter(), tray.clone());
        Callback::from(move |event: DragEvent| {
            if holds_files(&event) {
                event.prevent_default();
                timer.take();
                over.set(false);
                tray.0.add_files(dropped(&event));
                composer::focus();
            }
        })
    };
    let onpaste = use_callback(tray.clone(), |event: Event, tray| {
        let files = pasted(&event);
        if !files.is_empty() {
            event.prevent_default();
            tray.0.add_files(files);
        }
    });
    Drop {
        over: *over,
        ondrag,
        ondrop,
        onpaste,
    }
}

/// Lies over the chat while files are held above it.
#[component]
pub fn DropVeil() -> Html {
    html! {
        <div class="drop-veil" aria-hidden="true">
            <span class="drop-sign">{ icon(IconName::Attach, 20) }</span>
            <span>{ t("attach-drop") }</span>
        </div>
    }
}
