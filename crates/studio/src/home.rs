//! The folder that holds everything Pulse keeps, and what is where in it.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use contract::{Code, Error, Result};

/// The folder's name below the system's data directory.
const BUNDLE_ID: &str = "studio.pulse.desktop";

/// Pulse's data folder. It exists, with all its parts, once this value does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

impl Home {
    /// The folder that `PULSE_HOME` names, else `studio.pulse.desktop` in the
    /// system's data directory.
    ///
    /// # Errors
    /// As [`Home::at`].
    pub fn from_env() -> Result<Self> {
        match std::env::var_os("PULSE_HOME").filter(|value| !value.is_empty()) {
            Some(path) => Self::at(PathBuf::from(path)),
            None => match Self::usual() {
                Some(path) => Self::at(path),
                None => Err(Error::new(
                    Code::StorageUnavailable,
                    "The system names no folder for Pulse's data; set PULSE_HOME to one",
                )),
            },
        }
    }

    /// The folder at `root`, made if it is missing. On Unix, folders made here are
    /// for the user alone (0700); one that was there keeps its permissions.
    ///
    /// # Errors
    /// `StorageReadOnly`, `StorageFull` or `StorageUnavailable`, with the path.
    pub fn at(root: PathBuf) -> Result<Self> {
        let root = std::path::absolute(&root).map_err(|error| unusable(&root, &error))?;
        let home = Self { root };
        let parts = [
            home.media(),
            home.models(),
            home.backups(),
            home.logs(),
            home.sessions(),
        ];
        for folder in std::iter::once(home.root.clone()).chain(parts) {
            make(&folder).map_err(|error| unusable(&folder, &error))?;
        }
        Ok(home)
    }

    /// The folder itself, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.root.join("pulse.db")
    }

    /// Pictures and other files that messages refer to.
    pub fn media(&self) -> PathBuf {
        self.root.join("media")
    }

    /// The shelf of model files.
    pub fn models(&self) -> PathBuf {
        self.root.join("models")
    }

    /// Copies of the database.
    pub fn backups(&self) -> PathBuf {
        self.root.join("backups")
    }

    /// Log files, one a day.
    pub fn logs(&self) -> PathBuf {
        self.root.join("logs")
    }

    /// The encrypted file of keys, where that was chosen.
    pub(crate) fn secrets(&self) -> PathBuf {
        self.root.join("secrets.age")
    }

    /// The folder that is used unless `PULSE_HOME` names another; `None`: the system names none.
    pub(crate) fn usual() -> Option<PathBuf> {
        directories::BaseDirs::new().map(|system| system.data_dir().join(BUNDLE_ID))
    }

    /// One lock file for each process that has this folder open.
    pub(crate) fn sessions(&self) -> PathBuf {
        self.root.join("sessions")
    }
}

fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Why a part of the data folder cannot be used.
pub(crate) fn unusable(path: &Path, error: &io::Error) -> Error {
    let path = path.display();
    match error.kind() {
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Error::new(
            Code::StorageReadOnly,
            format!("Pulse may not write to {path}"),
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Error::new(Code::StorageFull, format!("The disk of {path} is full"))
        }
        _ => Error::new(Code::StorageUnavailable, format!("Pulse cannot use {path}")),
    }
    .with_detail(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_parts_are_made_and_private() {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::at(dir.path().join("a/b")).unwrap();
        for folder in [
            home.media(),
            home.models(),
            home.backups(),
            home.logs(),
            home.sessions(),
        ] {
            assert!(
                folder.is_dir(),
                "{} is part of the documented layout",
                folder.display()
            );
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                let mode = folder.metadata().unwrap().permissions().mode() & 0o777;
                assert_eq!(mode, 0o700, "conversations are nobody else's business");
            }
        }
        assert_eq!(
            Home::at(home.root().to_owned()),
            Ok(home),
            "opening again changes nothing"
        );
    }

    #[test]
    fn a_file_in_the_way_is_reported_with_its_path() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "not a folder").unwrap();
        for root in [file.clone(), file.join("below")] {
            let error = Home::at(root).unwrap_err();
            assert_eq!(error.code, Code::StorageUnavailable);
            assert!(
                error.message.contains(&file.display().to_string()),
                "the user must learn where: {}",
                error.message
            );
        }
        assert_eq!(
            fs::read(&file).unwrap(),
            b"not a folder",
            "nothing in the way is replaced"
        );
    }

    #[test]
    fn kinds_of_failure_get_their_codes() {
        let code = |kind: ErrorKind| unusable(Path::new("/x"), &kind.into()).code;
        assert_eq!(code(ErrorKind::ReadOnlyFilesystem), Code::StorageReadOnly);
        assert_eq!(code(ErrorKind::PermissionDenied), Code::StorageReadOnly);
        assert_eq!(code(ErrorKind::StorageFull), Code::StorageFull);
        assert_eq!(code(ErrorKind::NotADirectory), Code::StorageUnavailable);
    }
}
