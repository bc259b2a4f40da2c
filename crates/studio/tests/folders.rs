//! Folders as the window uses them: what is told, what a start shows, what comes back.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::{Step, ask, open, question, stage, until};
use contract::conversation::{ArchiveConversation, DeleteConversation, ListConversations};
use contract::folder::{
    CollapseFolder, CreateFolder, DeleteFolder, Folder, ListFolders, MoveConversation,
    RenameFolder, RestoreFolder, Within,
};
use contract::job::JobState;
use contract::message::SendMessage;
use contract::settings::Start;
use contract::transfer::{ExportAll, ImportConversations};
use contract::{Code, ConversationId, Event, FolderId, Handlers};
use studio::Studio;

async fn made(studio: &Studio, name: &str) -> Folder {
    let name = name.to_owned();
    studio.create_folder(CreateFolder { name }).await.unwrap()
}

async fn within(studio: &Studio, within: Within) -> Vec<ConversationId> {
    let asked = ListConversations {
        within,
        ..ListConversations::default()
    };
    let page = studio.list_conversations(asked).await.unwrap();
    page.conversations.iter().map(|row| row.id).collect()
}

fn into(id: ConversationId, folder: Option<FolderId>) -> MoveConversation {
    MoveConversation { id, folder }
}

#[tokio::test]
async fn a_folder_from_its_making_to_its_return() {
    let stage = stage().await;
    let studio = &stage.studio;
    let mut events = studio.events();
    let mut told = async || {
        until(&mut events, |event| match event {
            Event::FoldersChanged(folders) => Some(folders),
            _ => None,
        })
        .await
    };
    let folder = made(studio, " Thesis ").await;
    assert_eq!(told().await, std::slice::from_ref(&folder));
    stage.script.reply([Step::text("Yes."), Step::done(1)]);
    let begins = SendMessage {
        folder: Some(folder.id),
        ..question("Here?")
    };
    let (sent, _) = ask(studio, begins).await;
    let id = sent.conversation.id;
    assert_eq!(sent.conversation.folder, Some(folder.id));
    assert_eq!(
        told().await[0].conversations,
        1,
        "its count grows by itself"
    );
    let rename = RenameFolder {
        id: folder.id,
        name: "Dissertation".into(),
    };
    let renamed = studio.rename_folder(rename).await.unwrap();
    assert_eq!(told().await, [renamed]);

    let delete = DeleteFolder { id: folder.id };
    studio.delete_folder(delete).await.unwrap();
    assert_eq!(told().await, []);
    assert_eq!(within(studio, Within::NoFolder).await, [id]);
    let back = studio.restore_folder(RestoreFolder { id: folder.id });
    let back = back.await.unwrap();
    assert_eq!(told().await, [back]);
    assert_eq!(within(studio, Within::Folder(folder.id)).await, [id]);

    let archive = ArchiveConversation { id, archived: true };
    studio.archive_conversation(archive).await.unwrap();
    assert_eq!(told().await[0].conversations, 0);
    let archive = ArchiveConversation {
        id,
        archived: false,
    };
    studio.archive_conversation(archive).await.unwrap();
    assert_eq!(told().await[0].conversations, 1);
    studio
        .delete_conversation(DeleteConversation { id })
        .await
        .unwrap();
    assert_eq!(told().await[0].conversations, 0);
}

