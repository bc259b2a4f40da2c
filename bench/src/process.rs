//! What Linux knows of a process: its age, its children, its time on a processor.

use std::fs;
use std::time::Duration;

use e2e::Result;

/// Clock ticks a second in /proc; the same on every Linux that Rust runs on.
const TICKS: f64 = 100.0;

/// How long ago the process began, in milliseconds.
pub fn age_ms(process: u32) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // Behind the name, which may hold anything: state is field 3, the start 22.
    let start: f64 = stat
        .rsplit_once(") ")
        .and_then(|(_, fields)| fields.split(' ').nth(22 - 3))
        .ok_or("/proc shows no start time")?
        .parse()?;
    let uptime: f64 = fs::read_to_string("/proc/uptime")?
        .split(' ')
        .next()
        .ok_or("/proc/uptime is empty")?
        .parse()?;
    Ok((uptime - start / TICKS) * 1000.0)
}

/// The process and all that it started.
pub fn tree(process: u32) -> Vec<u32> {
    let mut found = vec![process];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        next += 1;
        let Ok(threads) = fs::read_dir(format!("/proc/{parent}/task")) else {
            continue;
        };
        // A child belongs to the thread that started it.
        for thread in threads.flatten() {
            let children = fs::read_to_string(thread.path().join("children"));
            let children = children.unwrap_or_default();
            found.extend(
                children
                    .split_whitespace()
                    .filter_map(|id| id.parse::<u32>().ok()),
            );
        }
    }
    found
}

/// Time on a processor of a process's main thread.
pub fn main_thread_time(process: u32) -> Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/task/{process}/schedstat"))?;
    let nanoseconds = stat.split(' ').next().ok_or("schedstat is empty")?;
    Ok(Duration::from_nanos(nanoseconds.parse()?))
}
