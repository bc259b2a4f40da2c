//! Attached pictures as files: `media/attachments/<SHA-256 in hex>`, written whole or not at all. Those
//! of a temporary conversation are in memory, under the same names.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use contract::{Code, Error, Result};
use sha2::{Digest, Sha256};
use store::Store;

use super::blocking;
use crate::clock;
use crate::home::{Home, unusable};

/// The end of a file's name while it is written.
const PART: &str = "part";
/// Bytes that are read of a picture at the most: more than any that was kept.
const LARGEST: u64 = 32 << 20;
/// The age from which an unfinished file is nobody's work, in seconds.
const ABANDONED: u64 = 24 * 60 * 60;

/// Where attached pictures are. Clones share them.
#[derive(Clone, Debug)]
pub(crate) enum Pictures {
    /// In a folder.
    Folder(PathBuf),
    /// In memory alone, by their names.
    Memory(Arc<Mutex<BTreeMap<String, Vec<u8>>>>),
}

impl Pictures {
    pub(crate) fn of(home: &Home) -> Self {
        Self::Folder(home.media().join("attachments"))
    }

    pub(crate) fn in_memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// The file of the picture of that name; `None`: it has none.
    pub(crate) fn path(&self, name: &str) -> Option<PathBuf> {
        match self {
            Self::Folder(folder) => Some(folder.join(name)),
            Self::Memory(_) => None,
        }
    }

    /// Drops those in memory.
    pub(crate) fn forget(&self) {
        if let Self::Memory(all) = self {
            lock(all).clear();
        }
    }

    /// Keeps a picture, durably, and returns its name.
    ///
    /// # Errors
    /// The storage's, with the path.
    pub(crate) async fn keep(&self, bytes: Vec<u8>) -> Result<String> {
        let place = self.clone();
        blocking(move || {
            let name: String = Sha256::digest(&bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            let folder = match place {
                Self::Folder(folder) => folder,
                Self::Memory(all) => {
                    lock(&all).insert(name.clone(), bytes);
                    return Ok(name);
                }
            };
            write(&folder, &name, &bytes).map_err(|error| unusable(&folder, &error))?;
            Ok(name)
        })
        .await?
    }

    /// A picture's bytes.
    ///
    /// # Errors
    /// `NotFound` if its file is gone; else the storage's.
    pub(crate) async fn read(&self, name: &str) -> Result<Vec<u8>> {
        let path = match self {
            Self::Folder(folder) => folder.join(name),
            Self::Memory(all) => return lock(all).get(name).cloned().ok_or_else(gone),
        };
        blocking(move || {
            let mut bytes = Vec::new();
            let read = File::open(&path).and_then(|file| {
                io::Read::read_to_end(&mut io::Read::take(file, LARGEST), &mut bytes)
            });
            match read {
                Ok(_) => Ok(bytes),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    Err(gone().with_detail(path.display()))
                }
                Err(error) => Err(unusable(&path, &error)),
            }
        })
        .await?
    }

    /// The names of all pictures. Unfinished files of processes that are gone are removed.
    pub(crate) async fn all(&self) -> Vec<String> {
        let folder = match self {
            Self::Folder(folder) => folder.clone(),
            Self::Memory(all) => return lock(all).keys().cloned().collect(),
        };
        blocking(move || names(&folder)).await.unwrap_or_default()
    }

    /// Removes those of `names` that no attachment is of.
    pub(crate) async fn drop_unused(&self, store: &Store, names: &[String]) {
        let remove = |name: &str| match self {
            Self::Folder(folder) => {
                if let Err(error) = fs::remove_file(folder.join(name)) {
                    tracing::warn!(%error, "an unused picture stays");
                }
            }
            Self::Memory(all) => drop(lock(all).remove(name)),
        };
        if let Err(error) = store.unused_pictures(names, remove).await {
            tracing::warn!(code = error.code.as_str(), "unused pictures stay");
        }
    }
}

fn lock(all: &Mutex<BTreeMap<String, Vec<u8>>>) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
    all.lock().unwrap_or_else(PoisonError::into_inner)
}

fn gone() -> Error {
    Error::new(Code::NotFound, "The file of an attached picture is gone")
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let path = folder.join(name);
    if fs::metadata(&path).is_ok_and(|about| about.len() == bytes.len() as u64) {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let part = folder.join(clock::id().to_string()).with_extension(PART);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let written = written.and_then(|()| fs::rename(&part, &path));
    if written.is_err() {
        // Where it was not made there is nothing to remove.
        let _ = fs::remove_file(&part);
    }
    written?;
    // So that the name is durable before the row that says it; Windows cannot, and need not.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names = Vec::new();
    for entry in entries {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == PART) {
            let age = entry.metadata().and_then(|about| about.modified());
            let age = age.ok().and_then(|then| then.elapsed().ok());
            if age.is_some_and(|age| age.as_secs() > ABANDONED) {
                // The next start tries again.
                let _ = fs::remove_file(&path);
            }
        } else if let Some(name) = path.file_name().and_then(|name| name.to_str())
            && name.len() == 64
            && name.bytes().all(|byte| byte.is_ascii_hexdigit())
        {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_same_picture_is_one_file_and_a_damaged_one_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().to_owned()).unwrap();
        let pictures = Pictures::of(&home);
        let name = pictures.keep(b"picture".to_vec()).await.unwrap();
        assert_eq!(pictures.keep(b"picture".to_vec()).await.unwrap(), name);
        assert_eq!(pictures.all().await, std::slice::from_ref(&name));
        assert_eq!(pictures.read(&name).await.unwrap(), b"picture");
        fs::write(pictures.path(&name).unwrap(), b"pic").unwrap();
        pictures.keep(b"picture".to_vec()).await.unwrap();
        assert_eq!(pictures.read(&name).await.unwrap(), b"picture");
        fs::remove_file(pictures.path(&name).unwrap()).unwrap();
        assert_eq!(pictures.read(&name).await.unwrap_err().code, Code::NotFound);
    }
}
