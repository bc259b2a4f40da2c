//! Conversations in memory, and those that are kept after all.

use contract::attachment::{Attachment, AttachmentKind, Draft};
use contract::conversation::ConversationView;
use contract::message::{MessageStatus, ReplyOptions, Usage};
use contract::usage::{ReadUsage, UsageGroup};
use contract::{AttachmentId, Code, ConversationId, Money};

use super::*;
use crate::{AttachmentContent, Completion, NewAttachment, Purpose, Sending};

/// A temporary conversation with two branches, a draft, an attachment and a reply that streams.
async fn full() -> (Store, ConversationId, Sent) {
    let (store, id) = (Store::in_memory().await.unwrap(), ConversationId(fresh()));
    store.create_conversation(id, at(500)).await.unwrap();
    let options = ReplyOptions {
        system: Some("Be brief.".into()),
        ..ReplyOptions::default()
    };
    store.set_reply_options(id, &options).await.unwrap();
    let attached = AttachmentId(fresh());
    let new = NewAttachment {
        attachment: Attachment {
            id: attached,
            name: "tide.txt".into(),
            kind: AttachmentKind::Text { language: None },
            bytes: 4,
            tokens: Some(1),
            left_out: None,
            made: None,
        },
        draft: Draft::Conversation(id),
        content: AttachmentContent::Text("tide".into()),
        now: at(600),
    };
    assert!(store.add_attachment(new, || true).await.unwrap());
    let first = NewExchange {
        attachments: vec![Sending {
            id: attached,
            copy: AttachmentId(fresh()),
        }],
        ..exchange(id, false, "Why is there a tide?")
    };
    let first = store.add_exchange(first).await.unwrap();
    store
        .append_thought(first.reply.id, 0, "The moon")
        .await
        .unwrap();
    store
        .append_delta(first.reply.id, 0, "Gravitation.")
        .await
        .unwrap();
    store
        .finish_reply(first.reply.id, completed())
        .await
        .unwrap();
    let again = store.add_reply(reply_to(first.message.id)).await.unwrap();
    store.append_delta(again.id, 0, "Half of it").await.unwrap();
    store.save_draft(Some(id), "And at night").await.unwrap();
    (store, id, first)
}

async fn seen(store: &Store, id: ConversationId) -> ConversationView {
    let mut view = store.view(id, 200, None).await.unwrap();
    view.conversation.temporary = false;
    view
}

fn everything() -> ReadUsage {
    ReadUsage {
        from: at(0),
        to: at(1_000_000),
        group: UsageGroup::Model,
        offset_minutes: 0,
    }
}

#[tokio::test]
async fn what_is_kept_is_all_that_there_was() {
    let folder = Folder::new();
    let disk = folder.open().await;
    // Numbers of rows are taken on the other side.
    let other = exchange(ConversationId(fresh()), true, "Other");
    let other = disk.add_exchange(other).await.unwrap();
    let (memory, id, first) = full().await;
    let summary = memory.conversation(id).await.unwrap();
    assert!(summary.temporary && memory.is_in_memory());
    assert!(memory.has_message(first.reply.id).await.unwrap());
    assert!(!disk.has_message(first.reply.id).await.unwrap());
    let (view, branch) = (
        seen(&memory, id).await,
        memory.branch(first.reply.id).await.unwrap(),
    );
    assert_eq!(view.page.messages.last().unwrap().siblings.ids.len(), 2);

    let kept = disk.adopt(&memory, id, || true).await.unwrap().unwrap();
    assert!(!kept.temporary, "the database says so by having a file");
    assert_eq!(seen(&disk, id).await, view);
    assert_eq!(disk.branch(first.reply.id).await.unwrap(), branch);
    assert_eq!(branch[1].thinking.as_ref().unwrap().text, "The moon");
    let contents = disk
        .attachment_contents(&[branch[0].attachments[0].id])
        .await
        .unwrap();
    assert_eq!(contents.len(), 1);
    let hits = disk.search("gravitation", 10).await.unwrap().hits;
    assert_eq!(hits[0].conversation.id, id);
    let listed = disk.list_conversations(None, 10).await.unwrap();
    assert_eq!(listed.conversations.len(), 2);
    disk.integrity_check().await.unwrap();

    // The reply that streamed goes on where it was.
    let streaming = view.page.messages.last().unwrap().id;
    disk.append_delta(streaming, 5, "of it all").await.unwrap();
    let ended = disk.finish_reply(streaming, stopped()).await.unwrap();
    assert_eq!(ended.text, "Half of it all");
    let untouched = disk.view(other.conversation.id, 200, None).await.unwrap();
    assert_eq!(untouched.page.messages, [other.message, other.reply]);
}

