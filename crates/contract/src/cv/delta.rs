//! What makes one CV of another: an edit, a step of the history, and what a version changes of its base.
//!
//! Parts are named by their ids and fields by their names, so that a version still says what it means
//! after its base was changed: what it does not touch follows the base. What it names and the base no
//! longer has is passed over.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Cv;

/// Changes by field. Empty: there are none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Delta(pub BTreeMap<String, Change>);

/// What becomes of a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It has this value.
    To(Value),
    /// It is as if nobody had ever filled it in.
    Gone,
    /// Some of its own fields change.
    In(Delta),
    /// It is a list of parts, and some of them change.
    Parts(PartsDelta),
}

/// What becomes of a list of parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PartsDelta {
    /// Ids of those that go.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub gone: BTreeSet<String>,
    /// New parts and moved ones, in the order in which they take their places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub put: Vec<Put>,
    /// What changes within those that stay, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub within: BTreeMap<String, Delta>,
}

/// A part takes a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Put {
    /// Its id.
    pub id: String,
    /// The part that it stands after; `None`: it is the first. If that part is not there, it is the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The whole part if it is new; `None`: it is there and moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Value>,
}

/// A delta that makes no CV: a value of another type than its field has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadDelta(pub String);

impl fmt::Display for BadDelta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the change makes no CV: {}", self.0)
    }
}

impl std::error::Error for BadDelta {}

