//! What the studio asks of the desktop: native dialogs.

use std::pin::Pin;

use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

use crate::window;

/// Native dialogs above Pulse's window.
pub struct Desktop(pub AppHandle);

impl studio::Host for Desktop {
    fn pick_model_file(&self) -> Answer<'_> {
        let dialog = self.dialog().add_filter("GGUF", &["gguf", "GGUF"]);
        ask(|answer| dialog.pick_file(answer))
    }

    fn pick_attachments(&self) -> Pin<Box<dyn Future<Output = Vec<String>> + Send + '_>> {
        let (answer, answered) = oneshot::channel();
        self.dialog().pick_files(move |files| {
            let _ = answer.send(files);
        });
        Box::pin(async move {
            let files = answered.await.ok().flatten().unwrap_or_default();
            files.into_iter().filter_map(path_of).collect()
        })
    }

    fn pick_import_file(&self) -> Answer<'_> {
        let endings = ["zip", "json", "ZIP", "JSON"];
        let dialog = self.dialog().add_filter("ZIP, JSON", &endings);
        ask(|answer| dialog.pick_file(answer))
    }

    fn pick_cv_file(&self) -> Answer<'_> {
        let endings = ["pdf", "docx", "json", "zip", "PDF", "DOCX", "JSON", "ZIP"];
        let dialog = self.dialog().add_filter("PDF, DOCX, JSON, ZIP", &endings);
        ask(|answer| dialog.pick_file(answer))
    }

    fn pick_cv_photo(&self) -> Answer<'_> {
        let endings = ["jpg", "jpeg", "png", "webp", "JPG", "JPEG", "PNG", "WEBP"];
        let dialog = self.dialog().add_filter("JPEG, PNG, WebP", &endings);
        ask(|answer| dialog.pick_file(answer))
    }

    fn pick_export_file<'a>(&'a self, suggested: &'a str) -> Answer<'a> {
        let mut dialog = self.dialog().set_file_name(suggested);
        if let Some((_, ending)) = suggested.rsplit_once('.') {
            dialog = dialog.add_filter(ending.to_uppercase(), &[ending]);
        }
        ask(|answer| dialog.save_file(answer))
    }
}

/// What the user chose.
type Answer<'a> = Pin<Box<dyn Future<Output = Option<String>> + Send + 'a>>;

impl Desktop {
    /// A dialog for files, above the window.
    fn dialog(&self) -> FileDialogBuilder<Wry> {
        let dialog = self.0.dialog().file();
        match self.0.get_webview_window(window::LABEL) {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }
}

/// Shows a dialog and waits for its answer.
fn ask<'a>(show: impl FnOnce(Box<dyn FnOnce(Option<FilePath>) + Send>)) -> Answer<'a> {
    let (answer, answered) = oneshot::channel();
    show(Box::new(move |file| {
        // Nobody waits any more when the page was reloaded meanwhile.
        let _ = answer.send(file);
    }));
    Box::pin(async move { path_of(answered.await.ok().flatten()?) })
}

fn path_of(file: FilePath) -> Option<String> {
    match file
        .into_path()
        .map(|path| path.into_os_string().into_string())
    {
        Ok(Ok(path)) => Some(path),
        Ok(Err(path)) => {
            tracing::warn!(?path, "the chosen file's path is not Unicode");
            None
        }
        Err(error) => {
            tracing::warn!(%error, "the dialog gave no path");
            None
        }
    }
}
