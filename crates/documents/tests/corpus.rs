//! What the fuzzer found worth keeping, and the samples, again.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod fuzzed;

use std::fs;
use std::path::Path;

/// Checks every file below `folder`.
fn replay(folder: &Path) -> usize {
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            count += replay(&path);
        } else {
            fuzzed::check(&fs::read(&path).unwrap());
            count += 1;
        }
    }
    count
}

#[test]
fn any_bytes_become_files() {
    assert_eq!(replay(Path::new("samples")), 8);
    assert!(replay(Path::new("fuzz/corpus")) > 0);
}
