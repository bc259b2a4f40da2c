//! Tools of real servers, called by stand-ins that speak the vendors' wire formats.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use common::{ask, end_of, options, question, question_in, until};
use contract::conversation::CreateConversation;
use contract::message::{
    ContinueReply, FinishReason, Message, MessageStatus, ReplyOptions, SendMessage, Sent, StopReply,
};
use contract::picture::Made;
use contract::provider::{SetProvider, TypedKey};
use contract::tool::{
    AnswerToolCall, ConfirmToolServer, EnableToolServer, ListToolGrants, ListToolServers,
    RemoveToolServer, RevokeToolGrant, SetToolServer, StartToolServer, ToolAnswer, ToolCall,
    ToolCallState, ToolServer, ToolServerStatus, ToolTransport, TypedSecret,
};
use contract::{Code, Event, Handlers, ModelId, ProviderId};
use sandbox::Sandbox;
use secrets::{FileKey, Place};
use studio::{Opening, Studio};
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;

/// The misbehaving server of `mcp`'s tests, which its package builds.
fn stand_in() -> String {
    let tests = std::env::current_exe().unwrap();
    let built: PathBuf = tests.parent().and_then(Path::parent).unwrap().to_owned();
    let file = built.join(format!("mcp-stand-in{}", std::env::consts::EXE_SUFFIX));
    if !file.exists() {
        let mut cargo = std::process::Command::new(env!("CARGO"));
        let status = cargo.args(["build", "--package", "mcp", "--bins"]).status();
        assert!(status.unwrap().success());
    }
    assert!(file.exists(), "there is no {}", file.display());
    file.to_str().unwrap().to_owned()
}

async fn open(folder: &TempDir) -> Studio {
    let place = Place::File {
        path: folder.path().join("secrets.age"),
        key: FileKey::KeyFile(folder.path().join("elsewhere.key")),
    };
    let opening = Opening::new(options(folder)).keeping_keys_in(place);
    opening.reading_files_here().open().await.unwrap()
}

struct Stage {
    studio: Studio,
    events: Receiver<Event>,
    _sandbox: Sandbox,
    folder: TempDir,
}

async fn stage() -> Stage {
    let folder = tempfile::tempdir().unwrap();
    let studio = open(&folder).await;
    let sandbox = Sandbox::start(0).await.unwrap();
    for id in ["openai", "anthropic", "google"] {
        let request = SetProvider {
            id: ProviderId(id.into()),
            key: Some(TypedKey(sandbox::KEY.into())),
            base_url: Some(sandbox.base(id)),
            location: None,
        };
        studio.set_provider(request).await.unwrap();
    }
    Stage {
        events: studio.events(),
        studio,
        _sandbox: sandbox,
        folder,
    }
}

fn server(manner: &str) -> SetToolServer {
    SetToolServer {
        id: None,
        name: "Stand-in".into(),
        transport: ToolTransport::Stdio {
            command: stand_in(),
            args: vec![manner.into()],
            env: BTreeMap::new(),
            secret_env: BTreeSet::new(),
            working_dir: None,
        },
        secrets: Vec::new(),
    }
}

async fn confirm(studio: &Studio, server: &ToolServer) -> ToolServer {
    let request = ConfirmToolServer {
        id: server.id,
        identity: server.identity.clone(),
    };
    studio.confirm_tool_server(request).await.unwrap()
}

fn asking(provider: &str) -> SendMessage {
    SendMessage {
        options: ReplyOptions {
            provider: Some(ProviderId(provider.into())),
            model: Some(ModelId("small".into())),
            ..ReplyOptions::default()
        },
        ..question("sandbox: tool")
    }
}

impl Stage {
    async fn with(&self, manner: &str) -> ToolServer {
        let server = self.studio.set_tool_server(server(manner)).await.unwrap();
        confirm(&self.studio, &server).await
    }

    async fn send(&self, provider: &str) -> Sent {
        self.studio.send_message(asking(provider)).await.unwrap()
    }

    /// Waits until a call stands there.
    async fn call(&mut self, state: ToolCallState) -> ToolCall {
        until(&mut self.events, |event| match event {
            Event::ToolCallChanged(change) if change.call.state == state => Some(change.call),
            _ => None,
        })
        .await
    }

