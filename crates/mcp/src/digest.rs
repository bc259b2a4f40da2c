//! SHA-256 digests that stand for a server's specification and for a tool's schema.
//!
//! Does not belong here: what is hashed of a specification (`spec`) and who compares (`confirmation`,
//! `permission`).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The text is not a digest: 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a digest of 64 hexadecimal digits")]
pub struct BadDigest;

macro_rules! digest {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; 32]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = BadDigest;

            fn from_str(text: &str) -> Result<Self, BadDigest> {
                parse(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadDigest;

            fn try_from(text: String) -> Result<Self, BadDigest> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(digest: $name) -> Self {
                digest.to_string()
            }
        }
    };
}

digest! {
    /// Which server it is: the digest of its command line with all that belongs to it, or of its address.
    /// Its text is 64 hexadecimal digits.
    Identity
}

digest! {
    /// The digest of a tool's schema. Its text is 64 hexadecimal digits.
    SchemaHash
}

impl Identity {
    /// The digest of these parts, in this order. No two lists of parts run together to the same bytes.
    pub(crate) fn of_parts<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        Self(hash.finalize().into())
    }
}

impl SchemaHash {
    /// The digest of `schema`, whatever the order of its keys.
    pub fn of(schema: &Value) -> Self {
        let mut text = String::new();
        canonical(schema, &mut text);
        Self(Sha256::digest(text.as_bytes()).into())
    }
}

/// JSON with sorted keys and no spaces. The depth is what `serde_json` lets through (128).
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_unstable();
            out.push('{');
            for (n, key) in keys.into_iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                canonical(&map[key], out);
            }
            out.push('}');
        }
        Value::Array(values) => {
            out.push('[');
            for (n, value) in values.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                canonical(value, out);
            }
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

fn parse(text: &str) -> Result<[u8; 32], BadDigest> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return Err(BadDigest);
    }
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        _ => Err(BadDigest),
    };
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_digest_is_kept_as_text_and_read_again() {
        let digest = Identity::of_parts(["npx", "-y"]);
        let text = digest.to_string();
        assert_eq!(text.parse(), Ok(digest));
        assert_eq!(
            serde_json::to_value(digest).unwrap(),
            json!(text),
            "a store keeps text"
        );
        for bad in [
            "",
            "00",
            &text.to_uppercase(),
            &format!("{text}0"),
            &"é".repeat(32),
        ] {
            assert_eq!(bad.parse::<Identity>(), Err(BadDigest), "{bad}");
        }
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(
            Identity::of_parts(["a", "bc"]),
            Identity::of_parts(["ab", "c"])
        );
        assert_ne!(Identity::of_parts(["a"]), Identity::of_parts(["a", ""]));
    }

    #[test]
    fn a_schema_is_the_same_in_any_order_of_keys_and_another_with_any_change() {
        let one: Value = serde_json::from_str(r#"{"a": {"x": 1, "y": [1, 2]}, "b": "é"}"#).unwrap();
        let two: Value = serde_json::from_str(r#"{"b": "é", "a": {"y": [1, 2], "x": 1}}"#).unwrap();
        assert_eq!(SchemaHash::of(&one), SchemaHash::of(&two));
        for other in [
            json!({"a": {"x": 1, "y": [2, 1]}, "b": "é"}),
            json!({"a": {"x": 1.0, "y": [1, 2]}, "b": "é"}),
            json!({"a": {"x": "1", "y": [1, 2]}, "b": "é"}),
            json!({"a": {"x": 1, "y": [1, 2]}}),
        ] {
            assert_ne!(SchemaHash::of(&one), SchemaHash::of(&other), "{other}");
        }
    }
}
