//! The models that a vendor offers to a key.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::failure::{Failure, Kind};
use crate::protocol::Protocol;

/// A model as its vendor lists it; what the vendor does not say is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Listed {
    /// As requests name it.
    pub id: String,
    /// As people do.
    pub name: Option<String>,
    /// Tokens that it holds in view.
    pub context_length: Option<u64>,
    /// Tokens of a reply at the most.
    pub longest_reply: Option<u64>,
    /// The day, in ISO 8601, on which it goes.
    pub retires_at: Option<String>,
}

/// A page of the list.
pub(crate) struct Page {
    pub(crate) models: Vec<Listed>,
    /// The path of the next one.
    pub(crate) next: Option<String>,
}

/// Where the list begins.
pub(crate) fn path(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::ChatCompletions(_) | Protocol::Responses => "/models",
        Protocol::Messages => "/v1/models?limit=1000",
        Protocol::GenerateContent => "/models?pageSize=1000",
    }
}

/// Reads a page.
pub(crate) fn page(protocol: Protocol, body: &[u8]) -> Result<Page, Failure> {
    let unknown = |error: serde_json::Error| {
        Failure::new(
            Kind::Protocol,
            format!("this is no list of models: {error}"),
        )
    };
    match protocol {
        Protocol::GenerateContent => {
            let list: GoogleList = serde_json::from_slice(body).map_err(unknown)?;
            let next = list.next_page_token.filter(|token| !token.is_empty());
            Ok(Page {
                models: list
                    .models
                    .into_iter()
                    .filter_map(GoogleModel::listed)
                    .collect(),
                next: next.map(|token| format!("{}&pageToken={}", path(protocol), encoded(&token))),
            })
        }
        _ => {
            let list: List = serde_json::from_slice(body).map_err(unknown)?;
            let last = list.last_id.filter(|_| list.has_more == Some(true));
            Ok(Page {
                models: list.data.into_iter().map(Model::listed).collect(),
                next: last.map(|id| format!("{}&after_id={}", path(protocol), encoded(&id))),
            })
        }
    }
}

/// Fit for a query.
fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// OpenAI's form, and what others add to it.
#[derive(Deserialize)]
struct List {
    data: Vec<Model>,
    has_more: Option<bool>,
    last_id: Option<String>,
}

#[derive(Deserialize)]
struct Model {
    id: String,
    #[serde(alias = "display_name")]
    name: Option<Value>,
    #[serde(
        alias = "context_window",
        alias = "max_context_length",
        alias = "max_input_tokens"
    )]
    context_length: Option<Value>,
    #[serde(alias = "max_completion_tokens", alias = "max_tokens")]
    max_output_tokens: Option<Value>,
    /// Anthropic's word for the day on which it goes.
    retires_at: Option<Value>,
    /// OpenAI's.
    shutdown_date: Option<Value>,
    /// Mistral's.
    deprecation: Option<Value>,
}

impl Model {
    fn listed(self) -> Listed {
        let text = |value: Option<Value>| Some(value?.as_str()?.to_owned());
        let number = |value: Option<Value>| value?.as_u64();
        Listed {
            name: text(self.name).filter(|name| *name != self.id),
            context_length: number(self.context_length),
            longest_reply: number(self.max_output_tokens),
            retires_at: text(self.retires_at)
                .or_else(|| text(self.shutdown_date))
                .or_else(|| text(self.deprecation)),
            id: self.id,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GoogleList {
    #[serde(default)]
    models: Vec<GoogleModel>,
    next_page_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GoogleModel {
    name: String,
    display_name: Option<String>,
    input_token_limit: Option<u64>,
    output_token_limit: Option<u64>,
    #[serde(default)]
    supported_generation_methods: Vec<String>,
}

impl GoogleModel {
    /// `None`: it does not write.
    fn listed(self) -> Option<Listed> {
        let writes = self
            .supported_generation_methods
            .iter()
            .any(|method| method == "generateContent");
        let id = self.name.strip_prefix("models/").unwrap_or(&self.name);
        writes.then(|| Listed {
            id: id.to_owned(),
            name: self.display_name,
            context_length: self.input_token_limit,
            longest_reply: self.output_token_limit,
            retires_at: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendor;

    fn read(vendor: &str, body: &str) -> Page {
        let protocol = vendor::find(vendor).unwrap().protocol;
        page(protocol, body.as_bytes()).unwrap()
    }

    #[test]
    fn each_vendor_says_something_else() {
        let bare = r#"{"object": "list", "data": [{"id": "gpt-6-luna", "object": "model"}]}"#;
        let bare = read("openai", bare);
        assert_eq!(bare.models[0].id, "gpt-6-luna");
        assert_eq!(bare.models[0].name, None);
        assert_eq!(bare.next, None);

        let ends = r#"{"data": [{"id": "gpt-5", "shutdown_date": "2026-12-11"}, {"id": "gpt-6-luna", "shutdown_date": null},
            {"id": "m", "retires_at": null, "deprecation": "2027-04-30T12:00:00Z"}]}"#;
        let days: Vec<_> = read("openai", ends)
            .models
            .into_iter()
            .map(|model| model.retires_at)
            .collect();
        assert_eq!(
            days,
            [
                Some("2026-12-11".into()),
                None,
                Some("2027-04-30T12:00:00Z".into())
            ]
        );

        let router = r#"{"data": [{"id": "a/b", "name": "A: B", "context_length": 8192, "max_tokens": null}]}"#;
        let router = read("openrouter", router).models.remove(0);
        assert_eq!(
            (router.name.as_deref(), router.context_length),
            (Some("A: B"), Some(8192))
        );

        let anthropic = r#"{"data": [{"type": "model", "id": "claude-haiku-4-5", "display_name": "Claude Haiku 4.5",
            "max_input_tokens": 200000, "max_tokens": 64000, "retires_at": "2026-12-01T00:00:00Z"}],
            "has_more": true, "first_id": "x", "last_id": "a b"}"#;
        let anthropic = read("anthropic", anthropic);
        assert_eq!(
            anthropic.next.as_deref(),
            Some("/v1/models?limit=1000&after_id=a+b")
        );
        let haiku = &anthropic.models[0];
        assert_eq!(
            (haiku.context_length, haiku.longest_reply),
            (Some(200_000), Some(64_000))
        );
        assert_eq!(haiku.retires_at.as_deref(), Some("2026-12-01T00:00:00Z"));

        let google = r#"{"models": [{"name": "models/embed", "supportedGenerationMethods": ["embedContent"]},
            {"name": "models/gemini-3.8-flash", "displayName": "Gemini 3.8 Flash", "inputTokenLimit": 1048576,
             "supportedGenerationMethods": ["generateContent"]}], "nextPageToken": "n/1"}"#;
        let google = read("google", google);
        assert_eq!(google.models.len(), 1, "what cannot write is left out");
        assert_eq!(google.models[0].id, "gemini-3.8-flash");
        assert_eq!(
            google.next.as_deref(),
            Some("/models?pageSize=1000&pageToken=n%2F1")
        );
    }

    #[test]
    fn what_is_no_list_is_said_to_be_none() {
        let protocol = vendor::find("openai").unwrap().protocol;
        for body in ["", "{}", "[]", "<html>"] {
            let failure = page(protocol, body.as_bytes()).err().unwrap();
            assert_eq!(failure.kind, Kind::Protocol, "{body}");
        }
    }
}
