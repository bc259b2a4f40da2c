//! Files out of the clipboard and out of what is dropped.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, File, FileReader};

/// Whether what is dragged over the page holds files.
pub fn holds_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| has(&data, "Files"))
}

/// The files that were dropped.
pub fn dropped(event: &DragEvent) -> Vec<File> {
    event
        .data_transfer()
        .map(|data| all(&data))
        .unwrap_or_default()
}

/// The files that are pasted; none where there are words too: office programs add a picture of those.
pub fn pasted(event: &Event) -> Vec<File> {
    let data = event
        .dyn_ref::<ClipboardEvent>()
        .and_then(ClipboardEvent::clipboard_data);
    match data {
        Some(data) if !has(&data, "text/html") => all(&data),
        _ => Vec::new(),
    }
}

/// A file's bytes in base64; `None`: it cannot be read, as a folder cannot.
pub async fn base64(file: &File) -> Option<String> {
    let reader = FileReader::new().ok()?;
    let loaded = Promise::new(&mut |resolve, _| reader.set_onloadend(Some(&resolve)));
    reader.read_as_data_url(file).ok()?;
    JsFuture::from(loaded).await.ok()?;
    let url = reader.result().ok()?.as_string()?;
    match url.split_once(";base64,") {
        Some((_, bytes)) => Some(bytes.to_owned()),
        // An empty file has no more than this.
        None => url.starts_with("data:").then(String::new),
    }
}

fn has(data: &DataTransfer, kind: &str) -> bool {
    let types = data.types();
    types
        .iter()
        .any(|one| one.as_string().as_deref() == Some(kind))
}

fn all(data: &DataTransfer) -> Vec<File> {
    let Some(files) = data.files() else {
        return Vec::new();
    };
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}
