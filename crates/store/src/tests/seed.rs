//! Seeding, and the speed of views as far as it can be tested without a clock.

use contract::Code;

use super::Folder;
use crate::seed::fill;

#[tokio::test]
async fn a_seeded_database_is_sound_and_always_the_same() {
    let (one, two) = (Folder::new(), Folder::new());
    let (first, second) = (one.open().await, two.open().await);
    let seeded = fill(&first, 30, 3000, 7).await.unwrap();
    let same = fill(&second, 30, 3000, 7).await.unwrap();
    assert_eq!(seeded.conversations, same.conversations);
    assert_eq!(seeded.longest, 1000);
    let mut messages = 0;
    for id in &seeded.conversations {
        let view = first.view(*id, 200, None).await.unwrap();
        assert_eq!(view, second.view(*id, 200, None).await.unwrap());
        messages += view.page.messages.len() as u64 + u64::from(view.page.earlier);
    }
    // Some replies stand beside others and are on no branch that is shown.
    assert!(
        (2700..3000).contains(&messages),
        "{messages} messages are shown"
    );
    let longest = first.view(seeded.conversations[0], 40, None).await.unwrap();
    assert_eq!(
        (longest.page.messages.len(), longest.page.earlier),
        (40, 960)
    );
    let stored = sqlx::query_scalar!("SELECT count(*) FROM messages")
        .fetch_one(&first.shared.readers)
        .await
        .unwrap();
    assert_eq!(stored, 3000);
    first.integrity_check().await.unwrap();
    assert!(!first.search("tokenizer", 5).await.unwrap().hits.is_empty());
    assert!(!first.search("数据", 5).await.unwrap().hits.is_empty());
    assert_eq!(
        fill(&first, 1, 2, 1).await.unwrap_err().code,
        Code::Conflict
    );
    first.close().await.unwrap();
    second.close().await.unwrap();
}

#[tokio::test]
async fn impossible_wishes_are_refused() {
    let folder = Folder::new();
    let store = folder.open().await;
    for (conversations, messages) in [(0, 10), (6, 11)] {
        let error = fill(&store, conversations, messages, 1).await.unwrap_err();
        assert_eq!(error.code, Code::InvalidInput);
    }
    let one = fill(&store, 1, 10, 1).await.unwrap();
    assert_eq!(one.longest, 10);
    store.close().await.unwrap();
}
