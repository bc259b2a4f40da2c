//! What the studio asks of the desktop: native dialogs.

use std::pin::Pin;

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

use crate::window;

/// Native dialogs above Pulse's window.
pub struct Desktop(pub AppHandle);

impl studio::Host for Desktop {
    fn pick_model_file(&self) -> Pin<Box<dyn Future<Output = Option<String>> + Send + '_>> {
        let (answer, answered) = oneshot::channel();
        let mut dialog = self.0.dialog().file().add_filter("GGUF", &["gguf", "GGUF"]);
        if let Some(window) = self.0.get_webview_window(window::LABEL) {
            dialog = dialog.set_parent(&window);
        }
        dialog.pick_file(move |file| {
            // Nobody waits any more when the page was reloaded meanwhile.
            let _ = answer.send(file);
        });
        Box::pin(async move { path_of(answered.await.ok().flatten()?) })
    }

    fn pick_attachments(&self) -> Pin<Box<dyn Future<Output = Vec<String>> + Send + '_>> {
        let (answer, answered) = oneshot::channel();
        let mut dialog = self.0.dialog().file();
        if let Some(window) = self.0.get_webview_window(window::LABEL) {
            dialog = dialog.set_parent(&window);
        }
        dialog.pick_files(move |files| {
            let _ = answer.send(files);
        });
        Box::pin(async move {
            let files = answered.await.ok().flatten().unwrap_or_default();
            files.into_iter().filter_map(path_of).collect()
        })
    }
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
