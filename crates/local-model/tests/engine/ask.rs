//! What all tests need: the model, a request, and a reply in pieces.

use std::path::{Path, PathBuf};

use contract::ModelId;
use contract::message::{FinishReason, Role, Usage};
use futures::StreamExt;
use local_model::{
    Engine, EngineOptions, Generated, Generation, Request, Sampling, ShelfEntry, Turn,
};
use tokio_util::sync::CancellationToken;

/// The test model's file.
pub fn model_path() -> PathBuf {
    let path = std::env::var_os("PULSE_TEST_MODEL").expect(
        "PULSE_TEST_MODEL must name SmolLM2-135M-Instruct.Q4_1.gguf; `cargo xtask test` sets it",
    );
    path.into()
}

/// A shelf's entry for a file.
pub fn entry(path: &Path) -> ShelfEntry {
    ShelfEntry {
        id: ModelId(path.file_stem().unwrap().to_string_lossy().into_owned()),
        name: "Test model".into(),
        path: path.to_owned(),
        bytes: 0,
        license: None,
        pinned: false,
        bundled: false,
        context_length: None,
    }
}

/// An engine with one thread: several tests run at once, and threads that wait for each other do so
/// without giving way.
pub fn engine() -> Engine {
    Engine::start(EngineOptions {
        threads: Some(1),
        unload_after: None,
    })
    .unwrap()
}

/// An engine whose contexts hold few tokens, so that they are full soon.
pub fn small_engine(tokens: u32) -> Engine {
    let engine = engine();
    engine.set_max_context(tokens);
    engine
}

/// A request with one question, always the likeliest token.
pub fn question(text: &str, max_tokens: u32) -> Request {
    Request {
        model: entry(&model_path()),
        system: Some("You are a helpful assistant.".into()),
        turns: vec![user(text)],
        prefix: None,
        sampling: Sampling {
            temperature: 0.0,
            top_p: 1.0,
            max_tokens,
            seed: None,
        },
    }
}

pub fn user(text: &str) -> Turn {
    Turn {
        role: Role::User,
        text: text.into(),
    }
}

pub fn assistant(text: &str) -> Turn {
    Turn {
        role: Role::Assistant,
        text: text.into(),
    }
}

/// A whole reply.
#[derive(Debug, PartialEq)]
pub struct Reply {
    pub text: String,
    pub trimmed: u32,
    /// Tokens of the prompt that had to be read.
    pub read: u32,
    pub usage: Usage,
    pub finish: FinishReason,
}

/// Asks and waits for the whole reply.
pub async fn ask(engine: &Engine, request: Request) -> contract::Result<Reply> {
    finish(engine.generate(request, CancellationToken::new())).await
}

/// Waits for the rest of a reply; checks that the events come in their order.
pub async fn finish(mut events: Generation) -> contract::Result<Reply> {
    let (mut text, mut trimmed, mut read, mut stage) = (String::new(), 0, 0, 0);
    while let Some(event) = events.next().await {
        let event = event?;
        let next = match &event {
            Generated::Queued { .. } => 0,
            Generated::Loading { .. } => 1,
            Generated::Trimmed { .. } => 2,
            Generated::Reading { .. } => 3,
            Generated::Text(_) => 4,
            Generated::Done { .. } => 5,
        };
        assert!(next >= stage, "{event:?} came after stage {stage}");
        stage = next;
        match event {
            Generated::Queued { .. } => {}
            Generated::Loading { fraction } => assert!((0.0..=1.0).contains(&fraction)),
            Generated::Trimmed { turns } => trimmed = turns,
            Generated::Reading { done, total } => {
                assert!(done <= total);
                read = total;
            }
            Generated::Text(more) => {
                assert!(!more.is_empty());
                text += &more;
            }
            Generated::Done { usage, finish } => {
                assert!(events.next().await.is_none(), "nothing comes after the end");
                return Ok(Reply {
                    text,
                    trimmed,
                    read,
                    usage,
                    finish,
                });
            }
        }
    }
    panic!("the stream ended without an ending")
}
