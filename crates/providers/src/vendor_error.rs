//! What a vendor's error means. All protocols have much the same few forms.

use std::time::Duration;

use serde_json::Value;

use crate::failure::{Failure, Kind};

/// Characters of a vendor's words at the most.
const MOST: usize = 600;

/// An error that came instead of a reply, or in the middle of one (then without a status).
pub(crate) fn failure(status: Option<u16>, body: &Value) -> Failure {
    let told = Told::of(body);
    let mut failure = Failure::new(told.kind(status), told.message());
    failure.retry_after = told.retry_after();
    failure
}

/// The same of a body that may be no JSON at all: a proxy's page, for instance.
pub(crate) fn failure_of_text(status: u16, body: &str) -> Failure {
    match serde_json::from_str::<Value>(body) {
        Ok(value) if value.is_object() || value.is_array() => failure(Some(status), &value),
        _ => {
            let kind = Told::default().kind(Some(status));
            let said = if body.trim_start().starts_with('<') {
                format!("a page with status {status}")
            } else {
                cut(body)
            };
            Failure::new(kind, said)
        }
    }
}

/// What the body says, in whichever form.
#[derive(Debug, Default)]
struct Told<'a> {
    message: Option<&'a str>,
    /// `type`, `code`, `status` and `reason`, by which vendors name their errors.
    labels: Vec<&'a str>,
    details: &'a [Value],
}

impl<'a> Told<'a> {
    fn of(body: &'a Value) -> Self {
        // Gemini without SSE answers with a list of one.
        let body = body.get(0).unwrap_or(body);
        let error = match body.get("error") {
            Some(Value::String(text)) => {
                return Self {
                    message: Some(text),
                    ..Self::default()
                };
            }
            Some(error) if error.is_object() => error,
            _ => body,
        };
        let text = |key: &str| error.get(key).and_then(Value::as_str);
        // Google's are a list, Anthropic's one object.
        let details = match error.get("details") {
            Some(Value::Array(details)) => details.as_slice(),
            Some(detail) => std::slice::from_ref(detail),
            None => &[],
        };
        let reasons = details.iter().filter_map(|detail| {
            let reason = detail.get("reason").or_else(|| detail.get("error_code"));
            reason.and_then(Value::as_str)
        });
        Self {
            message: text("message").or_else(|| text("detail")),
            labels: ["type", "code", "status"]
                .into_iter()
                .filter_map(text)
                .chain(reasons)
                .collect(),
            details,
        }
    }

    fn message(&self) -> String {
        cut(self.message.unwrap_or_default())
    }

    fn kind(&self, status: Option<u16>) -> Kind {
        // The first one that says more than that the request is wrong.
        let labels = self.labels.iter().filter_map(|label| by_label(label));
        let labelled = labels.min_by_key(|kind| matches!(kind, Kind::Request | Kind::Rate));
        // Some vendors file what is too long, or not paid for, under a general label.
        let worded = self.message.and_then(by_words);
        match (labelled, worded) {
            (Some(Kind::Request | Kind::Rate) | None, Some(kind)) => kind,
            (Some(kind), _) => kind,
            (None, None) => status.map_or(Kind::Vendor, by_status),
        }
    }

    /// Google's `RetryInfo`: `"retryDelay": "34.07s"`.
    fn retry_after(&self) -> Option<Duration> {
        self.details.iter().find_map(|detail| {
            let delay = detail.get("retryDelay")?.as_str()?.strip_suffix('s')?;
            Duration::try_from_secs_f64(delay.parse().ok()?).ok()
        })
    }
}

fn by_label(label: &str) -> Option<Kind> {
    let label = label.to_ascii_lowercase();
    Some(match label.as_str() {
        "authentication_error" | "invalid_api_key" | "api_key_invalid" | "unauthenticated" => {
            Kind::Key
        }
        "permission_error" | "permission_denied" => Kind::Forbidden,
        "billing_error"
        | "insufficient_quota"
        | "insufficient_balance"
        | "credit_balance_exhausted" => Kind::Credit,
        _ if label.ends_with("spend_limit_reached") => Kind::Credit,
        "rate_limit_error" | "rate_limit_exceeded" | "resource_exhausted" => Kind::Rate,
        "context_length_exceeded" | "request_too_large" => Kind::ContextTooLong,
        "model_not_found" | "not_found_error" | "not_found" => Kind::Model,
        "content_policy_violation" | "content_filter" => Kind::Refused,
        "overloaded_error" | "api_error" | "server_error" | "internal" | "unavailable"
        | "timeout_error" => Kind::Vendor,
        "invalid_request_error" | "invalid_argument" => Kind::Request,
        _ => return None,
    })
}

