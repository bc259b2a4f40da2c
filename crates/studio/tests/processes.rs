//! Several processes on one data folder, one after another and at the same time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::{
    Step, UnderWay, ask, end_of, messages, open, options, question, question_in, stage, text_of,
    under_way, until,
};
use contract::job::{JobKind, JobState, ListJobs};
use contract::message::{ContinueReply, MessageStatus, StopReply};
use contract::model::DownloadModel;
use contract::settings::Notice;
use contract::{Code, Event, Handlers, JobId, Timestamp};
use jobs::{Claim, JobStorage, NewJob};
use studio::Opening;

#[tokio::test]
async fn a_shutdown_interrupts_and_the_next_start_has_the_text() {
    // The script's end would be the reply's: it is held until the shutdown.
    let UnderWay {
        stage,
        live: _live,
        sent,
        ..
    } = under_way("one, tw").await;
    stage.studio.shutdown().await;
    let late = stage
        .studio
        .send_message(question("More"))
        .await
        .unwrap_err();
    assert!(
        matches!(late.code, Code::Cancelled | Code::StorageUnavailable),
        "nothing begins after the end: {late}"
    );

    let (studio, script) = open(&stage.folder).await;
    assert_eq!(studio.notices(), [], "an orderly end is nothing to report");
    let reply = messages(&studio, sent.conversation.id).await.pop().unwrap();
    assert_eq!(
        (reply.status, reply.text.as_str()),
        (MessageStatus::Interrupted, "one, tw")
    );
    script.reply([Step::text("o"), Step::done(2)]);
    let mut events = studio.events();
    studio
        .continue_reply(ContinueReply { reply: reply.id })
        .await
        .unwrap();
    assert_eq!(end_of(&mut events, reply.id).await.text, "one, two");
}

#[tokio::test]
async fn a_neighbour_is_left_alone_and_followed() {
    let UnderWay {
        stage,
        live,
        mut events,
        sent,
    } = under_way("one").await;

    let (neighbour, _) = open(&stage.folder).await;
    assert_eq!(
        neighbour.notices(),
        [],
        "a living session's reply is not interrupted"
    );
    let mut there = neighbour.events();
    let seen = messages(&neighbour, sent.conversation.id)
        .await
        .pop()
        .unwrap();
    assert_eq!(seen.status, MessageStatus::Streaming);
    let elsewhere = neighbour
        .stop_reply(StopReply {
            reply: sent.reply.id,
        })
        .await
        .unwrap_err();
    assert_eq!(elsewhere.code, Code::Conflict);
    let busy = question_in(sent.conversation.id, "And?");
    assert_eq!(
        neighbour.send_message(busy).await.unwrap_err().code,
        Code::Conflict
    );

    live.send(Step::text(", two")).unwrap();
    live.send(Step::done(2)).unwrap();
    let end = end_of(&mut there, sent.reply.id).await;
    assert_eq!(
        end.text, "one, two",
        "the window sees what the command line was told"
    );
    assert_eq!(end_of(&mut events, sent.reply.id).await, end);
}

