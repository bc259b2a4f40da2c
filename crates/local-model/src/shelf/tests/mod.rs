//! Tests of the shelf against real folders and a real server on this computer.

mod download;
mod folder;
mod server;

use std::path::Path;

use super::Shelf;
use super::disk;
use crate::gguf::sample::sample;

/// An empty shelf in a folder of its own.
fn shelf() -> (tempfile::TempDir, Shelf) {
    let dir = tempfile::tempdir().unwrap();
    let shelf = Shelf::open(dir.path().join("models"), Vec::new()).unwrap();
    (dir, shelf)
}

/// A whole GGUF file of about `size` bytes; what follows the tensor is padding that differs by `salt`.
fn model(size: usize, salt: u8) -> Vec<u8> {
    let mut bytes = sample();
    bytes.extend((bytes.len()..size).map(|index| (index as u8).wrapping_mul(31) ^ salt));
    bytes
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    disk::hex(&sha2::Sha256::digest(bytes))
}

/// Names of the files in a folder, sorted.
fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
