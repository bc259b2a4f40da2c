//! Why a file is no CV: one line that says what and where.

use std::fmt;

/// What is wrong with a file, and at which field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{mistake}", At(.path))]
pub struct Problem {
    /// Of the field, as in `work[2].startDate` or `Positions.csv, line 3, Started On`; empty: the file as a whole.
    pub path: String,
    /// What is wrong there.
    pub mistake: Mistake,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// The file is larger than any CV.
    #[error("the file has {} MB; a CV has {} MB at the most", .bytes / 1_000_000, .most / 1_000_000)]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// What is read at the most.
        most: u64,
    },
    /// The file is not UTF-8.
    #[error("the file is not text in UTF-8 (byte {byte})")]
    NotText {
        /// Where, counted from 0.
        byte: usize,
    },
    /// The file is not JSON.
    #[error("the file is not JSON: {what}")]
    NotJson {
        /// The parser's words, with line and column.
        what: String,
    },
    /// The file is JSON, but neither of the formats.
    #[error(
        "this is neither JSON Resume nor Pulse's own: it has none of “basics”, “work”, “education” …"
    )]
    Unknown,
    /// The file is Pulse's own, of a later version.
    #[error("the file has version {version} of Pulse's format; this Pulse reads version 1")]
    Newer {
        /// Which.
        version: String,
    },
    /// A value of another type than the field has.
    #[error("expected {expected}, found {found}")]
    Type {
        /// "a text", "a list" …
        expected: &'static str,
        /// "a number", "an object" …
        found: &'static str,
    },
    /// A text that is no date.
    #[error("“{text}” is not a date like 2021, 2021-03 or 2021-03-15")]
    Date {
        /// The text, cut if it is long.
        text: String,
    },
    /// What the parser of Pulse's own format says.
    #[error("{what}")]
    Field {
        /// Its words.
        what: String,
    },
    /// The picture is none.
    #[error("the photo cannot be read: {what}")]
    Photo {
        /// Why not.
        what: String,
    },
    /// A zip that is no export of LinkedIn; it may be a document of Word, which is a zip as well.
    #[error(
        "this archive is no data export of LinkedIn: it has none of “Profile.csv”, “Positions.csv”, \
         “Education.csv”, “Skills.csv”"
    )]
    NoExport,
    /// An archive, or a file in it, cannot be unpacked.
    #[error("the archive cannot be read: {what}")]
    BadArchive {
        /// Why not.
        what: String,
    },
    /// A file of an archive, or what is read of all its files, is larger than any CV.
    #[error("more than {} MB, unpacked", .most / 1_000_000)]
    TooLong {
        /// What is read at the most.
        most: u64,
    },
    /// No line of a table names its columns.
    #[error("no line names its columns: none has “{column}”")]
    NoColumn {
        /// A column that it needs.
        column: &'static str,
    },
    /// A line of a table is not UTF-8.
    #[error("this is not text in UTF-8")]
    NotUtf8,
    /// A text that is no date of LinkedIn's.
    #[error("“{text}” is not a date like Mar 2021 or 2021")]
    ForeignDate {
        /// The text, cut if it is long.
        text: String,
    },
    /// More entries than a CV can have.
    #[error("more than {most} {what}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// What is read at the most.
        most: usize,
    },
}

impl Problem {
    /// A mistake of the file as a whole.
    pub(super) fn whole(mistake: Mistake) -> Self {
        Self {
            path: String::new(),
            mistake,
        }
    }

    /// A mistake at a field.
    pub(super) fn at(path: impl Into<String>, mistake: Mistake) -> Self {
        Self {
            path: path.into(),
            mistake,
        }
    }
}

/// A path before a message.
struct At<'a>(&'a str);

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            Ok(())
        } else {
            write!(f, "{}: ", self.0)
        }
    }
}
