//! A table: its columns by name, its rows with the lines that they begin on.

use csv::{ReaderBuilder, StringRecord};

use super::date;
use super::text;
use crate::cv::json::MOST_ITEMS;
use crate::cv::problem::{Mistake, Problem};
use contract::cv::Date;

/// A table to look for.
pub(super) struct Wanted {
    /// Names of its file, in small letters, without ending, spaces and underscores.
    pub(super) names: &'static [&'static str],
    /// A column that it has in any case; the line that names it names all columns. Notes may be above.
    pub(super) column: &'static str,
}

/// A table of an export.
#[derive(Default)]
pub(super) struct Table {
    /// The file's name in the archive.
    name: String,
    columns: Vec<String>,
    /// Each with the line of the file that it begins on, counted from 1.
    rows: Vec<(u64, StringRecord)>,
}

/// A row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    table: &'a Table,
    line: u64,
    record: &'a StringRecord,
}

impl Table {
    pub(super) fn read(name: &str, bytes: &[u8], wanted: &Wanted) -> Result<Self, Problem> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes);
        let mut table = Self {
            name: name.to_owned(),
            ..Self::default()
        };
        for record in reader.records() {
            let record = record.map_err(|error| unreadable(name, &error))?;
            let line = record.position().map_or(0, csv::Position::line);
            if table.columns.is_empty() {
                let columns: Vec<String> = record.iter().map(same).collect();
                if columns.contains(&same(wanted.column)) {
                    table.columns = columns;
                }
            } else if record.iter().any(|field| !field.trim().is_empty()) {
                table.rows.push((line, record));
            }
            if table.rows.len() > MOST_ITEMS {
                return Err(Problem::at(
                    name,
                    Mistake::TooMany {
                        what: "rows",
                        most: MOST_ITEMS,
                    },
                ));
            }
        }
        let says_something = bytes.iter().any(|byte| !byte.is_ascii_whitespace());
        if table.columns.is_empty() && says_something {
            return Err(Problem::at(
                name,
                Mistake::NoColumn {
                    column: wanted.column,
                },
            ));
        }
        Ok(table)
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, record)| Row {
            table: self,
            line: *line,
            record,
        })
    }
}

impl Row<'_> {
    /// A field; empty where the table has no such column.
    pub(super) fn text(self, column: &str) -> String {
        let column = same(column);
        let at = self.table.columns.iter().position(|own| *own == column);
        let field = at.and_then(|at| self.record.get(at)).unwrap_or_default();
        text::unescaped(field.trim())
    }

    /// A date; `None`: nothing is said.
    pub(super) fn date(self, column: &str) -> Result<Option<Date>, Problem> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        date::read(&text).map(Some).ok_or_else(|| {
            Problem::at(
                format!("{}, line {}, {column}", self.table.name, self.line),
                Mistake::ForeignDate {
                    text: text.chars().take(40).collect(),
                },
            )
        })
    }
}

/// A column's name as it is compared.
fn same(name: &str) -> String {
    name.trim().to_lowercase()
}

fn unreadable(name: &str, error: &csv::Error) -> Problem {
    let line = error.position().map_or(0, csv::Position::line);
    let mistake = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => Mistake::NotUtf8,
        _ => Mistake::BadArchive {
            what: error.to_string(),
        },
    };
    Problem::at(format!("{name}, line {line}"), mistake)
}