    async fn answer(&self, call: &ToolCall, answer: ToolAnswer) {
        let request = AnswerToolCall {
            call: call.id,
            answer,
        };
        self.studio.answer_tool_call(request).await.unwrap();
    }

    async fn end(&mut self, sent: &Sent) -> Message {
        end_of(&mut self.events, sent.reply.id).await
    }

    async fn server(&self) -> ToolServer {
        let all = self.studio.list_tool_servers(ListToolServers {}).await;
        all.unwrap().pop().unwrap()
    }
}

#[tokio::test]
async fn each_vendor_calls_and_hears_of_what_came_of_it() {
    let mut stage = stage().await;
    stage.with("only echo").await;
    for provider in ["openai", "anthropic", "google"] {
        let sent = stage.send(provider).await;
        let asked = stage.call(ToolCallState::Asked).await;
        assert_eq!(
            (asked.server.as_str(), asked.tool.as_str()),
            ("Stand-in", "echo")
        );
        assert_eq!(asked.arguments, r#"{"city":"Oslo"}"#);
        let id = sent.conversation.id;
        let stored = common::messages(&stage.studio, id).await.pop().unwrap();
        assert_eq!(
            stored.calls,
            std::slice::from_ref(&asked),
            "what is asked is stored"
        );
        stage.answer(&asked, ToolAnswer::Once).await;
        let end = stage.end(&sent).await;
        assert_eq!(
            end.status,
            MessageStatus::Complete,
            "{provider}: {:?}",
            end.error
        );
        assert!(!end.text.is_empty(), "the reply goes on after the call");
        let states: Vec<_> = end.calls.iter().map(|call| (call.state, call.at)).collect();
        assert_eq!(states, [(ToolCallState::Done, 0)]);
        assert!(end.calls[0].ended_at.is_some());
        let usage = end.reply.as_ref().unwrap().usage.unwrap();
        assert!(usage.output_tokens > 1, "both rounds are counted");
        let stored = common::messages(&stage.studio, id).await.pop();
        assert_eq!(stored, Some(end), "what is told is what is stored");
        // The next prompt has the call in it, which the vendors check.
        let (_, next) = ask(&stage.studio, question_in(id, "And now?")).await;
        assert_eq!(
            next.status,
            MessageStatus::Complete,
            "{provider}: {:?}",
            next.error
        );
    }
    stage.studio.shutdown().await;
}

#[tokio::test]
async fn calls_of_a_temporary_conversation_are_in_memory_alone() {
    let mut stage = stage().await;
    stage.with("only echo").await;
    let made = CreateConversation { temporary: true };
    let id = stage.studio.create_conversation(made).await.unwrap().id;
    let request = SendMessage {
        conversation: Some(id),
        ..asking("openai")
    };
    let sent = stage.studio.send_message(request).await.unwrap();
    let asked = stage.call(ToolCallState::Asked).await;
    assert!(asked.arguments.contains("Oslo"));
    let home = stage.folder.path().to_owned();
    let on_disk = || {
        ["pulse.db", "pulse.db-wal"].map(|name| {
            let bytes = std::fs::read(home.join(name)).unwrap();
            bytes.windows(4).any(|part| part == b"Oslo")
        })
    };
    assert_eq!(on_disk(), [false; 2], "while it is asked");
    stage.answer(&asked, ToolAnswer::Once).await;
    let end = end_of(&mut stage.events, sent.reply.id).await;
    assert_eq!(end.status, MessageStatus::Complete, "{:?}", end.error);
    assert_eq!(end.calls[0].state, ToolCallState::Done);
    assert_eq!(on_disk(), [false; 2], "when it is over");
    stage.studio.shutdown().await;
}

#[tokio::test]
async fn an_unconfirmed_server_never_starts() {
    let mut stage = stage().await;
    let kept = stage
        .studio
        .set_tool_server(server("only echo"))
        .await
        .unwrap();
    assert!(!kept.confirmed);
    assert!(
        kept.command_line.contains("mcp-stand-in") && kept.command_line.contains("'only echo'")
    );
    let sent = stage.send("openai").await;
    let end = stage.end(&sent).await;
    assert_eq!(end.calls, [], "nothing is offered");
    assert_eq!(stage.server().await.status, ToolServerStatus::Idle);
    let start = StartToolServer { id: kept.id };
    let error = stage.studio.start_tool_server(start).await.unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    let other = ConfirmToolServer {
        id: kept.id,
        identity: "0".repeat(64),
    };
    let error = stage.studio.confirm_tool_server(other).await.unwrap_err();
    assert_eq!(
        error.code,
        Code::Conflict,
        "what was seen is not what is there"
    );

    confirm(&stage.studio, &kept).await;
    let started = stage
        .studio
        .start_tool_server(StartToolServer { id: kept.id })
        .await
        .unwrap();
    assert_eq!(started.status, ToolServerStatus::Ready);
    let changed = SetToolServer {
        id: Some(kept.id),
        ..server("only add")
    };
    let changed = stage.studio.set_tool_server(changed).await.unwrap();
    assert!(
        !changed.confirmed,
        "another command line is to be confirmed anew"
    );
    assert_eq!(
        changed.status,
        ToolServerStatus::Idle,
        "and what ran has ended"
    );
    stage.studio.shutdown().await;
}

#[tokio::test]
async fn always_is_of_one_schema_and_can_be_revoked() {
    let mut stage = stage().await;
    let mut request = server("only echo");
    if let ToolTransport::Stdio { secret_env, .. } = &mut request.transport {
        secret_env.insert("STAND_IN_SCHEMA".into());
    }
    let secret = |value: &str| {
        vec![TypedSecret {
            name: "STAND_IN_SCHEMA".into(),
            value: TypedKey(value.into()),
        }]
    };
    request.secrets = secret("first");
    let kept = stage.studio.set_tool_server(request.clone()).await.unwrap();
    assert!(
        !kept.command_line.contains("first"),
        "a secret is not shown"
    );
    confirm(&stage.studio, &kept).await;

    let sent = stage.send("openai").await;
    let asked = stage.call(ToolCallState::Asked).await;
    stage.answer(&asked, ToolAnswer::Always).await;
    stage.end(&sent).await;
    let sent = stage.send("openai").await;
    let end = stage.end(&sent).await;
    assert_eq!(end.calls[0].state, ToolCallState::Done, "not asked again");
    assert!(stage.server().await.tools[0].always);

    // The same command line, another schema.
    request.id = Some(kept.id);
    request.secrets = secret("second");
    let again = stage.studio.set_tool_server(request).await.unwrap();
    assert!(again.confirmed, "the command line is the same");
    let sent = stage.send("openai").await;
    let asked = stage.call(ToolCallState::Asked).await;
    stage.answer(&asked, ToolAnswer::Always).await;
    stage.end(&sent).await;

    let grants = stage
        .studio
        .list_tool_grants(ListToolGrants {})
        .await
        .unwrap();
    assert_eq!(grants.len(), 2);
    for grant in grants {
        assert_eq!((grant.server, grant.tool.as_str()), (Some(kept.id), "echo"));
        let revoke = RevokeToolGrant { key: grant.key };
        stage.studio.revoke_tool_grant(revoke).await.unwrap();
    }
    let sent = stage.send("openai").await;
    let asked = stage.call(ToolCallState::Asked).await;
    stage.answer(&asked, ToolAnswer::No).await;
    stage.end(&sent).await;
    let remove = RemoveToolServer { id: kept.id };
    stage.studio.remove_tool_server(remove).await.unwrap();
    let left = stage
        .studio
        .list_tool_servers(ListToolServers {})
        .await
        .unwrap();
    assert_eq!(left, []);
    stage.studio.shutdown().await;
}

#[tokio::test]
async fn a_refused_call_does_not_run_and_the_model_goes_on() {
    let mut stage = stage().await;
    stage.with("only crash").await;
    let sent = stage.send("anthropic").await;
    let asked = stage.call(ToolCallState::Asked).await;
    stage.answer(&asked, ToolAnswer::No).await;
    let end = stage.end(&sent).await;
    assert_eq!(end.status, MessageStatus::Complete, "{:?}", end.error);
    assert_eq!(end.calls[0].state, ToolCallState::Refused);
    assert_eq!(
        stage.server().await.status,
        ToolServerStatus::Ready,
        "it did not crash"
    );
    let twice = AnswerToolCall {
        call: asked.id,
        answer: ToolAnswer::Always,
    };
    let error = stage.studio.answer_tool_call(twice).await.unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    stage.studio.shutdown().await;
}

#[tokio::test]
async fn a_crash_is_what_came_of_the_call_and_the_server_starts_again() {
    let mut stage = stage().await;
    stage.with("only crash").await;
    for _ in 0..2 {
        let sent = stage.send("google").await;
        let asked = stage.call(ToolCallState::Asked).await;
        stage.answer(&asked, ToolAnswer::Once).await;
        let end = stage.end(&sent).await;
        assert_eq!(end.status, MessageStatus::Complete, "{:?}", end.error);
        assert_eq!(end.calls[0].state, ToolCallState::Failed);
        assert!(
            end.calls[0].result.contains("out of memory"),
            "its last words are told"
        );
    }
    let sent = stage.send("google").await;
    let end = stage.end(&sent).await;
    assert_eq!(end.status, MessageStatus::Complete);
    assert_eq!(
        end.calls,
        [],
        "it waits before the third start; the reply does not"
    );
    stage.studio.shutdown().await;
}

#[tokio::test]
async fn stopping_ends_a_call_that_hangs_and_one_that_is_asked() {
    let mut stage = stage().await;
    stage.with("only hang").await;
    for allowed in [true, false] {
        let sent = stage.send("openai").await;
        let asked = stage.call(ToolCallState::Asked).await;
        if allowed {
            stage.answer(&asked, ToolAnswer::Once).await;
            stage.call(ToolCallState::Running).await;
        }
        let stop = StopReply {
            reply: sent.reply.id,
        };
        stage.studio.stop_reply(stop).await.unwrap();
        let end = stage.end(&sent).await;
        assert_eq!(end.status, MessageStatus::Stopped);
        assert_eq!(end.calls[0].state, ToolCallState::Cancelled);
    }
    stage.studio.shutdown().await;
}

#[tokio::test]
async fn a_server_that_does_not_start_harms_no_reply() {
    let mut stage = stage().await;
    stage.with("dies").await;
    let sent = stage.send("openai").await;
    let end = stage.end(&sent).await;
    assert_eq!(end.status, MessageStatus::Complete);
    assert_eq!(end.calls, []);
    let ToolServerStatus::Failed { why } = stage.server().await.status else {
        panic!("it failed");
    };
    assert!(why.contains("no configuration found"), "{why}");
    let off = EnableToolServer {
        id: stage.server().await.id,
        enabled: false,
    };
    let off = stage.studio.enable_tool_server(off).await.unwrap();
    assert!(off.confirmed && !off.enabled);
    stage.studio.shutdown().await;
}

#[tokio::test]
async fn a_reply_that_was_cut_off_within_a_call_can_go_on() {
    let mut stage = stage().await;
    stage.with("only hang").await;
    let sent = stage.send("anthropic").await;
    let asked = stage.call(ToolCallState::Asked).await;
    stage.answer(&asked, ToolAnswer::Once).await;
    stage.call(ToolCallState::Running).await;
    // Closing ends replies as a crash does: as interrupted.
    stage.studio.shutdown().await;
    let studio = open(&stage.folder).await;
    let cut = common::messages(&studio, sent.conversation.id)
        .await
        .pop()
        .unwrap();
    assert_eq!(cut.status, MessageStatus::Interrupted);
    assert_eq!(cut.calls[0].state, ToolCallState::Interrupted);
    let mut events = studio.events();
    studio
        .continue_reply(ContinueReply { reply: cut.id })
        .await
        .unwrap();
    let end = end_of(&mut events, cut.id).await;
    assert_eq!(end.status, MessageStatus::Complete, "{:?}", end.error);
    assert_eq!(end.reply.unwrap().finish, Some(FinishReason::Stop));
    assert!(!end.text.is_empty());
    assert_eq!(end.calls.len(), 1, "the call is not made twice");
    studio.shutdown().await;
}

#[tokio::test]
async fn what_can_be_no_server_is_refused() {
    let stage = stage().await;
    let mut unknown = server("only echo");
    unknown.secrets.push(TypedSecret {
        name: "UNDECLARED".into(),
        value: TypedKey("x".into()),
    });
    let relative = SetToolServer {
        transport: ToolTransport::Stdio {
            command: "./server".into(),
            args: Vec::new(),
            env: BTreeMap::new(),
            secret_env: BTreeSet::new(),
            working_dir: None,
        },
        ..server("")
    };
    let plain = SetToolServer {
        transport: ToolTransport::Http {
            url: "http://example.com/mcp".into(),
            headers: BTreeMap::new(),
            secret_headers: BTreeSet::new(),
        },
        ..server("")
    };
    let nameless = SetToolServer {
        name: " ".into(),
        ..server("")
    };
    for request in [unknown, relative, plain, nameless] {
        let error = stage.studio.set_tool_server(request).await.unwrap_err();
        assert_eq!(error.code, Code::InvalidInput, "{error}");
    }
    let left = stage
        .studio
        .list_tool_servers(ListToolServers {})
        .await
        .unwrap();
    assert_eq!(left, [], "nothing of it is kept");
}

#[tokio::test]
async fn a_tools_picture_stands_with_its_call() {
    let mut stage = stage().await;
    stage.with("only picture").await;
    let sent = stage.send("google").await;
    let asked = stage.call(ToolCallState::Asked).await;
    stage.answer(&asked, ToolAnswer::Once).await;
    let end = stage.end(&sent).await;
    assert_eq!(end.status, MessageStatus::Complete, "{:?}", end.error);
    let call = &end.calls[0];
    assert_eq!((call.state, call.images), (ToolCallState::Done, 1));
    let made: Vec<_> = end.attachments.iter().map(|one| one.made).collect();
    let place = Made {
        at: 0,
        call: Some(asked.id),
    };
    assert_eq!(made, [Some(place)]);
    let request = question_in(sent.conversation.id, "And now?");
    let (_, next) = ask(&stage.studio, request).await;
    assert!(
        !next.text.contains("[picture of "),
        "only its result is told"
    );
    stage.studio.shutdown().await;
}

#[tokio::test]
async fn calls_of_one_round_run_side_by_side_and_always_counts_at_once() {
    let mut stage = stage().await;
    // It answers nobody before two ask.
    stage.with("only meet").await;
    let mut request = asking("google");
    request.text = "sandbox: tools".into();
    let sent = stage.studio.send_message(request.clone()).await.unwrap();
    let first = stage.call(ToolCallState::Asked).await;
    let second = stage.call(ToolCallState::Asked).await;
    assert_ne!(first.id, second.id, "both are told before any runs");
    stage.answer(&first, ToolAnswer::Always).await;
    let end = stage.end(&sent).await;
    assert_eq!(end.status, MessageStatus::Complete, "{:?}", end.error);
    let came: Vec<_> = end.calls.iter().map(|call| (call.id, call.state)).collect();
    let done = ToolCallState::Done;
    assert_eq!(came, [(first.id, done), (second.id, done)]);
    assert_eq!(end.calls[0].result, "first", "each has its own result");
    assert_eq!(end.calls[1].result, "second");

    let sent = stage.studio.send_message(request).await.unwrap();
    let end = stage.end(&sent).await;
    assert!(
        end.calls.iter().all(|call| call.state == done),
        "not asked again"
    );
    stage.studio.shutdown().await;
}

#[tokio::test]
async fn stopping_drops_all_calls_of_a_round() {
    let mut stage = stage().await;
    stage.with("only hang").await;
    let mut request = asking("google");
    request.text = "sandbox: tools".into();
    let sent = stage.studio.send_message(request).await.unwrap();
    let first = stage.call(ToolCallState::Asked).await;
    stage.call(ToolCallState::Asked).await;
    stage.answer(&first, ToolAnswer::Once).await;
    stage.call(ToolCallState::Running).await;
    let stop = StopReply {
        reply: sent.reply.id,
    };
    stage.studio.stop_reply(stop).await.unwrap();
    let end = stage.end(&sent).await;
    assert_eq!(end.status, MessageStatus::Stopped);
    let cancelled = |call: &ToolCall| call.state == ToolCallState::Cancelled;
    assert!(end.calls.iter().all(cancelled), "{:?}", end.calls);
    stage.studio.shutdown().await;
}
