//! The queue, the way to the reader and the thread's resilience, without a model.

use std::path::PathBuf;
use std::sync::Arc;

use contract::message::{FinishReason, Role, Usage};
use contract::{Code, ModelId};
use futures::StreamExt;
use tokio_util::sync::CancellationToken;

use super::outbox::{Generation, pair};
use super::queue::{Shared, Task, Ticket};
use super::worker::{run_with, stopped};
use crate::{Generated, Request, Sampling, ShelfEntry, Turn};

/// A request for a greedy reply of `max_tokens` by the model in `path`.
pub(super) fn request(path: PathBuf, text: &str, max_tokens: u32) -> Request {
    let model = ShelfEntry {
        id: ModelId("m".into()),
        name: "m".into(),
        path,
        bytes: 0,
        license: None,
        pinned: false,
        bundled: false,
        context_length: None,
    };
    Request {
        model,
        system: None,
        turns: vec![Turn {
            role: Role::User,
            text: text.into(),
        }],
        prefix: None,
        sampling: Sampling {
            temperature: 0.0,
            top_p: 1.0,
            max_tokens,
            seed: None,
        },
    }
}

fn ask(shared: &Arc<Shared>, text: &str) -> Generation {
    let request = request("m.gguf".into(), text, 1);
    let (number, cancel) = (shared.number(), CancellationToken::new());
    let (outbox, generation) = pair(cancel.clone(), Some((shared.clone(), number)));
    shared.push(Ticket {
        number,
        request,
        outbox,
        cancel,
    });
    generation
}

async fn events(generation: Generation) -> Vec<contract::Result<Generated>> {
    generation.collect().await
}

#[tokio::test]
async fn a_panic_ends_all_replies_and_the_next_request_starts_afresh() {
    let shared = Arc::new(Shared::new(None));
    let (first, second) = (ask(&shared, "panic"), ask(&shared, "wait"));
    let its_shared = shared.clone();
    let thread = std::thread::spawn(move || {
        run_with(&its_shared, || {
            loop {
                match its_shared.next(false) {
                    Task::Close => return,
                    Task::Unload => its_shared.unloaded(),
                    Task::Reply(ticket) => {
                        assert_ne!(ticket.request.turns[0].text, "panic", "as it was told to");
                        let usage = Usage::default();
                        ticket.outbox.send(Generated::Done {
                            usage,
                            finish: FinishReason::Stop,
                        });
                    }
                }
            }
        });
    });
    for generation in [first, second] {
        let events = events(generation).await;
        let last = events.last().unwrap().as_ref().unwrap_err();
        assert_eq!(last.code, Code::Internal, "{events:?}");
    }
    let events = events(ask(&shared, "again")).await;
    assert!(
        matches!(events.last(), Some(Ok(Generated::Done { .. }))),
        "{events:?}"
    );
    shared.close();
    thread.join().unwrap();
    assert!(
        ask(&shared, "late")
            .next()
            .await
            .unwrap()
            .is_err_and(|e| e.code == Code::Cancelled)
    );
}

#[tokio::test]
async fn those_who_wait_are_told_how_many_are_ahead() {
    let shared = Arc::new(Shared::new(None));
    let (_first, mut second, mut third) = (ask(&shared, "1"), ask(&shared, "2"), ask(&shared, "3"));
    let ahead = |count| Some(Ok(Generated::Queued { ahead: count }));
    assert_eq!(second.next().await, ahead(1));
    assert_eq!(third.next().await, ahead(2));
    let Task::Reply(running) = shared.next(false) else {
        panic!("three replies wait")
    };
    assert_eq!(third.next().await, ahead(2), "one is being made, one waits");
    drop(second);
    assert_eq!(third.next().await, ahead(1), "the one between gave up");
    drop(running);
    let Task::Reply(last) = shared.next(false) else {
        panic!("one reply waits")
    };
    assert_eq!(last.request.turns[0].text, "3");
}

#[tokio::test]
async fn a_full_queue_refuses_instead_of_growing() {
    let shared = Arc::new(Shared::new(None));
    let waiting: Vec<_> = (0..64).map(|_| ask(&shared, "x")).collect();
    let error = ask(&shared, "one too many")
        .next()
        .await
        .unwrap()
        .unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    drop(waiting);
    let _reader = ask(&shared, "room");
    let Task::Reply(ticket) = shared.next(false) else {
        panic!("a reply waits")
    };
    assert_eq!(
        ticket.request.turns[0].text, "room",
        "those who left made room"
    );
}

#[tokio::test]
async fn a_reader_that_is_late_gets_the_same_text_in_fewer_pieces() {
    let (outbox, generation) = pair(CancellationToken::new(), None);
    for done in 0..100 {
        outbox.send(Generated::Reading { done, total: 100 });
    }
    for _ in 0..10_000 {
        outbox.text("ab");
    }
    let usage = Usage::default();
    outbox.send(Generated::Done {
        usage,
        finish: FinishReason::Stop,
    });
    outbox.text("nothing comes after the end");
    let events = events(generation).await;
    assert_eq!(
        events.len(),
        3,
        "the last progress, all of the text, the end"
    );
    assert_eq!(
        events[0],
        Ok(Generated::Reading {
            done: 99,
            total: 100
        })
    );
    assert_eq!(events[1], Ok(Generated::Text("ab".repeat(10_000))));
}

#[tokio::test]
async fn cancelling_ends_a_reply_that_nobody_has_begun() {
    let shared = Arc::new(Shared::new(None));
    let cancel = CancellationToken::new();
    let (outbox, mut generation) = pair(cancel.clone(), None);
    outbox.text("so far");
    cancel.cancel();
    assert_eq!(
        generation.next().await,
        Some(Ok(Generated::Text("so far".into())))
    );
    assert_eq!(
        generation.next().await.unwrap().unwrap_err().code,
        Code::Cancelled
    );
    assert_eq!(generation.next().await, None);
    // Dropping the reader cancels what it read.
    let generation = ask(&shared, "x");
    let Task::Reply(ticket) = shared.next(false) else {
        panic!("a reply waits")
    };
    assert!(!stopped(&shared, &ticket));
    drop(generation);
    assert!(stopped(&shared, &ticket));
}

#[test]
fn the_thread_has_room_for_llama_cpps_recursion() {
    /// Takes at least 4 KiB of stack a level.
    fn deep(levels: u64) -> u64 {
        let block = std::hint::black_box([1_u8; 4096]);
        match levels {
            0 => 0,
            _ => deep(levels - 1) + u64::from(std::hint::black_box(&block)[0]),
        }
    }
    // 16 MiB and more. On a smaller stack this ends the process.
    let thread = super::spawn(|| deep(4096)).unwrap();
    assert_eq!(thread.join().unwrap(), 4096);
}
