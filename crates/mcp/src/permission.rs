//! Whether a call may be made without a question.
//!
//! Does not belong here: the question, and where grants are kept.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::digest::{Identity, SchemaHash};
use crate::tool::Tool;

/// "Always allow", bound to the server as it was confirmed, the tool and the schema it had. Its text
/// (`1:<identity>:<schema hash>:<tool>`) is what is stored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grant {
    /// The server's identity.
    pub server: Identity,
    /// The tool's name at the server.
    pub tool: String,
    /// The digest of its schema.
    pub schema_hash: SchemaHash,
}

impl Grant {
    /// The grant that a call of `tool` needs.
    pub fn of(server: Identity, tool: &Tool) -> Self {
        Self {
            server,
            tool: tool.name.clone(),
            schema_hash: tool.schema_hash,
        }
    }
}

/// The text is no grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a grant")]
pub struct BadGrant;

impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1:{}:{}:{}", self.server, self.schema_hash, self.tool)
    }
}

impl FromStr for Grant {
    type Err = BadGrant;

    fn from_str(text: &str) -> Result<Self, BadGrant> {
        let rest = text.strip_prefix("1:").ok_or(BadGrant)?;
        let (server, rest) = rest.split_once(':').ok_or(BadGrant)?;
        // A tool's name may have a colon, so it comes last.
        let (schema_hash, tool) = rest.split_once(':').ok_or(BadGrant)?;
        if tool.is_empty() {
            return Err(BadGrant);
        }
        Ok(Self {
            server: server.parse().map_err(|_| BadGrant)?,
            tool: tool.to_owned(),
            schema_hash: schema_hash.parse().map_err(|_| BadGrant)?,
        })
    }
}

/// Whether to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The user is shown the call with its arguments, and decides.
    Ask,
    /// The user allowed this always.
    Allowed,
}

/// Whether the user has to be asked before `tool` of the server is called.
pub fn decide(grants: &BTreeSet<Grant>, server: Identity, tool: &Tool) -> Decision {
    if grants.contains(&Grant::of(server, tool)) {
        Decision::Allowed
    } else {
        Decision::Ask
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn tool(name: &str, schema: Value) -> Tool {
        Tool {
            name: name.into(),
            title: String::new(),
            description: String::new(),
            schema_hash: SchemaHash::of(&schema),
            schema,
        }
    }

    #[test]
    fn any_change_asks_again() {
        let here = Identity::of_parts(["npx"]);
        let schema = json!({"type": "object"});
        let read = tool("read", schema.clone());
        let grants = BTreeSet::from([Grant::of(here, &read)]);
        assert_eq!(decide(&grants, here, &read), Decision::Allowed);
        let described = Tool {
            description: "Reads".into(),
            ..read.clone()
        };
        assert_eq!(decide(&grants, here, &described), Decision::Allowed);
        for (server, tool) in [
            (Identity::of_parts(["npx", "-y"]), read.clone()),
            (here, tool("write", schema)),
            (
                here,
                tool("read", json!({"type": "object", "required": ["path"]})),
            ),
        ] {
            assert_eq!(decide(&grants, server, &tool), Decision::Ask, "{tool:?}");
        }
        assert_eq!(decide(&BTreeSet::new(), here, &read), Decision::Ask);
    }

    #[test]
    fn a_grant_is_kept_as_text() {
        let grant = Grant::of(Identity::of_parts(["a"]), &tool("ns:read", json!({})));
        assert_eq!(grant.to_string().parse(), Ok(grant.clone()));
        for bad in ["", "1:", "2:a:b:c", "1:00:00:x", &grant.to_string()[..131]] {
            assert_eq!(bad.parse::<Grant>(), Err(BadGrant), "{bad}");
        }
    }
}
