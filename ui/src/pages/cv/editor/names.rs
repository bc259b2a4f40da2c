//! What kinds of sections and fields are called in the interface.

use contract::cv::{Field, Kind};
use yew::AttrValue;

use crate::i18n::t;

/// The usual heading of a kind.
pub fn usual_heading(kind: Kind) -> AttrValue {
    match kind {
        Kind::Summary => t("cv-kind-summary"),
        Kind::Experience => t("cv-kind-experience"),
        Kind::Education => t("cv-kind-education"),
        Kind::Skills => t("cv-kind-skills"),
        Kind::Projects => t("cv-kind-projects"),
        Kind::Certificates => t("cv-kind-certificates"),
        Kind::Languages => t("cv-kind-languages"),
        Kind::Awards => t("cv-kind-awards"),
        Kind::Publications => t("cv-kind-publications"),
        Kind::Volunteering => t("cv-kind-volunteering"),
        Kind::Interests => t("cv-kind-interests"),
        Kind::References => t("cv-kind-references"),
        Kind::Own => t("cv-kind-own"),
    }
}

/// A kind in a list of kinds.
pub fn kind_name(kind: Kind) -> AttrValue {
    match kind {
        Kind::Own => t("cv-kind-own-add"),
        kind => usual_heading(kind),
    }
}

/// What a field asks for in a section of a kind.
pub(super) fn field_label(kind: Kind, field: Field) -> AttrValue {
    match (kind, field) {
        (Kind::Experience, Field::Title) => t("cv-field-position"),
        (Kind::Experience, Field::Organisation) => t("cv-field-company"),
        (Kind::Experience, Field::About) => t("cv-field-about"),
        (Kind::Education, Field::Title) => t("cv-field-degree"),
        (Kind::Education, Field::Area) => t("cv-field-area"),
        (Kind::Education, Field::Organisation) => t("cv-field-institution"),
        (Kind::Education, Field::Level) => t("cv-field-grade"),
        (Kind::Education, Field::Points) => t("cv-field-courses"),
        (Kind::Skills, Field::Title) => t("cv-field-group"),
        (Kind::Skills, Field::Keywords) => t("cv-kind-skills"),
        (Kind::Projects, Field::Title) => t("cv-field-project"),
        (Kind::Certificates, Field::Title) => t("cv-field-certificate"),
        (Kind::Certificates, Field::Organisation) => t("cv-field-issuer"),
        (Kind::Languages, Field::Title) => t("cv-field-language"),
        (Kind::Languages, Field::Level) => t("cv-field-fluency"),
        (Kind::Awards, Field::Title) => t("cv-field-award"),
        (Kind::Awards, Field::Organisation) => t("cv-field-awarder"),
        (Kind::Own, Field::Points) => t("cv-field-list"),
        (Kind::Publications, Field::Organisation) => t("cv-field-publisher"),
        (Kind::Volunteering, Field::Title) => t("cv-field-role"),
        (Kind::Interests, Field::Title) => t("cv-field-interest"),
        (Kind::References, Field::Title) => t("cv-field-name"),
        (Kind::References, Field::Description) => t("cv-field-reference"),
        (Kind::Certificates | Kind::Awards | Kind::Publications, Field::Start) => {
            t("cv-field-date")
        }
        (_, Field::Title) => t("cv-field-title"),
        (_, Field::Organisation) => t("cv-field-organisation"),
        (_, Field::About) => t("cv-field-about"),
        (_, Field::Area) => t("cv-field-area"),
        (_, Field::Place) => t("cv-field-place"),
        (_, Field::Url) => t("cv-field-url"),
        (_, Field::Start) => t("cv-field-start"),
        (_, Field::End) => t("cv-field-end"),
        (_, Field::Level) => t("cv-field-level"),
        (_, Field::Description) => t("cv-field-description"),
        (_, Field::Points) => t("cv-field-points"),
        (_, Field::Keywords) => t("cv-field-keywords"),
        (_, Field::Roles) => t("cv-field-roles"),
        (_, Field::Category) => t("cv-field-category"),
    }
}
