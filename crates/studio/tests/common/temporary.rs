//! What tests of temporary conversations share.

use std::path::Path;

use contract::attachment::{AttachBytes, AttachFile, Attachment, Draft};
use contract::conversation::{
    ChooseOptions, ConversationSummary, ConversationView, CreateConversation, DeleteConversation,
    KeepConversation, ListConversations, OpenConversation, RenameConversation, SaveDraft,
};
use contract::message::{ReplyOptions, SendMessage};
use contract::search::Search;
use contract::{ConversationId, Handlers, MessageId};
use studio::Studio;
use studio::source::Spoken;
use tempfile::TempDir;
use tokio::sync::mpsc::UnboundedSender;

use super::{Stage, Step, question_in, text_of};

pub async fn temporary(studio: &Studio) -> ConversationSummary {
    let request = CreateConversation { temporary: true };
    studio.create_conversation(request).await.unwrap()
}

pub async fn view(studio: &Studio, id: ConversationId) -> contract::Result<ConversationView> {
    let request = OpenConversation {
        id,
        limit: None,
        around: None,
    };
    studio.open_conversation(request).await
}

pub async fn paste(studio: &Studio, draft: Draft) -> Attachment {
    let request = AttachBytes {
        draft,
        name: "one.png".into(),
        bytes: sandbox::PICTURE.clone(),
        ticket: None,
    };
    studio.attach_bytes(request).await.unwrap()
}

pub async fn keep(studio: &Studio, id: ConversationId) -> contract::Result<ConversationSummary> {
    studio.keep_conversation(KeepConversation { id }).await
}

pub async fn close(studio: &Studio, id: ConversationId) {
    let request = DeleteConversation { id };
    studio.delete_conversation(request).await.unwrap();
}

pub async fn listed(studio: &Studio) -> usize {
    let mut all = 0;
    for archived in [false, true] {
        let request = ListConversations {
            archived,
            ..ListConversations::default()
        };
        let page = studio.list_conversations(request).await.unwrap();
        all += page.conversations.len();
    }
    all
}

pub async fn found(studio: &Studio, query: &str) -> usize {
    let request = Search {
        query: query.into(),
        limit: None,
    };
    studio.search(request).await.unwrap().hits.len()
}

/// The files below `folder` that hold `text`: as it is, or with other words between.
pub fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
            continue;
        }
        // What goes meanwhile (a probe, a log of SQLite) holds nothing.
        let bytes = std::fs::read(&path).unwrap_or_default();
        let mut parts = bytes.windows(text.len());
        if parts.any(|part| part.eq_ignore_ascii_case(text.as_bytes())) {
            found.push(path.display().to_string());
        }
    }
    found
}

/// Words that stand nowhere else, one for each thing that could be left behind.
pub const WORDS: [&str; 7] = [
    "qxpromptword",
    "qxreplyword",
    "qxthoughtword",
    "qxdraftword",
    "qxtitleword",
    "qxattachedword",
    "qxsystemword",
];

/// A conversation with all of [`WORDS`], in which a reply streams until the sender says more.
pub async fn full(
    stage: &Stage,
    temporary: bool,
    files: &TempDir,
) -> (ConversationId, MessageId, UnboundedSender<Step>) {
    let studio = &stage.studio;
    let id = {
        let request = CreateConversation { temporary };
        studio.create_conversation(request).await.unwrap().id
    };
    let file = files.path().join("notes.txt");
    std::fs::write(&file, "qxattachedword").unwrap();
    let request = AttachFile {
        draft: Draft::Conversation(id),
        path: file.to_str().unwrap().to_owned(),
        ticket: None,
    };
    let text = studio.attach_file(request).await.unwrap();
    let picture = paste(studio, Draft::Conversation(id)).await;
    let live = stage.script.live();
    let mut events = studio.events();
    let request = SendMessage {
        attachments: vec![text.id, picture.id],
        options: ReplyOptions {
            system: Some("qxsystemword".into()),
            ..ReplyOptions::default()
        },
        ..question_in(id, "qxpromptword, please")
    };
    let sent = studio.send_message(request).await.unwrap();
    live.send(Step::Say(Ok(Spoken::Thinking("qxthoughtword".into()))))
        .unwrap();
    live.send(Step::text("qxreplyword")).unwrap();
    text_of(&mut events, sent.reply.id, 11).await;
    let options = ReplyOptions {
        system: Some("qxsystemword".into()),
        ..ReplyOptions::default()
    };
    let request = ChooseOptions {
        conversation: id,
        options,
    };
    studio.choose_options(request).await.unwrap();
    let request = SaveDraft {
        conversation: Some(id),
        text: "qxdraftword".into(),
    };
    studio.save_draft(request).await.unwrap();
    let request = RenameConversation {
        id,
        title: "qxtitleword".into(),
    };
    studio.rename_conversation(request).await.unwrap();
    (id, sent.reply.id, live)
}
