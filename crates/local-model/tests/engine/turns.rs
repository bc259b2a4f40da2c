//! Several conversations, and the model's way in and out of memory.

use std::time::Duration;

use contract::Code;
use contract::model::ModelState;
use futures::StreamExt;
use local_model::{Engine, EngineOptions, Generated};
use tokio_util::sync::CancellationToken;

use crate::ask::{ask, engine, finish, question};

#[tokio::test]
async fn conversations_take_turns() {
    let engine = engine();
    let first = engine.generate(
        question("Name three colours.", 40),
        CancellationToken::new(),
    );
    let mut second = engine.generate(
        question("Name three animals.", 40),
        CancellationToken::new(),
    );
    let event = second.next().await.unwrap().unwrap();
    assert!(matches!(event, Generated::Queued { ahead: 1 }), "{event:?}");
    let (first, second) = tokio::join!(finish(first), finish(second));
    assert!(!first.unwrap().text.is_empty());
    assert!(!second.unwrap().text.is_empty());
}

#[tokio::test]
async fn a_reader_that_never_reads_does_not_hold_up_the_others() {
    let engine = engine();
    let unread = engine.generate(
        question("Tell me a long story.", 200),
        CancellationToken::new(),
    );
    assert!(
        !ask(&engine, question("Say hello.", 10))
            .await
            .unwrap()
            .text
            .is_empty()
    );
    // Nothing of it is lost.
    let reply = finish(unread).await.unwrap();
    assert!(!reply.text.is_empty());
}

#[tokio::test]
async fn who_waits_can_leave_at_once() {
    let engine = engine();
    let mut first = engine.generate(
        question("Tell me a very long story.", 2000),
        CancellationToken::new(),
    );
    let cancel = CancellationToken::new();
    let mut second = engine.generate(question("Hello.", 5), cancel.clone());
    assert!(matches!(
        second.next().await,
        Some(Ok(Generated::Queued { .. }))
    ));
    cancel.cancel();
    assert_eq!(
        second.next().await.unwrap().unwrap_err().code,
        Code::Cancelled
    );
    assert!(
        first.next().await.unwrap().is_ok(),
        "the first is not concerned"
    );
    // Dropping a reply ends it, and the next gets its turn without 2,000 tokens in between.
    drop(first);
    assert!(ask(&engine, question("Hello.", 5)).await.is_ok());
}

#[tokio::test]
async fn the_model_leaves_memory_when_it_is_idle() {
    let options = EngineOptions {
        threads: Some(1),
        unload_after: Some(Duration::from_millis(50)),
    };
    let engine = Engine::start(options).unwrap();
    let mut status = engine.status();
    assert_eq!(status.borrow().state, ModelState::Resting);
    ask(&engine, question("Hello.", 5)).await.unwrap();
    let resting = |status: &local_model::EngineStatus| status.state == ModelState::Resting;
    status.wait_for(|status| resting(status)).await.unwrap();
    assert_eq!(status.borrow().model, None);

    // It comes back for the next question, and stays if it may.
    engine.set_unload_after(None);
    ask(&engine, question("Hello.", 5)).await.unwrap();
    assert_eq!(status.borrow_and_update().state, ModelState::Loaded);
    // A shorter time counts for a model that is idle already.
    engine.set_unload_after(Some(Duration::ZERO));
    status.wait_for(|status| resting(status)).await.unwrap();
}

#[tokio::test]
async fn unloading_waits_for_the_reply_and_frees_the_model() {
    let engine = engine();
    engine.unload().await;
    let mut running = engine.generate(
        question("Name three colours.", 30),
        CancellationToken::new(),
    );
    while !matches!(running.next().await, Some(Ok(Generated::Text(_)))) {}
    assert_eq!(engine.status().borrow().state, ModelState::Loaded);
    let (reply, ()) = tokio::join!(finish(running), engine.unload());
    assert!(reply.is_ok(), "the reply was not cut: {reply:?}");
    assert_eq!(engine.status().borrow().model, None);
}

#[tokio::test]
async fn the_end_of_the_engine_ends_its_replies() {
    let engine = engine();
    let mut running = engine.generate(
        question("Tell me a very long story.", 2000),
        CancellationToken::new(),
    );
    let waiting = engine.generate(question("Hello.", 5), CancellationToken::new());
    while !matches!(running.next().await, Some(Ok(Generated::Text(_)))) {}
    // Blocks until the thread has ended.
    drop(engine);
    assert_eq!(finish(waiting).await.unwrap_err().code, Code::Cancelled);
    let rest: Vec<_> = running.collect().await;
    assert_eq!(
        rest.last().unwrap().as_ref().unwrap_err().code,
        Code::Cancelled
    );
}

#[tokio::test]
async fn a_deleted_file_stays_in_memory_until_it_is_unloaded() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("copy.gguf");
    std::fs::copy(crate::ask::model_path(), &path).unwrap();
    let engine = engine();
    let mut request = question("Hello.", 5);
    request.model = crate::ask::entry(&path);
    ask(&engine, request.clone()).await.unwrap();
    if cfg!(unix) {
        std::fs::remove_file(&path).unwrap();
        ask(&engine, request.clone()).await.unwrap();
        engine.unload().await;
        assert_eq!(
            ask(&engine, request).await.unwrap_err().code,
            Code::ModelMissing
        );
    }
    // Another model takes its place.
    assert!(ask(&engine, question("Hello.", 5)).await.is_ok());
}
