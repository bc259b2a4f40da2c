//! JSON Resume 1.0 becomes a CV. Source: <https://github.com/jsonresume/resume-schema>, `schema.json`.
//!
//! The schema allows fields that it does not name; they are kept in `extra` and given back by
//! [`super::write`].

use std::str::FromStr;

use contract::cv::{Cv, Entry, Field, Kind, Person, Place, Point, Profile, Section, Until};
use serde_json::Value;

use super::json::Fields;
use super::photo;
use super::problem::{Mistake, Problem};
use super::read::Ids;
use crate::cv::language;

/// Reads a file of this format.
pub(super) fn read(value: Value, ids: &mut dyn Ids) -> Result<Cv, Problem> {
    let mut file = Fields::new(String::new(), value)?;
    let known = Kind::ALL.iter().filter_map(|kind| kind.json_resume());
    if !known.chain(["basics"]).any(|key| file.has(key)) {
        return Err(Problem::whole(Mistake::Unknown));
    }
    let mut cv = Cv::default();
    let mut basics = file.object("basics")?;
    let summary = basics.text("summary")?;
    cv.person = person(basics)?;
    for kind in Kind::ALL {
        let mut section = Section::new(contract::cv::PartId::default(), kind);
        if kind == Kind::Summary {
            section.text.clone_from(&summary);
        }
        if let Some(key) = kind.json_resume() {
            for fields in file.objects(key)? {
                section.entries.push(entry(kind, fields, ids)?);
            }
        }
        if !section.text.is_empty() || !section.entries.is_empty() {
            section.id = ids.next();
            cv.sections.push(section);
        }
    }
    cv.extra = file.rest();
    cv.language = language::guess(&cv).to_owned();
    Ok(cv)
}

fn person(mut basics: Fields) -> Result<Person, Problem> {
    let photo = basics.text("image")?;
    photo::check(&photo, basics.path_of("image"))?;
    let mut place = basics.object("location")?;
    Ok(Person {
        name: basics.text("name")?,
        headline: basics.text("label")?,
        email: basics.text("email")?,
        phone: basics.text("phone")?,
        place: Place {
            address: place.text("address")?,
            postal_code: place.text("postalCode")?,
            city: place.text("city")?,
            region: place.text("region")?,
            country: place.text("countryCode")?,
            extra: place.rest(),
        },
        website: basics.text("url")?,
        profiles: basics
            .objects("profiles")?
            .into_iter()
            .map(profile)
            .collect::<Result<_, _>>()?,
        photo,
        extra: basics.rest(),
    })
}

fn profile(mut fields: Fields) -> Result<Profile, Problem> {
    Ok(Profile {
        network: fields.text("network")?,
        username: fields.text("username")?,
        url: fields.text("url")?,
        extra: fields.rest(),
    })
}

fn entry(kind: Kind, mut fields: Fields, ids: &mut dyn Ids) -> Result<Entry, Problem> {
    let mut entry = Entry {
        id: ids.next(),
        ..Entry::default()
    };
    for &(field, key) in kind.fields() {
        let Some(key) = key else { continue };
        match field {
            Field::Title => entry.title = fields.text(key)?,
            Field::Organisation => entry.organisation = fields.text(key)?,
            Field::About => entry.about = fields.text(key)?,
            Field::Area => entry.area = fields.text(key)?,
            Field::Place => entry.place = fields.text(key)?,
            Field::Url => entry.url = fields.text(key)?,
            Field::Level => entry.level = fields.text(key)?,
            Field::Category => entry.category = fields.text(key)?,
            Field::Description => entry.description = fields.text(key)?,
            Field::Start => entry.start = date(&mut fields, key)?,
            Field::End => entry.end = date(&mut fields, key)?,
            Field::Points => {
                let points = fields.texts(key)?.into_iter();
                entry.points = points
                    .map(|text| Point {
                        id: ids.next(),
                        text,
                    })
                    .collect();
            }
            Field::Keywords => entry.keywords = fields.texts(key)?,
            Field::Roles => entry.roles = fields.texts(key)?,
        }
    }
    // The format has no word for "until today": a beginning without an end says it.
    if lasts(kind) && entry.start.is_some() && entry.end.is_none() {
        entry.end = Some(Until::Present);
    }
    entry.extra = fields.rest();
    Ok(entry)
}

/// Whether an entry of this kind that has begun and not ended goes on. A degree without an end does not.
fn lasts(kind: Kind) -> bool {
    matches!(kind, Kind::Experience | Kind::Projects | Kind::Volunteering)
}

/// A date, or what may stand in the place of one; `None`: nothing is said.
fn date<T: FromStr>(fields: &mut Fields, key: &str) -> Result<Option<T>, Problem> {
    let text = fields.text(key)?;
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_| no_date(fields.path_of(key), text))
}

fn no_date(path: String, text: &str) -> Problem {
    let mut shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    Problem::at(path, Mistake::Date { text: shown })
}
