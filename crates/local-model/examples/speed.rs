//! How fast a model reads and writes: `speed MODEL THREADS PROMPT_FILE N`.
//!
//! One line of JSON: `prompt_tok_s`, `gen_tok_s`, `prompt_tokens`, `gen_tokens`, through the same engine as
//! the app, greedily, with everything warm. Used by `cargo xtask bench`.

use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use contract::ModelId;
use contract::message::Role;
use futures::StreamExt;
use local_model::{Engine, EngineOptions, Generated, Request, Sampling, ShelfEntry, Turn};
use tokio_util::sync::CancellationToken;

/// How long the studio leaves the model alone after it took text (`studio/src/replies/run.rs`).
const REST: Duration = Duration::from_millis(33);

/// Figures of one reply.
struct Figures {
    prompt_tokens: u32,
    prompt_seconds: f64,
    gen_tokens: u32,
    gen_seconds: f64,
}

fn entry(path: PathBuf) -> Result<ShelfEntry, Box<dyn Error>> {
    Ok(ShelfEntry {
        id: ModelId("speed".into()),
        name: "speed".into(),
        bytes: path.metadata()?.len(),
        path,
        license: None,
        pinned: false,
        bundled: false,
        context_length: None,
    })
}

async fn measure(
    engine: &Engine,
    model: &ShelfEntry,
    prompt: &str,
    max_tokens: u32,
) -> Result<Figures, Box<dyn Error>> {
    let request = Request {
        model: model.clone(),
        system: None,
        turns: vec![Turn {
            role: Role::User,
            text: prompt.to_owned(),
        }],
        prefix: None,
        sampling: Sampling {
            temperature: 0.0,
            top_p: 1.0,
            max_tokens,
            seed: Some(1),
        },
    };
    let mut events = engine.generate(request, CancellationToken::new());
    let (mut reading, mut read, mut prompt_tokens) = (None, None, 0);
    while let Some(event) = events.next().await {
        match event? {
            Generated::Reading { done, total } => {
                prompt_tokens = total;
                if done == 0 {
                    reading = Some(Instant::now());
                } else if done == total {
                    read = Some(Instant::now());
                }
            }
            Generated::Done { usage, .. } => {
                let (reading, read) = reading
                    .zip(read)
                    .ok_or("the reply came too fast to measure")?;
                return Ok(Figures {
                    prompt_tokens,
                    prompt_seconds: (read - reading).as_secs_f64(),
                    // The first token is drawn from what reading left behind.
                    gen_tokens: usage.output_tokens.saturating_sub(1),
                    gen_seconds: read.elapsed().as_secs_f64(),
                });
            }
            Generated::Text(_) => tokio::time::sleep(REST).await,
            _ => {}
        }
    }
    Err("the reply ended without its figures".into())
}

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, threads, prompt, count] = arguments.as_slice() else {
        return Err("usage: speed MODEL THREADS PROMPT_FILE N".into());
    };
    let prompt = std::fs::read_to_string(prompt)?;
    let model = entry(model.into())?;
    let options = EngineOptions {
        threads: Some(threads.parse()?),
        unload_after: None,
    };
    let engine = Engine::start(options)?;
    let count: u32 = count.parse()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    let figures = runtime.block_on(async {
        // The first reply loads the model and touches all of its memory. Its other prompt leaves the
        // second one nothing to remember.
        measure(&engine, &model, "Hello.", 8).await?;
        measure(&engine, &model, &prompt, count).await
    })?;
    let json = serde_json::json!({
        "prompt_tok_s": f64::from(figures.prompt_tokens) / figures.prompt_seconds,
        "gen_tok_s": f64::from(figures.gen_tokens) / figures.gen_seconds,
        "prompt_tokens": figures.prompt_tokens,
        "gen_tokens": figures.gen_tokens,
    });
    println!("{json}");
    Ok(())
}
