//! A data folder for one journey.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::Result;

/// A data folder of its own, deleted at the end.
#[derive(Debug)]
pub struct Home {
    folder: TempDir,
}

impl Home {
    /// An empty folder; the first start makes everything in it.
    ///
    /// # Errors
    /// When the system's folder for temporary files cannot be used.
    pub fn empty() -> Result<Self> {
        Ok(Self {
            folder: tempfile::Builder::new().prefix("pulse-e2e-").tempdir()?,
        })
    }

    /// A folder whose shelf holds the starter model, unless the program carries it.
    ///
    /// # Errors
    /// When there is no model: `PULSE_TEST_MODEL` names none, and none lies in
    /// `models/` beside the program.
    pub fn with_model() -> Result<Self> {
        let home = Self::empty()?;
        if carried()? {
            return Ok(home);
        }
        let Some(model) = std::env::var_os("PULSE_TEST_MODEL").map(PathBuf::from) else {
            return Err("this test needs a model: set PULSE_TEST_MODEL to a GGUF file".into());
        };
        let shelf = home.path().join("models");
        fs::create_dir_all(&shelf)?;
        let name = model.file_name().ok_or("PULSE_TEST_MODEL names no file")?;
        let place = shelf.join(name);
        if fs::hard_link(&model, &place).is_err() {
            // Another disk.
            fs::copy(&model, &place)
                .map_err(|error| format!("PULSE_TEST_MODEL {}: {error}", model.display()))?;
        }
        Ok(home)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The database in it.
    pub fn database(&self) -> PathBuf {
        self.path().join("pulse.db")
    }
}

/// The program to drive: `PULSE_APP`, else the one that was built beside this one.
pub(crate) fn app() -> Result<PathBuf> {
    if let Some(app) = std::env::var_os("PULSE_APP") {
        return Ok(PathBuf::from(app));
    }
    let here = std::env::current_exe()?;
    // A test lies one folder deeper than a program.
    here.ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join("pulse-desktop"))
        .find(|app| app.is_file())
        .ok_or_else(|| "pulse-desktop is not built: `cargo build`, or set PULSE_APP".into())
}

fn carried() -> Result<bool> {
    let models = app()?.with_file_name("models");
    let Ok(entries) = fs::read_dir(models) else {
        return Ok(false);
    };
    Ok(entries
        .flatten()
        .any(|entry| entry.path().extension().is_some_and(|kind| kind == "gguf")))
}
