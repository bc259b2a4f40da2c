//! Calls, replies and errors as they travel, and the way from client to handler and back.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::collections::HashMap;
use std::sync::Mutex;

use common::assert_form;
use contract::conversation::{
    ConversationCursor, CreateConversation, KeepConversation, ListConversations,
};
use contract::event::{ReplyDelta, ReplyPhase, ReplyProgress};
use contract::folder::{Folder, Within};
use contract::job::{CancelJob, Job, JobKind, JobReport, JobState};
use contract::message::{
    FinishReason, Message, MessageStatus, ReplyInfo, ReplyOptions, Role, Route, SendMessage,
    Siblings, Timing, Usage,
};
use contract::model::{LocalModel, ModelShelf, ModelState};
use contract::settings::{Settings, SettingsPatch, Start};
use contract::transfer::{ImportReport, SkippedConversation};
use contract::{
    Call, Code, ConversationId, Error, Event, FolderId, JobId, MessageId, ModelId, ProviderId,
    Result, Timestamp,
};
use futures::executor::block_on;
use serde_json::json;
use uuid::Uuid;

const ID: Uuid = Uuid::from_u128(0x0190_5c3c_d1c0_7000_8000_0000_0000_0001);
const ID_TEXT: &str = "01905c3c-d1c0-7000-8000-000000000001";

fn message() -> Message {
    Message {
        id: MessageId(ID),
        conversation: ConversationId(ID),
        parent: None,
        role: Role::Assistant,
        text: "Grün".into(),
        thinking: None,
        attachments: Vec::new(),
        calls: Vec::new(),
        status: MessageStatus::Complete,
        error: None,
        created_at: Timestamp(1),
        reply: Some(ReplyInfo {
            provider: ProviderId::local(),
            cost: None,
            model: ModelId("m".into()),
            route: Route::Local,
            usage: Some(Usage {
                input_tokens: 3,
                output_tokens: 2,
                ..Usage::default()
            }),
            timing: Some(Timing {
                first_token_ms: 4,
                total_ms: 5,
            }),
            finish: Some(FinishReason::Length),
            trimmed: 0,
        }),
        siblings: Siblings {
            ids: vec![MessageId(ID)],
            ..Siblings::default()
        },
    }
}

fn job(state: JobState) -> Job {
    Job {
        id: JobId(ID),
        kind: JobKind::ModelDownload,
        title: "m.gguf".into(),
        state,
        progress: None,
        report: None,
        error: None,
        attempts: 1,
        created_at: Timestamp(1),
        updated_at: Timestamp(2),
    }
}

#[test]
fn calls_travel_as_command_and_request() {
    assert_form(
        &Call::Start(Start {}),
        json!({"command": "start", "request": {}}),
    );
    assert_form(
        &Call::ListConversations(ListConversations {
            after: Some(ConversationCursor {
                pinned: true,
                updated_at: Timestamp(7),
                id: ConversationId(ID),
            }),
            limit: None,
            archived: false,
            within: Within::NoFolder,
        }),
        json!({"command": "list_conversations", "request": {
            "after": {"pinned": true, "updated_at": 7, "id": ID_TEXT},
            "limit": null, "archived": false, "within": "no_folder"
        }}),
    );
    let older: ListConversations =
        serde_json::from_value(json!({"after": {"updated_at": 7, "id": ID_TEXT}, "limit": null}))
            .unwrap();
    assert!(!older.archived && !older.after.unwrap().pinned);
    assert_eq!(older.within, Within::Everything, "there were no folders");
    assert_form(
        &Call::CreateConversation(CreateConversation { temporary: true }),
        json!({"command": "create_conversation", "request": {"temporary": true}}),
    );
    let older: CreateConversation = serde_json::from_value(json!({})).unwrap();
    assert!(!older.temporary, "what nobody asks for is kept");
    assert_form(
        &Call::KeepConversation(KeepConversation {
            id: ConversationId(ID),
        }),
        json!({"command": "keep_conversation", "request": {"id": ID_TEXT}}),
    );
    assert_form(
        &Call::SendMessage(SendMessage {
            conversation: None,
            parent: None,
            replaces: None,
            text: "Hi".into(),
            attachments: Vec::new(),
            from_draft: true,
            options: ReplyOptions {
                temperature: Some(0.5),
                ..ReplyOptions::default()
            },
            folder: Some(FolderId(ID)),
        }),
        json!({"command": "send_message", "request": {
            "conversation": null, "parent": null, "replaces": null, "text": "Hi",
            "attachments": [], "from_draft": true,
            "options": {"provider": null, "model": null, "system": null, "temperature": 0.5,
                        "top_p": null, "max_tokens": null, "seed": null, "thoughts": null},
            "folder": ID_TEXT
        }}),
    );
    let without: SendMessage = serde_json::from_value(
        json!({"conversation": null, "parent": null, "text": "Hi", "options": ReplyOptions::default()}),
    )
    .unwrap();
    assert!(!without.from_draft, "a draft is dropped on request alone");
    let patch: Call = serde_json::from_value(
        json!({"command": "settings_patch", "request": {"temperature": 1.0}}),
    )
    .unwrap();
    let Call::SettingsPatch(patch) = patch else {
        panic!("another command: {patch:?}")
    };
    assert_eq!(
        patch,
        SettingsPatch {
            temperature: Some(1.0),
            ..SettingsPatch::default()
        },
        "what a patch leaves out stays as it is"
    );
}