impl Delta {
    /// What makes `to` of `from`.
    pub fn between(from: &Cv, to: &Cv) -> Self {
        between_objects(&object(from), &object(to))
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What becomes of `cv`.
    pub fn apply(&self, cv: &Cv) -> Result<Cv, BadDelta> {
        let mut fields = object(cv);
        change_object(&mut fields, self);
        // Through text, as everything that crosses the boundary: in the window a second reader of all
        // these types would be 80 kB of code.
        let text = serde_json::to_string(&fields).map_err(|error| BadDelta(error.to_string()))?;
        serde_json::from_str(&text).map_err(|error| BadDelta(error.to_string()))
    }
}

fn object(cv: &Cv) -> Map<String, Value> {
    // A CV is an object of texts and finite numbers: neither step can fail.
    let text = serde_json::to_string(cv).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn between_objects(from: &Map<String, Value>, to: &Map<String, Value>) -> Delta {
    let mut changes = BTreeMap::new();
    for (field, old) in from {
        let change = match to.get(field) {
            None => Some(Change::Gone),
            Some(new) => between(old, new),
        };
        changes.extend(change.map(|change| (field.clone(), change)));
    }
    for (field, new) in to {
        if !from.contains_key(field) {
            changes.insert(field.clone(), added(new));
        }
    }
    Delta(changes)
}

/// A field that was not there. A list of parts is told by its parts, so that what a version adds
/// stands beside what its base adds later.
fn added(new: &Value) -> Change {
    match parts(new) {
        Some(new) => Change::Parts(between_parts(&[], &new)),
        None => Change::To(new.clone()),
    }
}

fn between(from: &Value, to: &Value) -> Option<Change> {
    if from == to {
        return None;
    }
    if let (Value::Object(from), Value::Object(to)) = (from, to) {
        return Some(Change::In(between_objects(from, to)));
    }
    Some(match (parts(from), parts(to)) {
        (Some(from), Some(to)) => Change::Parts(between_parts(&from, &to)),
        _ => Change::To(to.clone()),
    })
}

/// A part with its id.
type Part<'a> = (&'a str, &'a Map<String, Value>);

/// The parts of a list of parts, each under an id of its own; `None`: it is another value.
fn parts(value: &Value) -> Option<Vec<Part<'_>>> {
    let items = value.as_array().filter(|items| !items.is_empty())?;
    let mut seen = BTreeSet::new();
    let mut found = Vec::with_capacity(items.len());
    for item in items {
        let fields = item.as_object()?;
        let id = fields.get("id")?.as_str()?;
        if !seen.insert(id) {
            return None;
        }
        found.push((id, fields));
    }
    Some(found)
}

fn between_parts(from: &[Part<'_>], to: &[Part<'_>]) -> PartsDelta {
    let old: BTreeMap<&str, usize> = from
        .iter()
        .enumerate()
        .map(|(place, (id, _))| (*id, place))
        .collect();
    let staying: BTreeSet<&str> = to.iter().map(|(id, _)| *id).collect();
    let resting = resting(to.iter().map(|(id, _)| old.get(id).copied()));
    let mut delta = PartsDelta {
        gone: from
            .iter()
            .filter(|(id, _)| !staying.contains(id))
            .map(|(id, _)| (*id).to_owned())
            .collect(),
        ..PartsDelta::default()
    };
    let mut before: Option<&str> = None;
    for (place, (id, new)) in to.iter().enumerate() {
        let known = old.get(id).and_then(|place| from.get(*place));
        if let Some((_, old)) = known {
            let within = between_objects(old, new);
            if !within.is_empty() {
                delta.within.insert((*id).to_owned(), within);
            }
        }
        if !resting.contains(&place) {
            delta.put.push(Put {
                id: (*id).to_owned(),
                after: before.map(str::to_owned),
                part: known.is_none().then(|| Value::Object((*new).clone())),
            });
        }
        before = Some(id);
    }
    delta
}

/// Of parts in their new order, given by their old places, as many as possible that keep their order
/// among themselves (a longest increasing subsequence): the others are what was moved.
fn resting(old_places: impl Iterator<Item = Option<usize>>) -> BTreeSet<usize> {
    let places: Vec<Option<usize>> = old_places.collect();
    // For each length of a chain, where the one ends that ends earliest, and what comes before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![None; places.len()];
    for (index, place) in places.iter().enumerate() {
        let Some(place) = place else { continue };
        let at = ends.partition_point(|end| places.get(*end).copied().flatten() < Some(*place));
        if let (Some(slot), Some(before)) = (previous.get_mut(index), at.checked_sub(1)) {
            *slot = ends.get(before).copied();
        }
        match ends.get_mut(at) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut kept = BTreeSet::new();
    let mut at = ends.last().copied();
    while let Some(index) = at {
        kept.insert(index);
        at = previous.get(index).copied().flatten();
    }
    kept
}

fn change_object(fields: &mut Map<String, Value>, delta: &Delta) {
    for (field, change) in &delta.0 {
        match change {
            Change::To(value) => {
                fields.insert(field.clone(), value.clone());
            }
            Change::Gone => {
                fields.remove(field);
            }
            Change::In(delta) => {
                let inner = fields
                    .entry(field.clone())
                    .or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(inner) = inner {
                    change_object(inner, delta);
                }
            }
            Change::Parts(delta) => {
                let list = fields
                    .entry(field.clone())
                    .or_insert_with(|| Value::Array(Vec::new()));
                if let Value::Array(list) = list {
                    change_parts(list, delta);
                    if list.is_empty() {
                        fields.remove(field);
                    }
                }
            }
        }
    }
}

fn id_of(part: &Value) -> Option<&str> {
    part.get("id")?.as_str()
}

fn place_of(list: &[Value], id: &str) -> Option<usize> {
    list.iter().position(|part| id_of(part) == Some(id))
}

fn change_parts(list: &mut Vec<Value>, delta: &PartsDelta) {
    list.retain(|part| id_of(part).is_none_or(|id| !delta.gone.contains(id)));
    // All that move leave first: a place is counted among those that rest.
    let mut moving: BTreeMap<&str, Value> = BTreeMap::new();
    for put in &delta.put {
        if let Some(place) = place_of(list, &put.id) {
            moving.insert(&put.id, list.remove(place));
        }
    }
    for put in &delta.put {
        // A new part that the base has got by itself meanwhile is not there twice.
        let Some(part) = moving.remove(put.id.as_str()).or_else(|| put.part.clone()) else {
            continue;
        };
        let place = match &put.after {
            None => 0,
            Some(after) => place_of(list, after).map_or(list.len(), |place| place + 1),
        };
        list.insert(place, part);
    }
    for part in list.iter_mut() {
        let delta = id_of(part).and_then(|id| delta.within.get(id));
        if let (Some(delta), Value::Object(fields)) = (delta, part) {
            change_object(fields, delta);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cv::{Entry, Kind, PartId, Point, Section};

    fn entry(id: &str, title: &str) -> Entry {
        Entry {
            id: PartId(id.into()),
            title: title.into(),
            ..Entry::default()
        }
    }

    fn cv(titles: &[(&str, &str)]) -> Cv {
        let mut section = Section::new(PartId("s".into()), Kind::Experience);
        section.entries = titles.iter().map(|(id, title)| entry(id, title)).collect();
        Cv {
            language: "en".into(),
            sections: vec![section],
            ..Cv::default()
        }
    }

    fn titles(cv: &Cv) -> Vec<&str> {
        let entries = cv.sections.iter().flat_map(|section| &section.entries);
        entries.map(|entry| entry.title.as_str()).collect()
    }

    /// What `between` finds makes the one of the other, and nothing else.
    #[track_caller]
    fn assert_between(from: &Cv, to: &Cv) -> Delta {
        let delta = Delta::between(from, to);
        assert_eq!(&delta.apply(from).unwrap(), to);
        let travelled: Delta =
            serde_json::from_str(&serde_json::to_string(&delta).unwrap()).unwrap();
        assert_eq!(travelled, delta);
        assert_eq!(
            Delta::between(to, &delta.apply(from).unwrap()),
            Delta::default()
        );
        delta
    }

    #[test]
    fn nothing_is_a_change_of_nothing() {
        let cv = cv(&[("a", "A")]);
        assert!(Delta::between(&cv, &cv).is_empty());
        assert_eq!(Delta::default().apply(&cv).unwrap(), cv);
    }

    #[test]
    fn any_order_becomes_any_other() {
        let all = [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")];
        // Every list of up to four different entries, as digits of base five.
        let lists: Vec<Vec<(&str, &str)>> = (0..625_usize)
            .filter_map(|number| {
                let digits = [number % 5, number / 5 % 5, number / 25 % 5, number / 125];
                let list: Vec<_> = digits.iter().filter_map(|digit| all.get(*digit)).collect();
                let distinct: BTreeSet<_> = list.iter().collect();
                (distinct.len() == list.len()).then(|| list.into_iter().copied().collect())
            })
            .collect();
        for from in &lists {
            for to in &lists {
                assert_between(&cv(from), &cv(to));
            }
        }
    }

    #[test]
    fn one_that_moves_is_the_only_one_that_is_named() {
        let from = cv(&[("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")]);
        let to = cv(&[("d", "D"), ("a", "A"), ("b", "B"), ("c", "C")]);
        let delta = assert_between(&from, &to);
        assert_eq!(
            serde_json::to_value(delta).unwrap(),
            serde_json::json!({"sections": {"parts": {"within": {"s": {
                "entries": {"parts": {"put": [{"id": "d"}]}}
            }}}}})
        );
    }

    #[test]
    fn a_version_follows_its_base_where_it_says_nothing_itself() {
        let base = cv(&[("a", "Engineer"), ("b", "Trainee")]);
        let mut version = base.clone();
        version.person.headline = "For Flugwerft".into();
        version.sections[0].entries[0].title = "Reliability Engineer".into();
        let delta = assert_between(&base, &version);

        let mut base = base;
        base.person.phone = "+49 30 5557".into();
        base.sections[0].entries[0].organisation = "Flugwerft".into();
        base.sections[0].entries.insert(0, entry("n", "Lead"));
        base.sections[0].entries.pop();
        let version = delta.apply(&base).unwrap();
        assert_eq!(version.person.headline, "For Flugwerft");
        assert_eq!(version.person.phone, "+49 30 5557");
        assert_eq!(titles(&version), ["Lead", "Reliability Engineer"]);
        assert_eq!(version.sections[0].entries[1].organisation, "Flugwerft");
    }

    #[test]
    fn what_the_base_lost_is_passed_over() {
        let base = cv(&[("a", "A"), ("b", "B")]);
        let version = cv(&[("b", "B, said better"), ("n", "New"), ("a", "A")]);
        let delta = assert_between(&base, &version);
        assert_eq!(
            titles(&delta.apply(&cv(&[("a", "A")])).unwrap()),
            ["A", "New"]
        );
        assert_eq!(titles(&delta.apply(&cv(&[])).unwrap()), ["New"]);
    }

    #[test]
    fn texts_within_texts() {
        let mut from = cv(&[("a", "A")]);
        from.sections[0].entries[0].points = vec![Point {
            id: PartId("p".into()),
            text: "One".into(),
        }];
        let mut to = from.clone();
        to.sections[0].entries[0].points[0].text = "Two".into();
        to.sections[0].entries[0].keywords = vec!["Rust".into()];
        assert_between(&from, &to);
        assert_between(&to, &from);
        assert_between(&from, &Cv::default());
        assert_between(&Cv::default(), &to);
    }

    #[test]
    fn a_value_of_another_type_is_refused() {
        let delta: Delta =
            serde_json::from_value(serde_json::json!({"person": {"to": 7}})).unwrap();
        let error = delta.apply(&Cv::default()).unwrap_err();
        assert!(error.to_string().contains("Person"), "{error}");
        let delta: Delta =
            serde_json::from_value(serde_json::json!({"sections": {"to": "x"}})).unwrap();
        assert!(delta.apply(&Cv::default()).is_err());
    }
}
