//! Conversations, drafts, search, settings and the start, as the window uses them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::sync::Arc;

use common::{Step, ask, open, options, question, question_in, stage, until};
use contract::conversation::{
    CreateConversation, DeleteConversation, EarlierMessages, ListConversations, OpenConversation,
    RenameConversation, RestoreConversation, SaveDraft,
};
use contract::message::SendMessage;
use contract::model::PickModelFile;
use contract::search::Search;
use contract::settings::{Notice, SettingsPatch, Start};
use contract::{Call, Code, Event, Handlers, ModelId};
use futures::FutureExt;
use futures::future::BoxFuture;
use studio::{Host, Opening, Studio};

#[tokio::test]
async fn a_conversation_from_its_making_to_its_return() {
    let stage = stage().await;
    let studio = &stage.studio;
    let mut events = studio.events();
    let made = studio
        .create_conversation(CreateConversation::default())
        .await
        .unwrap();
    let id = made.id;
    let title = "  New\ttitle ".to_owned();
    let renamed = studio
        .rename_conversation(RenameConversation { id, title })
        .await
        .unwrap();
    assert_eq!(renamed.title, "New title");
    studio
        .delete_conversation(DeleteConversation { id })
        .await
        .unwrap();
    let open = OpenConversation {
        id,
        limit: None,
        around: None,
    };
    assert_eq!(
        studio
            .open_conversation(open.clone())
            .await
            .unwrap_err()
            .code,
        Code::NotFound
    );
    let listed = studio
        .list_conversations(ListConversations::default())
        .await
        .unwrap();
    assert_eq!(listed.conversations, []);
    let back = studio
        .restore_conversation(RestoreConversation { id })
        .await
        .unwrap();
    assert_eq!(back.title, "New title", "undo brings all of it back");
    assert_eq!(
        studio.open_conversation(open).await.unwrap().conversation,
        back
    );

    let mut told = Vec::new();
    until(&mut events, |event| {
        told.push(event);
        (told.len() == 4).then_some(())
    })
    .await;
    assert_eq!(
        told,
        [
            Event::ConversationChanged(made),
            Event::ConversationChanged(renamed),
            Event::ConversationRemoved(id),
            Event::ConversationChanged(back)
        ],
        "another window follows by events alone"
    );
}

#[tokio::test]
async fn drafts_are_kept_until_they_are_sent() {
    let stage = stage().await;
    let studio = &stage.studio;
    let draft = |conversation, text: &str| SaveDraft {
        conversation,
        text: text.into(),
    };
    studio.save_draft(draft(None, "half a")).await.unwrap();
    let id = studio
        .create_conversation(CreateConversation::default())
        .await
        .unwrap()
        .id;
    studio
        .save_draft(draft(Some(id), "other half"))
        .await
        .unwrap();
    assert_eq!(studio.start(Start {}).await.unwrap().draft, "half a");
    let open = OpenConversation {
        id,
        limit: None,
        around: None,
    };
    assert_eq!(
        studio.open_conversation(open.clone()).await.unwrap().draft,
        "other half"
    );

    stage.script.reply([Step::done(0)]);
    ask(studio, question_in(id, "asked by `pulse ask`")).await;
    assert_eq!(
        studio.open_conversation(open.clone()).await.unwrap().draft,
        "other half",
        "what somebody is typing is not another program's to drop"
    );
    let from_draft = |request| SendMessage {
        from_draft: true,
        ..request
    };
    stage.script.reply([Step::done(0)]);
    ask(studio, from_draft(question_in(id, "other half, whole"))).await;
    assert_eq!(studio.open_conversation(open).await.unwrap().draft, "");
    assert_eq!(
        studio.start(Start {}).await.unwrap().draft,
        "half a",
        "not this one"
    );
    stage.script.reply([Step::done(0)]);
    ask(studio, from_draft(question("half a question"))).await;
    assert_eq!(studio.start(Start {}).await.unwrap().draft, "");
}

