//! A server's tool, as Pulse knows it: bounded and cleaned.
//!
//! Does not belong here: how the tools are listed (`listing`), and their names for models (`names`).

use serde_json::Value;

use crate::digest::SchemaHash;
use crate::options::Options;
use crate::text;

/// Characters of a name; the protocol says 128 at most.
const NAME: usize = 128;

/// A tool.
#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    /// Its name at the server: 1 to 128 characters of visible ASCII.
    pub name: String,
    /// What people may call it; empty if the server does not say.
    pub title: String,
    /// What it does, in the server's words: cleaned and cut, and still not to be trusted.
    pub description: String,
    /// The JSON Schema of its arguments, an object.
    pub schema: Value,
    /// The digest of the schema; a grant is bound to it.
    pub schema_hash: SchemaHash,
}

impl Tool {
    /// The tool, or why it is left out.
    pub(crate) fn new(tool: rmcp::model::Tool, options: &Options) -> Result<Self, &'static str> {
        let named = (1..=NAME).contains(&tool.name.len())
            && tool.name.chars().all(|char| char.is_ascii_graphic());
        if !named {
            return Err("its name is too long or has characters that names do not have");
        }
        let title = tool
            .title
            .or(tool.annotations.and_then(|hints| hints.title));
        let schema = Value::Object((*tool.input_schema).clone());
        // Keys and texts count with their quotes: what a model is sent is this long.
        if schema.to_string().len() > options.schema {
            return Err("its schema is too large");
        }
        Ok(Self {
            name: tool.name.into_owned(),
            title: text::line(&title.unwrap_or_default(), NAME),
            description: text::clean(&tool.description.unwrap_or_default(), options.description)
                .trim()
                .to_owned(),
            schema_hash: SchemaHash::of(&schema),
            schema,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tool(value: Value) -> Result<Tool, &'static str> {
        let options = Options {
            schema: 100,
            description: 10,
            ..Options::default()
        };
        Tool::new(serde_json::from_value(value).unwrap(), &options)
    }

    #[test]
    fn words_are_cleaned_and_cut() {
        let tool = tool(json!({
            "name": "read/file", "title": "Read\n\u{202e}it", "inputSchema": {"type": "object"},
            "description": "\u{1b}Reads what you say and more",
        }))
        .unwrap();
        assert_eq!(tool.title, "Read it");
        assert_eq!(tool.description, "Reads what", "cut at ten characters");
        assert_eq!(tool.schema, json!({"type": "object"}));
        assert_eq!(tool.schema_hash, SchemaHash::of(&tool.schema));
    }

    #[test]
    fn tools_that_cannot_be_offered_are_left_out() {
        for name in ["", "a b", "a\n", "é", &"a".repeat(129)] {
            let refused = tool(json!({"name": name, "inputSchema": {}}));
            assert!(refused.is_err(), "{name:?}");
        }
        let refused = tool(json!({"name": "a", "inputSchema": {"title": "x".repeat(100)}}));
        assert_eq!(refused.unwrap_err(), "its schema is too large");
    }
}
