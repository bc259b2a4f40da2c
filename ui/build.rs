//! Sorts the interface's words: a table of all messages by length and key, in which those without a variable
//! stand as the text that is shown. Only the others need a Fluent reader in the window.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use fluent_syntax::ast::{Entry, Message, Pattern, PatternElement, Resource};
use fluent_syntax::{parser, serializer};

const FILES: [&str; 9] = include!("locales/en.rs");

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=locales");
    let mut table = BTreeMap::new();
    for file in FILES {
        let resource =
            parser::parse(file).map_err(|(_, mistakes)| format!("ui/locales/en: {mistakes:?}"))?;
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let key = message.id.name;
            if table.insert((key.len(), key), word(message)?).is_some() {
                return Err(format!("ui/locales/en: {key} stands twice").into());
            }
        }
    }
    let mut code = String::from("[");
    for ((_, key), word) in table {
        write!(code, "\n    ({key:?}, {word}),")?;
    }
    code.push_str("\n]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    fs::write(out.join("english.rs"), code)?;
    Ok(())
}

/// A message as code: a `Word` of `src/i18n.rs`.
fn word(mut message: Message<&str>) -> Result<String, Box<dyn Error>> {
    let value = message
        .value
        .as_ref()
        .ok_or_else(|| format!("ui/locales/en: {} has no text", message.id.name))?;
    if let Some(text) = plain(value) {
        return Ok(format!("Word::Plain({text:?})"));
    }
    message.comment = None;
    let alone = Resource {
        body: vec![Entry::Message(message)],
    };
    Ok(format!(
        "Word::Pattern({:?})",
        serializer::serialize(&alone)
    ))
}

/// The text of a pattern in which nothing is put in.
fn plain(pattern: &Pattern<&str>) -> Option<String> {
    pattern
        .elements
        .iter()
        .map(|element| match element {
            PatternElement::TextElement { value } => Some(*value),
            PatternElement::Placeable { .. } => None,
        })
        .collect()
}
