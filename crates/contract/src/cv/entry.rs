//! An entry of a section: a job, a degree, a group of skills, a talk.

use serde::{Deserialize, Serialize};
use serde_json::Map;

use super::{Date, Extra, PartId, Until, blank};

/// One entry. All kinds of sections share this shape, and [`Kind::fields`](super::Kind::fields) says
/// which fields a kind has and what they mean there; what a kind has no field for is kept and not shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Entry {
    /// Its id.
    pub id: PartId,
    /// Kept, but not shown.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Position, degree, project, certificate, group of skills, language …
    #[serde(skip_serializing_if = "blank")]
    pub title: String,
    /// Company, institution, issuer, publisher …
    #[serde(skip_serializing_if = "blank")]
    pub organisation: String,
    /// What the organisation is, in a few words.
    #[serde(skip_serializing_if = "blank")]
    pub about: String,
    /// Subject of a degree.
    #[serde(skip_serializing_if = "blank")]
    pub area: String,
    /// Where it was.
    #[serde(skip_serializing_if = "blank")]
    pub place: String,
    /// An address on the web.
    #[serde(skip_serializing_if = "blank")]
    pub url: String,
    /// When it began; for what happened on one day, that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Until>,
    /// How good: a level of skill, a grade.
    #[serde(skip_serializing_if = "blank")]
    pub level: String,
    /// What it was, in sentences; lines are paragraphs.
    #[serde(skip_serializing_if = "blank")]
    pub description: String,
    /// Responsibilities, achievements, courses: a list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Point>,
    /// Single words, such as the skills of a group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// Parts that somebody played in a project.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// What kind of project it was.
    #[serde(skip_serializing_if = "blank")]
    pub category: String,
    /// What a JSON Resume file said that Pulse does not know.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub extra: Extra,
}

/// One line of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Its id.
    pub id: PartId,
    /// What it says.
    pub text: String,
}
