//! Checks of CVs and of what is asked about them.

use std::collections::BTreeSet;

use contract::Result;
use contract::cv::{Cv, Delta, FieldChange, LONGEST_CV_TITLE, PartId, PartsDelta};
use documents::cv::LONGEST_FILE;

use crate::check::invalid;

/// Sections, entries and points of a CV at the most.
const MOST_PARTS: usize = 10_000;

/// A title without surrounding space and control characters; `None`: it is empty.
pub(super) fn title(given: &str) -> Result<Option<String>> {
    let title = plain(given);
    match title.chars().count() {
        0 => Ok(None),
        1..=LONGEST_CV_TITLE => Ok(Some(title)),
        _ => {
            let message = format!("The title is longer than {LONGEST_CV_TITLE} characters");
            Err(invalid("title", &message))
        }
    }
}

/// A title made of what somebody else wrote.
pub(super) fn cut(given: &str) -> Option<String> {
    let title: String = plain(given).chars().take(LONGEST_CV_TITLE).collect();
    let title = title.trim_end();
    (!title.is_empty()).then(|| title.to_owned())
}

fn plain(given: &str) -> String {
    let spaced = given.replace(char::is_control, " ");
    spaced.trim().to_owned()
}

/// A BCP 47 tag, by its shape.
pub(super) fn language(tag: &str) -> Result<()> {
    let sound = (2..=35).contains(&tag.len())
        && tag.split('-').all(|part| {
            !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
    if sound {
        return Ok(());
    }
    Err(invalid(
        "language",
        "That is no language's tag, such as “de”",
    ))
}

/// What becomes of a CV.
///
/// # Errors
/// `InvalidInput` with the field: `person/email`, or a part's id and its field.
pub(super) fn changed(cv: &Cv, delta: &Delta) -> Result<Cv> {
    let changed = delta.apply(cv).map_err(|bad| {
        let field = culprit(cv, delta).unwrap_or_default();
        invalid(&field, &format!("The change makes no CV: {}", bad.0))
    })?;
    whole(&changed)?;
    Ok(changed)
}

/// Whether Pulse can work with a CV: every part has an id of its own, and there is not too much of it.
///
/// # Errors
/// `InvalidInput` with the field.
pub(super) fn whole(cv: &Cv) -> Result<()> {
    let mut seen: BTreeSet<&PartId> = BTreeSet::new();
    for section in &cv.sections {
        own(&mut seen, &section.id)?;
        for entry in &section.entries {
            own(&mut seen, &entry.id)?;
            for point in &entry.points {
                own(&mut seen, &point.id)?;
            }
        }
    }
    if seen.len() > MOST_PARTS {
        let message = format!("A CV has {MOST_PARTS} sections, entries and points at the most");
        return Err(invalid("sections", &message));
    }
    let mut bytes = Count(0);
    // Texts and finite numbers: it has JSON.
    let written = serde_json::to_writer(&mut bytes, cv);
    if written.is_err() || bytes.0 > LONGEST_FILE {
        let most = LONGEST_FILE / 1_000_000;
        let message = format!("A CV has {most} MB at the most, its photo included");
        return Err(invalid("cv", &message));
    }
    Ok(())
}

fn own<'a>(seen: &mut BTreeSet<&'a PartId>, id: &'a PartId) -> Result<()> {
    if !id.0.is_empty() && seen.insert(id) {
        return Ok(());
    }
    let message = "Every section, entry and point has an id of its own";
    Err(invalid(&format!("{id}/id"), message))
}

/// Counts what is written to it.
struct Count(u64);

impl std::io::Write for Count {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The first field whose change makes no CV by itself.
fn culprit(cv: &Cv, delta: &Delta) -> Option<String> {
    let bad = |delta: &Delta| delta.apply(cv).is_err();
    find(delta, "", &|delta| delta, &bad)
}

/// The same within a part of a delta. `around`: makes a whole one of it.
fn find(
    delta: &Delta,
    path: &str,
    around: &dyn Fn(Delta) -> Delta,
    bad: &dyn Fn(&Delta) -> bool,
) -> Option<String> {
    delta.0.iter().find_map(|(field, change)| {
        let alone = |change: FieldChange| around(Delta([(field.clone(), change)].into()));
        if !bad(&alone(change.clone())) {
            return None;
        }
        let here = if path.is_empty() {
            field.clone()
        } else {
            format!("{path}/{field}")
        };
        let deeper = match change {
            FieldChange::In(inner) => {
                let within = |delta| alone(FieldChange::In(delta));
                find(inner, &here, &within, bad)
            }
            FieldChange::Parts(parts) => find_in_parts(parts, &alone, bad),
            FieldChange::To(_) | FieldChange::Gone => None,
        };
        Some(deeper.unwrap_or(here))
    })
}

fn find_in_parts(
    parts: &PartsDelta,
    around: &dyn Fn(FieldChange) -> Delta,
    bad: &dyn Fn(&Delta) -> bool,
) -> Option<String> {
    let within = parts.within.iter().find_map(|(id, inner)| {
        let within = |delta: Delta| {
            around(FieldChange::Parts(PartsDelta {
                within: [(id.clone(), delta)].into(),
                ..PartsDelta::default()
            }))
        };
        find(inner, id, &within, bad)
    });
    within.or_else(|| {
        let put = parts.put.iter().find(|put| {
            bad(&around(FieldChange::Parts(PartsDelta {
                put: vec![(*put).clone()],
                ..PartsDelta::default()
            })))
        });
        put.map(|put| put.id.clone())
    })
}

#[cfg(test)]
mod tests {
    use contract::cv::{Entry, Kind, Section};
    use contract::{Code, Error};
    use serde_json::{Value, json};

    use super::*;

    fn cv() -> Cv {
        let mut section = Section::new(PartId("s".into()), Kind::Experience);
        section.entries = vec![Entry {
            id: PartId("e".into()),
            ..Entry::default()
        }];
        Cv {
            language: "en".into(),
            sections: vec![section],
            ..Cv::default()
        }
    }

    fn refusal(delta: Value) -> Error {
        let delta: Delta = serde_json::from_value(delta).unwrap();
        changed(&cv(), &delta).unwrap_err()
    }

    #[test]
    fn a_change_that_makes_no_cv_is_refused_with_its_field() {
        let within = |id: &str, change: Value| {
            json!({"sections": {"parts": {"within": {"s": {
                "entries": {"parts": {"within": {id: change}}}
            }}}}})
        };
        for (delta, field) in [
            (
                json!({"language": {"to": "de"}, "person": {"in": {"email": {"to": 7}}}}),
                "person/email",
            ),
            (
                json!({"person": {"in": {"place": {"in": {"city": {"to": []}}}}}}),
                "person/place/city",
            ),
            (
                json!({"look": {"in": {"template": {"to": "rococo"}}}}),
                "look/template",
            ),
            (json!({"hat": {"to": 1}}), "hat"),
            (
                within("e", json!({"title": {"to": "x"}, "start": {"to": "soon"}})),
                "e/start",
            ),
            (
                json!({"sections": {"parts": {"put": [{"id": "n", "part": {"id": "n"}}]}}}),
                "n",
            ),
        ] {
            let error = refusal(delta);
            assert_eq!(error.code, Code::InvalidInput);
            assert_eq!(error.detail.as_deref(), Some(field), "{error}");
        }
    }

    #[test]
    fn parts_have_ids_of_their_own_and_a_cv_its_bounds() {
        let part = |id: &str| json!({"id": id, "kind": "skills"});
        let put =
            |id: &str| json!({"sections": {"parts": {"put": [{"id": "x", "part": part(id)}]}}});
        for (id, field) in [("s", "s/id"), ("e", "e/id"), ("", "/id")] {
            let error = refusal(put(id));
            assert_eq!(error.detail.as_deref(), Some(field));
        }
        let long = "x".repeat(usize::try_from(LONGEST_FILE).unwrap());
        let error = refusal(json!({"person": {"in": {"photo": {"to": long}}}}));
        assert_eq!(error.detail.as_deref(), Some("cv"));
    }

    #[test]
    fn titles_and_languages_have_their_bounds() {
        assert_eq!(title(" Main\n"), Ok(Some("Main".into())));
        assert_eq!(title(" \u{7} "), Ok(None));
        assert!(title(&"é".repeat(LONGEST_CV_TITLE)).is_ok());
        let error = title(&"é".repeat(LONGEST_CV_TITLE + 1)).unwrap_err();
        assert_eq!(error.detail.as_deref(), Some("title"));
        assert_eq!(
            cut(&"é".repeat(500)).unwrap().chars().count(),
            LONGEST_CV_TITLE
        );
        assert_eq!(cut("\t"), None);
        for tag in ["de", "pt-BR", "zh-Hant-TW"] {
            assert_eq!(language(tag), Ok(()));
        }
        for tag in ["", "d", "de_DE", "de-", "x".repeat(36).as_str()] {
            assert!(language(tag).is_err(), "{tag:?}");
        }
    }
}
