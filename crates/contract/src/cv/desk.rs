//! The CVs of this computer, and the one that is worked on: requests and replies.
//!
//! A CV that is open has a revision, a number that grows with each change. An edit names the revision
//! that it was made of; the reply has the new one, and what is new of the pages. Writing to disk
//! follows by itself ([`crate::Event::CvSaved`]).

use serde::{Deserialize, Serialize};

use super::{Advice, Cv, Delta, MissingLetter, Preview, Reading, Template};
use crate::message::ModelChoice;
use crate::{CvId, ModelId, Money, ProviderId, Timestamp};

/// Characters of a CV's title at the most, after trimming.
pub const LONGEST_CV_TITLE: usize = 120;

/// A CV in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CvSummary {
    /// Its id.
    pub id: CvId,
    /// What the person calls it, 1 to [`LONGEST_CV_TITLE`] characters.
    pub title: String,
    /// Whose it is; empty: not said yet.
    pub name: String,
    /// What they are, in a few words.
    pub headline: String,
    /// How it looks.
    pub template: Template,
    /// The CV that it is a version of.
    pub base: Option<CvId>,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

/// See [`crate::Handlers::list_cvs`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListCvs {}

/// See [`crate::Handlers::create_cv`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateCv {
    /// See [`CvSummary::title`]; empty: one is made of what it comes from.
    pub title: String,
    /// What it comes from.
    pub from: CvSource,
}

/// What a CV is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CvSource {
    /// Nothing but the usual sections.
    Empty {
        /// See [`Cv::language`].
        language: String,
    },
    /// An invented person's, to look around with.
    Sample {
        /// See [`Cv::language`]; English where there is none in that language.
        language: String,
    },
    /// A copy, which goes its own way.
    CopyOf(CvId),
    /// A version: it keeps what it changes, and follows its base in the rest. Of a version it is one of
    /// the same base.
    VersionOf(CvId),
    /// A file: JSON Resume, Pulse's own, or LinkedIn's data export (a zip).
    File {
        /// Its absolute path.
        path: String,
    },
    /// The text of a PDF or DOCX, put into fields by a model; all of them wait to be confirmed
    /// ([`Cv::unconfirmed`]).
    Text {
        /// Its absolute path.
        path: String,
        /// Who is asked.
        choice: ModelChoice,
        /// Names it for [`crate::Handlers::stop_cv_help`].
        ticket: u64,
    },
}

/// See [`crate::Handlers::open_cv`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenCv {
    /// Which.
    pub id: CvId,
}

/// A CV that is open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CvView {
    /// Its row in the list.
    pub summary: CvSummary,
    /// The title of the CV that it is a version of.
    pub base_title: Option<String>,
    /// The CV.
    pub cv: Cv,
    /// How it stands; all pages are in it.
    pub state: CvEdited,
}

/// How an open CV stands after a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CvEdited {
    /// Its revision.
    pub revision: u64,
    /// Whether there is something to undo.
    pub undo: bool,
    /// Whether there is something to do again.
    pub redo: bool,
    /// What is new of its pages.
    pub preview: Preview,
}

/// See [`crate::Handlers::edit_cv`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EditCv {
    /// Which.
    pub id: CvId,
    /// The revision that the change was made of; another one is a conflict, after which it is to be
    /// opened again.
    pub revision: u64,
    /// What changes.
    pub delta: Delta,
    /// The field that somebody types in: changes of one field within two seconds are one step of the
    /// history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typing: Option<String>,
}

/// See [`crate::Handlers::step_cv`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StepCv {
    /// Which.
    pub id: CvId,
    /// See [`EditCv::revision`].
    pub revision: u64,
    /// Which way.
    pub step: Step,
}

/// A step in the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Undo.
    Back,
    /// Do again.
    Forth,
}

/// What a step came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CvStepped {
    /// What it changed.
    pub delta: Delta,
    /// How the CV stands.
    pub state: CvEdited,
}

