//! What a server is: how it is started or where it is reached.
//!
//! Does not belong here: the values of its secrets, and whether it may be started.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::command_line;
use crate::digest::Identity;
use crate::error::{Error, Kind};
use crate::http;

/// Bytes of all words of a command line together.
const LONGEST: usize = 64 << 10;
/// Words of a command line, variables, headers.
const MOST: usize = 256;

/// One server, as a user entered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerSpec {
    /// Which of the user's servers it is, whatever becomes of its name and transport.
    pub id: String,
    /// What the user calls it.
    pub name: String,
    /// How it is spoken to.
    pub transport: Transport,
}

/// How a server is spoken to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Transport {
    /// A program on this computer, over its standard input and output.
    Stdio {
        /// A bare name that is looked up in `PATH`, or an absolute path.
        command: String,
        /// Its arguments, each one word. No shell reads them.
        #[serde(default)]
        args: Vec<String>,
        /// Variables that the user typed, beside the few that every server gets.
        #[serde(default)]
        env: BTreeMap<String, String>,
        /// Names of variables whose values are secrets, given at connect.
        #[serde(default)]
        secret_env: BTreeSet<String>,
        /// Where it runs: an absolute path. Without, in the user's home.
        #[serde(default)]
        working_dir: Option<String>,
    },
    /// A server reached over streamable HTTP.
    Http {
        /// `https`, or `http` on this computer.
        url: String,
        /// Headers of every request.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// Names of headers whose values are secrets, given at connect.
        #[serde(default)]
        secret_headers: BTreeSet<String>,
    },
}

impl Transport {
    pub(crate) fn secret_names(&self) -> &BTreeSet<String> {
        match self {
            Self::Stdio { secret_env, .. } => secret_env,
            Self::Http { secret_headers, .. } => secret_headers,
        }
    }
}

impl ServerSpec {
    /// The digest of all that decides what runs or what is reached: command, arguments, variables (of
    /// secret ones the names), folder; or address and headers. Neither id nor name is in it.
    pub fn identity(&self) -> Identity {
        let mut parts: Vec<&str> = Vec::new();
        // A count before each list: the lists cannot run into one another.
        let counts = match &self.transport {
            Transport::Stdio {
                args,
                env,
                secret_env,
                working_dir,
                ..
            } => format!(
                "{} {} {} {}",
                args.len(),
                env.len(),
                secret_env.len(),
                working_dir.is_some()
            ),
            Transport::Http {
                headers,
                secret_headers,
                ..
            } => format!("{} {}", headers.len(), secret_headers.len()),
        };
        match &self.transport {
            Transport::Stdio {
                command,
                args,
                env,
                secret_env,
                working_dir,
            } => {
                parts.extend(["stdio 1", &counts, command]);
                parts.extend(args.iter().map(String::as_str));
                parts.extend(env.iter().flat_map(|(name, value)| [name.as_str(), value]));
                parts.extend(secret_env.iter().map(String::as_str));
                parts.extend(working_dir.as_deref());
            }
            Transport::Http {
                url,
                headers,
                secret_headers,
            } => {
                parts.extend(["http 1", &counts, url]);
                parts.extend(
                    headers
                        .iter()
                        .flat_map(|(name, value)| [name.as_str(), value]),
                );
                parts.extend(secret_headers.iter().map(String::as_str));
            }
        }
        Identity::of_parts(parts)
    }

    /// The line that a user confirms, quoted as a POSIX shell with `$'…'` reads it. Two specifications
    /// with different identities never show the same line. Secret values are a bare `…`; what would not
    /// show, or would show as something else, is an escape.
    pub fn command_line(&self) -> String {
        command_line::of(&self.transport)
    }

    /// Checks that it can be of a server.
    ///
    /// # Errors
    /// `BadSpec` or `RefusedAddress`, and what is wrong.
    pub fn check(&self) -> Result<(), Error> {
        let bad = |said: String| Err(Error::new(Kind::BadSpec, said));
        if self.id.is_empty() || self.id.len() > 128 || self.name.len() > 256 {
            return bad("the server has no id, or its id or name is too long".into());
        }
        match &self.transport {
            Transport::Stdio {
                command,
                args,
                env,
                secret_env,
                working_dir,
            } => {
                if command.trim().is_empty() {
                    return bad("there is no command".into());
                }
                // A relative path would be another program in another folder.
                if command.contains(['/', '\\']) && !is_absolute(command) {
                    return bad(format!(
                        "the command {command} is neither a name nor an absolute path"
                    ));
                }
                if working_dir.as_deref().is_some_and(|dir| !is_absolute(dir)) {
                    return bad("the folder is not an absolute path".into());
                }
                if let Some(name) = env.keys().chain(secret_env).find(|name| !is_variable(name)) {
                    return bad(format!("{name:?} is no name of a variable"));
                }
                let both = env.keys().find(|name| secret_env.contains(*name));
                if let Some(name) = both {
                    return bad(format!("{name} is both a variable and a secret"));
                }
                let texts = [command]
                    .into_iter()
                    .chain(args)
                    .chain(env.values())
                    .chain(working_dir);
                bounded(
                    texts.map(String::as_str),
                    args.len() + env.len() + secret_env.len(),
                )
            }
            Transport::Http {
                url,
                headers,
                secret_headers,
            } => {
                http::address(url)?;
                let names = headers.keys().chain(secret_headers).map(String::as_str);
                http::check_names(names)?;
                let texts = [url].into_iter().chain(headers.values());
                bounded(
                    texts.map(String::as_str),
                    headers.len() + secret_headers.len(),
                )
            }
        }
    }
}

