//! Looking at a database before anything is written to it, and setting a damaged
//! one aside.
//!
//! Only damage that SQLite itself reports sets a file aside; a file that is
//! locked, read-only or on a full disk stays where it is.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use contract::Timestamp;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use crate::error::Failure;
use crate::migrate;

/// What stands in the way of using a database.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// Nothing.
    Sound,
    /// Only the search indexes are damaged; they can be made anew.
    IndexesDamaged,
    /// It is damaged, in SQLite's words.
    Damaged(String),
}

/// Looks at the database without writing. `thorough`: at every page.
///
/// # Errors
/// [`contract::Code::DatabaseNewer`] if a newer Pulse wrote it; else SQLite's.
pub(crate) async fn inspect(
    path: &Path,
    busy: Duration,
    thorough: bool,
) -> Result<Finding, Failure> {
    match fs::metadata(path) {
        // An empty file is a new database.
        Ok(metadata) if metadata.len() > 0 => {}
        _ => return Ok(Finding::Sound),
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(busy)
        .disable_statement_logging();
    let mut connection = options.connect().await?;
    let finding = look(&mut connection, thorough).await;
    // The finding matters more than how the connection ends.
    let _ = connection.close().await;
    finding
}

async fn look(connection: &mut SqliteConnection, thorough: bool) -> Result<Finding, Failure> {
    migrate::refuse_newer(connection).await?;
    if !thorough {
        return Ok(Finding::Sound);
    }
    let problems: Vec<String> = sqlx::query_scalar("PRAGMA quick_check")
        .fetch_all(connection)
        .await?;
    Ok(judge(&problems))
}

/// What the rows of `PRAGMA quick_check` or `integrity_check` mean.
pub(crate) fn judge(problems: &[String]) -> Finding {
    if problems.iter().all(|problem| problem == "ok") {
        return Finding::Sound;
    }
    // FTS5's own words, of either of the indexes that 0003_search.sql makes.
    let of_indexes = |problem: &String| {
        ["malformed inverted index for FTS5", "fts5: "]
            .iter()
            .any(|by| problem.starts_with(by))
            && ["message_index", "title_index"]
                .iter()
                .any(|index| problem.contains(index))
    };
    if problems.iter().all(of_indexes) {
        Finding::IndexesDamaged
    } else {
        Finding::Damaged(
            problems
                .iter()
                .take(3)
                .cloned()
                .collect::<Vec<_>>()
                .join("; "),
        )
    }
}

/// Renames the database and what belongs to it to `pulse.db.damaged-<time>`.
/// Returns the new name.
pub(crate) fn set_aside(path: &Path, now: Timestamp) -> io::Result<PathBuf> {
    let stem = beside(path, &format!(".damaged-{}", compact(now)));
    let mut aside = stem.clone();
    let mut count = 1;
    while aside.exists() {
        count += 1;
        aside = beside(&stem, &format!("-{count}"));
    }
    // The write-ahead log first: SQLite deletes one that it finds beside a new file.
    for suffix in ["-wal", "-shm", ""] {
        match fs::rename(beside(path, suffix), beside(&aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

/// `path` with `suffix` after its whole name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// `20261122T214005Z`: sorts, and is a file name everywhere.
fn compact(time: Timestamp) -> String {
    let seconds = time.0.div_euclid(1000);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days to a civil date, counted in years that begin in March so that the leap
    // day comes last; 719,468 days lie between 0000-03-01 and 1970-01-01.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 {
        month_index + 3
    } else {
        month_index - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_civil() {
        // From `date -u -d @…`: the epoch, a leap day, a turn of the year, today.
        for (seconds, date) in [
            (0, "19700101T000000Z"),
            (951_782_400, "20000229T000000Z"),
            (1_767_225_599, "20251231T235959Z"),
            (1_795_383_605, "20261122T214005Z"),
        ] {
            assert_eq!(compact(Timestamp(seconds * 1000)), date);
        }
    }

    #[test]
    fn only_damaged_indexes_are_made_anew() {
        let rows = |rows: &[&str]| rows.iter().map(ToString::to_string).collect::<Vec<_>>();
        let index = "malformed inverted index for FTS5 table main.message_index";
        assert_eq!(judge(&rows(&["ok"])), Finding::Sound);
        assert_eq!(judge(&rows(&[index])), Finding::IndexesDamaged);
        let blob = "fts5: corruption found reading blob 7 from table \"title_index\"";
        assert_eq!(judge(&rows(&[index, blob])), Finding::IndexesDamaged);
        // Anything beside it is damage to what cannot be made anew.
        let both = judge(&rows(&[
            index,
            "Tree 4 page 9: btreeInitPage() returns error code 11",
        ]));
        assert!(matches!(both, Finding::Damaged(_)), "{both:?}");
    }
}
