//! The inside of a reply, with the real model, whose file `PULSE_TEST_MODEL` names.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use contract::Code;
use futures::StreamExt;
use tokio_util::sync::CancellationToken;

use super::load;
use crate::engine::outbox::pair;
use crate::engine::queue::{Shared, Ticket};
use crate::engine::tests::request;
use crate::engine::worker::Stopped;
use crate::{Generated, Request};

fn question(text: &str) -> Request {
    let path = std::env::var_os("PULSE_TEST_MODEL")
        .expect("PULSE_TEST_MODEL must name a GGUF file; `cargo xtask test` sets it");
    request(path.into(), text, 8)
}

#[tokio::test]
async fn a_step_of_the_prompt_ends_in_its_midst() {
    let shared = Shared::new(None);
    let request = question("Name three colours.");
    let cancel = CancellationToken::new();
    let ticket = Ticket {
        number: 1,
        request: request.clone(),
        outbox: pair(cancel.clone(), None).0,
        cancel: CancellationToken::new(),
    };
    let loaded = load(&shared, &ticket).unwrap();
    let mut session = loaded.session(1).unwrap();

    let mut events = Vec::new();
    // Asked before the reply and before the step; the third question comes from within the step.
    for patience in [2, 5, u32::MAX] {
        let asked = Arc::new(AtomicU32::new(0));
        let stopped: Stopped = Arc::new(move || asked.fetch_add(1, Ordering::Relaxed) >= patience);
        let (outbox, generation) = pair(CancellationToken::new(), None);
        match session.reply(&request, &outbox, &stopped) {
            Ok(done) => outbox.send(done),
            Err(error) => assert_eq!(error.code, Code::Cancelled),
        }
        drop(outbox);
        events.push(generation.collect::<Vec<_>>().await);
    }
    for events in &events[..2] {
        assert!(
            matches!(events[0], Ok(Generated::Reading { done: 0, .. })),
            "the step was not finished: {events:?}"
        );
        assert_eq!(events.len(), 2, "and nothing was written: {events:?}");
    }
    // What is left of the steps does no harm: the same reply as from a fresh context.
    let mut fresh = loaded.session(1).unwrap();
    let (outbox, generation) = pair(CancellationToken::new(), None);
    let never: Stopped = Arc::new(|| false);
    outbox.send(fresh.reply(&request, &outbox, &never).unwrap());
    assert_eq!(events[2], generation.collect::<Vec<_>>().await);
}
