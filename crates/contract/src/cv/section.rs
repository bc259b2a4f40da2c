//! A section of a CV, and the kinds that there are.

use serde::{Deserialize, Serialize};

use super::{Entry, PartId, blank};

/// A section. Several may be of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its id.
    #[serde(default)]
    pub id: PartId,
    /// What is in it.
    pub kind: Kind,
    /// Its heading; empty: the usual word in the CV's language.
    #[serde(default, skip_serializing_if = "blank")]
    pub heading: String,
    /// Kept, but not shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Sentences before the entries; the whole of a summary. Lines are paragraphs.
    #[serde(default, skip_serializing_if = "blank")]
    pub text: String,
    /// The entries, in the order in which they are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Entry>,
}

impl Section {
    /// An empty section.
    pub fn new(id: PartId, kind: Kind) -> Self {
        Self {
            id,
            kind,
            heading: String::new(),
            hidden: false,
            text: String::new(),
            entries: Vec::new(),
        }
    }
}

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Who somebody is, in a few sentences.
    Summary,
    /// Paid work.
    Experience,
    /// Schools and degrees.
    Education,
    /// What somebody can do, in groups.
    Skills,
    /// Things made.
    Projects,
    /// Certificates and licences.
    Certificates,
    /// Languages spoken.
    Languages,
    /// Prizes.
    Awards,
    /// Papers, books, talks.
    Publications,
    /// Unpaid work.
    Volunteering,
    /// What somebody likes.
    Interests,
    /// People who speak for somebody.
    References,
    /// Anything else, under a heading of its own.
    Own,
}

impl Kind {
    /// All kinds, in the order in which a new CV has them.
    pub const ALL: [Self; 13] = [
        Self::Summary,
        Self::Experience,
        Self::Education,
        Self::Skills,
        Self::Projects,
        Self::Certificates,
        Self::Languages,
        Self::Awards,
        Self::Publications,
        Self::Volunteering,
        Self::Interests,
        Self::References,
        Self::Own,
    ];
}
