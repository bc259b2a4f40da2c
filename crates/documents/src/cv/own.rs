//! Pulse's own JSON: the whole model, nothing lost.

use std::collections::BTreeSet;

use contract::cv::{Cv, PartId};
use serde_json::Value;

use super::json::MOST_ITEMS;
use super::photo;
use super::problem::{Mistake, Problem};
use super::read::Ids;

/// The field that says that a file is of this format, and of which version.
const MARK: &str = "pulse_cv";

/// The version that is written.
const VERSION: u64 = 1;

/// Whether a file says that it is of this format.
pub(super) fn is_own(value: &Value) -> bool {
    value.get(MARK).is_some()
}

/// Reads a file of this format. Unknown fields are mistakes: a misspelt one would be lost in silence.
pub(super) fn read(mut value: Value, ids: &mut dyn Ids) -> Result<Cv, Problem> {
    let mark = value.as_object_mut().and_then(|map| map.remove(MARK));
    match mark {
        Some(Value::Number(version)) if version.as_u64() == Some(VERSION) => {}
        Some(Value::Number(version)) => {
            return Err(Problem::whole(Mistake::Newer {
                version: version.to_string(),
            }));
        }
        _ => {
            return Err(Problem::at(
                MARK,
                Mistake::Field {
                    what: "expected the number 1".to_owned(),
                },
            ));
        }
    }
    let mut cv: Cv = serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        Problem::at(
            path,
            Mistake::Field {
                what: error.into_inner().to_string(),
            },
        )
    })?;
    check(&cv)?;
    name_parts(&mut cv, ids);
    Ok(cv)
}

/// Writes a file of this format.
pub fn write(cv: &Cv) -> String {
    #[derive(serde::Serialize)]
    struct File<'a> {
        pulse_cv: u64,
        #[serde(flatten)]
        cv: &'a Cv,
    }
    // A CV has text keys and finite numbers alone, so that nothing can fail.
    serde_json::to_string_pretty(&File {
        pulse_cv: VERSION,
        cv,
    })
    .unwrap_or_default()
}

fn check(cv: &Cv) -> Result<(), Problem> {
    let too_many = |path: String, length: usize| {
        if length <= MOST_ITEMS {
            return Ok(());
        }
        Err(Problem::at(
            path,
            Mistake::TooMany {
                what: "items",
                most: MOST_ITEMS,
            },
        ))
    };
    too_many("sections".to_owned(), cv.sections.len())?;
    for (index, section) in cv.sections.iter().enumerate() {
        too_many(format!("sections[{index}].entries"), section.entries.len())?;
    }
    photo::check(&cv.person.photo, "person.photo")
}

/// Gives each part an id of its own: those that have none, and those whose id another part has already.
fn name_parts(cv: &mut Cv, ids: &mut dyn Ids) {
    let mut seen = BTreeSet::new();
    let mut name = |id: &mut PartId| {
        while id.0.is_empty() || seen.contains(id) {
            *id = ids.next();
        }
        seen.insert(id.clone());
    };
    for section in &mut cv.sections {
        name(&mut section.id);
        for entry in &mut section.entries {
            name(&mut entry.id);
            for point in &mut entry.points {
                name(&mut point.id);
            }
        }
    }
}
