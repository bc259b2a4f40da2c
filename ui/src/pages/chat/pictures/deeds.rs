//! Pictures out of the window: into a file, onto the clipboard.

use contract::AttachmentId;
use contract::attachment::PreviewAttachment;
use contract::picture::{PickPictureFile, SavePicture};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{Blob, BlobPropertyBag, ClipboardItem};

use crate::components::announce;
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::{Action, App, Toast};

/// Pixels of the longer side of what is copied. Clipboards hold pictures unpacked.
const COPIED: u32 = 2048;

/// Lets the person choose a file and writes the picture into it, as it is.
pub fn save(app: &App, id: AttachmentId) {
    let to = app.dispatcher();
    spawn_local(async move {
        let saved: contract::Result<Option<String>> = async {
            let Some(path) = client().pick_picture_file(PickPictureFile { id }).await? else {
                return Ok(None);
            };
            let request = SavePicture {
                id,
                path: path.clone(),
            };
            client().save_picture(request).await?;
            Ok(Some(path))
        }
        .await;
        match saved {
            Ok(Some(path)) => {
                let text = t_args("exported", &[("path", path.as_str().into())]);
                to.dispatch(Action::Say(Toast::new(text)));
            }
            Ok(None) => {}
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}

/// Copies the picture and says whether that worked; then calls `done` if it did.
pub fn copy(id: AttachmentId, done: impl FnOnce() + 'static) {
    let Some(written) = begin_copy(id) else {
        announce(&t("md-copy-failed"));
        return;
    };
    spawn_local(async move {
        if JsFuture::from(written).await.is_ok() {
            announce(&t("md-copied"));
            done();
        } else {
            announce(&t("md-copy-failed"));
        }
    });
}

/// The clipboard is asked at once, and given the picture when it is here: later it would not know any more
/// that a person asked.
fn begin_copy(id: AttachmentId) -> Option<js_sys::Promise> {
    let window = web_sys::window()?;
    // Where there is no such class, this fails and does not throw.
    Reflect::get(&js_sys::global(), &JsValue::from_str("ClipboardItem"))
        .ok()
        .filter(JsValue::is_function)?;
    let blob = future_to_promise(async move {
        let blob = png(id).await;
        blob.map(JsValue::from).ok_or(JsValue::NULL)
    });
    let forms = Object::new();
    Reflect::set(&forms, &JsValue::from_str("image/png"), &blob).ok()?;
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&forms).ok()?;
    Some(window.navigator().clipboard().write(&Array::of1(&item)))
}

async fn png(id: AttachmentId) -> Option<Blob> {
    let asked = PreviewAttachment { id, side: COPIED };
    let preview = client().attachment_preview(asked).await.ok()?;
    // A string with a character for each byte.
    let bytes = web_sys::window()?.atob(&preview.bytes).ok()?;
    let bytes: Vec<u8> = bytes.chars().map(|char| char as u8).collect();
    let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
    let options = BlobPropertyBag::new();
    options.set_type(&preview.media_type);
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}