#[test]
fn a_call_is_named_after_its_method() {
    assert_eq!(Call::Start(Start {}).name(), "start");
    assert_eq!(
        Call::SettingsPatch(SettingsPatch::default()).name(),
        "change_settings"
    );
}

#[test]
fn unknown_commands_and_wrong_requests_are_refused() {
    for wrong in [
        json!({"command": "greet", "request": {}}),
        json!({"command": "cancel_job", "request": {}}),
        json!({"command": "cancel_job", "request": {"id": "1"}}),
        json!({"command": "cancel_job"}),
    ] {
        assert!(
            serde_json::from_value::<Call>(wrong.clone()).is_err(),
            "{wrong} is no call"
        );
    }
}

#[test]
fn events_travel_under_their_names() {
    assert_form(
        &Event::ReplyDelta(ReplyDelta {
            conversation: ConversationId(ID),
            message: MessageId(ID),
            offset: 5,
            text: "ü".into(),
        }),
        json!({"reply_delta": {"conversation": ID_TEXT, "message": ID_TEXT, "offset": 5, "text": "ü"}}),
    );
    assert_form(
        &Event::ReplyProgress(ReplyProgress {
            conversation: ConversationId(ID),
            message: MessageId(ID),
            phase: ReplyPhase::Reading { done: 1, total: 2 },
        }),
        json!({"reply_progress": {
            "conversation": ID_TEXT, "message": ID_TEXT,
            "phase": {"phase": "reading", "done": 1, "total": 2}
        }}),
    );
    assert_form(
        &Event::MessageChanged(message()),
        json!({"message_changed": {
            "id": ID_TEXT, "conversation": ID_TEXT, "parent": null, "role": "assistant",
            "text": "Grün", "thinking": null, "status": "complete", "error": null, "created_at": 1,
            "reply": {"model": "m", "provider": "local", "route": "local", "cost": null,
                      "usage": {"input_tokens": 3, "output_tokens": 2},
                      "timing": {"first_token_ms": 4, "total_ms": 5},
                      "finish": "length", "trimmed": 0},
            "siblings": {"ids": [ID_TEXT]}
        }}),
    );
    assert_form(
        &Event::ConversationRemoved(ConversationId(ID)),
        json!({"conversation_removed": ID_TEXT}),
    );
    assert_form(
        &Event::JobChanged(job(JobState::Waiting {
            retry_at: Timestamp(9),
        })),
        json!({"job_changed": {
            "id": ID_TEXT, "kind": "model_download", "title": "m.gguf",
            "state": {"state": "waiting", "retry_at": 9}, "progress": null, "error": null,
            "attempts": 1, "created_at": 1, "updated_at": 2
        }}),
    );
    let report = ImportReport {
        imported: 2,
        skipped: 1,
        skips: vec![SkippedConversation {
            title: None,
            reason: "it is empty".into(),
        }],
        ..ImportReport::default()
    };
    assert_form(
        &JobReport::Import(report),
        json!({
            "of": "import", "imported": 2, "updated": 0, "unchanged": 0, "skipped": 1,
            "damaged_messages": 0, "skips": [{"title": null, "reason": "it is empty"}]
        }),
    );
    assert_form(&Event::ConversationsChanged, json!("conversations_changed"));
    assert_form(
        &Event::ModelsChanged(ModelShelf {
            models: vec![LocalModel {
                id: ModelId("m".into()),
                name: "M".into(),
                bytes: 1,
                license: None,
                pinned: true,
                bundled: false,
                context_length: Some(2048),
                tokens_per_second: None,
                state: ModelState::Loading { fraction: 0.5 },
            }],
            used_bytes: 1,
            free_bytes: None,
        }),
        json!({"models_changed": {
            "models": [{"id": "m", "name": "M", "bytes": 1, "license": null, "pinned": true,
                        "bundled": false, "context_length": 2048, "tokens_per_second": null,
                        "state": {"state": "loading", "fraction": 0.5}}],
            "used_bytes": 1, "free_bytes": null
        }}),
    );
    assert_form(
        &Event::FoldersChanged(vec![Folder {
            id: FolderId(ID),
            name: "Thesis".into(),
            collapsed: true,
            conversations: 3,
        }]),
        json!({"folders_changed": [
            {"id": ID_TEXT, "name": "Thesis", "collapsed": true, "conversations": 3}
        ]}),
    );
    assert_form(&Within::Folder(FolderId(ID)), json!({"folder": ID_TEXT}));
    assert_form(&Event::Lagged, json!("lagged"));
}

