//! Google's `generateContent`, as the Gemini API and Vertex AI speak it.
//!
//! Each event is a whole answer that holds the next piece.

use contract::message::Role;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Parse, Request, base64, check, decimal, image, in_path, json as read, put};
use crate::ask::{Ask, Content, Turn};
use crate::failure::{Failure, Kind};
use crate::part::{Finish, Part, ToolCall, Usage};
use crate::sse::Event;

pub(super) fn request(ask: &Ask) -> Request {
    let contents: Vec<Value> = ask.turns.iter().map(content).collect();
    let mut body = json!({"contents": contents});
    let system = ask.system.as_ref();
    put(
        &mut body,
        "systemInstruction",
        system.map(|text| json!({"parts": [{"text": text}]})),
    );
    let parameters = ask.parameters;
    let mut how = json!({});
    put(&mut how, "temperature", parameters.temperature.map(decimal));
    put(&mut how, "topP", parameters.top_p.map(decimal));
    put(&mut how, "maxOutputTokens", parameters.max_tokens);
    put(&mut how, "seed", parameters.seed);
    if parameters.thoughts {
        how["thinkingConfig"] = json!({"includeThoughts": true});
    }
    if ask.pictures {
        how["responseModalities"] = json!(["TEXT", "IMAGE"]);
    }
    body["generationConfig"] = how;
    if !ask.tools.is_empty() {
        let tools: Vec<Value> = ask
            .tools
            .iter()
            .map(|tool| {
                json!({"name": tool.name, "description": tool.description,
                "parametersJsonSchema": tool.schema})
            })
            .collect();
        body["tools"] = json!([{"functionDeclarations": tools}]);
    }
    // As the list of models has it.
    let model = ask.model.strip_prefix("models/").unwrap_or(&ask.model);
    Request {
        path: format!("/models/{}:streamGenerateContent?alt=sse", in_path(model)),
        body,
    }
}

fn content(turn: &Turn) -> Value {
    let parts: Vec<Value> = turn.content.iter().map(part).collect();
    let role = match turn.role {
        Role::User => "user",
        Role::Assistant => "model",
    };
    json!({"role": role, "parts": parts})
}

