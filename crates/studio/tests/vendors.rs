//! Replies by the user's own key, from stand-ins that speak the vendors' wire formats.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::path::Path;

use common::{ask, end_of, options, question, question_in, text_of};
use contract::conversation::{ListConversations, OpenConversation};
use contract::message::{
    ContinueReply, FinishReason, MessageStatus, ModelChoice, ReplyOptions, RetryReply, Route,
    SelectBranch, SendMessage, StopReply,
};
use contract::provider::{
    DeleteKey, ListProviderModels, ListProviders, Provider, SetProvider, TypedKey,
};
use contract::settings::SettingsPatch;
use contract::{Code, Handlers, ModelId, ProviderId};
use sandbox::Sandbox;
use secrets::{FileKey, Place};
use studio::{Opening, Studio};
use tempfile::TempDir;

/// Keys without a keychain, and whatever the environment says.
fn place(folder: &TempDir) -> Place {
    Place::File {
        path: folder.path().join("secrets.age"),
        key: FileKey::KeyFile(folder.path().join("elsewhere.key")),
    }
}

async fn studio(folder: &TempDir) -> Studio {
    let opening = Opening::new(options(folder)).keeping_keys_in(place(folder));
    opening.open().await.unwrap()
}

/// The sandbox's three vendors, with their keys.
async fn with_vendors(folder: &TempDir) -> (Studio, Sandbox) {
    let (studio, sandbox) = (studio(folder).await, Sandbox::start(0).await.unwrap());
    for id in ["openai", "anthropic", "google"] {
        set(&studio, id, Some(sandbox::KEY), Some(&sandbox.base(id))).await;
    }
    (studio, sandbox)
}

async fn set(studio: &Studio, id: &str, key: Option<&str>, base: Option<&str>) -> Provider {
    let request = SetProvider {
        id: ProviderId(id.into()),
        key: key.map(|key| TypedKey(key.into())),
        base_url: base.map(str::to_owned),
        location: None,
    };
    studio.set_provider(request).await.unwrap()
}

fn of(provider: &str, model: &str) -> ReplyOptions {
    ReplyOptions {
        provider: Some(ProviderId(provider.into())),
        model: Some(ModelId(model.into())),
        ..ReplyOptions::default()
    }
}

fn asking(provider: &str, text: &str) -> SendMessage {
    SendMessage {
        options: of(provider, "small"),
        ..question(text)
    }
}

#[tokio::test]
async fn each_vendor_answers_and_the_conversation_stays_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = with_vendors(&folder).await;
    for id in ["openai", "anthropic", "google"] {
        let (sent, end) = ask(&studio, asking(id, "Name a colour.")).await;
        assert_eq!(end.status, MessageStatus::Complete, "{:?}", end.error);
        assert!(!end.text.is_empty());
        let info = end.reply.unwrap();
        assert_eq!((info.provider.0.as_str(), info.route), (id, Route::Key));
        assert_eq!(info.finish, Some(FinishReason::Stop));
        assert!(info.usage.is_some_and(|usage| usage.output_tokens > 0));
        let (_, end) = ask(&studio, question_in(sent.conversation.id, "Another.")).await;
        assert_eq!(
            end.reply.unwrap().provider.0,
            id,
            "what a conversation begins with goes on in it"
        );
    }
}

#[tokio::test]
async fn thoughts_are_kept_beside_the_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = with_vendors(&folder).await;
    for id in ["openai", "anthropic", "google"] {
        let mut request = asking(id, "sandbox: think");
        request.options.thoughts = Some(true);
        let (_, end) = ask(&studio, request).await;
        let thinking = end.thinking.clone().unwrap();
        assert!(!thinking.text.is_empty() && !end.text.contains(&thinking.text));
        assert!(thinking.duration_ms.is_some());
        let stored = common::messages(&studio, end.conversation).await.pop();
        assert_eq!(stored, Some(end), "what is told is what is stored");
    }
}

#[tokio::test]
async fn failures_say_what_to_do_and_never_hold_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, sandbox) = with_vendors(&folder).await;
    for id in ["openai", "anthropic", "google"] {
        for (prompt, code) in [
            ("sandbox: rate", Code::RateLimited),
            ("sandbox: credit", Code::NoCredit),
            ("sandbox: long", Code::ContextTooLong),
            ("sandbox: break", Code::Network),
        ] {
            let (_, end) = ask(&studio, asking(id, prompt)).await;
            assert_eq!(end.status, MessageStatus::Failed, "{id} {prompt}");
            let error = end.error.unwrap();
            assert_eq!(error.code, code, "{id} {prompt}: {error}");
            assert!(!error.to_string().contains(sandbox::KEY));
        }
        let wrong = "sk-wrong-0123456789-abcdef";
        set(&studio, id, Some(wrong), None).await;
        let (_, end) = ask(&studio, asking(id, "Hello.")).await;
        let error = end.error.unwrap();
        assert_eq!(error.code, Code::KeyRejected);
        assert!(!error.to_string().contains(wrong), "{error}");
    }
    drop(sandbox);
    studio.shutdown().await;
    for key in [sandbox::KEY, "sk-wrong-0123456789-abcdef"] {
        assert!(!anywhere(folder.path(), key), "the key stands on the disk");
    }
}

