//! Drafts, and figures about models.

use contract::{Code, ConversationId, ModelId};

use super::{Folder, at, conversation, exchange, fresh, say};

#[tokio::test]
async fn each_conversation_has_its_draft() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = conversation(&store, "q", "a").await;
    let id = sent.conversation.id;
    store.save_draft(None, "for a new one").await.unwrap();
    store.save_draft(Some(id), "first").await.unwrap();
    store
        .save_draft(Some(id), "second\n\n  with space ")
        .await
        .unwrap();
    store.close().await.unwrap();

    let store = folder.open().await;
    assert_eq!(store.draft(None).await.unwrap(), "for a new one");
    assert_eq!(
        store.draft(Some(id)).await.unwrap(),
        "second\n\n  with space "
    );
    assert_eq!(
        store.view(id, 1, None).await.unwrap().draft,
        "second\n\n  with space "
    );
    // A message from elsewhere leaves alone what is being typed.
    let mut elsewhere = exchange(id, false, "from the command line");
    elsewhere.from_draft = false;
    say(&store, elsewhere, "a").await;
    assert_ne!(store.draft(Some(id)).await.unwrap(), "");
    // Sending clears the draft that was sent and no other.
    store
        .add_exchange(exchange(id, false, "second"))
        .await
        .unwrap();
    assert_eq!(store.draft(Some(id)).await.unwrap(), "");
    assert_eq!(store.draft(None).await.unwrap(), "for a new one");
    let mut elsewhere = exchange(ConversationId(fresh()), true, "a new one");
    elsewhere.from_draft = false;
    store.add_exchange(elsewhere).await.unwrap();
    assert_eq!(store.draft(None).await.unwrap(), "for a new one");
    store.save_draft(None, "").await.unwrap();
    assert_eq!(store.draft(None).await.unwrap(), "");
    let nowhere = Some(ConversationId(fresh()));
    assert_eq!(store.draft(nowhere).await.unwrap_err().code, Code::NotFound);
    assert_eq!(
        store.save_draft(nowhere, "x").await.unwrap_err().code,
        Code::NotFound
    );
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_draft_is_not_activity() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = ConversationId(fresh());
    store.create_conversation(id, at(7)).await.unwrap();
    store.save_draft(Some(id), "x").await.unwrap();
    assert_eq!(store.conversation(id).await.unwrap().updated_at, at(7));
    store.close().await.unwrap();
}

#[tokio::test]
async fn the_last_speed_of_each_model_is_known() {
    let folder = Folder::new();
    let store = folder.open().await;
    let (one, other) = (ModelId("one".to_owned()), ModelId("other".to_owned()));
    assert_eq!(store.model_speed(&one).await.unwrap(), None);
    store.set_model_speed(&one, 12.5).await.unwrap();
    store.set_model_speed(&one, 100.25).await.unwrap();
    store.set_model_speed(&other, 3.0).await.unwrap();
    assert_eq!(store.model_speed(&one).await.unwrap(), Some(100.25));
    assert_eq!(
        store.model_speeds().await.unwrap(),
        [(one, 100.25), (other, 3.0)].into()
    );
    store.close().await.unwrap();
}
