//! What a tour brings home: a picture of each screen, light and dark, and what axe-core says of it.

use std::path::{Path, PathBuf};

use contract::settings::Appearance;

use crate::{Page, Result, axe, journey};

/// Pictures and findings.
#[derive(Debug)]
pub struct Album {
    folder: PathBuf,
    /// The pictures, in the order in which they were taken.
    pub files: Vec<PathBuf>,
    /// What people would stumble over, each with its screen.
    pub findings: Vec<String>,
}

impl Album {
    /// One without pictures yet; they will lie in `folder`.
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            files: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// One screen, light and dark.
    pub(super) async fn both(&mut self, page: &Page, name: &str) -> Result {
        for (appearance, suffix) in [(Appearance::Light, "light"), (Appearance::Dark, "dark")] {
            journey::appear(page, appearance).await?;
            let screen = format!("{name}-{suffix}");
            let file = self.folder.join(format!("{screen}.png"));
            page.picture(&file).await?;
            self.files.push(file);
            let found = axe::serious(page).await?;
            let found = found.iter().map(|finding| format!("{screen}: {finding}"));
            self.findings.extend(found);
        }
        Ok(())
    }
}
