//! A CV becomes JSON Resume 1.0: what that format knows, and what it once said itself.
//!
//! What is hidden in the CV is left out, as in every other export, and so are sections of one's own,
//! for which the format has no place.

use contract::cv::{Cv, Entry, Extra, Field, Kind, Person, Place, Profile, Until};
use serde_json::{Map, Value};

/// The schema that is named where the CV names none.
const SCHEMA: &str =
    "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

/// Writes the file.
pub fn write(cv: &Cv) -> String {
    let mut file = cv.extra.clone();
    file.entry("$schema").or_insert_with(|| SCHEMA.into());
    let summary = shown(cv, Kind::Summary).map(|section| section.text.as_str());
    let summary = summary.collect::<Vec<_>>().join("\n\n");
    file.insert("basics".to_owned(), basics(&cv.person, &summary));
    for kind in Kind::ALL {
        let Some(key) = kind.json_resume() else {
            continue;
        };
        let entries = shown(cv, kind)
            .flat_map(|section| &section.entries)
            .filter(|entry| !entry.hidden)
            .map(|it| entry(kind, it));
        let entries = entries.collect::<Vec<_>>();
        if !entries.is_empty() {
            file.insert(key.to_owned(), Value::Array(entries));
        }
    }
    // Text keys and no numbers that JSON lacks: nothing can fail.
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

fn shown(cv: &Cv, kind: Kind) -> impl Iterator<Item = &contract::cv::Section> {
    cv.sections
        .iter()
        .filter(move |section| section.kind == kind && !section.hidden)
}

/// An object that has no empty members.
struct Object(Map<String, Value>);

impl Object {
    fn with(extra: &Extra) -> Self {
        Self(extra.clone())
    }

    fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.0.insert(key.to_owned(), text.into());
        }
    }

    fn value(&mut self, key: &str, value: Value) {
        let empty = match &value {
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            _ => false,
        };
        if !empty {
            self.0.insert(key.to_owned(), value);
        }
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

fn basics(person: &Person, summary: &str) -> Value {
    let mut basics = Object::with(&person.extra);
    basics.text("name", &person.name);
    basics.text("label", &person.headline);
    basics.text("image", &person.photo);
    basics.text("email", &person.email);
    basics.text("phone", &person.phone);
    basics.text("url", &person.website);
    basics.text("summary", summary);
    basics.value("location", place(&person.place));
    basics.value("profiles", person.profiles.iter().map(profile).collect());
    basics.done()
}

fn place(place: &Place) -> Value {
    let mut object = Object::with(&place.extra);
    object.text("address", &place.address);
    object.text("postalCode", &place.postal_code);
    object.text("city", &place.city);
    object.text("region", &place.region);
    object.text("countryCode", &place.country);
    object.done()
}

fn profile(profile: &Profile) -> Value {
    let mut object = Object::with(&profile.extra);
    object.text("network", &profile.network);
    object.text("username", &profile.username);
    object.text("url", &profile.url);
    object.done()
}

fn entry(kind: Kind, entry: &Entry) -> Value {
    let mut object = Object::with(&entry.extra);
    for &(field, key) in kind.fields() {
        let Some(key) = key else { continue };
        match field {
            Field::Title => object.text(key, &entry.title),
            Field::Organisation => object.text(key, &entry.organisation),
            Field::About => object.text(key, &entry.about),
            Field::Area => object.text(key, &entry.area),
            Field::Place => object.text(key, &entry.place),
            Field::Url => object.text(key, &entry.url),
            Field::Level => object.text(key, &entry.level),
            Field::Category => object.text(key, &entry.category),
            Field::Description => object.text(key, &entry.description),
            Field::Start => {
                if let Some(date) = entry.start {
                    object.text(key, &date.to_string());
                }
            }
            Field::End => {
                if let Some(Until::Date(date)) = entry.end {
                    object.text(key, &date.to_string());
                }
            }
            Field::Points => object.value(
                key,
                entry
                    .points
                    .iter()
                    .map(|point| point.text.clone())
                    .collect(),
            ),
            Field::Keywords => object.value(key, entry.keywords.clone().into()),
            Field::Roles => object.value(key, entry.roles.clone().into()),
        }
    }
    object.done()
}
