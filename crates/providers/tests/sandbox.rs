//! Every protocol through the real client against the stand-ins, which the vendors' own SDKs are content with.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

use std::time::Duration;

use contract::message::Role;
use futures::StreamExt;
use providers::{
    Ask, Client, Content, Endpoint, Failure, Finish, Kind, Parameters, Part, Secret, Tool,
    ToolCall, ToolResult, Turn, Usage, vendor,
};
use sandbox::{KEY, Sandbox};

const TEXT: &str = "Here is an answer with a tortoise 🐢 and a “żółw”.";
/// The vendors of the sandbox, and OpenAI's older protocol under one of those who took it over.
const ALL: [(&str, &str); 4] = [
    ("openai", "openai"),
    ("openai-compatible", "openai"),
    ("anthropic", "anthropic"),
    ("google", "google"),
];

fn endpoint(sandbox: &Sandbox, vendor: &str, stand_in: &str) -> Endpoint {
    let vendor = vendor::find(vendor).unwrap();
    Endpoint {
        protocol: vendor.protocol,
        base: sandbox.base(stand_in).parse().unwrap(),
        key: vendor.key,
        secret: Some(Secret::new(KEY)),
        idle: Duration::from_secs(20),
    }
}

fn question(prompt: &str) -> Ask {
    Ask {
        model: "some-model".into(),
        turns: vec![Turn::text(Role::User, prompt)],
        tools: vec![Tool {
            name: "weather".into(),
            description: "The weather of a city".into(),
            schema: serde_json::json!({"type": "object", "properties": {"city": {"type": "string"}}}),
        }],
        parameters: Parameters {
            thoughts: true,
            ..Parameters::default()
        },
        ..Ask::default()
    }
}

/// What a reply came to.
#[derive(Debug, Default)]
struct Reply {
    text: String,
    thinking: String,
    calls: Vec<ToolCall>,
    usage: Option<Usage>,
    finish: Option<Finish>,
    failure: Option<Failure>,
}

async fn ask(endpoint: &Endpoint, ask: &Ask) -> Reply {
    let mut parts = Client::new().unwrap().ask(endpoint, ask);
    let mut reply = Reply::default();
    while let Some(part) = parts.next().await {
        match part {
            Ok(Part::Text(text)) => reply.text += &text,
            Ok(Part::Thinking(text)) => reply.thinking += &text,
            Ok(Part::ToolCall(call)) => reply.calls.push(call),
            Ok(Part::Usage(usage)) => reply.usage = Some(usage),
            Ok(Part::Finish(finish)) => reply.finish = Some(finish),
            Ok(_) => {}
            Err(failure) => reply.failure = Some(failure),
        }
    }
    reply
}

#[tokio::test]
async fn a_reply_with_thoughts() {
    let sandbox = Sandbox::start(0).await.unwrap();
    for (vendor, stand_in) in ALL {
        let reply = ask(
            &endpoint(&sandbox, vendor, stand_in),
            &question("sandbox: think"),
        )
        .await;
        assert_eq!(reply.text, TEXT, "{vendor}");
        assert_eq!(reply.thinking, "Let me think about it.", "{vendor}");
        assert_eq!(reply.finish, Some(Finish::Stop), "{vendor}");
        let expected = Usage {
            input: 2,
            output: 16,
            thinking: 5,
            ..Usage::default()
        };
        assert_eq!(reply.usage, Some(expected), "{vendor}");
    }
}