/// Checks the size of the whole, and that no text has an end in its middle.
fn bounded<'a>(texts: impl Iterator<Item = &'a str>, count: usize) -> Result<(), Error> {
    let mut bytes = 0_usize;
    for text in texts {
        if text.contains('\0') {
            return Err(Error::new(Kind::BadSpec, "there is a NUL character in it"));
        }
        bytes = bytes.saturating_add(text.len());
    }
    if bytes > LONGEST || count > MOST {
        return Err(Error::new(Kind::BadSpec, "it is too long"));
    }
    Ok(())
}

fn is_absolute(path: &str) -> bool {
    std::path::Path::new(path).is_absolute()
}

fn is_variable(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && chars.all(|char| char.is_ascii_alphanumeric() || char == '_')
        && name.len() <= 256
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn stdio(rest: serde_json::Value) -> ServerSpec {
        let mut transport = json!({"kind": "stdio", "command": "npx"});
        for (key, value) in rest.as_object().unwrap() {
            transport[key] = value.clone();
        }
        serde_json::from_value(json!({"id": "1", "name": "Files", "transport": transport})).unwrap()
    }

    #[test]
    fn every_change_that_matters_is_another_identity_and_another_line() {
        let specs = [
            json!({}),
            json!({"command": "npx2"}),
            json!({"args": ["-y"]}),
            json!({"args": ["-y", ""]}),
            json!({"args": ["-y "]}),
            json!({"args": ["A=b"]}),
            json!({"env": {"A": "b"}}),
            json!({"env": {"A": "…"}}),
            json!({"secret_env": ["A"]}),
            json!({"working_dir": "/tmp"}),
            json!({"command": "cd", "args": ["/tmp", "&&", "npx"]}),
            json!({"command": "A=b", "args": ["npx"]}),
            json!({"args": ["a\u{202e}b"]}),
            json!({"args": ["a\\u202eb"]}),
            json!({"args": ["ab"]}),
        ]
        .map(stdio);
        let identities: BTreeSet<_> = specs.iter().map(ServerSpec::identity).collect();
        let lines: BTreeSet<_> = specs.iter().map(ServerSpec::command_line).collect();
        assert_eq!(identities.len(), specs.len());
        assert_eq!(lines.len(), specs.len(), "{lines:#?}");
    }

    #[test]
    fn id_and_name_are_no_part_of_the_identity() {
        let spec = stdio(json!({}));
        let renamed = ServerSpec {
            id: "2".into(),
            name: "Other".into(),
            ..spec.clone()
        };
        assert_eq!(spec.identity(), renamed.identity());
    }

    #[test]
    fn an_address_and_its_headers_are_the_identity() {
        let http = |rest| -> ServerSpec {
            let mut transport: serde_json::Value = rest;
            transport["kind"] = "http".into();
            serde_json::from_value(json!({"id": "1", "name": "", "transport": transport})).unwrap()
        };
        let specs = [
            json!({"url": "https://a.example/mcp"}),
            json!({"url": "https://b.example/mcp"}),
            json!({"url": "https://a.example/mcp", "headers": {"x-a": "1"}}),
            json!({"url": "https://a.example/mcp", "secret_headers": ["x-a"]}),
        ]
        .map(http);
        let identities: BTreeSet<_> = specs.iter().map(ServerSpec::identity).collect();
        let lines: BTreeSet<_> = specs.iter().map(ServerSpec::command_line).collect();
        assert_eq!((identities.len(), lines.len()), (specs.len(), specs.len()));
    }

    #[test]
    fn what_can_be_no_server_is_refused() {
        for bad in [
            json!({"command": " "}),
            json!({"command": "./server"}),
            json!({"command": "bin/server"}),
            json!({"working_dir": "here"}),
            json!({"env": {"A=B": "c"}}),
            json!({"env": {"": "c"}}),
            json!({"env": {"A": "c"}, "secret_env": ["A"]}),
            json!({"args": ["a\u{0}b"]}),
            json!({"args": ["a".repeat(LONGEST)]}),
            json!({"args": vec!["a"; MOST + 1]}),
        ] {
            let error = stdio(bad.clone()).check().unwrap_err();
            assert_eq!(error.kind, Kind::BadSpec, "{bad}");
        }
        stdio(json!({"args": ["-y"], "env": {"A": "b"}}))
            .check()
            .unwrap();
    }
}
