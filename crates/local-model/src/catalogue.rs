//! Files whose bytes were hashed by us. A file that nobody hashed has no place here.

/// A file that Pulse knows by its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// Its name for people.
    pub name: &'static str,
    /// The file's name, `.gguf` included.
    pub file_name: &'static str,
    /// SHA-256 of the whole file, lower-case hex.
    pub sha256: &'static str,
    /// Its size in bytes.
    pub bytes: u64,
    /// SPDX licence.
    pub license: &'static str,
}

/// Every pinned file.
pub const CATALOGUE: &[Pinned] = &[Pinned {
    name: "SmolLM2 135M Instruct",
    file_name: "SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    bytes: 98_362_432,
    license: "Apache-2.0",
}];

/// The entry with these bytes.
pub(crate) fn by_hash(sha256: &str) -> Option<&'static Pinned> {
    CATALOGUE.iter().find(|pinned| pinned.sha256 == sha256)
}

/// The entry that a file of this name and size claims to be.
pub(crate) fn by_appearance(file_name: &str, bytes: u64) -> Option<&'static Pinned> {
    CATALOGUE
        .iter()
        .find(|pinned| pinned.file_name == file_name && pinned.bytes == bytes)
}
