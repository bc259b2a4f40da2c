//! Titles by vendors' models, from stand-ins.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::{ask, options, question, question_in, until};
use contract::conversation::{ConversationSummary, ListConversations, RenameConversation};
use contract::message::{MessageStatus, ReplyOptions, SendMessage};
use contract::provider::{SetProvider, TypedKey};
use contract::settings::SettingsPatch;
use contract::usage::{ReadUsage, UsageGroup, UsageSums};
use contract::{Code, Event, Handlers, ModelId, ProviderId, Timestamp};
use sandbox::Sandbox;
use secrets::{FileKey, Place};
use studio::{Opening, Studio};
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;

async fn studio(folder: &TempDir, short_lived: bool) -> (Studio, Sandbox) {
    let place = Place::File {
        path: folder.path().join("secrets.age"),
        key: FileKey::KeyFile(folder.path().join("elsewhere.key")),
    };
    let mut opening = Opening::new(options(folder)).keeping_keys_in(place);
    if short_lived {
        opening = opening.leaving_jobs_alone();
    }
    let studio = opening.open().await.unwrap();
    let sandbox = Sandbox::start(0).await.unwrap();
    let request = SetProvider {
        id: ProviderId("openai".into()),
        key: Some(TypedKey(sandbox::KEY.into())),
        base_url: Some(sandbox.base("openai")),
        location: None,
    };
    studio.set_provider(request).await.unwrap();
    (studio, sandbox)
}

fn asking(text: &str) -> SendMessage {
    SendMessage {
        options: ReplyOptions {
            provider: Some(ProviderId("openai".into())),
            model: Some(ModelId("small".into())),
            ..ReplyOptions::default()
        },
        ..question(text)
    }
}

async fn titled(events: &mut Receiver<Event>, title: &str) -> ConversationSummary {
    until(events, |event| match event {
        Event::ConversationChanged(changed) if changed.title == title => Some(changed),
        _ => None,
    })
    .await
}

/// Waits until so many requests were counted.
async fn counted(studio: &Studio, requests: u64) -> UsageSums {
    let all = ReadUsage {
        from: Timestamp(1_600_000_000_000),
        to: Timestamp(1_900_000_000_000),
        group: UsageGroup::Provider,
        offset_minutes: 0,
    };
    let wait = async {
        loop {
            let sums = studio.read_usage(all.clone()).await.unwrap().totals;
            if sums.requests >= requests {
                return sums;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), wait)
        .await
        .expect("it is never counted")
}

const MADE: &str = "A tortoise 🐢 and a żółw";

#[tokio::test]
async fn the_model_that_answered_makes_the_title_and_it_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = studio(&folder, false).await;
    let mut events = studio.events();
    let (sent, end) = ask(&studio, asking("sandbox: named")).await;
    assert_eq!(sent.conversation.title, "sandbox: named", "until then");
    assert_eq!(end.status, MessageStatus::Complete);
    let made = titled(&mut events, MADE).await;
    assert_eq!(made.id, sent.conversation.id);
    let sums = counted(&studio, 2).await;
    assert!(sums.input_tokens > u64::from(end.reply.unwrap().usage.unwrap().input_tokens));

    let (_, _) = ask(&studio, question_in(made.id, "sandbox: named")).await;
    let sums = counted(&studio, 3).await;
    assert_eq!(sums.requests, 3, "the second reply changes no title");
    studio.shutdown().await;
}

#[tokio::test]
async fn an_answer_that_is_no_title_leaves_the_first_words() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = studio(&folder, false).await;
    let (sent, _) = ask(&studio, asking("Name a colour.")).await;
    counted(&studio, 2).await;
    let id = sent.conversation.id;
    assert_eq!(common::messages(&studio, id).await.len(), 2);
    let list = studio
        .list_conversations(ListConversations::default())
        .await
        .unwrap();
    assert_eq!(list.conversations[0].title, "Name a colour.");
    studio.shutdown().await;
}

#[tokio::test]
async fn who_does_not_want_titles_does_not_pay_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = studio(&folder, false).await;
    let patch = SettingsPatch {
        titles: Some(false),
        ..SettingsPatch::default()
    };
    studio.change_settings(patch).await.unwrap();
    let (sent, _) = ask(&studio, asking("sandbox: named")).await;
    ask(&studio, question_in(sent.conversation.id, "And then?")).await;
    assert_eq!(counted(&studio, 2).await.requests, 2);
    let list = studio
        .list_conversations(ListConversations::default())
        .await;
    assert_eq!(list.unwrap().conversations[0].title, "sandbox: named");
    studio.shutdown().await;
}

#[tokio::test]
async fn a_failed_reply_has_nothing_to_make_a_title_of() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = studio(&folder, false).await;
    let (_, end) = ask(&studio, asking("sandbox: break named")).await;
    assert_eq!(end.error.unwrap().code, Code::Network);
    let mut events = studio.events();
    ask(&studio, asking("sandbox: named")).await;
    titled(&mut events, MADE).await;
    let list = studio
        .list_conversations(ListConversations::default())
        .await;
    let list = list.unwrap().conversations;
    let made = list.iter().filter(|one| one.title == MADE);
    assert_eq!(made.count(), 1);
    studio.shutdown().await;
}

#[tokio::test]
async fn a_persons_title_stays_and_a_short_lived_process_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let (studio, sandbox) = studio(&folder, true).await;
    let (sent, end) = ask(&studio, asking("sandbox: named")).await;
    let id = sent.conversation.id;
    assert_eq!(counted(&studio, 1).await.requests, 1);
    studio.shutdown().await;
    drop(sandbox);

    let other = tempfile::tempdir().unwrap();
    let (studio, _sandbox) = self::studio(&other, false).await;
    let (sent, _) = ask(&studio, asking("sandbox: named")).await;
    let title = "Mine".to_owned();
    let id_there = sent.conversation.id;
    studio
        .rename_conversation(RenameConversation {
            id: id_there,
            title,
        })
        .await
        .unwrap();
    // Another first reply gives the model a second chance, which it must not take.
    let again = contract::message::RetryReply {
        reply: sent.reply.id,
        options: ReplyOptions::default(),
    };
    let mut events = studio.events();
    let again = studio.retry_reply(again).await.unwrap();
    common::end_of(&mut events, again.id).await;
    counted(&studio, 2).await;
    let list = studio
        .list_conversations(ListConversations::default())
        .await
        .unwrap();
    assert_eq!(list.conversations[0].title, "Mine");
    assert_ne!((id, end.id), (id_there, again.id));
    studio.shutdown().await;
}
