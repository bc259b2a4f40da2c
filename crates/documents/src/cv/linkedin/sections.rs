//! What somebody did and can do: which table makes which section.

use contract::cv::{Entry, Kind, PartId, Section, Until};

use super::archive::Archive;
use super::table::{Row, Table, Wanted};
use super::text::sentences_and_points;
use crate::cv::problem::Problem;
use crate::cv::read::Ids;

/// Tables of which each row is an entry.
const TABLES: [(Kind, Wanted, Make); 9] = [
    (
        Kind::Experience,
        Wanted {
            names: &["positions"],
            column: "Company Name",
        },
        position,
    ),
    (
        Kind::Education,
        Wanted {
            names: &["education"],
            column: "School Name",
        },
        education,
    ),
    (
        Kind::Projects,
        Wanted {
            names: &["projects"],
            column: "Title",
        },
        project,
    ),
    (
        Kind::Certificates,
        Wanted {
            names: &["certifications"],
            column: "Name",
        },
        certificate,
    ),
    (
        Kind::Languages,
        Wanted {
            names: &["languages"],
            column: "Name",
        },
        language,
    ),
    (
        Kind::Awards,
        Wanted {
            names: &["honors"],
            column: "Title",
        },
        award,
    ),
    (
        Kind::Publications,
        Wanted {
            names: &["publications"],
            column: "Name",
        },
        publication,
    ),
    (
        Kind::Volunteering,
        Wanted {
            names: &["volunteering", "volunteerexperiences"],
            column: "Company Name",
        },
        voluntary,
    ),
    (
        Kind::References,
        Wanted {
            names: &["recommendationsreceived"],
            column: "First Name",
        },
        reference,
    ),
];

/// Tables that become sections under headings of their own.
const OWN: [(&str, Wanted, Make); 2] = [
    (
        "Courses",
        Wanted {
            names: &["courses"],
            column: "Name",
        },
        course,
    ),
    (
        "Test Scores",
        Wanted {
            names: &["testscores"],
            column: "Name",
        },
        score,
    ),
];

const SKILLS: Wanted = Wanted {
    names: &["skills"],
    column: "Name",
};

