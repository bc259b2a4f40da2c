//! Imports: once, grown, changed here, cut off; and reading conversations whole.

use contract::message::{Role, Route};
use contract::{ConversationId, MessageId, ModelId, ProviderId};

use super::{Folder, at, conversation, exchange, fresh, reply_to, say, texts};
use crate::{ForeignConversation, ForeignMessage, Store, Taken};

/// A message called `id` below `parent`; a reply if its name begins with “a”.
fn message(id: &str, parent: Option<&str>, text: &str) -> ForeignMessage {
    let reply = id.starts_with('a');
    ForeignMessage {
        foreign_id: id.to_owned(),
        parent: parent.map(str::to_owned),
        id: MessageId(fresh()),
        role: if reply { Role::Assistant } else { Role::User },
        text: text.to_owned(),
        thinking: reply.then(|| format!("thought of {text}")),
        model: ModelId("gpt-4o".to_owned()),
        provider: ProviderId("openai".to_owned()),
        created_at: at(500),
    }
}

/// A conversation with an edited question, whose first branch is shown.
fn export(fingerprint: u8) -> ForeignConversation {
    ForeignConversation {
        source_key: "chatgpt:c".to_owned(),
        fingerprint: [fingerprint; 32],
        id: ConversationId(fresh()),
        own: None,
        title: "Bees".to_owned(),
        created_at: at(400),
        updated_at: at(600),
        system: Some("Be brief.".to_owned()),
        folder: None,
        current: Some("a1".to_owned()),
        messages: vec![
            message("q1", None, "honey?"),
            message("a1", Some("q1"), "yes, honey"),
            message("q2", None, "wax?"),
            message("a2", Some("q2"), "yes, wax"),
        ],
    }
}

/// The same later: one more turn below what is shown.
fn grown() -> ForeignConversation {
    let mut later = export(2);
    later.updated_at = at(900);
    later.messages.push(message("q3", Some("a1"), "more?"));
    later.messages.push(message("a3", Some("q3"), "no more"));
    later.current = Some("a3".to_owned());
    later
}

async fn shown(store: &Store, id: ConversationId) -> Vec<String> {
    let view = store.view(id, 50, None).await.unwrap();
    texts(&view.page.messages)
        .into_iter()
        .map(str::to_owned)
        .collect()
}

fn id_of(taken: Taken) -> ConversationId {
    match taken {
        Taken::New(id) | Taken::Grown(id) | Taken::Unchanged(id) => id,
    }
}

async fn take(store: &Store, new: &ForeignConversation) -> ConversationId {
    id_of(store.import_conversation(new).await.unwrap())
}

#[tokio::test]
async fn all_of_a_conversation_is_taken_over() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = take(&store, &export(1)).await;
    let view = store.view(id, 50, None).await.unwrap();
    assert_eq!(view.conversation.title, "Bees");
    assert_eq!(view.conversation.created_at, at(400), "times are kept");
    assert_eq!(view.conversation.updated_at, at(600));
    assert_eq!(view.options.system.as_deref(), Some("Be brief."));
    let [question, reply] = &view.page.messages[..] else {
        panic!("the branch that was shown: {view:?}");
    };
    assert_eq!(question.siblings.ids.len(), 2, "the other branch is there");
    let info = reply.reply.clone().unwrap();
    assert_eq!(info.route, Route::Imported);
    assert_eq!(info.model.0, "gpt-4o");
    assert_eq!(info.provider.0, "openai");
    assert_eq!(reply.created_at, at(500));
    assert_eq!(
        reply
            .thinking
            .as_ref()
            .map(|thinking| thinking.text.as_str()),
        Some("thought of yes, honey")
    );
    let found = store.search("wax", 10).await.unwrap();
    assert_eq!(found.hits.len(), 1, "also what is not shown is found");
    store.close().await.unwrap();
}

