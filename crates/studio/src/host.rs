//! What the studio asks of the program around it.

use futures::future::BoxFuture;

/// The program around the studio: a window, or a command line.
pub trait Host: Send + Sync {
    /// Asks the user for a GGUF file; the absolute path, or `None` when dismissed.
    fn pick_model_file(&self) -> BoxFuture<'_, Option<String>>;

    /// Asks the user for files to attach; their absolute paths, none when dismissed.
    fn pick_attachments(&self) -> BoxFuture<'_, Vec<String>>;

    /// Asks the user for an export to import: a zip or JSON file; as above.
    fn pick_import_file(&self) -> BoxFuture<'_, Option<String>> {
        Box::pin(std::future::ready(None))
    }

    /// Asks the user where to write a file that is called `suggested` at first; as above.
    fn pick_export_file<'a>(&'a self, suggested: &'a str) -> BoxFuture<'a, Option<String>> {
        let _ = suggested;
        Box::pin(std::future::ready(None))
    }

    /// Asks the user for a file to make a CV of: PDF, DOCX, JSON or zip; as above.
    fn pick_cv_file(&self) -> BoxFuture<'_, Option<String>> {
        Box::pin(std::future::ready(None))
    }

    /// Asks the user for a photo: JPEG, PNG or WebP; as above.
    fn pick_cv_photo(&self) -> BoxFuture<'_, Option<String>> {
        Box::pin(std::future::ready(None))
    }
}

/// A host that cannot show dialogs: every question counts as dismissed.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoDialogs;

impl Host for NoDialogs {
    fn pick_model_file(&self) -> BoxFuture<'_, Option<String>> {
        Box::pin(std::future::ready(None))
    }

    fn pick_attachments(&self) -> BoxFuture<'_, Vec<String>> {
        Box::pin(std::future::ready(Vec::new()))
    }
}
