//! The files that are read and written: where they may lie, and that they appear whole.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use contract::{Code, Error, Result};
use tempfile::NamedTempFile;

use crate::Home;
use crate::check::invalid;

/// An absolute path.
pub(crate) fn absolute(path: &str) -> Result<PathBuf> {
    let path = PathBuf::from(path);
    if path.is_absolute() {
        Ok(path)
    } else {
        Err(invalid("path", "The path does not begin at the root"))
    }
}

/// Where something may be written: a file in a folder that exists and is not Pulse's own.
pub(crate) fn target(home: &Home, path: &str) -> Result<PathBuf> {
    let path = absolute(path)?;
    let (Some(folder), Some(_)) = (path.parent(), path.file_name()) else {
        return Err(invalid("path", "The path names no file"));
    };
    let folder = folder
        .canonicalize()
        .map_err(|error| unwritable(&path, &error))?;
    let own = home.root().canonicalize();
    if own.is_ok_and(|own| folder.starts_with(own)) {
        return Err(invalid("path", "Pulse keeps its own data in that folder"));
    }
    if path.is_dir() {
        return Err(invalid("path", "The path is that of a folder"));
    }
    Ok(path)
}

/// What a file is called, for people.
pub(crate) fn title(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// A file that takes its name when it is whole. Dropped before, it leaves nothing.
pub(crate) struct Draft {
    file: io::BufWriter<NamedTempFile>,
    path: PathBuf,
}

impl Draft {
    /// Begins a file beside `path`, so that it can be renamed.
    pub(crate) fn new(path: PathBuf) -> Result<Self> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let file = tempfile::Builder::new()
            .prefix(".pulse-")
            .suffix(".part")
            .tempfile_in(folder)
            .map_err(|error| unwritable(&path, &error))?;
        Ok(Self {
            file: io::BufWriter::new(file),
            path,
        })
    }

    /// Where it will be.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name; what had the name before is replaced.
    pub(crate) fn finish(self) -> Result<()> {
        let Self { file, path } = self;
        let kept = file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)
            .and_then(|file| {
                file.as_file().sync_all()?;
                file.persist(&path).map_err(|error| error.error)?;
                Ok(())
            });
        kept.map_err(|error| unwritable(&path, &error))
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Why `path` cannot be written.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Error {
    let (code, message) = match error.kind() {
        io::ErrorKind::NotFound => (Code::NotFound, "The folder for the file is not there"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            (Code::StorageFull, "The disk is full; nothing was written")
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => (
            Code::StorageReadOnly,
            "Pulse may not write there; choose another folder",
        ),
        _ => (Code::Internal, "The file could not be written"),
    };
    Error::new(code, message).with_detail(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.md");
        std::fs::write(&path, "before").unwrap();
        let names = || std::fs::read_dir(folder.path()).unwrap().count();

        let mut given_up = Draft::new(path.clone()).unwrap();
        given_up.write_all(b"half").unwrap();
        given_up.flush().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"before");
        drop(given_up);
        assert_eq!(names(), 1, "nothing half done is left");

        let mut whole = Draft::new(path.clone()).unwrap();
        whole.write_all(b"whole").unwrap();
        whole.finish().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"whole");
        assert_eq!(names(), 1);
    }

    #[test]
    fn pulse_does_not_write_over_its_own_data() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("home")).unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let refused = |path: &str| target(&home, path).unwrap_err().code;
        assert_eq!(refused(&path("home/pulse.db")), Code::InvalidInput);
        assert_eq!(refused(&path("home/../home/x.md")), Code::InvalidInput);
        assert_eq!(refused("out.md"), Code::InvalidInput);
        assert_eq!(refused(&path("")), Code::InvalidInput);
        assert_eq!(refused(&path("nowhere/out.md")), Code::NotFound);
        assert!(target(&home, &path("out.md")).is_ok());
    }
}
