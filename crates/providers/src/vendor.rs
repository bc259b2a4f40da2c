//! The vendors: one row each.

use crate::protocol::{Dialect, Protocol};

/// A vendor, or a kind of server, that Pulse knows by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vendor {
    /// As commands and settings name it.
    pub id: &'static str,
    /// As people do.
    pub name: &'static str,
    /// What it speaks.
    pub protocol: Protocol,
    /// Where it is; `None`: the user has to say.
    pub base: Option<&'static str>,
    /// How it is told the key.
    pub key: Key,
    /// Where its keys are made.
    pub keys_page: Option<&'static str>,
}

/// How a vendor is told the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `Authorization: Bearer …`.
    Bearer,
    /// The same, where there may be none: servers of one's own.
    OptionalBearer,
    /// A header of that name.
    Header(&'static str),
    /// A token that is bought with a Google service account.
    ServiceAccount,
}

/// OpenAI's own servers and those that keep close to them.
const OPENAI: Protocol = Protocol::ChatCompletions(Dialect {
    longest: "max_completion_tokens",
    asks_for_usage: true,
    seed: "seed",
});
/// Most servers that took the protocol over.
const COMPATIBLE: Protocol = Protocol::ChatCompletions(Dialect {
    longest: "max_tokens",
    asks_for_usage: true,
    seed: "seed",
});
/// Mistral's, which refuse what they do not know and send the usage always.
const STRICT: Protocol = Protocol::ChatCompletions(Dialect {
    longest: "max_tokens",
    asks_for_usage: false,
    seed: "random_seed",
});

/// All of them, in the order in which they are offered.
pub const VENDORS: &[Vendor] = &[
    Vendor {
        id: "openai",
        name: "OpenAI",
        protocol: Protocol::Responses,
        base: Some("https://api.openai.com/v1"),
        key: Key::Bearer,
        keys_page: Some("https://platform.openai.com/api-keys"),
    },
    Vendor {
        id: "anthropic",
        name: "Anthropic",
        protocol: Protocol::Messages,
        base: Some("https://api.anthropic.com"),
        key: Key::Bearer,
        keys_page: Some("https://console.anthropic.com/settings/keys"),
    },
    Vendor {
        id: "google",
        name: "Google",
        protocol: Protocol::GenerateContent,
        base: Some("https://generativelanguage.googleapis.com/v1"),
        key: Key::Header("x-goog-api-key"),
        keys_page: Some("https://aistudio.google.com/apikey"),
    },
    Vendor {
        id: "vertex",
        name: "Vertex AI",
        protocol: Protocol::GenerateContent,
        // The service account and the region make it.
        base: None,
        key: Key::ServiceAccount,
        keys_page: Some("https://console.cloud.google.com/iam-admin/serviceaccounts"),
    },
    Vendor {
        id: "openrouter",
        name: "OpenRouter",
        protocol: COMPATIBLE,
        base: Some("https://openrouter.ai/api/v1"),
        key: Key::Bearer,
        keys_page: Some("https://openrouter.ai/settings/keys"),
    },
    Vendor {
        id: "groq",
        name: "Groq",
        protocol: OPENAI,
        base: Some("https://api.groq.com/openai/v1"),
        key: Key::Bearer,
        keys_page: Some("https://console.groq.com/keys"),
    },
    Vendor {
        id: "mistral",
        name: "Mistral",
        protocol: STRICT,
        base: Some("https://api.mistral.ai/v1"),
        key: Key::Bearer,
        keys_page: Some("https://console.mistral.ai/api-keys"),
    },
    Vendor {
        id: "deepseek",
        name: "DeepSeek",
        protocol: COMPATIBLE,
        base: Some("https://api.deepseek.com"),
        key: Key::Bearer,
        keys_page: Some("https://platform.deepseek.com/api_keys"),
    },
    Vendor {
        id: "xai",
        name: "xAI",
        protocol: OPENAI,
        base: Some("https://api.x.ai/v1"),
        key: Key::Bearer,
        keys_page: Some("https://console.x.ai"),
    },
    Vendor {
        id: "ollama",
        name: "Ollama",
        protocol: COMPATIBLE,
        base: Some("http://127.0.0.1:11434/v1"),
        key: Key::OptionalBearer,
        keys_page: None,
    },
    Vendor {
        id: "lmstudio",
        name: "LM Studio",
        protocol: COMPATIBLE,
        base: Some("http://127.0.0.1:1234/v1"),
        key: Key::OptionalBearer,
        keys_page: None,
    },
    Vendor {
        id: "openai-compatible",
        name: "OpenAI-compatible server",
        protocol: COMPATIBLE,
        base: None,
        key: Key::OptionalBearer,
        keys_page: None,
    },
];

/// The vendor of that id.
pub fn find(id: &str) -> Option<&'static Vendor> {
    VENDORS.iter().find(|vendor| vendor.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_id_is_there_once() {
        for vendor in VENDORS {
            assert_eq!(find(vendor.id), Some(vendor));
        }
        assert_eq!(find("imagen"), None);
    }
}