#[tokio::test]
async fn a_tool_is_called_and_its_answer_goes_back() {
    let sandbox = Sandbox::start(0).await.unwrap();
    for (vendor, stand_in) in ALL {
        let endpoint = endpoint(&sandbox, vendor, stand_in);
        let mut question = question("sandbox: think tool");
        let mut reply = ask(&endpoint, &question).await;
        assert_eq!(reply.finish, Some(Finish::ToolCalls), "{vendor}");
        let call = reply.calls.remove(0);
        assert_eq!(
            call.arguments,
            serde_json::json!({"city": "Oslo"}),
            "{vendor}"
        );

        let result = ToolResult {
            id: call.id.clone(),
            name: call.name.clone(),
            text: "Snow".into(),
            failed: false,
        };
        let turn = |role, content| Turn {
            role,
            content: vec![content],
        };
        question
            .turns
            .push(turn(Role::Assistant, Content::ToolCall(call)));
        question
            .turns
            .push(turn(Role::User, Content::ToolResult(result)));
        let reply = ask(&endpoint, &question).await;
        assert_eq!(
            reply.failure, None,
            "{vendor}: the stand-in reads the whole request"
        );
        assert!(
            reply.text.starts_with("You said:") || reply.text == TEXT,
            "{vendor}: {}",
            reply.text
        );
    }
}

#[tokio::test]
async fn replies_end_as_the_vendor_says() {
    let sandbox = Sandbox::start(0).await.unwrap();
    for (vendor, stand_in) in ALL {
        let endpoint = endpoint(&sandbox, vendor, stand_in);
        let short = ask(&endpoint, &question("sandbox: short")).await;
        assert_eq!(short.finish, Some(Finish::Length), "{vendor}");
        let refused = ask(&endpoint, &question("sandbox: refuse")).await;
        assert!(
            matches!(refused.finish, Some(Finish::Refused(Some(_)))),
            "{vendor}: {refused:?}"
        );
        let nothing = ask(&endpoint, &question("sandbox: nothing")).await;
        assert_eq!(
            (nothing.text.as_str(), nothing.finish),
            ("", Some(Finish::Stop)),
            "{vendor}"
        );
    }
}

#[tokio::test]
async fn failures_are_told_apart() {
    let sandbox = Sandbox::start(0).await.unwrap();
    for (vendor, stand_in) in ALL {
        let endpoint = endpoint(&sandbox, vendor, stand_in);
        for (prompt, kind, retry_after) in [
            ("sandbox: rate", Kind::Rate, Some(Duration::from_secs(30))),
            ("sandbox: credit", Kind::Credit, None),
            ("sandbox: long", Kind::ContextTooLong, None),
            ("sandbox: error", Kind::Vendor, None),
            ("sandbox: break", Kind::Broken, None),
        ] {
            let reply = ask(&endpoint, &question(prompt)).await;
            let failure = reply.failure.unwrap();
            assert_eq!(failure.kind, kind, "{vendor}, {prompt}: {failure}");
            assert_eq!(failure.retry_after, retry_after, "{vendor}, {prompt}");
            let in_the_middle = matches!(kind, Kind::Vendor | Kind::Broken);
            assert_eq!(!reply.text.is_empty(), in_the_middle, "{vendor}, {prompt}");
        }
        let retired = Ask {
            model: "retired".into(),
            ..question("Hi")
        };
        let failure = ask(&endpoint, &retired).await.failure.unwrap();
        assert_eq!(failure.kind, Kind::Model, "{vendor}");

        let mut wrong = endpoint.clone();
        wrong.secret = Some(Secret::new("wrong-key-0123456789"));
        let failure = ask(&wrong, &question("Hi")).await.failure.unwrap();
        assert_eq!(failure.kind, Kind::Key, "{vendor}");
    }
}

#[tokio::test]
async fn models_are_listed() {
    let sandbox = Sandbox::start(0).await.unwrap();
    let client = Client::new().unwrap();
    for ((vendor, stand_in), first) in ALL.iter().zip([
        "gpt-6.1-sol",
        "gpt-6.1-sol",
        "claude-sonnet-5-5",
        "gemini-3.8-flash",
    ]) {
        let models = client
            .models(&endpoint(&sandbox, vendor, stand_in))
            .await
            .unwrap();
        assert_eq!(models[0].id, first, "{vendor}");
    }
}