fn part(piece: &Content) -> Value {
    match piece {
        Content::Text(text) => json!({"text": text}),
        Content::Image(image) => json!({"inlineData": {
            "mimeType": image.media_type, "data": base64(&image.bytes)}}),
        Content::ToolCall(call) => {
            let mut part = json!({"functionCall": {"id": call.id, "name": call.name,
                "args": call.arguments}});
            put(
                &mut part,
                "thoughtSignature",
                call.echo.clone().filter(Value::is_string),
            );
            part
        }
        Content::ToolResult(result) => {
            let key = if result.failed { "error" } else { "output" };
            json!({"functionResponse": {"id": result.id, "name": result.name,
                "response": {key: result.text}}})
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    candidates: Option<Vec<Candidate>>,
    prompt_feedback: Option<Feedback>,
    usage_metadata: Option<Counted>,
    error: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Candidate {
    content: Option<Said>,
    finish_reason: Option<String>,
    finish_message: Option<String>,
}

#[derive(Deserialize)]
struct Said {
    parts: Option<Vec<Piece>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Piece {
    text: Option<String>,
    #[serde(default)]
    thought: bool,
    thought_signature: Option<String>,
    inline_data: Option<Blob>,
    function_call: Option<Call>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Blob {
    mime_type: String,
    data: String,
}

#[derive(Deserialize)]
struct Call {
    id: Option<String>,
    name: String,
    args: Option<Map<String, Value>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Feedback {
    block_reason: Option<String>,
    block_reason_message: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Counted {
    prompt_token_count: u64,
    tool_use_prompt_token_count: u64,
    cached_content_token_count: u64,
    candidates_token_count: u64,
    thoughts_token_count: u64,
}

/// See the module.
#[derive(Default)]
pub(super) struct Parser {
    calls: usize,
    finished: bool,
}

impl Parse for Parser {
    fn take(&mut self, event: &Event, parts: &mut Vec<Part>) -> Result<(), Failure> {
        if event.data.trim() == "[DONE]" {
            return Ok(());
        }
        let answer: Answer = read(event)?;
        check(answer.error)?;
        let candidate = answer.candidates.and_then(|all| all.into_iter().next());
        let (mut reason, mut why) = (None, None);
        if let Some(candidate) = candidate {
            let pieces = candidate.content.and_then(|said| said.parts);
            for piece in pieces.into_iter().flatten() {
                self.piece(piece, parts)?;
            }
            (reason, why) = (candidate.finish_reason, candidate.finish_message);
        }
        if let Some(feedback) = answer.prompt_feedback
            && let Some(block) = feedback.block_reason
        {
            why = feedback
                .block_reason_message
                .or_else(|| Some(block.clone()));
            reason = Some(block);
        }
        parts.extend(
            answer
                .usage_metadata
                .map(|counted| Part::Usage(usage(&counted))),
        );
        if let Some(reason) = reason {
            self.finish(reason, why, parts)?;
        }
        Ok(())
    }

    fn ended(&self) -> bool {
        self.finished
    }
}

impl Parser {
    fn piece(&mut self, piece: Piece, parts: &mut Vec<Part>) -> Result<(), Failure> {
        if let Some(text) = piece.text.filter(|text| !text.is_empty()) {
            parts.push(if piece.thought {
                Part::Thinking(text)
            } else {
                Part::Text(text)
            });
        }
        if let Some(blob) = piece.inline_data {
            parts.push(image(&blob.mime_type, &blob.data)?);
        }
        if let Some(call) = piece.function_call {
            let id = call.id.unwrap_or_else(|| format!("call_{}", self.calls));
            self.calls += 1;
            parts.push(Part::ToolCall(ToolCall {
                id,
                name: call.name,
                arguments: Value::Object(call.args.unwrap_or_default()),
                echo: piece.thought_signature.map(Value::String),
            }));
        }
        Ok(())
    }

    fn finish(
        &mut self,
        reason: String,
        why: Option<String>,
        parts: &mut Vec<Part>,
    ) -> Result<(), Failure> {
        if std::mem::replace(&mut self.finished, true) {
            return Ok(());
        }
        parts.push(Part::Finish(match reason.as_str() {
            "MAX_TOKENS" | "CONTINUATION" => Finish::Length,
            "STOP" | "FINISH_REASON_UNSPECIFIED" if self.calls > 0 => Finish::ToolCalls,
            "STOP" | "FINISH_REASON_UNSPECIFIED" => Finish::Stop,
            // The model stumbled: another try may go well.
            "MALFORMED_FUNCTION_CALL"
            | "MALFORMED_RESPONSE"
            | "UNEXPECTED_TOOL_CALL"
            | "TOO_MANY_TOOL_CALLS"
            | "MISSING_THOUGHT_SIGNATURE"
            | "OTHER"
            | "NO_IMAGE"
            | "IMAGE_OTHER" => {
                return Err(Failure::new(Kind::Vendor, why.unwrap_or(reason)));
            }
            // `SAFETY`, `RECITATION`, `PROHIBITED_CONTENT`, and what is to come of their kind.
            _ => Finish::Refused(why.or(Some(reason))),
        }));
        Ok(())
    }
}

/// The prompt is counted beside what tools gave to it, the reply beside its thoughts.
fn usage(counted: &Counted) -> Usage {
    Usage {
        input: counted
            .prompt_token_count
            .saturating_add(counted.tool_use_prompt_token_count),
        cached: counted.cached_content_token_count,
        cache_written: 0,
        output: counted
            .candidates_token_count
            .saturating_add(counted.thoughts_token_count),
        thinking: counted.thoughts_token_count,
    }
}
