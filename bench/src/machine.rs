//! The machine, in one sentence.

use std::fs;
use std::process::Command;

/// Processor, cores, memory, system, commit.
pub fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = first("/proc/meminfo", "MemTotal")
        .and_then(|total| total.trim_end_matches(" kB").trim().parse::<f64>().ok())
        .map_or_else(|| "?".to_owned(), |kib| format!("{:.0}", kib / 1_048_576.0));
    format!(
        "{}, {cores} cores, {memory} GiB, {}; commit {}, {}.",
        first("/proc/cpuinfo", "model name").unwrap_or_else(|| "?".to_owned()),
        quoted("/etc/os-release", "PRETTY_NAME").unwrap_or_else(|| "?".to_owned()),
        said("git", &["rev-parse", "--short", "HEAD"]),
        said("date", &["-u", "+%Y-%m-%d"]),
    )
}

/// The value behind `name :` in a file of such lines.
fn first(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim().to_owned())
    })
}

/// The value of `NAME="value"`.
fn quoted(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    text.lines().find_map(|line| {
        let value = line.strip_prefix(name)?.strip_prefix('=')?;
        Some(value.trim_matches('"').to_owned())
    })
}

fn said(program: &str, arguments: &[&str]) -> String {
    Command::new(program)
        .args(arguments)
        .output()
        .ok()
        .filter(|output| output.status.success())
        .map_or_else(
            || "?".to_owned(),
            |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        )
}
