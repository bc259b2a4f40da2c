//! The queue's storage.

use contract::JobId;
use contract::job::{JobKind, JobState};
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
            match store.claim(claim, at(2)).await.unwrap() {
                Some(claimed) => mine.push(claimed.job.id),
                None => return mine,
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