#[tokio::test]
async fn it_is_kept_once_and_whole_or_not_at_all() {
    let folder = Folder::new();
    let disk = folder.open().await;
    let (memory, id, _) = full().await;
    let nobody = ConversationId(fresh());
    let error = disk.adopt(&memory, nobody, || true).await.unwrap_err();
    assert_eq!(error.code, Code::NotFound);
    assert_eq!(disk.adopt(&memory, id, || false).await.unwrap(), None);
    let listed = disk.list_conversations(None, 10).await.unwrap();
    assert_eq!(listed.conversations, [], "its pictures' files are missing");
    memory.delete_conversation(id, at(900)).await.unwrap();
    disk.adopt(&memory, id, || true).await.unwrap().unwrap();
    assert_eq!(
        disk.view(id, 10, None).await.unwrap().draft,
        "And at night",
        "what was closed just now can be kept"
    );
    let error = disk.adopt(&memory, id, || true).await.unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    let error = memory.adopt(&disk, id, || true).await.unwrap_err();
    assert_eq!(error.code, Code::NotFound, "it only goes one way");
    disk.integrity_check().await.unwrap();
}

#[tokio::test]
async fn tables_and_columns_of_later_migrations_are_copied_too() {
    let folder = Folder::new();
    let disk = folder.open().await;
    let (memory, id, first) = full().await;
    for store in [&disk, &memory] {
        for later in [
            "CREATE TABLE shelves (number INTEGER PRIMARY KEY, name TEXT NOT NULL)",
            "ALTER TABLE conversations ADD COLUMN shelf INTEGER REFERENCES shelves (number)",
            "ALTER TABLE messages ADD COLUMN mood REAL",
            "CREATE TABLE marks (number INTEGER PRIMARY KEY, message INTEGER NOT NULL
                 REFERENCES messages (number) ON DELETE CASCADE, above INTEGER
                 REFERENCES marks (number), data BLOB)",
        ] {
            sqlx::query(later)
                .execute(&store.shared.writer)
                .await
                .unwrap();
        }
    }
    for row in [
        "UPDATE messages SET mood = 0.5",
        "INSERT INTO marks VALUES (1, 1, NULL, x'00ff')",
        "INSERT INTO marks VALUES (2, 2, 1, NULL)",
    ] {
        sqlx::query(row)
            .execute(&memory.shared.writer)
            .await
            .unwrap();
    }
    disk.add_exchange(exchange(ConversationId(fresh()), true, "Other"))
        .await
        .unwrap();
    disk.adopt(&memory, id, || true).await.unwrap().unwrap();
    let marks: Vec<(Vec<u8>, Option<i64>, f64)> = sqlx::query_as(
        "SELECT m.id, k.above, m.mood FROM marks k JOIN messages m ON m.number = k.message
         ORDER BY k.number",
    )
    .fetch_all(&disk.shared.readers)
    .await
    .unwrap();
    let ids = [first.message.id, first.reply.id].map(|id| id.0.as_bytes().to_vec());
    assert_eq!(
        marks,
        [(ids[0].clone(), None, 0.5), (ids[1].clone(), Some(1), 0.5)]
    );
    disk.integrity_check().await.unwrap();
}

#[tokio::test]
async fn what_vendors_took_is_counted_once_and_says_nothing_else() {
    let folder = Folder::new();
    let disk = folder.open().await;
    let vendor = AskedModel {
        provider: ProviderId("openai".into()),
        model: model(),
        route: Route::Key,
    };
    let completion = Completion {
        usage: Some(Usage {
            input_tokens: 7,
            output_tokens: 5,
            ..Usage::default()
        }),
        cost: Some(Money::picos(9)),
        timing: None,
    };
    let (memory, id) = (Store::in_memory().await.unwrap(), ConversationId(fresh()));
    memory.create_conversation(id, at(500)).await.unwrap();
    for (asked, cost) in [(vendor.clone(), completion.cost), (asked(), None)] {
        let new = NewExchange {
            asked: asked.clone(),
            ..exchange(id, false, "Question")
        };
        let sent = memory.add_exchange(new).await.unwrap();
        let end = Finish {
            completion: Some(Completion { cost, ..completion }),
            ..completed()
        };
        memory.finish_reply(sent.reply.id, end).await.unwrap();
    }
    disk.add_apart(
        &vendor,
        Purpose::Reply,
        MessageStatus::Complete,
        completion,
        at(2_000),
    )
    .await
    .unwrap();
    let before = disk.usage(&everything()).await.unwrap();
    assert_eq!((before.totals.requests, before.totals.input_tokens), (1, 7));
    assert_eq!(before.totals.cost.known, Money::picos(9));
    disk.adopt(&memory, id, || true).await.unwrap().unwrap();
    let after = disk.usage(&everything()).await.unwrap();
    assert_eq!(after.totals.requests, 2, "and now this computer's reply");
    assert_eq!(after.totals.cost.known, Money::picos(9));
}
