//! What opens the file of secrets.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use age::secrecy::{ExposeSecret, SecretString};
use age::{DecryptError, EncryptError, scrypt, x25519};
use contract::{Code, Error, Result};

use crate::file::unusable;

/// Longer files are no passphrase and no key.
const LONGEST: u64 = 4096;
/// log2 of the work for a passphrase: about a tenth of a second.
const WORK: u8 = 15;
/// The most work that a file may ask for.
const MOST_WORK: u8 = 18;

/// What came of opening a file.
pub(crate) type Opened = std::result::Result<Vec<u8>, DecryptError>;

/// What opens the file of secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileKey {
    /// The first line of a file that the user keeps.
    Passphrase(PathBuf),
    /// A key file that is made when it is missing. It keeps out whoever gets hold of the secrets alone (a
    /// backup), but not the user's own programs.
    KeyFile(PathBuf),
}

impl FileKey {
    /// The bytes that `sealed` holds.
    pub(crate) fn open(&self, sealed: &[u8]) -> Result<Opened> {
        Ok(match self {
            Self::Passphrase(path) => {
                let mut identity = scrypt::Identity::new(passphrase(path)?);
                identity.set_max_work_factor(MOST_WORK);
                age::decrypt(&identity, sealed)
            }
            Self::KeyFile(path) => age::decrypt(&key(path)?, sealed),
        })
    }

    /// `plain`, readable with this key alone.
    pub(crate) fn seal(&self, plain: &[u8]) -> Result<std::result::Result<Vec<u8>, EncryptError>> {
        Ok(match self {
            Self::Passphrase(path) => {
                let mut recipient = scrypt::Recipient::new(passphrase(path)?);
                recipient.set_work_factor(WORK);
                age::encrypt(&recipient, plain)
            }
            Self::KeyFile(path) => age::encrypt(&key(path)?.to_public(), plain),
        })
    }

    /// The file in question.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Passphrase(path) | Self::KeyFile(path) => path,
        }
    }
}

fn passphrase(path: &Path) -> Result<SecretString> {
    let text = read(path).map_err(|error| unusable(path, &error))?;
    let line = text.expose_secret().lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(not_a_key(path, "its first line is empty"));
    }
    Ok(SecretString::from(line.to_owned()))
}

/// The key in `path`, made if it is missing.
fn key(path: &Path) -> Result<x25519::Identity> {
    match read(path) {
        Ok(text) => parse(path, &text),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            make(path).map_err(|error| unusable(path, &error))?;
            // As it is on disk now, by whichever process was first.
            let text = read(path).map_err(|error| unusable(path, &error))?;
            parse(path, &text)
        }
        Err(error) => Err(unusable(path, &error)),
    }
}

fn parse(path: &Path, text: &SecretString) -> Result<x25519::Identity> {
    text.expose_secret()
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .unwrap_or_default()
        .parse()
        .map_err(|_| not_a_key(path, "it is no age identity"))
}

/// Makes a key file for the user alone: whole under its name, or not at all.
fn make(path: &Path) -> io::Result<()> {
    let folder = path
        .parent()
        .ok_or_else(|| io::Error::other("it has no folder"))?;
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    // Made by tempfile with 0600.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    let key = x25519::Identity::generate().to_string();
    writeln!(file, "{}", key.expose_secret())?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Ok(_) => sync_folder(folder),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error.error),
    }
}

/// Makes a rename in `folder` durable, where the system has that.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// The text of a file that nobody else may read.
fn read(path: &Path) -> io::Result<SecretString> {
    let file = OpenOptions::new().read(true).open(path)?;
    private(&file)?;
    let mut text = String::new();
    file.take(LONGEST).read_to_string(&mut text)?;
    Ok(SecretString::from(text))
}

/// Refuses a file that others may read: what is in it may be known.
fn private(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if file.metadata()?.permissions().mode() & 0o077 != 0 {
            let message = "others may read it; make it private with chmod 600";
            return Err(io::Error::new(ErrorKind::InvalidData, message));
        }
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

fn not_a_key(path: &Path, why: &str) -> Error {
    let message = format!("{} does not open Pulse's secrets", path.display());
    Error::new(Code::KeychainUnavailable, message).with_detail(why)
}
