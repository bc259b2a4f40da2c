//! Attached pictures as files: `media/attachments/<SHA-256 in hex>`, written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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

/// The folder of attached pictures.
#[derive(Clone, Debug)]
pub(crate) struct Pictures(PathBuf);

impl Pictures {
    pub(crate) fn of(home: &Home) -> Self {
        Self(home.media().join("attachments"))
    }

    /// Where the picture of that name is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Keeps a picture, durably, and returns its name.
    ///
    /// # Errors
    /// The storage's, with the path.
    pub(crate) async fn keep(&self, bytes: Vec<u8>) -> Result<String> {
        let folder = self.0.clone();
        blocking(move || {
            let name: String = Sha256::digest(&bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
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
        let path = self.path(name);
        blocking(move || {
            let mut bytes = Vec::new();
            let read = File::open(&path).and_then(|file| {
                io::Read::read_to_end(&mut io::Read::take(file, LARGEST), &mut bytes)
            });
            match read {
                Ok(_) => Ok(bytes),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    let message = "The file of an attached picture is gone";
                    Err(Error::new(Code::NotFound, message).with_detail(path.display()))
                }
                Err(error) => Err(unusable(&path, &error)),
            }
        })
        .await?
    }

    /// The names of all pictures. Unfinished files of processes that are gone are removed.
    pub(crate) async fn all(&self) -> Vec<String> {
        let folder = self.0.clone();
        blocking(move || names(&folder)).await.unwrap_or_default()
    }

    /// Removes those of `names` that no attachment is of.
    pub(crate) async fn drop_unused(&self, store: &Store, names: &[String]) {
        let remove = |name: &str| {
            if let Err(error) = fs::remove_file(self.path(name)) {
                tracing::warn!(%error, "an unused picture stays");
            }
        };
        if let Err(error) = store.unused_pictures(names, remove).await {
            tracing::warn!(code = error.code.as_str(), "unused pictures stay");
        }
    }
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
        fs::write(pictures.path(&name), b"pic").unwrap();
        pictures.keep(b"picture".to_vec()).await.unwrap();
        assert_eq!(pictures.read(&name).await.unwrap(), b"picture");
        fs::remove_file(pictures.path(&name)).unwrap();
        assert_eq!(pictures.read(&name).await.unwrap_err().code, Code::NotFound);
    }
}
