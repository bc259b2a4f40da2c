//! What a machine reads in an exported CV, beside what was written.

use serde::{Deserialize, Serialize};

use super::PartId;

/// What was read in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Everything that was written, in its order, with what was read in its place; and what was read
    /// and nobody wrote, where it was found.
    pub rows: Vec<ReadRow>,
    /// What a machine takes the text to say.
    pub recognised: Recognised,
}

impl Reading {
    /// Rows in which something else was read than was written, or in another place.
    pub fn differences(&self) -> usize {
        let different = |row: &&ReadRow| !row.same || row.moved;
        self.rows.iter().filter(different).count()
    }
}

/// One text, as written and as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRow {
    /// What it is.
    pub kind: RowKind,
    /// The part of the CV that it belongs to; `None`: the person, or nobody wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<PartId>,
    /// What was written; empty: nobody wrote it.
    pub written: String,
    /// What was read; empty: nothing.
    pub read: String,
    /// Whether both say the same: letters and their order, after NFKC and without white space,
    /// hyphens at ends of lines and marks of direction.
    pub same: bool,
    /// Whether it was read before or after another text than it was written.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub moved: bool,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// The person's name.
    Name,
    /// What they are.
    Headline,
    /// A way to reach them.
    Contact,
    /// A section's heading.
    Heading,
    /// What an entry is: its title, or the label of a group.
    Title,
    /// When it was.
    Date,
    /// With whom and where.
    Line,
    /// Sentences.
    Text,
    /// An item of a list.
    Point,
    /// Read, but not written.
    Stray,
}

/// What a machine takes a text to say, found in the text alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognised {
    /// The name; empty: none was found.
    pub name: String,
    /// Addresses for mail.
    pub mails: Vec<String>,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// Addresses on the web.
    pub links: Vec<String>,
    /// Headings that are known words of a CV, with how many lines follow each.
    pub sections: Vec<RecognisedSection>,
    /// Dates and ranges, in their order.
    pub dates: Vec<String>,
}

/// A heading that was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognisedSection {
    /// As it stands there.
    pub heading: String,
    /// Lines until the next one.
    pub lines: u32,
}