#[tokio::test]
async fn a_dead_process_leaves_an_interrupted_reply() {
    // The process dies without a word: its studio is leaked, and its lock taken away
    // as the system does it.
    let UnderWay {
        stage,
        live,
        mut events,
        sent,
    } = under_way("one").await;
    // Once told *and* waited for: journalled at the latest after 150 ms.
    let stored = async {
        loop {
            let (neighbour, _) = open(&stage.folder).await;
            let seen = messages(&neighbour, sent.conversation.id)
                .await
                .pop()
                .unwrap();
            neighbour.shutdown().await;
            if seen.text == "one" {
                return;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), stored)
        .await
        .expect("never stored");
    for lock in std::fs::read_dir(stage.folder.path().join("sessions")).unwrap() {
        std::fs::remove_file(lock.unwrap().path()).unwrap();
    }
    let (studio, _) = open(&stage.folder).await;
    assert_eq!(studio.notices(), [Notice::RepliesInterrupted { count: 1 }]);
    let reply = messages(&studio, sent.conversation.id).await.pop().unwrap();
    assert_eq!(
        (reply.status, reply.text.as_str()),
        (MessageStatus::Interrupted, "one")
    );

    // The dead one wakes up after all (a laptop's sleep): it must not overwrite.
    live.send(Step::text(" more")).unwrap();
    live.send(Step::done(2)).unwrap();
    let woken = end_of(&mut events, sent.reply.id).await;
    assert_eq!(
        woken.status,
        MessageStatus::Interrupted,
        "the window shows what is stored"
    );
}

#[tokio::test]
async fn what_a_neighbour_asks_appears_here() {
    let stage = stage().await;
    stage.script.reply([Step::text("Red."), Step::done(1)]);
    let (here, _) = ask(&stage.studio, question("A colour?")).await;
    let id = here.conversation.id;
    let (neighbour, script) = open(&stage.folder).await;
    let mut events = stage.studio.events();

    // It goes on with a conversation that is shown here.
    let live = script.live();
    let sent = neighbour
        .send_message(question_in(id, "Another?"))
        .await
        .unwrap();
    let mut told = Vec::new();
    until(&mut events, |event| match event {
        Event::MessageChanged(message) => {
            told.push(message.id);
            (message.id == sent.reply.id).then_some(())
        }
        _ => None,
    })
    .await;
    assert_eq!(
        told[told.len() - 2..],
        [sent.message.id, sent.reply.id],
        "each after the one that it follows"
    );
    live.send(Step::text("Blue")).unwrap();
    text_of(&mut events, sent.reply.id, 4).await;
    live.send(Step::text(".")).unwrap();
    live.send(Step::done(1)).unwrap();
    let end = end_of(&mut events, sent.reply.id).await;
    assert_eq!(end.text, "Blue.");

    // And begins one.
    script.reply([Step::text("Green."), Step::done(1)]);
    let (new, _) = ask(&neighbour, question("A third?")).await;
    let listed = until(&mut events, |event| match event {
        Event::ConversationChanged(summary) => {
            (summary.id == new.conversation.id).then_some(summary)
        }
        _ => None,
    })
    .await;
    assert_eq!(listed.title, "A third?");
}

#[tokio::test]
async fn a_neighbours_job_appears_here() {
    let stage = stage().await;
    // Neither works on it: what is told here was read.
    let watching = Opening::new(options(&stage.folder)).leaving_jobs_alone();
    let watching = watching.open().await.unwrap();
    let asking = Opening::new(options(&stage.folder)).leaving_jobs_alone();
    let asking = asking.open().await.unwrap();
    stage.studio.shutdown().await;
    let mut events = watching.events();
    let job = asking
        .download_model(DownloadModel {
            // Port 9 of this computer: nobody listens there.
            url: "http://127.0.0.1:9/small.gguf".into(),
            sha256: None,
        })
        .await
        .unwrap();
    let told = until(&mut events, |event| match event {
        Event::JobChanged(job) => Some(job),
        _ => None,
    })
    .await;
    assert_eq!((told.id, told.state), (job.id, JobState::Queued));
    assert_eq!(watching.list_jobs(ListJobs {}).await.unwrap(), [told]);
}

#[tokio::test]
async fn a_dead_process_gives_its_job_back_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let database = options(&folder).home.database();
    let store = store::Store::open(&database, Timestamp(1)).await.unwrap();
    let (store, id) = (store.store, JobId(uuid::Uuid::now_v7()));
    let kind = JobKind::ModelDownload;
    let job = NewJob {
        id,
        kind,
        title: "small.gguf".into(),
        payload: serde_json::Value::Null,
    };
    store.enqueue(job, Timestamp(1)).await.unwrap();
    let claim = Claim {
        kinds: vec![kind],
        except: Vec::new(),
        owner: uuid::Uuid::now_v7().to_string(),
        until: Timestamp(i64::MAX),
    };
    assert!(store.claim(claim, Timestamp(1)).await.unwrap().is_some());
    store.close().await.unwrap();

    let studio = Opening::new(options(&folder)).leaving_jobs_alone();
    let studio = studio.open().await.unwrap();
    let jobs = studio.list_jobs(ListJobs {}).await.unwrap();
    assert_eq!(
        (jobs[0].id, jobs[0].state),
        (id, JobState::Queued),
        "nobody waits for the lease of a process that is gone"
    );
}