#[tokio::test]
async fn again_changes_nothing() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = take(&store, &export(1)).await;
    let before = store.whole_conversation(id).await.unwrap();
    for _ in 0..2 {
        let again = store.import_conversation(&export(1)).await.unwrap();
        assert_eq!(again, Taken::Unchanged(id));
    }
    // Another text of what is known (the fingerprint differs) is no reason either.
    let mut other = export(9);
    other.messages[1].text = "rewritten".to_owned();
    let again = store.import_conversation(&other).await.unwrap();
    assert_eq!(again, Taken::Unchanged(id));
    assert_eq!(store.whole_conversation(id).await.unwrap(), before);
    assert_eq!(store.count_conversations().await.unwrap(), 1);
    store.close().await.unwrap();
}

#[tokio::test]
async fn what_grew_is_added_below_what_is_known() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = take(&store, &export(1)).await;
    let taken = store.import_conversation(&grown()).await.unwrap();
    assert_eq!(taken, Taken::Grown(id));
    assert_eq!(
        shown(&store, id).await,
        ["honey?", "yes, honey", "more?", "no more"]
    );
    let view = store.view(id, 50, None).await.unwrap();
    assert_eq!(view.conversation.updated_at, at(900));
    let taken = store.import_conversation(&grown()).await.unwrap();
    assert_eq!(taken, Taken::Unchanged(id), "once");
    // An older export than the last.
    let taken = store.import_conversation(&export(1)).await.unwrap();
    assert_eq!(taken, Taken::Unchanged(id));
    assert_eq!(shown(&store, id).await.len(), 4, "nothing is taken away");
    store.close().await.unwrap();
}

#[tokio::test]
async fn what_was_done_here_stays() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = take(&store, &export(1)).await;
    say(&store, exchange(id, false, "and mead?"), "also mead").await;
    store
        .rename_conversation(id, "My bees", at(1_500))
        .await
        .unwrap();
    let here = ["honey?", "yes, honey", "and mead?", "also mead"];
    let mut later = grown();
    later.title = "Bees and more".to_owned();
    let taken = store.import_conversation(&later).await.unwrap();
    assert_eq!(taken, Taken::Grown(id));
    assert_eq!(
        shown(&store, id).await,
        here,
        "the branch begun here is shown"
    );
    let view = store.view(id, 50, None).await.unwrap();
    assert_eq!(view.conversation.title, "My bees");
    assert_eq!(
        view.conversation.updated_at,
        at(3_000),
        "the later of both activities"
    );
    assert_eq!(
        view.page.messages[2].siblings.ids.len(),
        2,
        "the new turn stands beside it"
    );
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_title_follows_until_somebody_changes_it() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = take(&store, &export(1)).await;
    let mut later = export(2);
    later.title = "Bees and wax".to_owned();
    let taken = store.import_conversation(&later).await.unwrap();
    assert_eq!(taken, Taken::Grown(id));
    let title = async || store.conversation(id).await.unwrap().title;
    assert_eq!(title().await, "Bees and wax");
    store
        .rename_conversation(id, "Mine", at(1_500))
        .await
        .unwrap();
    take(&store, &export(3)).await;
    assert_eq!(title().await, "Mine");
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_question_without_a_reply_can_be_followed() {
    let folder = Folder::new();
    let store = folder.open().await;
    let mut new = export(1);
    new.messages.truncate(1);
    new.current = Some("q1".to_owned());
    let id = take(&store, &new).await;
    say(&store, exchange(id, false, "well?"), "yes").await;
    assert_eq!(shown(&store, id).await, ["honey?", "well?", "yes"]);
    store.close().await.unwrap();
}

