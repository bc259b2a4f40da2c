//! The queue's storage.

use contract::job::{JobKind, JobState};
use contract::{Code, JobId};
use jobs::{Claim, JobStorage, NewJob, testing};
use serde_json::json;

use super::{Folder, at, fresh};

#[tokio::test]
async fn the_store_passes_the_story() {
    let folder = Folder::new();
    let store = folder.open().await;
    let ids = [(); 4].map(|()| JobId(fresh()));
    testing::story(&store, ids).await;
    store.integrity_check().await.unwrap();
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_newer_pulse_s_jobs_are_left_alone() {
    let folder = Folder::new();
    let store = folder.open().await;
    let new = NewJob {
        id: JobId(fresh()),
        kind: JobKind::ModelDownload,
        title: "known".to_owned(),
        payload: json!(null),
    };
    store.enqueue(new.clone(), at(2)).await.unwrap();
    sqlx::query(
        "INSERT INTO jobs (id, kind, title, payload, state, created_at, updated_at)
         VALUES (zeroblob(16), '\"dream_video\"', 'newer', 'null', 'queued', 1, 1)",
    )
    .execute(&store.shared.writer)
    .await
    .unwrap();
    let listed = store.list().await.unwrap();
    assert_eq!(
        listed.iter().map(|job| job.id).collect::<Vec<_>>(),
        [new.id]
    );
    let claim = Claim {
        kinds: vec![JobKind::ModelDownload],
        except: vec![],
        owner: "one".to_owned(),
        until: at(100),
    };
    let claimed = store.claim(claim, at(3)).await.unwrap().unwrap();
    assert_eq!(claimed.job.id, new.id, "though the other is older");
    store.close().await.unwrap();
}

#[tokio::test]
async fn jobs_of_dead_sessions_are_queued_again_at_once() {
    let folder = Folder::new();
    let store = folder.open().await;
    let claim = |owner: &str| Claim {
        kinds: vec![JobKind::ModelDownload],
        except: vec![],
        owner: owner.to_owned(),
        // As if the clock had been ahead.
        until: at(1_000_000),
    };
    let mut leases = Vec::new();
    for owner in ["dead", "alive", "dead"] {
        let new = NewJob {
            id: JobId(fresh()),
            kind: JobKind::ModelDownload,
            title: owner.to_owned(),
            payload: json!(null),
        };
        store.enqueue(new, at(1)).await.unwrap();
        leases.push(
            store
                .claim(claim(owner), at(2))
                .await
                .unwrap()
                .unwrap()
                .lease,
        );
    }
    let cancelled = leases[2].job;
    store.cancel(cancelled, at(3)).await.unwrap();

    let alive = |session: &str| session == "alive";
    let freed = store.recover_jobs(alive, at(4)).await.unwrap();
    assert_eq!(freed, [leases[0].job, cancelled]);
    let job = store.get(leases[0].job).await.unwrap();
    assert_eq!(
        (job.state, job.attempts),
        (JobState::Queued, 1),
        "a crash is a try"
    );
    assert_eq!(
        store.get(leases[1].job).await.unwrap().state,
        JobState::Running
    );
    assert_eq!(
        store.get(cancelled).await.unwrap().state,
        JobState::Cancelled
    );
    assert_eq!(store.recover_jobs(alive, at(5)).await.unwrap(), []);

    // Whoever held it lost it, even if nobody has claimed it since.
    let late = store
        .heartbeat(leases[0], at(9), None, at(5))
        .await
        .unwrap();
    assert!(!late);
    let again = store.claim(claim("alive"), at(6)).await.unwrap().unwrap();
    assert_eq!(again.job.id, leases[0].job, "without waiting for the lease");
    store.requeue(cancelled, at(7)).await.unwrap();
    assert!(store.claim(claim("alive"), at(8)).await.unwrap().is_some());
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_job_is_claimed_once_however_many_ask() {
    let folder = Folder::new();
    let store = folder.open().await;
    let other = folder.open().await;
    for _ in 0..20 {
        let new = NewJob {
            id: JobId(fresh()),
            kind: JobKind::ModelDownload,
            title: "one of many".to_owned(),
            payload: json!(null),
        };
        store.enqueue(new, at(1)).await.unwrap();
    }
    let grab = |store: crate::Store, owner: &'static str| async move {
        let mut mine = Vec::new();
        loop {
            let claim = Claim {
                kinds: vec![JobKind::ModelDownload],
                except: vec![],
                owner: owner.to_owned(),
                until: at(1_000_000),
            };
            match store.claim(claim, at(2)).await {
                Ok(Some(claimed)) => mine.push(claimed.job.id),
                Ok(None) => return mine,
                // The other had the database for too long, on a busy machine: the queue asks again too.
                Err(error) => assert_eq!(error.code, Code::StorageBusy, "{error}"),
            }
        }
    };
    let one = tokio::spawn(grab(store.clone(), "one"));
    let two = tokio::spawn(grab(other.clone(), "two"));
    let mut all = one.await.unwrap();
    all.extend(two.await.unwrap());
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 20, "each job was claimed, and by one alone");
    let listed = store.list().await.unwrap();
    assert!(
        listed
            .iter()
            .all(|job| job.state == JobState::Running && job.attempts == 1)
    );
    store.close().await.unwrap();
    other.close().await.unwrap();
}
