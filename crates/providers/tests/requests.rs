//! The same request in each protocol's words: `cassettes/<protocol>/request.json`.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

use contract::message::Role;
use providers::protocol::{Dialect, Protocol, Request};
use providers::{Ask, Content, Image, Parameters, Tool, ToolCall, ToolResult, Turn};
use serde_json::{Value, json};

const CHAT: Protocol = Protocol::ChatCompletions(Dialect {
    longest: "max_completion_tokens",
    asks_for_usage: true,
    seed: "seed",
});

/// A conversation with all that can be in one. `echo` is what the vendor wants to see again.
fn everything(echo: Option<Value>) -> Ask {
    let picture = Content::Image(Image {
        media_type: "image/png".into(),
        bytes: b"\x89PNG\r\n\x1a\n".to_vec(),
    });
    let call = Content::ToolCall(ToolCall {
        id: "call_a".into(),
        name: "weather".into(),
        arguments: json!({"city": "Oslo"}),
        echo,
    });
    let result = Content::ToolResult(ToolResult {
        id: "call_a".into(),
        name: "weather".into(),
        text: "Snow".into(),
        failed: false,
    });
    let text = |text: &str| Content::Text(text.into());
    let turn = |role, content| Turn { role, content };
    Ask {
        model: "some-model".into(),
        system: Some("Be brief.".into()),
        turns: vec![
            turn(Role::User, vec![text("What is this?"), picture]),
            turn(Role::Assistant, vec![text("Let me look."), call]),
            turn(Role::User, vec![result, text("And now?")]),
        ],
        tools: vec![Tool {
            name: "weather".into(),
            description: "The weather of a city".into(),
            schema: json!({"type": "object", "properties": {"city": {"type": "string"}}}),
        }],
        parameters: Parameters {
            temperature: Some(0.7),
            top_p: Some(0.95),
            max_tokens: Some(500),
            thoughts: true,
            seed: Some(7),
        },
        pictures: false,
    }
}

fn check(name: &str, protocol: Protocol, echo: Option<Value>) -> Request {
    let request = protocol.request(&everything(echo));
    let path = format!("cassettes/{name}/request.json");
    let expected: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(
        request.body,
        expected,
        "{name}: {}",
        serde_json::to_string_pretty(&request.body).unwrap()
    );
    request
}

#[test]
fn chat_completions() {
    let request = check("chat-completions", CHAT, None);
    assert_eq!(request.path, "/chat/completions");
}

#[test]
fn responses() {
    let sealed =
        json!({"id": "rs_1", "type": "reasoning", "summary": [], "encrypted_content": "sealed"});
    let request = check("responses", Protocol::Responses, Some(sealed));
    assert_eq!(request.path, "/responses");
}

#[test]
fn messages() {
    let thought = json!([{"type": "thinking", "thinking": "", "signature": "c2ln"}]);
    let request = check("messages", Protocol::Messages, Some(thought));
    assert_eq!(request.path, "/v1/messages");
    let version = ("anthropic-version", "2026-10-21");
    assert_eq!(Protocol::Messages.headers(), [version]);
}

#[test]
fn generate_content() {
    let request = check(
        "generate-content",
        Protocol::GenerateContent,
        Some(json!("c2ln")),
    );
    assert_eq!(
        request.path,
        "/models/some-model:streamGenerateContent?alt=sse"
    );
    let odd = Ask {
        model: "models/a?b=c#d ü".into(),
        ..Ask::default()
    };
    assert_eq!(
        Protocol::GenerateContent.request(&odd).path,
        "/models/a%3Fb%3Dc%23d%20%C3%BC:streamGenerateContent?alt=sse",
        "a name is a name"
    );
}

#[test]
fn what_another_vendor_wants_to_see_is_not_sent() {
    for (protocol, foreign) in [
        (Protocol::Responses, json!("c2ln")),
        (Protocol::Messages, json!({"type": "reasoning"})),
        (Protocol::GenerateContent, json!([{"type": "thinking"}])),
    ] {
        let with = protocol.request(&everything(Some(foreign)));
        assert_eq!(with, protocol.request(&everything(None)));
    }
}

#[test]
fn a_plain_question_is_sent_plainly() {
    let ask = Ask {
        model: "m".into(),
        turns: vec![Turn::text(Role::User, "Hi")],
        ..Ask::default()
    };
    let strict = Protocol::ChatCompletions(Dialect {
        longest: "max_tokens",
        asks_for_usage: false,
        seed: "seed",
    });
    assert_eq!(
        strict.request(&ask).body,
        json!({"model": "m", "messages": [{"role": "user", "content": "Hi"}], "stream": true}),
        "small servers know no more than that"
    );
}

#[test]
fn pictures_are_asked_for_where_a_protocol_has_words_for_it() {
    let ask = Ask {
        model: "m".into(),
        turns: vec![Turn::text(Role::User, "Draw")],
        pictures: true,
        ..Ask::default()
    };
    assert_eq!(
        CHAT.request(&ask).body["modalities"],
        json!(["image", "text"])
    );
    assert_eq!(
        Protocol::GenerateContent.request(&ask).body["generationConfig"]["responseModalities"],
        json!(["TEXT", "IMAGE"])
    );
    let plain = Ask {
        pictures: false,
        ..ask.clone()
    };
    for protocol in [Protocol::Responses, Protocol::Messages] {
        assert_eq!(protocol.request(&ask), protocol.request(&plain));
    }
}

#[test]
fn a_seed_has_the_name_that_its_vendor_knows() {
    let ask = Ask {
        model: "m".into(),
        turns: vec![Turn::text(Role::User, "Hi")],
        parameters: Parameters {
            seed: Some(7),
            ..Parameters::default()
        },
        ..Ask::default()
    };
    let body = |vendor: &str| {
        let vendor = providers::vendor::find(vendor).unwrap();
        vendor.protocol.request(&ask).body
    };
    assert_eq!(body("mistral")["random_seed"], 7);
    assert_eq!(body("mistral")["seed"], Value::Null, "it is refused there");
    assert_eq!(body("groq")["seed"], 7);
}