#[tokio::test]
async fn the_start_brings_what_is_open_as_opening_it_would() {
    let stage = stage().await;
    let studio = &stage.studio;
    stage.script.reply([Step::text("four"), Step::done(1)]);
    let (sent, _) = ask(studio, question("two and two")).await;
    let id = sent.conversation.id;
    let patch = SettingsPatch {
        open_conversation: Some(id),
        ..SettingsPatch::default()
    };
    studio.change_settings(patch).await.unwrap();
    let opened = studio
        .open_conversation(OpenConversation {
            id,
            limit: None,
            around: None,
        })
        .await
        .unwrap();
    assert_eq!(opened.page.messages.len(), 2, "the question and the reply");
    assert_eq!(
        studio.start(Start {}).await.unwrap().reopened,
        Some(opened),
        "the window does not ask for it again"
    );
}

#[tokio::test]
async fn the_start_opens_no_deleted_conversation() {
    let stage = stage().await;
    let studio = &stage.studio;
    let id = studio
        .create_conversation(CreateConversation::default())
        .await
        .unwrap()
        .id;
    let patch = SettingsPatch {
        open_conversation: Some(id),
        ..SettingsPatch::default()
    };
    studio.change_settings(patch).await.unwrap();
    let open = async || {
        let started = studio.start(Start {}).await.unwrap();
        let reopened = started.reopened.map(|view| view.conversation.id);
        assert_eq!(reopened, started.settings.open_conversation);
        reopened
    };
    assert_eq!(open().await, Some(id));
    studio
        .delete_conversation(DeleteConversation { id })
        .await
        .unwrap();
    assert_eq!(open().await, None, "the window would begin with an error");
    studio
        .restore_conversation(RestoreConversation { id })
        .await
        .unwrap();
    assert_eq!(open().await, Some(id), "an undone deletion is forgotten");
}

#[tokio::test]
async fn finished_replies_are_found() {
    let stage = stage().await;
    let studio = &stage.studio;
    stage.script.reply([
        Step::text("The sky is "),
        Step::text("cerulean."),
        Step::done(2),
    ]);
    let (sent, end) = ask(studio, question("Which blue?")).await;
    let search = |query: &str| {
        studio.search(Search {
            query: query.into(),
            limit: None,
        })
    };
    let found = search("cerul").await.unwrap();
    assert_eq!(found.hits.len(), 1);
    assert_eq!(found.hits[0].conversation.id, sent.conversation.id);
    assert_eq!(found.hits[0].message, Some(end.id));
    assert_eq!(
        search("  ").await.unwrap().hits,
        [],
        "nothing typed, nothing found"
    );
    assert_eq!(
        search("\"unbalanced OR (").await.unwrap().hits,
        [],
        "there is no query syntax"
    );
}