#[tokio::test]
async fn a_start_shows_what_is_in_open_folders() {
    let stage = stage().await;
    let studio = &stage.studio;
    let (open_one, closed) = (made(studio, "b").await, made(studio, "A").await);
    let mut ids = Vec::new();
    for _ in 0..3 {
        stage.script.reply([Step::text("Yes."), Step::done(1)]);
        ids.push(ask(studio, question("Well?")).await.0.conversation.id);
    }
    studio
        .move_conversation(into(ids[0], Some(open_one.id)))
        .await
        .unwrap();
    studio
        .move_conversation(into(ids[1], Some(closed.id)))
        .await
        .unwrap();
    let collapse = CollapseFolder {
        id: closed.id,
        collapsed: true,
    };
    studio.collapse_folder(collapse).await.unwrap();
    stage.studio.shutdown().await;

    let (studio, _) = open(&stage.folder).await;
    let started = studio.start(Start {}).await.unwrap();
    let names: Vec<_> = started
        .folders
        .iter()
        .map(|folder| (folder.name.as_str(), folder.collapsed, folder.conversations))
        .collect();
    assert_eq!(names, [("A", true, 1), ("b", false, 1)]);
    assert_eq!(started.in_folders.len(), 1, "nothing of the collapsed one");
    assert_eq!(started.in_folders[0].folder, open_one.id);
    assert_eq!(started.in_folders[0].page.conversations[0].id, ids[0]);
    let plain: Vec<_> = started.conversations.conversations;
    assert_eq!(plain.len(), 1);
    assert_eq!(plain[0].id, ids[2], "each stands in one place");
    assert_eq!(within(&studio, Within::Everything).await.len(), 3);
}

#[tokio::test]
async fn another_process_tells_its_moves() {
    let stage = stage().await;
    stage.script.reply([Step::text("Yes."), Step::done(1)]);
    let (sent, _) = ask(&stage.studio, question("Well?")).await;
    let (neighbour, _) = open(&stage.folder).await;
    let mut events = stage.studio.events();
    let folder = made(&neighbour, "Thesis").await;
    neighbour
        .move_conversation(into(sent.conversation.id, Some(folder.id)))
        .await
        .unwrap();
    let mut stale = false;
    until(&mut events, |event| match event {
        Event::FoldersChanged(folders) if folders[0].conversations == 1 => Some(()),
        _ => None,
    })
    .await;
    until(&mut events, |event| {
        stale |= event == Event::ConversationsChanged;
        stale.then_some(())
    })
    .await;
    let here = within(&stage.studio, Within::Folder(folder.id)).await;
    assert_eq!(here, [sent.conversation.id], "and the list says the same");
}

#[tokio::test]
async fn what_is_refused_changes_nothing() {
    let stage = stage().await;
    let studio = &stage.studio;
    let folder = made(studio, "Thesis").await;
    let create = |name: &str| studio.create_folder(CreateFolder { name: name.into() });
    assert_eq!(create("THESIS").await.unwrap_err().code, Code::Conflict);
    let error = create("\n").await.unwrap_err();
    assert_eq!(error.code, Code::InvalidInput);
    assert_eq!(error.detail.as_deref(), Some("name"));
    let all = studio.list_folders(ListFolders {}).await.unwrap();
    assert_eq!(all, [folder]);
}

#[tokio::test]
async fn a_backup_brings_its_folders() {
    let stage = stage().await;
    let studio = &stage.studio;
    let folder = made(studio, "Thesis").await;
    for folder in [Some(folder.id), None] {
        stage.script.reply([Step::text("Yes."), Step::done(1)]);
        let request = SendMessage {
            folder,
            ..question("Well?")
        };
        ask(studio, request).await;
    }
    let outside = tempfile::tempdir().unwrap();
    let path = outside.path().join("all.json");
    let path = path.to_str().unwrap().to_owned();
    let mut events = studio.events();
    let export = ExportAll { path: path.clone() };
    let job = studio.export_all(export).await.unwrap().id;
    let done = |event| match event {
        Event::JobChanged(told) if told.state == JobState::Done => Some(told.id),
        _ => None,
    };
    assert_eq!(until(&mut events, done).await, job);

    let elsewhere = common::stage().await;
    let mut events = elsewhere.studio.events();
    let import = ImportConversations { path };
    elsewhere.studio.import_conversations(import).await.unwrap();
    until(&mut events, done).await;
    let folders = elsewhere.studio.list_folders(ListFolders {}).await.unwrap();
    assert_eq!(folders.len(), 1);
    assert_eq!(
        (folders[0].name.as_str(), folders[0].conversations),
        ("Thesis", 1)
    );
    let plain = within(&elsewhere.studio, Within::NoFolder).await;
    assert_eq!(plain.len(), 1);
}
