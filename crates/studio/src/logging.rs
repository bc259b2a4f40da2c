//! The log: `logs/pulse-YYYY-MM-DD.log` in the data folder, one file a day (UTC).
//!
//! Lines hold commands' names, ids, codes and durations; never prompts, replies,
//! URLs or keys. Called by programs, once; the studio itself only writes to
//! `tracing`. `PULSE_LOG` overrides what is logged, in the syntax of
//! `tracing_subscriber::EnvFilter`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use contract::{Code, Error, Result, Timestamp};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::Home;
use crate::clock;

/// What is logged without `PULSE_LOG`.
const DEFAULT_FILTER: &str = "info,sqlx=warn,reqwest=warn,hyper=warn";
/// Files that are kept, today's included.
const KEPT: usize = 7;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Sends the log of this process to the data folder and panics' places into it.
///
/// # Errors
/// The storage's code when today's file cannot be opened; `Conflict` when the
/// process has a log already; `InvalidInput` for a `PULSE_LOG` that cannot be read.
pub fn start(home: &Home) -> Result<()> {
    let filter = match std::env::var("PULSE_LOG") {
        Ok(filter) => EnvFilter::try_new(filter).map_err(|error| {
            Error::new(Code::InvalidInput, "PULSE_LOG is not a log filter").with_detail(error)
        })?,
        Err(_) => EnvFilter::new(DEFAULT_FILTER),
    };
    let files = DailyFiles::open(home.logs(), clock::now)?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(files)
        .try_init()
        .map_err(|error| {
            Error::new(Code::Conflict, "This process has a log already").with_detail(error)
        })?;
    log_panics();
    Ok(())
}

/// Logs where a panic was. Its message stays out: it may quote a user's text.
fn log_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(%place, "a panic");
        before(panic);
    }));
}

/// A writer that goes to the file of the day.
struct DailyFiles {
    folder: PathBuf,
    now: fn() -> Timestamp,
    today: Mutex<Today>,
}

struct Today {
    day: i64,
    file: File,
}

impl DailyFiles {
    fn open(folder: PathBuf, now: fn() -> Timestamp) -> Result<Self> {
        let day = day_of(now());
        let file =
            open_day(&folder, day).map_err(|error| crate::home::unusable(&folder, &error))?;
        remove_old(&folder);
        Ok(Self {
            folder,
            now,
            today: Mutex::new(Today { day, file }),
        })
    }
}

impl<'a> MakeWriter<'a> for DailyFiles {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        let mut today = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        let day = day_of((self.now)());
        // A file that cannot be opened must not end the log: yesterday's goes on.
        if day != today.day
            && let Ok(file) = open_day(&self.folder, day)
        {
            *today = Today { day, file };
            remove_old(&self.folder);
        }
        Line(today)
    }
}

/// One line of the log, written in one piece, so that processes do not mix theirs.
struct Line<'a>(MutexGuard<'a, Today>);

impl Write for Line<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.file.flush()
    }
}

fn open_day(folder: &Path, day: i64) -> io::Result<File> {
    let (year, month, day) = date(day);
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(folder.join(format!("pulse-{year:04}-{month:02}-{day:02}.log")))
}

/// Removes all but the newest files. Names sort by date.
fn remove_old(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("pulse-") && name.ends_with(".log")
        })
        .collect();
    files.sort();
    let old = files.len().saturating_sub(KEPT);
    for path in &files[..old] {
        let _ = fs::remove_file(path);
    }
}

fn day_of(time: Timestamp) -> i64 {
    time.0.div_euclid(DAY_MS)
}

/// Year, month and day of a day counted from 1970-01-01: Howard Hinnant's
/// `civil_from_days`, in which years begin in March.
fn date(day: i64) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    #[test]
    fn days_have_the_dates_of_the_calendar() {
        assert_eq!(date(0), (1970, 1, 1));
        assert_eq!(date(-1), (1969, 12, 31));
        assert_eq!(
            date(11_016),
            (2000, 2, 29),
            "a leap day of a century's year"
        );
        assert_eq!(date(20_779), (2026, 11, 22));
        assert_eq!(day_of(Timestamp(DAY_MS - 1)), 0);
        assert_eq!(day_of(Timestamp(-1)), -1);
    }

    #[test]
    fn each_day_has_a_file_and_seven_stay() {
        static NOW: AtomicI64 = AtomicI64::new(0);
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("notes.txt"), "the user's").unwrap();
        let files =
            DailyFiles::open(dir.path().into(), || Timestamp(NOW.load(Ordering::SeqCst))).unwrap();
        for day in 0..10 {
            NOW.store(day * DAY_MS, Ordering::SeqCst);
            for line in ["first\n", "second\n"] {
                files.make_writer().write_all(line.as_bytes()).unwrap();
            }
        }
        let mut names: Vec<String> = fs::read_dir(dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let expected: Vec<String> = std::iter::once("notes.txt".to_owned())
            .chain((4..=10).map(|day| format!("pulse-1970-01-{day:02}.log")))
            .collect();
        assert_eq!(
            names, expected,
            "seven days stay, and only log files are removed"
        );
        let last = fs::read_to_string(dir.path().join("pulse-1970-01-10.log")).unwrap();
        assert_eq!(
            last, "first\nsecond\n",
            "a day's lines stand in its file, in order"
        );
    }
}
