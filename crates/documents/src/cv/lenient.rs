//! JSON Resume as a model writes it: within other text, with fields of the wrong type, with dates as the CV
//! had them. What can be read is kept.

use contract::cv::Cv;
use serde_json::{Map, Value};

use super::advice;
use super::problem::{Mistake, Problem};
use super::read::Ids;
use super::resume;

/// Fields that are dropped at the most before an answer is given up: each time all is read again.
const MOST_DROPPED: usize = 500;
/// The fields that have a date.
const DATES: [&str; 4] = ["startDate", "endDate", "date", "releaseDate"];

/// Reads the first object of an answer as JSON Resume. Values that its fields do not take are left out, and
/// so is what JSON Resume does not know.
///
/// # Errors
/// [`Mistake::NotJson`] if there is no whole object, [`Mistake::Unknown`] if it is no CV.
pub fn read_answer(answer: &str, ids: &mut dyn Ids) -> Result<Cv, Problem> {
    let mut value = object(answer)?;
    tidy(&mut value, "");
    let mut dropped = 0;
    let mut cv = loop {
        match resume::read(value.clone(), ids) {
            Ok(cv) => break cv,
            Err(problem) => {
                dropped += 1;
                if dropped > MOST_DROPPED || !remove(&mut value, &problem.path) {
                    return Err(problem);
                }
            }
        }
    };
    // A picture is not read out of a text, and what has no field was not asked for.
    cv.person.photo.clear();
    cv.person.extra.clear();
    cv.person.place.extra.clear();
    for profile in &mut cv.person.profiles {
        profile.extra.clear();
    }
    for entry in cv
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.entries)
    {
        entry.extra.clear();
    }
    cv.extra.clear();
    Ok(cv)
}

/// The first object that is whole.
fn object(answer: &str) -> Result<Value, Problem> {
    let mut what = "there is no object in the answer".to_owned();
    let mut at = 0;
    while let Some(start) = answer[at..].find('{') {
        let from = at + start;
        let mut values =
            serde_json::Deserializer::from_str(&answer[from..]).into_iter::<Map<String, Value>>();
        match values.next() {
            Some(Ok(object)) if !object.is_empty() => return Ok(Value::Object(object)),
            Some(Err(error)) if error.is_eof() => {
                // It was cut off: what follows is within it.
                what = error.to_string();
                break;
            }
            Some(Err(error)) => what = error.to_string(),
            _ => {}
        }
        at = from + 1;
    }
    Err(Problem::whole(Mistake::NotJson { what }))
}

/// Drops nothings, writes dates as the format does, and makes texts of numbers and lists of texts.
fn tidy(value: &mut Value, key: &str) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, value| !is_nothing(value));
            for (key, value) in fields {
                tidy(value, key);
            }
        }
        Value::Array(items) => {
            items.retain(|value| !is_nothing(value));
            for item in items {
                tidy(item, "");
            }
        }
        Value::Number(number) => *value = Value::String(number.to_string()),
        Value::String(text) if DATES.contains(&key) => {
            if let Some(date) = date(text) {
                *text = date;
            }
        }
        Value::String(text) if matches!(key, "highlights" | "courses" | "keywords" | "roles") => {
            let items = text
                .lines()
                .map(|line| Value::String(line.trim().to_owned()));
            *value = Value::Array(items.collect());
        }
        _ => {}
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => {
            let text = text.trim();
            text.is_empty() || matches!(text, "null" | "N/A" | "n/a" | "-")
        }
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// `March 2021`, `03/2021` and the like as `2021-03`; "until today" as `present`.
fn date(text: &str) -> Option<String> {
    const TODAY: [&str; 16] = [
        "present",
        "current",
        "now",
        "today",
        "heute",
        "aktuell",
        "présent",
        "aujourd’hui",
        "aujourd'hui",
        "actualidad",
        "presente",
        "oggi",
        "heden",
        "σήμερα",
        "至今",
        "現在",
    ];
    let text = text.trim();
    if TODAY.contains(&text.to_lowercase().as_str()) {
        return Some("present".to_owned());
    }
    advice::date_of(text).map(|date| date.to_string())
}

/// Takes out what stands at a path such as `work[2].startDate`; `false`: nothing does.
fn remove(value: &mut Value, path: &str) -> bool {
    let Some((head, last)) = split(path) else {
        return false;
    };
    let mut at = value;
    for step in head {
        let next = match step.parse::<usize>() {
            Ok(index) => at.get_mut(index),
            Err(_) => at.get_mut(step),
        };
        let Some(next) = next else { return false };
        at = next;
    }
    match (at, last.parse::<usize>()) {
        (Value::Array(items), Ok(index)) if index < items.len() => {
            items.remove(index);
            true
        }
        (Value::Object(fields), _) => fields.remove(last).is_some(),
        _ => false,
    }
}

/// The steps of a path, and the last of them.
fn split(path: &str) -> Option<(Vec<&str>, &str)> {
    let mut steps: Vec<&str> = path
        .split(['.', '[', ']'])
        .filter(|step| !step.is_empty())
        .collect();
    let last = steps.pop()?;
    Some((steps, last))
}

#[cfg(test)]
mod tests {
    use contract::cv::{Kind, Until};

    use super::*;

    fn read(answer: &str) -> Cv {
        read_answer(answer, &mut 0_u32).unwrap()
    }

    #[test]
    fn what_can_be_read_is_kept() {
        let cv = read(
            "Here is the JSON:\n```json\n{\"basics\": {\"name\": \"Ann\", \"email\": 7, \"image\": \"x\", \"age\": 3, \
             \"location\": \"Cork\"}, \"work\": [{\"position\": \"Cook\", \"startDate\": \"March 2019\", \
             \"endDate\": \"Present\", \"highlights\": \"One\\nTwo\"}, \"nonsense\", {\"position\": {\"a\": 1}, \
             \"name\": \"Inn\", \"startDate\": \"long ago\"}], \"skills\": null}\n```\nHope that helps {really}!",
        );
        assert_eq!(cv.person.name, "Ann");
        assert_eq!(cv.person.email, "7");
        assert!(cv.person.photo.is_empty() && cv.person.extra.is_empty());
        let work = &cv.sections[0];
        assert_eq!(work.kind, Kind::Experience);
        assert_eq!(work.entries.len(), 2);
        assert_eq!(work.entries[0].start, Some("2019-03".parse().unwrap()));
        assert_eq!(work.entries[0].end, Some(Until::Present));
        assert_eq!(work.entries[0].points.len(), 2);
        assert_eq!(work.entries[1].organisation, "Inn");
        assert_eq!(
            (work.entries[1].title.as_str(), work.entries[1].start),
            ("", None)
        );
    }

    #[test]
    fn an_answer_without_a_cv_says_so() {
        for answer in [
            "I cannot do that.",
            "{}",
            "{\"basics\": {\"name\": \"An",
            "{\"a\": 1}",
            "[1]",
        ] {
            assert!(read_answer(answer, &mut 0_u32).is_err(), "{answer}");
        }
    }
}
