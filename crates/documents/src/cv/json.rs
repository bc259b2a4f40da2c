//! A JSON object that is taken apart field by field, and knows where it stands in its file.

use contract::cv::Extra;
use serde_json::{Map, Value};

use super::problem::{Mistake, Problem};

/// An object of a file. Taking a field removes it; what is left in the end is what nobody knew.
pub(super) struct Fields {
    path: String,
    left: Map<String, Value>,
}

impl Fields {
    /// The object at `path`; the file's own if that is empty.
    pub(super) fn new(path: String, value: Value) -> Result<Self, Problem> {
        match value {
            Value::Object(left) => Ok(Self { path, left }),
            other => Err(wrong(path, "an object", &other)),
        }
    }

    /// The path of a field.
    pub(super) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// A text; empty if it is missing or null.
    pub(super) fn text(&mut self, key: &str) -> Result<String, Problem> {
        match self.left.remove(key) {
            None | Some(Value::Null) => Ok(String::new()),
            Some(Value::String(text)) => Ok(text),
            Some(other) => Err(wrong(self.path_of(key), "a text", &other)),
        }
    }

    /// Objects of a list, each with its path; none if it is missing or null.
    pub(super) fn objects(&mut self, key: &str) -> Result<Vec<Fields>, Problem> {
        let path = self.path_of(key);
        let items = self.list(key)?;
        let fields = items
            .into_iter()
            .enumerate()
            .map(|(index, value)| Self::new(format!("{path}[{index}]"), value));
        fields.collect()
    }

    /// Texts of a list; none if it is missing or null.
    pub(super) fn texts(&mut self, key: &str) -> Result<Vec<String>, Problem> {
        let path = self.path_of(key);
        let items = self.list(key)?;
        let texts = items
            .into_iter()
            .enumerate()
            .map(|(index, value)| match value {
                Value::String(text) => Ok(text),
                other => Err(wrong(format!("{path}[{index}]"), "a text", &other)),
            });
        texts.collect()
    }

    /// An object; an empty one if it is missing or null.
    pub(super) fn object(&mut self, key: &str) -> Result<Fields, Problem> {
        let path = self.path_of(key);
        match self.left.remove(key) {
            None | Some(Value::Null) => Self::new(path, Value::Object(Map::new())),
            Some(value) => Self::new(path, value),
        }
    }

    /// Whether there is such a field.
    pub(super) fn has(&self, key: &str) -> bool {
        self.left.contains_key(key)
    }

    /// What nobody took.
    pub(super) fn rest(self) -> Extra {
        self.left
    }

    fn list(&mut self, key: &str) -> Result<Vec<Value>, Problem> {
        let path = self.path_of(key);
        match self.left.remove(key) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(items)) if items.len() > MOST_ITEMS => Err(Problem::at(
                path,
                Mistake::TooMany {
                    what: "items",
                    most: MOST_ITEMS,
                },
            )),
            Some(Value::Array(items)) => Ok(items),
            Some(other) => Err(wrong(path, "a list", &other)),
        }
    }
}

/// Items of one list; a CV of a long life has some hundreds.
pub(super) const MOST_ITEMS: usize = 10_000;

fn wrong(path: String, expected: &'static str, found: &Value) -> Problem {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Problem::at(path, Mistake::Type { expected, found })
}
