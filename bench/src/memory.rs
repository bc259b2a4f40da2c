//! Memory of a process tree.

use std::fs;

use crate::process;

/// Proportional set size of a process and all that it started, in MiB: pages
/// that several share are divided among them.
pub fn mib(app: u32) -> f64 {
    let kib: u64 = process::tree(app).into_iter().filter_map(pss).sum();
    kib as f64 / 1024.0
}

/// One that has ended meanwhile has none.
fn pss(process: u32) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
