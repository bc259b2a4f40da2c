//! The studio with the real model: what only a real reply can show.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::sync::Arc;

use common::{ask, end_of, model_file, options, question, real_studio, until};
use contract::job::{CancelJob, JobState, ListJobs, RetryJob};
use contract::message::{MessageStatus, ReplyOptions, RetryReply, SendMessage};
use contract::model::{
    AddModelFile, DeleteModel, DownloadModel, ListModels, ModelState, UnloadModel,
};
use contract::{Code, Event, Handlers, ModelId};
use studio::Studio;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

fn seeded(max_tokens: u32) -> ReplyOptions {
    ReplyOptions {
        seed: Some(7),
        max_tokens: Some(max_tokens),
        ..ReplyOptions::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_gives_the_same_reply_and_a_speed() {
    let folder = tempfile::tempdir().unwrap();
    let studio = real_studio(&folder).await;
    let mut events = studio.events();
    let request = SendMessage {
        options: seeded(20),
        ..question("Tell me a long story about the sea.")
    };
    let (_, first) = ask(&studio, request).await;
    assert_eq!((first.status, first.error), (MessageStatus::Complete, None));
    assert!(!first.text.is_empty());
    let info = first.reply.unwrap();
    let usage = info.usage.unwrap();
    assert!(usage.input_tokens > 5, "the prompt was read: {usage:?}");
    assert!(
        (16..=20).contains(&usage.output_tokens),
        "enough to measure: {usage:?}"
    );

    // Told after the reply's end, because it follows from it.
    let speed = until(&mut events, |event| match event {
        Event::ModelsChanged(shelf) => shelf.models.first()?.tokens_per_second,
        _ => None,
    })
    .await;
    assert!(speed > 0.0);

    let mut events = studio.events();
    let retry = RetryReply {
        reply: first.id,
        options: seeded(20),
    };
    let again = studio.retry_reply(retry).await.unwrap();
    assert_eq!(end_of(&mut events, again.id).await.text, first.text);

    let shelf = studio.list_models(ListModels {}).await.unwrap();
    assert_eq!(shelf.models[0].state, ModelState::Loaded);
    studio.unload_model(UnloadModel {}).await.unwrap();
    let shelf = studio.list_models(ListModels {}).await.unwrap();
    assert_eq!(
        shelf.models[0].state,
        ModelState::Resting,
        "its memory is free again"
    );
    assert!(
        shelf.models[0].tokens_per_second.is_some(),
        "its speed is not forgotten with it"
    );
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_onto_the_shelf_and_leave_it() {
    let folder = tempfile::tempdir().unwrap();
    let studio = Studio::open(options(&folder)).await.unwrap();
    let missing = studio
        .send_message(question("Anybody there?"))
        .await
        .unwrap_err();
    assert_eq!(
        missing.code,
        Code::ModelMissing,
        "an empty shelf is said plainly"
    );
    let relative = AddModelFile {
        path: "model.gguf".into(),
    };
    assert_eq!(
        studio.add_model_file(relative).await.unwrap_err().code,
        Code::InvalidInput
    );
    let not_gguf = folder.path().join("letter.gguf");
    std::fs::write(&not_gguf, "Dear reader").unwrap();
    let path = not_gguf.display().to_string();
    let refused = studio
        .add_model_file(AddModelFile { path })
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::ModelInvalid);

    let mut events = studio.events();
    let path = model_file().display().to_string();
    let added = studio.add_model_file(AddModelFile { path }).await.unwrap();
    assert!(!added.bundled);
    let told = until(&mut events, |event| match event {
        Event::ModelsChanged(shelf) => (!shelf.models.is_empty()).then_some(shelf),
        _ => None,
    })
    .await;
    assert_eq!(told.models, std::slice::from_ref(&added));
    studio
        .delete_model(DeleteModel {
            id: added.id.clone(),
        })
        .await
        .unwrap();
    assert_eq!(studio.list_models(ListModels {}).await.unwrap().models, []);
    let again = studio
        .delete_model(DeleteModel { id: added.id })
        .await
        .unwrap_err();
    assert_eq!(again.code, Code::ModelMissing);
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_file_that_a_neighbour_adds_appears_here() {
    let folder = tempfile::tempdir().unwrap();
    let studio = Studio::open(options(&folder)).await.unwrap();
    let neighbour = Studio::open(options(&folder)).await.unwrap();
    let mut events = studio.events();
    let path = model_file().display().to_string();
    let added = AddModelFile { path };
    let added = neighbour.add_model_file(added).await.unwrap();
    until(&mut events, |event| match event {
        Event::ModelsChanged(shelf) => shelf.models.contains(&added).then_some(()),
        _ => None,
    })
    .await;
    neighbour.shutdown().await;
    studio.shutdown().await;
}

/// Serves `bytes` at any path; each answer stops after a kilobyte until `go`.
async fn serve(bytes: Arc<Vec<u8>>, go: CancellationToken) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let (bytes, go) = (Arc::clone(&bytes), go.clone());
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let _ = socket.read(&mut request).await;
                let head = format!(
                    "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    bytes.len()
                );
                let _ = socket.write_all(head.as_bytes()).await;
                let _ = socket.write_all(&bytes[..1000]).await;
                go.cancelled().await;
                // The other side may have gone away: that is what some tests are about.
                let _ = socket.write_all(&bytes[1000..]).await;
            });
        }
    });
    format!("http://{address}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_is_a_job_and_ends_on_the_shelf() {
    let folder = tempfile::tempdir().unwrap();
    let studio = Studio::open(options(&folder)).await.unwrap();
    let go = CancellationToken::new();
    let site = serve(Arc::new(std::fs::read(model_file()).unwrap()), go.clone()).await;
    let request = DownloadModel {
        url: format!("{site}/small.gguf"),
        sha256: None,
    };
    let mut events = studio.events();
    let job = studio.download_model(request.clone()).await.unwrap();
    assert_eq!(job.title, "small.gguf");
    until(&mut events, |event| match event {
        Event::JobChanged(job) => job.progress.filter(|progress| progress.done > 0),
        _ => None,
    })
    .await;

    let twice = studio.download_model(request.clone()).await.unwrap();
    assert_eq!(twice.id, job.id, "the same wish twice is one job");
    let other = DownloadModel {
        url: format!("{site}/elsewhere/small.gguf"),
        sha256: None,
    };
    assert_eq!(
        studio.download_model(other).await.unwrap_err().code,
        Code::Conflict
    );
    let ftp = DownloadModel {
        url: "ftp://example.org/x.gguf".into(),
        sha256: None,
    };
    assert_eq!(
        studio.download_model(ftp).await.unwrap_err().code,
        Code::InvalidInput
    );

    let cancelled = studio.cancel_job(CancelJob { id: job.id }).await.unwrap();
    assert_eq!(cancelled.state, JobState::Cancelled);
    assert_eq!(
        studio.list_models(ListModels {}).await.unwrap().models,
        [],
        "no half a model"
    );
    let parts = std::fs::read_dir(folder.path().join("models")).unwrap();
    let parts = parts.map(|entry| entry.unwrap().file_name());
    let parts: Vec<_> = parts
        .filter(|name| name.to_string_lossy().contains(".part"))
        .collect();
    assert!(
        parts.is_empty(),
        "what nobody wants takes no room: {parts:?}"
    );
    studio.retry_job(RetryJob { id: job.id }).await.unwrap();
    go.cancel();
    // The end of the job and the news from the shelf come in either order.
    let (mut is_done, mut is_told) = (false, false);
    until(&mut events, |event| {
        match event {
            Event::JobChanged(job) if job.state == JobState::Failed => panic!("{job:?}"),
            Event::JobChanged(job) => is_done |= job.state == JobState::Done,
            Event::ModelsChanged(shelf) => is_told |= !shelf.models.is_empty(),
            _ => {}
        }
        (is_done && is_told).then_some(())
    })
    .await;
    let shelf = studio.list_models(ListModels {}).await.unwrap();
    let ids: Vec<_> = shelf.models.iter().map(|model| model.id.clone()).collect();
    assert_eq!(ids, [ModelId("small".into())]);
    let there = studio.download_model(request).await.unwrap_err();
    assert_eq!(there.code, Code::Conflict, "it is on the shelf already");
    let jobs = studio.list_jobs(ListJobs {}).await.unwrap();
    assert_eq!(jobs.len(), 1);
    studio.shutdown().await;
}