#[test]
fn settings_of_an_older_pulse_are_completed() {
    let settings: Settings = serde_json::from_value(json!({"temperature": 1.5})).unwrap();
    assert_eq!(
        settings,
        Settings {
            temperature: 1.5,
            ..Settings::default()
        }
    );
}

#[test]
fn errors_travel_with_code_and_message() {
    let error = Error::new(Code::StorageFull, "The disk is full");
    assert_form(
        &error,
        json!({"code": "storage_full", "message": "The disk is full"}),
    );
    assert_form(
        &error.clone().with_detail("/home/me"),
        json!({"code": "storage_full", "message": "The disk is full", "detail": "/home/me"}),
    );
    assert_eq!(
        error.with_detail("/home/me").to_string(),
        "The disk is full (/home/me)"
    );
}

#[test]
fn every_code_has_one_name() {
    let all = [
        Code::InvalidInput,
        Code::NotFound,
        Code::Conflict,
        Code::Internal,
        Code::StorageUnavailable,
        Code::StorageFull,
        Code::StorageReadOnly,
        Code::StorageBusy,
        Code::DatabaseNewer,
        Code::DatabaseCorrupt,
        Code::ModelMissing,
        Code::ModelInvalid,
        Code::ModelTooLarge,
        Code::ProcessorTooOld,
        Code::ContextTooLong,
        Code::Network,
        Code::KeyRejected,
        Code::NoCredit,
        Code::RateLimited,
        Code::ContentRefused,
        Code::KeychainUnavailable,
        Code::ChecksumMismatch,
        Code::Cancelled,
    ];
    let mut names = HashMap::new();
    for code in all {
        assert_eq!(
            serde_json::to_value(code).unwrap(),
            json!(code.as_str()),
            "logs and wire must say the same"
        );
        assert_eq!(
            names.insert(code.as_str(), code),
            None,
            "a name stands for one code"
        );
    }
    // The list above is complete: serde names every variant in its refusal.
    let refusal = serde_json::from_value::<Code>(json!("no such code"))
        .unwrap_err()
        .to_string();
    assert_eq!(
        refusal.matches('`').count(),
        2 * (all.len() + 1),
        "{refusal}"
    );
}

mod small {
    //! A command list of its own: the macro is tested, not one list.

    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Add {
        pub left: u32,
        pub right: u32,
    }

    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Forget {}

    contract::commands! {
        /// Adds.
        add: Add -> u32;
        /// Forgets.
        forget: Forget -> ();
    }
}

use small::{Add, Forget, Handlers as _};

/// Counts, and refuses to forget.
#[derive(Default)]
struct Sums(Mutex<Vec<u32>>);

impl small::Handlers for Sums {
    async fn add(&self, request: Add) -> Result<u32> {
        let sum = request.left + request.right;
        self.0.lock().unwrap().push(sum);
        Ok(sum)
    }

    async fn forget(&self, _: Forget) -> Result<()> {
        Err(Error::new(Code::Conflict, "never"))
    }
}

/// Through JSON and back, as between window and desktop.
struct Loopback<'a>(&'a Sums);

impl contract::Transport<small::Call> for Loopback<'_> {
    async fn call(&self, call: small::Call) -> Result<Vec<u8>> {
        let call = serde_json::from_slice(&serde_json::to_vec(&call).unwrap()).unwrap();
        small::dispatch(self.0, call).await
    }
}

#[test]
fn a_call_reaches_its_handler_and_the_reply_its_caller() {
    let sums = Sums::default();
    let client = small::Client(Loopback(&sums));
    assert_eq!(block_on(client.add(Add { left: 2, right: 3 })), Ok(5));
    assert_eq!(
        *sums.0.lock().unwrap(),
        [5],
        "it was the handler that answered"
    );
    let refused = block_on(client.forget(Forget {})).unwrap_err();
    assert_eq!(refused.code, Code::Conflict, "errors cross unchanged");
    assert_eq!(block_on(sums.add(Add { left: 1, right: 1 })), Ok(2));
}

#[test]
fn a_reply_of_another_shape_is_an_error_and_not_a_default() {
    struct Garbage;
    impl contract::Transport<Call> for Garbage {
        async fn call(&self, _: Call) -> Result<Vec<u8>> {
            Ok(b"{}".to_vec())
        }
    }
    let client = contract::Client(Garbage);
    let error = block_on(client.cancel_job(CancelJob { id: JobId(ID) })).unwrap_err();
    assert_eq!(error.code, Code::Internal);
}