/// There is no other sign of these than the words.
fn by_words(message: &str) -> Option<Kind> {
    let message = message.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|words| message.contains(words));
    if says(&[
        "prompt is too long",
        "context length",
        "context window",
        "input token count",
    ]) {
        Some(Kind::ContextTooLong)
    } else if says(&[
        "credit balance",
        "insufficient balance",
        "exceeded your current quota, please check your plan and billing",
    ]) {
        Some(Kind::Credit)
    } else if says(&["api key not valid", "incorrect api key"]) {
        Some(Kind::Key)
    } else {
        None
    }
}

fn by_status(status: u16) -> Kind {
    match status {
        401 => Kind::Key,
        402 => Kind::Credit,
        403 => Kind::Forbidden,
        404 | 410 => Kind::Model,
        407 => Kind::Proxy,
        408 | 500.. => Kind::Vendor,
        413 => Kind::ContextTooLong,
        429 => Kind::Rate,
        _ => Kind::Request,
    }
}

/// One line of at most [`MOST`] characters.
fn cut(text: &str) -> String {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(MOST) {
        words.truncate(end);
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_vendors_errors_are_told_apart() {
        let cases = [
            // OpenAI
            (
                401,
                json!({"error": {"message": "Incorrect API key provided: sk-1***2", "type": "invalid_request_error", "code": "invalid_api_key"}}),
                Kind::Key,
            ),
            (
                429,
                json!({"error": {"message": "You exceeded your current quota, please check your plan and billing details.", "type": "insufficient_quota", "code": "insufficient_quota"}}),
                Kind::Credit,
            ),
            (
                429,
                json!({"error": {"message": "Rate limit reached", "type": "tokens", "code": "rate_limit_exceeded"}}),
                Kind::Rate,
            ),
            (
                400,
                json!({"error": {"message": "too long", "type": "invalid_request_error", "code": "context_length_exceeded"}}),
                Kind::ContextTooLong,
            ),
            (
                404,
                json!({"error": {"message": "no such model", "type": "invalid_request_error", "code": "model_not_found"}}),
                Kind::Model,
            ),
            // Anthropic
            (
                401,
                json!({"type": "error", "error": {"type": "authentication_error", "message": "invalid x-api-key"}}),
                Kind::Key,
            ),
            (
                400,
                json!({"type": "error", "error": {"type": "invalid_request_error", "message": "prompt is too long: 210000 tokens > 200000 maximum"}}),
                Kind::ContextTooLong,
            ),
            (
                400,
                json!({"type": "error", "error": {"type": "invalid_request_error", "message": "Your credit balance is too low to access the API."}}),
                Kind::Credit,
            ),
            (
                429,
                json!({"type": "error", "error": {"type": "rate_limit_error", "message": "",
                    "details": {"error_code": "enforced_spend_limit_reached"}}}),
                Kind::Credit,
            ),
            (
                529,
                json!({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}),
                Kind::Vendor,
            ),
            (
                404,
                json!({"type": "error", "error": {"type": "not_found_error", "message": "model: claude-0"}}),
                Kind::Model,
            ),
            // Google
            (
                400,
                json!([{"error": {"code": 400, "message": "API key not valid.", "status": "INVALID_ARGUMENT", "details": [{"reason": "API_KEY_INVALID"}]}}]),
                Kind::Key,
            ),
            (
                429,
                json!({"error": {"code": 429, "message": "Quota", "status": "RESOURCE_EXHAUSTED"}}),
                Kind::Rate,
            ),
            (
                400,
                json!({"error": {"code": 400, "message": "The input token count exceeds the maximum", "status": "INVALID_ARGUMENT"}}),
                Kind::ContextTooLong,
            ),
            // Others
            (
                402,
                json!({"error": {"message": "Insufficient Balance", "type": "unknown_error"}}),
                Kind::Credit,
            ),
            (
                422,
                json!({"object": "error", "message": "Extra inputs", "type": "invalid_request"}),
                Kind::Request,
            ),
            (404, json!({"error": "model 'x' not found"}), Kind::Model),
        ];
        for (status, body, kind) in cases {
            assert_eq!(failure(Some(status), &body).kind, kind, "{body}");
        }
    }

    #[test]
    fn pages_and_endless_words_are_cut() {
        let page = failure_of_text(407, "<html>a proxy's page</html>");
        assert_eq!(
            (page.kind, page.said.as_str()),
            (Kind::Proxy, "a page with status 407")
        );
        let words = failure_of_text(500, &"é ".repeat(5_000));
        assert_eq!(words.said.chars().count(), MOST + 1);
    }

    #[test]
    fn google_says_in_the_body_when_to_come_again() {
        let body = json!({"error": {"status": "RESOURCE_EXHAUSTED", "message": "", "details": [
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34.5s"}]}});
        assert_eq!(
            failure(Some(429), &body).retry_after,
            Some(Duration::from_millis(34_500))
        );
    }
}