/// See [`crate::Handlers::rename_cv`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RenameCv {
    /// Which.
    pub id: CvId,
    /// See [`CvSummary::title`].
    pub title: String,
}

/// See [`crate::Handlers::delete_cv`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeleteCv {
    /// Which.
    pub id: CvId,
}

/// See [`crate::Handlers::restore_cv`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RestoreCv {
    /// Which.
    pub id: CvId,
}

/// See [`crate::Handlers::pick_cv_file`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PickCvFile {}

/// What a CV is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CvFormat {
    /// PDF.
    Pdf,
    /// For Word and its like.
    Docx,
    /// JSON Resume 1.0.
    JsonResume,
    /// Pulse's own JSON, with the look and everything else.
    Own,
}

impl CvFormat {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Docx, Self::JsonResume, Self::Own];

    /// How its files end, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::JsonResume | Self::Own => "json",
        }
    }
}

/// See [`crate::Handlers::pick_cv_export`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PickCvExport {
    /// Which; the file's name is proposed after its title.
    pub id: CvId,
    /// As what it is to be written.
    pub format: CvFormat,
}

/// See [`crate::Handlers::export_cv`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExportCv {
    /// Which.
    pub id: CvId,
    /// As what.
    pub format: CvFormat,
    /// The absolute path; a file that is there is replaced.
    pub path: String,
}

/// What an export came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CvExported {
    /// Pages of a PDF.
    pub pages: Option<u32>,
    /// See [`Preview::fits`].
    pub fits: bool,
    /// See [`Preview::missing`].
    pub missing: Vec<MissingLetter>,
}

/// See [`crate::Handlers::read_back_cv`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadBackCv {
    /// Which.
    pub id: CvId,
}

/// What a machine reads in both kinds of files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CvReadBack {
    /// In the PDF.
    pub pdf: Reading,
    /// In the DOCX.
    pub docx: Reading,
}

/// See [`crate::Handlers::pick_cv_photo`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PickCvPhoto {}

/// See [`crate::Handlers::read_cv_photo`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadCvPhoto {
    /// The absolute path of a JPEG, PNG or WebP.
    pub path: String,
}

/// See [`crate::Handlers::advise_cv`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AdviseCv {
    /// Which; it is open.
    pub id: CvId,
    /// The text, named as in [`Cv::unconfirmed`]: `person/headline`, or a part's id and its field.
    pub field: String,
    /// What is wished.
    pub wish: CvWish,
    /// Who is asked.
    pub choice: ModelChoice,
    /// Names it for [`crate::Handlers::stop_cv_help`].
    pub ticket: u64,
}

/// What a model is to do with a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CvWish {
    /// Say it with more force.
    Stronger,
    /// Say it in fewer words.
    Shorter,
    /// Say it in another language.
    Translate {
        /// A BCP 47 tag.
        language: String,
    },
    /// Say what matters for a job that is offered.
    Tailor {
        /// The text of the offer.
        posting: String,
    },
}

/// Characters of a job's posting at the most.
pub const LONGEST_POSTING: usize = 20_000;

/// What a model proposes for a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CvAdvice {
    /// The proposal, compared with the text as it was when it was asked for.
    pub advice: Advice,
    /// The text that it was compared with.
    pub before: String,
    /// Who made it.
    pub provider: ProviderId,
    /// See `provider`.
    pub model: ModelId,
    /// What it cost; `None`: unknown. A model on this computer costs nothing.
    pub cost: Option<Money>,
}

/// See [`crate::Handlers::stop_cv_help`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StopCvHelp {
    /// The request's own.
    pub ticket: u64,
}

/// A CV was written to disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CvSaved {
    /// Which.
    pub id: CvId,
    /// The revision that is on disk.
    pub revision: u64,
}

/// A CV could not be written to disk; it is tried again with the next change and every few seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CvNotSaved {
    /// Which.
    pub id: CvId,
    /// Why not.
    pub error: crate::Error,
}