#[tokio::test]
async fn what_was_deleted_comes_back_and_what_was_purged_is_new() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = take(&store, &export(1)).await;
    store.delete_conversation(id, at(700)).await.unwrap();
    let taken = store.import_conversation(&export(1)).await.unwrap();
    assert_eq!(taken, Taken::New(id));
    assert_eq!(shown(&store, id).await.len(), 2);
    store.delete_conversation(id, at(700)).await.unwrap();
    assert_eq!(store.purge_deleted(at(800)).await.unwrap(), 1);
    let taken = store.import_conversation(&export(1)).await.unwrap();
    assert_ne!(id_of(taken), id);
    assert!(matches!(taken, Taken::New(_)));
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_failed_import_leaves_nothing_of_a_conversation() {
    let folder = Folder::new();
    let store = folder.open().await;
    let first = export(1);
    take(&store, &first).await;
    let mut other = grown();
    other.source_key = "chatgpt:other".to_owned();
    // The last message cannot be stored: its id is taken.
    other.messages[5].id = first.messages[0].id;
    store.import_conversation(&other).await.unwrap_err();
    assert_eq!(store.count_conversations().await.unwrap(), 1);
    // Nor of what one has grown by.
    let mut later = grown();
    later.messages[5].id = first.messages[0].id;
    store.import_conversation(&later).await.unwrap_err();
    // The process ends without closing anything.
    drop(store);
    let store = folder.open().await;
    let id = take(&store, &export(1)).await;
    assert_eq!(
        store.whole_conversation(id).await.unwrap().messages.len(),
        4
    );
    let taken = store.import_conversation(&grown()).await.unwrap();
    assert_eq!(taken, Taken::Grown(id), "the next try gets all of it");
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_backup_of_this_pulse_is_known_by_its_own_ids() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = conversation(&store, "q", "a").await;
    let id = sent.conversation.id;
    store.add_reply(reply_to(sent.message.id)).await.unwrap();
    let whole = store.whole_conversation(id).await.unwrap();
    let parents: Vec<_> = whole.messages.iter().map(|m| m.parent).collect();
    let question = Some(sent.message.id);
    assert_eq!(parents, [None, question, question], "all branches are read");
    let mut backup = export(1);
    backup.own = Some(id);
    backup.source_key = format!("pulse:{id}");
    backup.messages = vec![
        ForeignMessage {
            foreign_id: sent.message.id.to_string(),
            ..message("q", None, "q")
        },
        ForeignMessage {
            foreign_id: sent.reply.id.to_string(),
            parent: Some(sent.message.id.to_string()),
            ..message("a", None, "a")
        },
    ];
    let taken = store.import_conversation(&backup).await.unwrap();
    assert_eq!(id_of(taken), id);
    assert_eq!(
        store.whole_conversation(id).await.unwrap().messages,
        whole.messages
    );
    store.close().await.unwrap();
}

#[tokio::test]
async fn conversations_are_walked_in_the_order_of_their_making() {
    let folder = Folder::new();
    let store = folder.open().await;
    let mut made = Vec::new();
    for _ in 0..3 {
        made.push(conversation(&store, "q", "a").await.conversation.id);
    }
    store.delete_conversation(made[1], at(9)).await.unwrap();
    let mut walked = Vec::new();
    while let Some(next) = store
        .conversation_after(walked.last().copied())
        .await
        .unwrap()
    {
        walked.push(next);
    }
    assert_eq!(walked, [made[0], made[2]], "deleted ones are left out");
    store.close().await.unwrap();
}

#[tokio::test]
async fn pinned_ones_come_first_and_archived_ones_apart() {
    let folder = Folder::new();
    let store = folder.open().await;
    let mut made = Vec::new();
    for _ in 0..6 {
        made.push(conversation(&store, "q", "a").await.conversation.id);
    }
    for pinned in [made[0], made[2]] {
        assert!(store.pin_conversation(pinned, true).await.unwrap().pinned);
    }
    for archived in [made[1], made[2]] {
        let summary = store.archive_conversation(archived, true).await.unwrap();
        assert!(summary.archived);
    }
    // All have the same time, so the ids decide: page by page, over the border of both groups.
    let mut listed = Vec::new();
    let mut after = None;
    loop {
        let page = store.list_conversations(after, 2).await.unwrap();
        listed.extend(page.conversations.iter().map(|row| row.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(listed, [made[0], made[5], made[4], made[3]]);
    let archive = store.list_archived(None, 9).await.unwrap().conversations;
    let ids: Vec<_> = archive.iter().map(|row| row.id).collect();
    assert_eq!(ids, [made[2], made[1]]);
    store.archive_conversation(made[1], false).await.unwrap();
    store.pin_conversation(made[0], false).await.unwrap();
    let page = store.list_conversations(None, 9).await.unwrap();
    let listed: Vec<_> = page.conversations.iter().map(|row| row.id).collect();
    assert_eq!(listed, [made[5], made[4], made[3], made[1], made[0]]);
    assert_eq!(
        store.search("q", 9).await.unwrap().hits.len(),
        6,
        "search finds archived ones as well"
    );
    store.close().await.unwrap();
}