/// Whether a file below `folder` holds `text`.
fn anywhere(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return anywhere(&path, text);
        }
        let bytes = std::fs::read(&path).unwrap();
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    })
}

#[tokio::test]
async fn a_cut_reply_keeps_its_text_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = with_vendors(&folder).await;
    let (_, end) = ask(&studio, asking("openai", "sandbox: break")).await;
    assert_eq!(end.status, MessageStatus::Failed);
    assert!(!end.text.is_empty(), "what had arrived stays");
    let mut events = studio.events();
    let before = end.text.clone();
    let request = ContinueReply { reply: end.id };
    studio.continue_reply(request).await.unwrap();
    let end = end_of(&mut events, end.id).await;
    assert!(end.text.starts_with(&before) && end.text.len() > before.len());
    let again = RetryReply {
        reply: end.id,
        options: of("anthropic", "other"),
    };
    let other = studio.retry_reply(again).await.unwrap();
    let other = end_of(&mut events, other.id).await;
    assert_eq!(other.reply.unwrap().provider.0, "anthropic");
}

#[tokio::test]
async fn a_stopped_reply_ends_the_request() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = with_vendors(&folder).await;
    let mut events = studio.events();
    let sent = studio
        .send_message(asking("anthropic", "sandbox: slow"))
        .await
        .unwrap();
    text_of(&mut events, sent.reply.id, 1).await;
    let request = StopReply {
        reply: sent.reply.id,
    };
    studio.stop_reply(request).await.unwrap();
    let end = end_of(&mut events, sent.reply.id).await;
    assert_eq!(end.status, MessageStatus::Stopped);
    assert!(!end.text.is_empty());
}

#[tokio::test]
async fn a_key_is_shown_by_its_end_and_belongs_to_one_server() {
    let folder = tempfile::tempdir().unwrap();
    let studio = studio(&folder).await;
    let key = "sk-0123456789-abcdefgh-wxyz";
    let set_up = set(&studio, "openai", Some(key), None).await;
    assert!(set_up.ready);
    let kept = set_up.key.clone().unwrap();
    assert_eq!(kept.last_four.as_deref(), Some("wxyz"));
    let all = studio.list_providers(ListProviders {}).await.unwrap();
    let said = serde_json::to_string(&all).unwrap();
    assert!(!said.contains("0123456789"), "no reply shows more: {said}");

    let usual = set_up.default_base_url.unwrap();
    let same = set(&studio, "openai", None, Some(&usual)).await;
    assert!(same.key.is_some(), "the same server");
    let elsewhere = set(&studio, "openai", None, Some("https://example.com/v1")).await;
    assert_eq!(elsewhere.key, None, "another server does not get the key");
    set(&studio, "openai", None, Some("")).await;
    let (_, end) = ask(&studio, asking("openai", "Hello.")).await;
    assert_eq!(end.error.unwrap().code, Code::KeyRejected);

    set(&studio, "openai", Some(key), None).await;
    let id = ProviderId("openai".into());
    let gone = studio.delete_key(DeleteKey { id }).await.unwrap();
    assert!(gone.key.is_none() && !gone.ready);
}

#[tokio::test]
async fn what_is_no_key_and_no_address_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let studio = studio(&folder).await;
    for (id, key, base) in [
        ("openai", Some(" \n"), None),
        ("openai", Some("sk-1\nsk-2"), None),
        ("vertex", Some("{}"), None),
        ("openai", None, Some("example")),
        ("openai", None, Some("https://me:secret@example.com")),
    ] {
        let request = SetProvider {
            id: ProviderId(id.into()),
            key: key.map(|key| TypedKey(key.into())),
            base_url: base.map(str::to_owned),
            location: None,
        };
        let error = studio.set_provider(request).await.unwrap_err();
        assert_eq!(error.code, Code::InvalidInput, "{key:?} {base:?}");
        assert!(!error.to_string().contains("sk-1"));
    }
    let unknown = ListProviderModels {
        id: ProviderId("imagen".into()),
        refresh: false,
    };
    let error = studio.list_provider_models(unknown).await.unwrap_err();
    assert_eq!(error.code, Code::InvalidInput);
}

