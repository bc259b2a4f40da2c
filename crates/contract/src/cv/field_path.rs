//! A text of a CV by its path: `person/headline`, or a part's id and a field of it (`p12/description`).
//!
//! The names of [`Cv::unconfirmed`] and [`AdviseCv::field`](super::AdviseCv::field). One table says which texts a
//! person and an entry have: the editor, the marks and a model's help all read it.

use super::{Cv, Entry, Person};

/// The text at `path`; `None`: there is no such part or field, or it holds no text.
pub fn text<'a>(cv: &'a Cv, path: &str) -> Option<&'a str> {
    let (part, field) = path.split_once('/')?;
    if part == "person" {
        return person(&cv.person, field).map(String::as_str);
    }
    for section in &cv.sections {
        if section.id.0 == part {
            return match field {
                "text" => Some(&section.text),
                "heading" => Some(&section.heading),
                _ => None,
            };
        }
        for entry in &section.entries {
            if entry.id.0 == part {
                return entry_text(entry, field).map(String::as_str);
            }
            if let Some(point) = entry.points.iter().find(|point| point.id.0 == part) {
                return (field == "text").then_some(point.text.as_str());
            }
        }
    }
    None
}

/// Puts `new` in the place of the text at `path`, and takes it as confirmed; `false`: there is none.
pub fn set(cv: &mut Cv, path: &str, new: String) -> bool {
    let Some(place) = text_mut(cv, path) else {
        return false;
    };
    *place = new;
    cv.unconfirmed.remove(path);
    true
}

fn text_mut<'a>(cv: &'a mut Cv, path: &str) -> Option<&'a mut String> {
    let (part, field) = path.split_once('/')?;
    if part == "person" {
        return person_mut(&mut cv.person, field);
    }
    for section in &mut cv.sections {
        if section.id.0 == part {
            return match field {
                "text" => Some(&mut section.text),
                "heading" => Some(&mut section.heading),
                _ => None,
            };
        }
        for entry in &mut section.entries {
            if entry.id.0 == part {
                return entry_text_mut(entry, field);
            }
            if let Some(point) = entry.points.iter_mut().find(|point| point.id.0 == part) {
                return (field == "text").then_some(&mut point.text);
            }
        }
    }
    None
}

/// The list, the reader and the writer of a table of fields.
macro_rules! fields {
    ($all:ident, $read:ident, $write:ident, $of:ty: $($name:literal => $($field:ident).+),+ $(,)?) => {
        /// All texts, by their fields.
        pub fn $all(of: &$of) -> impl Iterator<Item = (&'static str, &str)> {
            [$(($name, of.$($field).+.as_str())),+].into_iter()
        }

        /// The text of a field.
        pub fn $read<'a>(of: &'a $of, field: &str) -> Option<&'a String> {
            Some(match field {
                $($name => &of.$($field).+,)+
                _ => return None,
            })
        }

        fn $write<'a>(of: &'a mut $of, field: &str) -> Option<&'a mut String> {
            Some(match field {
                $($name => &mut of.$($field).+,)+
                _ => return None,
            })
        }
    };
}

fields! { person_texts, person, person_mut, Person:
    "name" => name,
    "headline" => headline,
    "email" => email,
    "phone" => phone,
    "website" => website,
    "place/address" => place.address,
    "place/postal_code" => place.postal_code,
    "place/city" => place.city,
    "place/region" => place.region,
    "place/country" => place.country,
}

fields! { entry_texts, entry_text, entry_text_mut, Entry:
    "title" => title,
    "organisation" => organisation,
    "about" => about,
    "area" => area,
    "place" => place,
    "url" => url,
    "level" => level,
    "description" => description,
    "category" => category,
}

#[cfg(test)]
mod tests {
    use crate::cv::{Kind, PartId, Point, Section};

    use super::*;

    fn cv() -> Cv {
        let id = |id: &str| PartId(id.into());
        let mut section = Section::new(id("s"), Kind::Experience);
        section.text = "before".into();
        section.entries.push(Entry {
            id: id("e"),
            title: "Engineer".into(),
            description: "Cut it".into(),
            points: vec![Point {
                id: id("p"),
                text: "a point".into(),
            }],
            ..Entry::default()
        });
        let mut cv = Cv {
            sections: vec![Section::new(id("other"), Kind::Summary), section],
            ..Cv::default()
        };
        cv.person.headline = "Staff".into();
        cv.person.place.city = "Berlin".into();
        cv
    }

    #[test]
    fn a_text_is_found_by_its_path() {
        let cv = cv();
        for (path, expected) in [
            ("person/headline", "Staff"),
            ("person/place/city", "Berlin"),
            ("s/text", "before"),
            ("s/heading", ""),
            ("e/title", "Engineer"),
            ("e/description", "Cut it"),
            ("p/text", "a point"),
        ] {
            assert_eq!(text(&cv, path), Some(expected), "{path}");
        }
    }

    #[test]
    fn what_is_no_text_is_not_found_and_not_set() {
        let mut changed = cv();
        for path in [
            "person",
            "person/",
            "person/photo",
            "nobody/text",
            "e/start",
            "e/points",
            "s/title",
            "p/title",
            "",
        ] {
            assert_eq!(text(&changed, path), None, "{path}");
            assert!(!set(&mut changed, path, "new".into()), "{path}");
        }
        assert_eq!(changed, cv());
    }

    #[test]
    fn a_text_that_is_set_is_confirmed_and_nothing_else_changes() {
        for path in ["person/place/city", "s/text", "e/description", "p/text"] {
            let mut changed = cv();
            changed
                .unconfirmed
                .extend([path.to_owned(), "e/title".to_owned()]);
            assert!(set(&mut changed, path, "new".into()));
            assert_eq!(text(&changed, path), Some("new"));
            assert_eq!(changed.unconfirmed.len(), 1, "{path}");
            let before = text(&cv(), path).unwrap().to_owned();
            assert!(set(&mut changed, path, before));
            changed.unconfirmed.clear();
            assert_eq!(changed, cv(), "{path}");
        }
    }
}
