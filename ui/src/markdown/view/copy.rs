//! The button that copies a text and says so.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, ClipboardItem};
use yew::prelude::*;

use crate::components::{IconButton, IconName, announce};
use crate::i18n::t;

/// How long the button shows that it copied, in milliseconds.
const SHOWN: u32 = 1_500;

/// Properties of [`CopyButton`].
#[derive(PartialEq, Properties)]
pub struct CopyProps {
    /// What it does.
    pub label: AttrValue,
    /// Side of the icon in CSS pixels.
    #[prop_or(16)]
    pub size: u32,
    /// Gives the text when it is wanted: making it can cost something.
    pub text: Callback<(), String>,
}

/// Copies a text, and shows for a moment that it did.
#[component]
pub fn CopyButton(props: &CopyProps) -> Html {
    let copied = use_state_eq(|| false);
    let back = use_mut_ref(|| None::<Timeout>);
    let onclick = {
        let (text, copied) = (props.text.clone(), copied.setter());
        move |_: MouseEvent| {
            let (copied, back) = (copied.clone(), back.clone());
            copy(text.emit(()), move || {
                copied.set(true);
                let reset = Timeout::new(SHOWN, move || copied.set(false));
                back.borrow_mut().replace(reset);
            });
        }
    };
    html! {
        <IconButton
            icon={if *copied { IconName::Check } else { IconName::Copy }}
            size={props.size}
            label={if *copied { t("md-copied") } else { props.label.clone() }}
            class={classes!(copied.then_some("copied"))}
            {onclick}
        />
    }
}

/// Copies `text` and says whether that worked; then calls `done` if it did.
pub fn copy(text: String, done: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    spawn_local(async move {
        let written = window.navigator().clipboard().write_text(&text);
        if JsFuture::from(written).await.is_ok() {
            announce(&t("md-copied"));
            done();
        } else {
            announce(&t("md-copy-failed"));
        }
    });
}

/// Copies a text in two forms: places that know HTML take that one.
pub fn copy_rich(html: &str, plain: String) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let Some(item) = clipboard_item(html, &plain) else {
        // A webview that can copy plain text only.
        return copy(plain, || {});
    };
    spawn_local(async move {
        let items = js_sys::Array::of1(&item);
        let written = window.navigator().clipboard().write(&items);
        if JsFuture::from(written).await.is_ok() {
            announce(&t("md-copied"));
        } else {
            copy(plain, || {});
        }
    });
}

fn clipboard_item(html: &str, plain: &str) -> Option<ClipboardItem> {
    let forms = js_sys::Object::new();
    for (kind, text) in [("text/html", html), ("text/plain", plain)] {
        let parts = js_sys::Array::of1(&JsValue::from_str(text));
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
        js_sys::Reflect::set(&forms, &JsValue::from_str(kind), &blob).ok()?;
    }
    // Where there is no such class, this fails and does not throw.
    js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("ClipboardItem"))
        .ok()
        .filter(JsValue::is_function)?;
    ClipboardItem::new_with_record_from_str_to_blob_promise(&forms).ok()
}