#[tokio::test]
async fn long_conversations_come_in_pages() {
    let stage = stage().await;
    let studio = &stage.studio;
    stage.script.reply([Step::text("0"), Step::done(1)]);
    let (sent, _) = ask(studio, question("0?")).await;
    let id = sent.conversation.id;
    for n in 1..4 {
        stage
            .script
            .reply([Step::text(&n.to_string()), Step::done(1)]);
        ask(studio, question_in(id, &format!("{n}?"))).await;
    }
    let open = OpenConversation {
        id,
        limit: Some(3),
        around: None,
    };
    let view = studio.open_conversation(open).await.unwrap();
    let texts = |page: &contract::conversation::MessagePage| {
        page.messages
            .iter()
            .map(|message| message.text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(&view.page), ["2", "3?", "3"]);
    assert_eq!(view.page.earlier, 5);
    let before = view.page.messages[0].id;
    let earlier = EarlierMessages {
        before,
        limit: Some(200),
    };
    let earlier = studio.earlier_messages(earlier).await.unwrap();
    assert_eq!(texts(&earlier), ["0?", "0", "1?", "1", "2?"]);
    let too_many = EarlierMessages {
        before,
        limit: Some(201),
    };
    let refused = studio.earlier_messages(too_many).await.unwrap_err();
    assert_eq!(
        (refused.code, refused.detail.as_deref()),
        (Code::InvalidInput, Some("limit"))
    );
}

#[tokio::test]
async fn settings_are_checked_told_and_kept() {
    let stage = stage().await;
    let studio = &stage.studio;
    let mut events = studio.events();
    let base = SettingsPatch::default;
    for (patch, field) in [
        (
            SettingsPatch {
                temperature: Some(f32::INFINITY),
                ..base()
            },
            "temperature",
        ),
        (
            SettingsPatch {
                top_p: Some(0.0),
                ..base()
            },
            "top_p",
        ),
        (
            SettingsPatch {
                max_tokens: Some(0),
                ..base()
            },
            "max_tokens",
        ),
        (
            SettingsPatch {
                unload_after_minutes: Some(100_000),
                ..base()
            },
            "unload_after_minutes",
        ),
        (
            SettingsPatch {
                list_width: Some(1),
                ..base()
            },
            "list_width",
        ),
    ] {
        let refused = studio.change_settings(patch).await.unwrap_err();
        assert_eq!(
            (refused.code, refused.detail.as_deref()),
            (Code::InvalidInput, Some(field))
        );
    }
    let gone = SettingsPatch {
        default_model: Some(ModelId("missing".into())),
        ..base()
    };
    assert_eq!(
        studio.change_settings(gone).await.unwrap_err().code,
        Code::ModelMissing
    );

    let patch = SettingsPatch {
        top_p: Some(0.5),
        first_run_done: Some(true),
        ..base()
    };
    let changed = studio.change_settings(patch).await.unwrap();
    assert_eq!(
        until(&mut events, Some).await,
        Event::SettingsChanged(changed.clone()),
        "the refused ones were not told"
    );
    studio.shutdown().await;
    let (studio, _) = open(&stage.folder).await;
    assert_eq!(studio.start(Start {}).await.unwrap().settings, changed);
}

#[tokio::test]
async fn a_damaged_database_is_kept_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    let garbage = vec![b'x'; 8192];
    std::fs::write(folder.path().join("pulse.db"), &garbage).unwrap();
    let (studio, _) = open(&folder).await;
    let started = studio.start(Start {}).await.unwrap();
    let [Notice::DatabaseSetAside { path }] = &started.notices[..] else {
        panic!("the user must be told: {:?}", started.notices)
    };
    assert_eq!(
        std::fs::read(path).unwrap(),
        garbage,
        "kept as it was, never replaced"
    );
}

#[tokio::test]
async fn an_unusable_home_is_reported_before_anything_else() {
    let folder = tempfile::tempdir().unwrap();
    let options = options(&folder);
    std::fs::remove_dir(folder.path().join("sessions")).unwrap();
    std::fs::write(folder.path().join("sessions"), "a file in the way").unwrap();
    let Err(error) = Studio::open(options).await else {
        panic!("it must not open")
    };
    assert_eq!(error.code, Code::StorageUnavailable);
    assert!(
        !folder.path().join("pulse.db").exists(),
        "found before a database is begun"
    );
}

/// A host whose dialog breaks.
struct Broken;

impl Host for Broken {
    fn pick_model_file(&self) -> BoxFuture<'_, Option<String>> {
        async { panic!("a user's private words") }.boxed()
    }

    fn pick_attachments(&self) -> BoxFuture<'_, Vec<String>> {
        Box::pin(std::future::ready(Vec::new()))
    }
}

#[tokio::test]
async fn a_panic_is_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = options(&folder);
    options.host = Arc::new(Broken);
    let studio = Opening::new(options).open().await.unwrap();
    let call = Call::PickModelFile(PickModelFile {});
    let error = studio::answer(&studio, call).await.unwrap_err();
    assert_eq!(error.code, Code::Internal);
    assert!(
        error.message.contains("pick_model_file"),
        "says where: {}",
        error.message
    );
    assert!(
        !error.to_string().contains("private"),
        "a panic's text may quote the user"
    );
    let bytes = studio::answer(&studio, Call::Start(Start {}))
        .await
        .unwrap();
    let started: contract::settings::Started = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(started.version, env!("CARGO_PKG_VERSION"), "life goes on");
}
