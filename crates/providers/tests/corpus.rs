//! What the fuzzer found worth keeping, and the cassettes, again.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod stream;

use std::fs;
use std::path::Path;

/// Reads every file below `folder`.
fn replay(folder: &Path) -> usize {
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            count += replay(&path);
        } else {
            stream::check(&fs::read(&path).unwrap());
            count += 1;
        }
    }
    count
}

#[test]
fn any_bytes_come_to_one_end_however_they_are_cut() {
    assert!(replay(Path::new("cassettes")) > 40);
    assert!(replay(Path::new("fuzz/corpus")) > 0);
}
