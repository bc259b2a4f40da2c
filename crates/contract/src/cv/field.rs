//! Which fields the entries of each kind of section have.

use super::Kind;

/// A field of an [`Entry`](super::Entry).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// [`Entry::title`](super::Entry::title)
    Title,
    /// [`Entry::organisation`](super::Entry::organisation)
    Organisation,
    /// [`Entry::about`](super::Entry::about)
    About,
    /// [`Entry::area`](super::Entry::area)
    Area,
    /// [`Entry::place`](super::Entry::place)
    Place,
    /// [`Entry::url`](super::Entry::url)
    Url,
    /// [`Entry::start`](super::Entry::start)
    Start,
    /// [`Entry::end`](super::Entry::end)
    End,
    /// [`Entry::level`](super::Entry::level)
    Level,
    /// [`Entry::description`](super::Entry::description)
    Description,
    /// [`Entry::points`](super::Entry::points)
    Points,
    /// [`Entry::keywords`](super::Entry::keywords)
    Keywords,
    /// [`Entry::roles`](super::Entry::roles)
    Roles,
    /// [`Entry::category`](super::Entry::category)
    Category,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A few words.
    Line,
    /// Sentences.
    Text,
    /// A [`Date`](super::Date).
    Date,
    /// An [`Until`](super::Until).
    Until,
    /// A list of sentences.
    Points,
    /// A list of words.
    Words,
}

impl Field {
    /// What it holds.
    pub fn shape(self) -> Shape {
        match self {
            Self::Title
            | Self::Organisation
            | Self::About
            | Self::Area
            | Self::Place
            | Self::Url
            | Self::Level
            | Self::Category => Shape::Line,
            Self::Description => Shape::Text,
            Self::Start => Shape::Date,
            Self::End => Shape::Until,
            Self::Points => Shape::Points,
            Self::Keywords | Self::Roles => Shape::Words,
        }
    }
}

impl Kind {
    /// The fields that entries of this kind have, in the order of the form, each with the key that
    /// JSON Resume has for it; `None`: it has none.
    pub fn fields(self) -> &'static [(Field, Option<&'static str>)] {
        use Field::*;
        match self {
            Self::Summary => &[],
            Self::Experience => &[
                (Title, Some("position")),
                (Organisation, Some("name")),
                (Place, Some("location")),
                (Start, Some("startDate")),
                (End, Some("endDate")),
                (Url, Some("url")),
                (About, Some("description")),
                (Description, Some("summary")),
                (Points, Some("highlights")),
            ],
            Self::Education => &[
                (Title, Some("studyType")),
                (Area, Some("area")),
                (Organisation, Some("institution")),
                (Place, None),
                (Start, Some("startDate")),
                (End, Some("endDate")),
                (Level, Some("score")),
                (Url, Some("url")),
                (Description, None),
                (Points, Some("courses")),
            ],
            Self::Skills => &[
                (Title, Some("name")),
                (Level, Some("level")),
                (Keywords, Some("keywords")),
            ],
            Self::Projects => &[
                (Title, Some("name")),
                (Organisation, Some("entity")),
                (Category, Some("type")),
                (Start, Some("startDate")),
                (End, Some("endDate")),
                (Url, Some("url")),
                (Roles, Some("roles")),
                (Description, Some("description")),
                (Points, Some("highlights")),
                (Keywords, Some("keywords")),
            ],
            Self::Certificates => &[
                (Title, Some("name")),
                (Organisation, Some("issuer")),
                (Start, Some("date")),
                (Url, Some("url")),
            ],
            Self::Languages => &[(Title, Some("language")), (Level, Some("fluency"))],
            Self::Awards => &[
                (Title, Some("title")),
                (Organisation, Some("awarder")),
                (Start, Some("date")),
                (Description, Some("summary")),
            ],
            Self::Publications => &[
                (Title, Some("name")),
                (Organisation, Some("publisher")),
                (Start, Some("releaseDate")),
                (Url, Some("url")),
                (Description, Some("summary")),
            ],
            Self::Volunteering => &[
                (Title, Some("position")),
                (Organisation, Some("organization")),
                (Place, None),
                (Start, Some("startDate")),
                (End, Some("endDate")),
                (Url, Some("url")),
                (Description, Some("summary")),
                (Points, Some("highlights")),
            ],
            Self::Interests => &[(Title, Some("name")), (Keywords, Some("keywords"))],
            Self::References => &[(Title, Some("name")), (Description, Some("reference"))],
            Self::Own => &[
                (Title, None),
                (Organisation, None),
                (Place, None),
                (Start, None),
                (End, None),
                (Url, None),
                (Description, None),
                (Points, None),
                (Keywords, None),
            ],
        }
    }

    /// The key of JSON Resume's list of such entries; `None`: it has none.
    pub fn json_resume(self) -> Option<&'static str> {
        Some(match self {
            Self::Summary | Self::Own => return None,
            Self::Experience => "work",
            Self::Education => "education",
            Self::Skills => "skills",
            Self::Projects => "projects",
            Self::Certificates => "certificates",
            Self::Languages => "languages",
            Self::Awards => "awards",
            Self::Publications => "publications",
            Self::Volunteering => "volunteer",
            Self::Interests => "interests",
            Self::References => "references",
        })
    }
}