#[tokio::test]
async fn models_are_asked_for_once_and_the_first_answers_where_none_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, sandbox) = with_vendors(&folder).await;
    let list = |refresh| ListProviderModels {
        id: ProviderId("google".into()),
        refresh,
    };
    let before = studio.list_provider_models(list(false)).await.unwrap();
    assert_eq!(before.asked_at, None);
    let asked = studio.list_provider_models(list(true)).await.unwrap();
    assert!(!asked.models.is_empty());
    let kept = studio.list_provider_models(list(false)).await.unwrap();
    assert_eq!(kept, asked);

    let mut request = asking("google", "Hello.");
    request.options.model = None;
    let (_, end) = ask(&studio, request).await;
    assert_eq!(end.reply.unwrap().model, asked.models[0].id);

    let patch = SettingsPatch {
        default_provider: Some(ProviderId("google".into())),
        default_model: Some(ModelId("gemini-x".into())),
        ..SettingsPatch::default()
    };
    studio.change_settings(patch).await.unwrap();
    let (_, end) = ask(&studio, question("Hello.")).await;
    assert_eq!(end.reply.unwrap().model, ModelId("gemini-x".into()));

    let elsewhere = format!("{}/elsewhere", sandbox.base("google"));
    set(&studio, "google", None, Some(&elsewhere)).await;
    let forgotten = studio.list_provider_models(list(false)).await.unwrap();
    assert!(
        forgotten.asked_at.is_none(),
        "another address has other models"
    );
}

#[tokio::test]
async fn several_models_answer_the_same_message_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = with_vendors(&folder).await;
    let beside = |provider: &str| ModelChoice {
        provider: ProviderId(provider.into()),
        model: ModelId("small".into()),
    };
    let mut events = studio.events();
    let request = SendMessage {
        options: ReplyOptions {
            beside: vec![beside("anthropic"), beside("google")],
            ..of("openai", "small")
        },
        ..question("sandbox: slow")
    };
    let sent = studio.send_message(request).await.unwrap();
    let all: Vec<_> = std::iter::once(&sent.reply).chain(&sent.beside).collect();
    let ids: Vec<_> = all.iter().map(|reply| reply.id).collect();
    let providers: Vec<_> = all
        .iter()
        .map(|reply| reply.reply.as_ref().unwrap().provider.0.as_str())
        .collect();
    assert_eq!(providers, ["openai", "anthropic", "google"]);
    assert!(all.iter().all(|reply| reply.siblings.beside == ids));
    for id in &ids {
        text_of(&mut events, *id, 1).await;
    }

    // The next message waits for all of them, not just for the first that ends.
    let next = question_in(sent.conversation.id, "And then?");
    let stop = |reply| studio.stop_reply(StopReply { reply });
    for id in &ids {
        let refused = studio.send_message(next.clone()).await.unwrap_err();
        assert_eq!(refused.code, Code::Conflict);
        stop(*id).await.unwrap();
    }
    let open = OpenConversation {
        id: sent.conversation.id,
        limit: None,
        around: None,
    };
    let view = studio.open_conversation(open).await.unwrap();
    assert_eq!(view.page.messages.last().unwrap().id, ids[0]);
    let others: Vec<_> = view.page.beside.iter().map(|one| one.id).collect();
    assert_eq!(others, ids[1..]);
    assert!(view.page.beside.iter().all(|one| !one.text.is_empty()));

    // What goes on follows the one that was chosen, and asks just one model.
    let chosen = SelectBranch { message: ids[2] };
    studio.select_branch(chosen).await.unwrap();
    let (went_on, end) = ask(&studio, next).await;
    assert_eq!(end.status, MessageStatus::Complete, "{:?}", end.error);
    assert_eq!(went_on.message.parent, Some(ids[2]));
    assert_eq!(went_on.beside.len(), 0, "each of them may cost money");
}

#[tokio::test]
async fn too_many_models_and_unknown_ones_are_refused_before_anything_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = with_vendors(&folder).await;
    let unknown = ModelChoice {
        provider: ProviderId("nobody".into()),
        model: ModelId("small".into()),
    };
    for beside in [vec![unknown.clone()], vec![unknown.clone(); 4]] {
        let options = ReplyOptions {
            beside,
            ..of("openai", "small")
        };
        let request = SendMessage {
            options,
            ..question("Hello")
        };
        let refused = studio.send_message(request).await.unwrap_err();
        assert_eq!(refused.code, Code::InvalidInput, "{refused}");
    }
    let list = studio.list_conversations(ListConversations::default());
    assert_eq!(list.await.unwrap().conversations, []);
}

#[tokio::test]
async fn where_a_server_counts_no_tokens_they_are_estimated_and_marked() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, sandbox) = with_vendors(&folder).await;
    // It is not asked to count, and so does not.
    set(
        &studio,
        "mistral",
        Some(sandbox::KEY),
        Some(&sandbox.base("openai")),
    )
    .await;
    let (sent, end) = ask(&studio, asking("mistral", "Name a colour.")).await;
    let usage = end.reply.as_ref().unwrap().usage.unwrap();
    assert!(usage.estimated, "{usage:?}");
    assert!(
        usage.input_tokens > 3 && usage.output_tokens > 3,
        "{usage:?}"
    );
    assert_eq!(
        end.reply.as_ref().unwrap().cost,
        None,
        "no price is made of it"
    );
    let stored = common::messages(&studio, sent.conversation.id).await.pop();
    assert_eq!(stored, Some(end));
    let (_, counted) = ask(&studio, asking("openai", "Name a colour.")).await;
    assert!(!counted.reply.unwrap().usage.unwrap().estimated);
}
