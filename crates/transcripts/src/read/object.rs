//! JSON that is looked into one piece at a time and forgives wrong types.
//!
//! Belongs here: what the readers of all sources need to take a field if it is
//! there and sound, and to do without it otherwise.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// A JSON object whose values are not parsed yet, in the order of the file.
pub struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Object(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

impl<'a> Object<'a> {
    /// Reads the members; their values are checked for syntax alone.
    pub fn parse(json: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All members.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// A member's JSON. Of several with one name the last counts, as is usual.
    pub fn raw(&self, name: &str) -> Option<&'a str> {
        let found = self.0.iter().rev().find(|(other, _)| other == name);
        found.map(|(_, value)| value.get())
    }

    /// A member, parsed; `None` if it is missing or of another type.
    pub fn get<T: Deserialize<'a>>(&self, name: &str) -> Option<T> {
        serde_json::from_str(self.raw(name)?).ok()
    }

    /// A member that is a text and not empty.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).filter(|text: &String| !text.is_empty())
    }
}

/// A text of a parsed value; `None` if it is missing, empty or of another type.
pub fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value[name].as_str().filter(|text| !text.is_empty())
}

/// The elements of a list; none if it is missing or of another type.
pub fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

/// Makes text of a conversation's bytes: what is not UTF-8, and halves of surrogate
/// pairs (a title cut in the middle of an emoji), become U+FFFD.
pub fn mend(bytes: Vec<u8>) -> String {
    let mut bytes = match String::from_utf8(bytes) {
        Ok(text) => text.into_bytes(),
        Err(error) => String::from_utf8_lossy(error.as_bytes())
            .into_owned()
            .into_bytes(),
    };
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &bytes[at..]) {
        at += found;
        at += match unit(&bytes[at..]) {
            None => 2,
            Some(0xD800..=0xDBFF) => match bytes.get(at + 6..).and_then(unit) {
                Some(0xDC00..=0xDFFF) => 12,
                _ => {
                    replace(&mut bytes[at..]);
                    6
                }
            },
            Some(0xDC00..=0xDFFF) => {
                replace(&mut bytes[at..]);
                6
            }
            Some(_) => 6,
        };
        at = at.min(bytes.len());
    }
    // Only ASCII was replaced by ASCII.
    String::from_utf8(bytes).unwrap_or_default()
}

fn unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    let digits = std::str::from_utf8(digits).ok()?;
    u16::from_str_radix(digits, 16).ok()
}

fn replace(escape: &mut [u8]) {
    escape[2..6].copy_from_slice(b"fffd");
}

/// Cuts texts to a bound and counts how many it had to cut.
pub struct Clip {
    limit: usize,
    /// Texts that were cut.
    pub cut: u32,
}

impl Clip {
    /// Texts may have so many bytes.
    pub fn new(limit: usize) -> Self {
        Self { limit, cut: 0 }
    }

    /// The text, or its start.
    pub fn clip(&mut self, mut text: String) -> String {
        if text.len() > self.limit {
            text.truncate(text.floor_char_boundary(self.limit));
            self.cut += 1;
        }
        text
    }
}

/// Code as Markdown, in a fence that the code cannot close.
pub fn fenced(code: &str, language: &str) -> String {
    let mut run = 0;
    let mut longest = 0;
    for byte in code.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(3.max(longest + 1));
    // A language comes from outside: what is no name would be text after the fence.
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '.' | '_');
    let language = match language {
        "unknown" => "",
        language if language.chars().all(named) => language,
        _ => "",
    };
    format!(
        "{fence}{language}\n{}\n{fence}",
        code.trim_end_matches('\n')
    )
}
