//! A curriculum vitae: what is in it, in which order, and how it is to look.
//!
//! A superset of [JSON Resume 1.0](https://jsonresume.org/schema). Belongs here: the model that the
//! editor changes and the store keeps, changes of it, and the commands of its desk. Does not belong here: files of other formats, the layout, and
//! the words of headings (crate `documents`).

mod advice;
mod date;
mod delta;
mod desk;
mod entry;
mod field;
pub mod field_path;
mod look;
mod person;
mod preview;
mod reading;
mod section;

pub use advice::{Advice, Change, Claim, ClaimKind, Piece, Stretch};
pub use date::{BadDate, Date, Until};
pub use delta::{BadDelta, Change as FieldChange, Delta, PartsDelta, Put};
pub use desk::{
    AdviseCv, CreateCv, CvAdvice, CvEdited, CvExported, CvFormat, CvNotSaved, CvReadBack, CvSaved,
    CvSource, CvStepped, CvSummary, CvView, CvWish, DeleteCv, EditCv, ExportCv, LONGEST_CV_TITLE,
    LONGEST_POSTING, ListCvs, OpenCv, PickCvExport, PickCvFile, PickCvPhoto, ReadBackCv,
    ReadCvPhoto, RenameCv, RestoreCv, Step, StepCv, StopCvHelp,
};
pub use entry::{Entry, Point};
pub use field::{Field, Shape};
pub use look::{Accent, BadAccent, Density, Faces, Look, Paper, Template};
pub use person::{Person, Place, Profile};
pub use preview::{
    Fill, MissingLetter, Outline, PartArea, Placed, Preview, PreviewPage, PreviewPicture, Run,
};
pub use reading::{ReadRow, Reading, Recognised, RecognisedSection, RowKind};
pub use section::{Kind, Section};

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Fields of a foreign file that Pulse does not know; they are given back when that format is written.
pub type Extra = Map<String, Value>;

/// Names a part of a CV, so that a version, a mark or the editor still means the same part after
/// others were moved. Unique within a CV and its versions; who makes a part makes its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PartId(pub String);

impl fmt::Display for PartId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A CV.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cv {
    /// The language that it is written in, a BCP 47 tag such as `de` or `pt-BR`. It decides the
    /// words of headings, how dates are written, and the direction of the page.
    #[serde(default = "english")]
    pub language: String,
    /// Whose it is.
    #[serde(default)]
    pub person: Person,
    /// What is in it, in the order in which it is shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// How it looks.
    #[serde(default)]
    pub look: Look,
    /// Fields that came from a model or another file and that nobody has confirmed yet:
    /// `person/email`, or a part's id and a field (`p12/title`).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub unconfirmed: BTreeSet<String>,
    /// What a JSON Resume file said at its top level that Pulse does not know.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Extra,
}

fn english() -> String {
    "en".to_owned()
}

/// Whether a text says nothing; such fields are not written.
pub(crate) fn blank(text: &str) -> bool {
    text.is_empty()
}
