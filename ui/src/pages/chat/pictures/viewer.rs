//! A picture larger, over the window.

use contract::attachment::{Attachment, AttachmentKind};
use yew::prelude::*;

use super::deeds;
use super::figure::alt;
use crate::components::{Button, IconButton, IconName, Modal};
use crate::i18n::t;
use crate::pages::chat::attach::{Preview, facts, within};
use crate::state::use_app;

/// Pixels of the longer side; the style fits it into the window.
const SIDE: u32 = 2048;

/// Properties of [`Viewer`].
#[derive(Clone, PartialEq, Properties)]
pub struct ViewerProps {
    /// The picture.
    pub picture: Attachment,
    /// It is to be closed.
    pub onclose: Callback<()>,
}

/// A picture over the window, as large as there is room. Escape, or a click beside it, closes it.
#[component]
pub fn Viewer(props: &ViewerProps) -> Html {
    let app = use_app();
    let picture = &props.picture;
    let AttachmentKind::Image { width, height, .. } = &picture.kind else {
        return Html::default();
    };
    let (width, height) = within(SIDE, *width, *height);
    let (id, alt) = (picture.id, alt(picture));
    let save = move |_: MouseEvent| deeds::save(&app, id);
    let copy = move |_: MouseEvent| deeds::copy(id, || {});
    html! {
        <Modal class="viewer" label={alt.clone()} onclose={props.onclose.clone()}>
            <div class="viewer-picture"><Preview {id} {alt} {width} {height} pixels={SIDE} /></div>
            <div class="viewer-line">
                <span class="made-facts">{ facts::line_of_picture(picture) }</span>
                <Button icon={IconName::Copy} onclick={copy}>{ t("made-copy") }</Button>
                <Button icon={IconName::Download} onclick={save}>{ t("made-save") }</Button>
                <IconButton icon={IconName::Close} label={t("close")} onclick={props.onclose.reform(|_: MouseEvent| ())} />
            </div>
        </Modal>
    }
}

/// Properties of [`Opened`].
#[derive(Clone, PartialEq, Properties)]
pub struct OpenedProps {
    /// The picture.
    pub picture: Attachment,
    /// The longer side, in CSS pixels.
    pub side: u32,
}

/// A small picture that opens larger.
#[component]
pub fn Opened(props: &OpenedProps) -> Html {
    let open = use_state_eq(|| false);
    let picture = &props.picture;
    let AttachmentKind::Image { width, height, .. } = &picture.kind else {
        return Html::default();
    };
    let (width, height) = within(props.side, *width, *height);
    let show = {
        let open = open.setter();
        move |_: MouseEvent| open.set(true)
    };
    html! {
        <>
            <button type="button" class="made-open" aria-haspopup="dialog" onclick={show}>
                <Preview id={picture.id} alt={alt(picture)} {width} {height} />
            </button>
            if *open {
                <Viewer picture={picture.clone()} onclose={let open = open.setter(); move |()| open.set(false)} />
            }
        </>
    }
}