/// Makes an entry of a row; `None`: it is not to be shown.
type Make = fn(Row<'_>, &mut dyn Ids) -> Result<Option<Entry>, Problem>;

/// All sections that have something to say, in the order in which a new CV has them.
pub(super) fn read(
    archive: &mut Archive<'_>,
    summary: &str,
    ids: &mut dyn Ids,
) -> Result<Vec<Section>, Problem> {
    let mut sections = Vec::new();
    let mut add = |section: Section, ids: &mut dyn Ids| {
        if !section.text.is_empty() || !section.entries.is_empty() {
            let id = ids.next();
            sections.push(Section { id, ..section });
        }
    };
    for kind in Kind::ALL {
        let mut section = Section::new(PartId::default(), kind);
        match kind {
            Kind::Summary => summary.clone_into(&mut section.text),
            Kind::Skills => section
                .entries
                .extend(skills(&archive.table(&SKILLS)?, ids)),
            Kind::Own => {
                for (heading, wanted, make) in &OWN {
                    let mut section = Section::new(PartId::default(), kind);
                    (*heading).clone_into(&mut section.heading);
                    section.entries = entries(&archive.table(wanted)?, *make, ids)?;
                    add(section, ids);
                }
            }
            _ => {
                if let Some((_, wanted, make)) = TABLES.iter().find(|(own, ..)| *own == kind) {
                    section.entries = entries(&archive.table(wanted)?, *make, ids)?;
                }
            }
        }
        add(section, ids);
    }
    Ok(sections)
}

fn entries(table: &Table, make: Make, ids: &mut dyn Ids) -> Result<Vec<Entry>, Problem> {
    let mut entries = Vec::new();
    for row in table.rows() {
        entries.extend(make(row, ids)?);
    }
    Ok(entries)
}

/// LinkedIn's skills have no groups: they are one, in the order in which they were given.
fn skills(table: &Table, ids: &mut dyn Ids) -> Option<Entry> {
    let mut keywords: Vec<String> = Vec::new();
    for row in table.rows() {
        let skill = row.text("Name");
        if !skill.is_empty() && !keywords.contains(&skill) {
            keywords.push(skill);
        }
    }
    (!keywords.is_empty()).then(|| Entry {
        id: ids.next(),
        keywords,
        ..Entry::default()
    })
}

/// An entry with what most tables call the same.
fn with_times(row: Row<'_>, ids: &mut dyn Ids) -> Result<Entry, Problem> {
    let id = ids.next();
    let (description, points) = sentences_and_points(&row.text("Description"), ids);
    Ok(Entry {
        id,
        start: row.date("Started On")?,
        end: row.date("Finished On")?.map(Until::Date),
        url: row.text("Url"),
        description,
        points,
        ..Entry::default()
    })
}

/// What has begun and not ended goes on.
fn lasting(mut entry: Entry) -> Entry {
    if entry.start.is_some() && entry.end.is_none() {
        entry.end = Some(Until::Present);
    }
    entry
}

fn position(row: Row<'_>, ids: &mut dyn Ids) -> Result<Option<Entry>, Problem> {
    Ok(Some(lasting(Entry {
        title: row.text("Title"),
        organisation: row.text("Company Name"),
        place: row.text("Location"),
        ..with_times(row, ids)?
    })))
}

fn education(row: Row<'_>, ids: &mut dyn Ids) -> Result<Option<Entry>, Problem> {
    let id = ids.next();
    let notes = [row.text("Notes"), row.text("Activities")].join("\n");
    let (description, points) = sentences_and_points(&notes, ids);
    Ok(Some(Entry {
        id,
        title: row.text("Degree Name"),
        area: row.text("Field Of Study"),
        organisation: row.text("School Name"),
        start: row.date("Start Date")?,
        end: row.date("End Date")?.map(Until::Date),
        description,
        points,
        ..Entry::default()
    }))
}

fn project(row: Row<'_>, ids: &mut dyn Ids) -> Result<Option<Entry>, Problem> {
    Ok(Some(lasting(Entry {
        title: row.text("Title"),
        ..with_times(row, ids)?
    })))
}

fn certificate(row: Row<'_>, ids: &mut dyn Ids) -> Result<Option<Entry>, Problem> {
    Ok(Some(Entry {
        title: row.text("Name"),
        organisation: row.text("Authority"),
        ..with_times(row, ids)?
    }))
}

fn language(row: Row<'_>, ids: &mut dyn Ids) -> Result<Option<Entry>, Problem> {
    Ok(Some(Entry {
        id: ids.next(),
        title: row.text("Name"),
        level: row.text("Proficiency"),
        ..Entry::default()
    }))
}

fn award(row: Row<'_>, ids: &mut dyn Ids) -> Result<Option<Entry>, Problem> {
    Ok(Some(Entry {
        id: ids.next(),
        title: row.text("Title"),
        start: row.date("Issued On")?,
        description: row.text("Description"),
        ..Entry::default()
    }))
}

fn publication(row: Row<'_>, ids: &mut dyn Ids) -> Result<Option<Entry>, Problem> {
    Ok(Some(Entry {
        id: ids.next(),
        title: row.text("Name"),
        organisation: row.text("Publisher"),
        start: row.date("Published On")?,
        url: row.text("Url"),
        description: row.text("Description"),
        ..Entry::default()
    }))
}

fn voluntary(row: Row<'_>, ids: &mut dyn Ids) -> Result<Option<Entry>, Problem> {
    Ok(Some(lasting(Entry {
        title: row.text("Role"),
        organisation: row.text("Company Name"),
        ..with_times(row, ids)?
    })))
}

/// A recommendation, unless somebody hid it.
fn reference(row: Row<'_>, ids: &mut dyn Ids) -> Result<Option<Entry>, Problem> {
    let status = row.text("Status");
    if !status.is_empty() && !status.eq_ignore_ascii_case("visible") {
        return Ok(None);
    }
    let name = [row.text("First Name"), row.text("Last Name")].join(" ");
    let who = [
        name.trim().to_owned(),
        row.text("Job Title"),
        row.text("Company"),
    ];
    let who: Vec<String> = who.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(Some(Entry {
        id: ids.next(),
        title: who.join(", "),
        description: row.text("Text"),
        ..Entry::default()
    }))
}

fn course(row: Row<'_>, ids: &mut dyn Ids) -> Result<Option<Entry>, Problem> {
    let number = row.text("Number");
    let name = row.text("Name");
    Ok(Some(Entry {
        id: ids.next(),
        title: if number.is_empty() {
            name
        } else {
            format!("{name} ({number})")
        },
        ..Entry::default()
    }))
}

fn score(row: Row<'_>, ids: &mut dyn Ids) -> Result<Option<Entry>, Problem> {
    let parts = [row.text("Name"), row.text("Score")];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(Some(Entry {
        id: ids.next(),
        title: parts.join(": "),
        start: row.date("Tested On")?,
        description: row.text("Description"),
        ..Entry::default()
    }))
}
