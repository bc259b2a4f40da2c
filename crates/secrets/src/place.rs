//! Where secrets lie.

use std::path::PathBuf;

use crate::key::FileKey;

/// Where secrets lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The system's keychain: Keychain Services, Credential Manager, or the Secret Service.
    Keychain {
        /// The name under which the entries of one installation stand there.
        service: String,
    },
    /// A file encrypted with age, for computers without a keychain.
    File {
        /// The file.
        path: PathBuf,
        /// What opens it.
        key: FileKey,
    },
}
