//! CVs, their versions and their histories.

use std::sync::Arc;

use contract::cv::{Cv, CvSummary, Delta, Entry, Kind, PartId, Section, Template};
use contract::{Code, CvId};

use super::{Folder, at, fresh};
use crate::{CvContent, CvSave, CvStep, Saved, Store};

fn cv(name: &str) -> Cv {
    let mut work = Section::new(PartId("w".into()), Kind::Experience);
    work.entries = vec![Entry {
        id: PartId("e".into()),
        title: "Engineer".into(),
        ..Entry::default()
    }];
    let mut cv = Cv {
        language: "en".into(),
        sections: vec![work],
        ..Cv::default()
    };
    cv.person.name = name.into();
    cv
}

async fn added(store: &Store, title: &str, cv: &Cv) -> CvId {
    let id = CvId(fresh());
    let summary = store.add_cv(id, title, cv, at(10)).await.unwrap();
    assert_eq!((summary.id, summary.title.as_str()), (id, title));
    id
}

async fn version(store: &Store, of: CvId) -> CvId {
    let id = CvId(fresh());
    store
        .add_cv_version(id, "For a job", of, at(20))
        .await
        .unwrap();
    id
}

fn save_of(id: CvId, after: u64, cv: &Cv) -> CvSave {
    CvSave {
        id,
        after,
        cv: Arc::new(cv.clone()),
        content: CvContent::Whole,
        steps: Vec::new(),
        last_step: 0,
        step: 0,
        now: at(30),
    }
}

/// Writes what a version is, as the desk does.
async fn save_version(store: &Store, id: CvId, change: impl FnOnce(&mut Cv)) -> Saved {
    let kept = store.cv(id).await.unwrap();
    let mut cv = kept.cv;
    change(&mut cv);
    let delta = Delta::between(&kept.base.unwrap().cv, &cv);
    let save = CvSave {
        content: CvContent::Version(delta),
        ..save_of(id, kept.writes, &cv)
    };
    store.save_cv(&save).await.unwrap()
}

fn step(number: u64, from: &Cv, to: &Cv) -> CvStep {
    CvStep {
        number,
        back: Delta::between(to, from),
        forth: Delta::between(from, to),
        typing: Some("person/name".into()),
        at: at(40),
    }
}

fn titles(cvs: &[CvSummary]) -> Vec<&str> {
    cvs.iter().map(|cv| cv.title.as_str()).collect()
}

#[tokio::test]
async fn what_was_kept_is_there_after_a_restart() {
    let folder = Folder::new();
    let store = folder.open().await;
    let mut ada = cv("Ada  Lovelace\n");
    ada.look.template = Template::Elegant;
    let id = added(&store, "Main", &ada).await;
    store.close().await.unwrap();
    let store = folder.open().await;
    let kept = store.cv(id).await.unwrap();
    assert_eq!(kept.cv, ada);
    assert_eq!((kept.base, kept.step, kept.last_step), (None, 0, 0));
    assert_eq!(
        store.cvs().await.unwrap(),
        [CvSummary {
            id,
            title: "Main".into(),
            name: "Ada Lovelace".into(),
            headline: String::new(),
            template: Template::Elegant,
            base: None,
            changed_at: at(10),
        }]
    );
    let renamed = store.rename_cv(id, "Other", at(99)).await.unwrap();
    assert_eq!(
        (renamed.title.as_str(), renamed.changed_at),
        ("Other", at(99))
    );
    let nobody = store.cv(CvId(fresh())).await.unwrap_err();
    assert_eq!(nobody.code, Code::NotFound);
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_history_has_no_gaps_and_what_was_undone_can_be_dropped() {
    let folder = Folder::new();
    let store = folder.open().await;
    let states: Vec<Cv> = ["A", "B", "C", "D"].map(cv).into();
    let id = added(&store, "Main", &states[0]).await;
    let save = CvSave {
        steps: vec![
            step(1, &states[0], &states[1]),
            step(2, &states[1], &states[2]),
        ],
        last_step: 2,
        step: 2,
        ..save_of(id, 1, &states[2])
    };
    let saved = store.save_cv(&save).await.unwrap();
    assert_eq!((saved.writes, saved.summary.name.as_str()), (2, "C"));

    // Undone, and then something else: the second step becomes another.
    let save = CvSave {
        steps: vec![step(2, &states[1], &states[3])],
        last_step: 2,
        step: 2,
        ..save_of(id, 2, &states[3])
    };
    store.save_cv(&save).await.unwrap();
    let back = store.cv_step(id, 2).await.unwrap().back;
    assert_eq!(back.apply(&states[3]).unwrap(), states[1]);

    // All undone and the last forgotten.
    let save = CvSave {
        last_step: 1,
        ..save_of(id, 3, &states[0])
    };
    store.save_cv(&save).await.unwrap();
    let kept = store.cv(id).await.unwrap();
    assert_eq!((kept.step, kept.last_step, kept.writes), (0, 1, 4));
    let forth = store.cv_step(id, 1).await.unwrap();
    assert_eq!(forth.forth.apply(&states[0]).unwrap(), states[1]);
    assert_eq!(forth.typing.as_deref(), Some("person/name"));
    assert_eq!(store.cv_step(id, 2).await.unwrap_err().code, Code::NotFound);
    store.close().await.unwrap();
}

#[tokio::test]
async fn two_that_write_one_cv_do_not_write_over_each_other() {
    let folder = Folder::new();
    let store = folder.open().await;
    let other = folder.open().await;
    let id = added(&store, "Main", &cv("A")).await;
    other.save_cv(&save_of(id, 1, &cv("B"))).await.unwrap();
    let save = CvSave {
        steps: vec![step(1, &cv("A"), &cv("C"))],
        last_step: 1,
        step: 1,
        ..save_of(id, 1, &cv("C"))
    };
    let error = store.save_cv(&save).await.unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    let kept = store.cv(id).await.unwrap();
    assert_eq!(kept.cv.person.name, "B");
    assert_eq!(kept.last_step, 0, "nothing of it was kept");
    other.close().await.unwrap();
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_version_follows_its_base() {
    let folder = Folder::new();
    let store = folder.open().await;
    let base = added(&store, "Main", &cv("Ada")).await;
    let job = version(&store, base).await;
    save_version(&store, job, |cv| {
        cv.sections[0].entries[0].title = "Lead".into();
        cv.person.headline = "Lead".into();
    })
    .await;
    // Another of the same base, which changes the same at first.
    let second = version(&store, job).await;
    assert_eq!(store.cv(second).await.unwrap().summary.base, Some(base));
    let aside = version(&store, base).await;
    store.delete_cv(aside, at(25)).await.unwrap();

    let mut new = cv("Ada Lovelace");
    new.person.phone = "1".into();
    let saved = store.save_cv(&save_of(base, 1, &new)).await.unwrap();
    assert_eq!(
        titles(&saved.versions),
        ["For a job"; 2],
        "as they are called now"
    );
    for id in [job, second] {
        let kept = store.cv(id).await.unwrap();
        assert_eq!(kept.cv.person.phone, "1");
        assert_eq!(kept.cv.sections[0].entries[0].title, "Lead");
        assert_eq!(kept.summary.name, "Ada Lovelace");
        assert_eq!(kept.summary.headline, "Lead");
        let base = kept.base.unwrap();
        assert_eq!((base.title.as_str(), &base.cv), ("Main", &new));
    }
    let restored = store.restore_cv(aside).await.unwrap();
    assert_eq!(restored.name, "Ada Lovelace", "it followed too");

    new.person.phone = "2".into();
    let saved = store.save_cv(&save_of(base, 2, &new)).await.unwrap();
    assert_eq!(saved.versions, [], "the list shows the same of them");
    assert_eq!(store.cv(job).await.unwrap().cv.person.phone, "2");
    store.integrity_check().await.unwrap();
    store.close().await.unwrap();
}

#[tokio::test]
async fn versions_outlive_their_base() {
    let folder = Folder::new();
    let store = folder.open().await;
    let base = added(&store, "Main", &cv("Ada")).await;
    let job = version(&store, base).await;
    save_version(&store, job, |cv| cv.person.headline = "Lead".into()).await;
    let aside = version(&store, job).await;
    store.delete_cv(aside, at(40)).await.unwrap();

    let freed = store.delete_cv(base, at(50)).await.unwrap();
    assert_eq!(freed.iter().map(|cv| cv.id).collect::<Vec<_>>(), [job]);
    assert_eq!(freed[0].base, None);
    let kept = store.cv(job).await.unwrap();
    assert_eq!((kept.cv.person.name.as_str(), kept.base), ("Ada", None));
    let late = save_of(job, kept.writes - 1, &cv("x"));
    let late = store.save_cv(&late).await.unwrap_err();
    assert_eq!(late.code, Code::Conflict, "who still took it for a version");
    assert_eq!(titles(&store.cvs().await.unwrap()), ["For a job"]);

    // Again changes nothing: the time of the first counts.
    store.delete_cv(base, at(90)).await.unwrap();
    assert_eq!(store.purge_cvs(at(51)).await.unwrap(), 2);
    assert_eq!(
        store.restore_cv(base).await.unwrap_err().code,
        Code::NotFound
    );
    assert_eq!(
        store.delete_cv(base, at(99)).await.unwrap_err().code,
        Code::NotFound
    );
    assert_eq!(store.cv(job).await.unwrap().cv.person.headline, "Lead");
    store.integrity_check().await.unwrap();
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_deleted_cv_comes_back_with_its_history_and_is_purged_with_it() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = added(&store, "Main", &cv("A")).await;
    let save = CvSave {
        steps: vec![step(1, &cv("A"), &cv("B"))],
        last_step: 1,
        step: 1,
        ..save_of(id, 1, &cv("B"))
    };
    store.save_cv(&save).await.unwrap();
    store.delete_cv(id, at(50)).await.unwrap();
    assert_eq!(store.cv(id).await.unwrap_err().code, Code::NotFound);
    let late = store.save_cv(&save_of(id, 2, &cv("C"))).await.unwrap_err();
    assert_eq!(late.code, Code::NotFound);
    assert_eq!(store.purge_cvs(at(50)).await.unwrap(), 0);
    let restored = store.restore_cv(id).await.unwrap();
    assert_eq!(restored, store.restore_cv(id).await.unwrap());
    assert_eq!(store.cv(id).await.unwrap().step, 1);
    assert!(store.cv_step(id, 1).await.is_ok());

    store.delete_cv(id, at(60)).await.unwrap();
    assert_eq!(store.purge_cvs(at(61)).await.unwrap(), 1);
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM cv_steps")
        .fetch_one(&store.shared.readers)
        .await
        .unwrap();
    assert_eq!(left, 0);
    store.close().await.unwrap();
}

#[tokio::test]
async fn what_a_newer_pulse_wrote_is_listed_and_not_taken_for_damage() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = added(&store, "Main", &cv("A")).await;
    let job = version(&store, id).await;
    for change in [
        "UPDATE cvs SET template = 'rococo'",
        "UPDATE cvs SET content = '{\"hat\": 1}' WHERE base IS NOT NULL",
    ] {
        let changed = sqlx::query(change).execute(&store.shared.writer).await;
        changed.unwrap();
    }
    let all = store.cvs().await.unwrap();
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|cv| cv.template == Template::Classic));
    assert_eq!(store.cv(job).await.unwrap_err().code, Code::DatabaseNewer);
    store.save_cv(&save_of(id, 1, &cv("B"))).await.unwrap();
    let error = store.delete_cv(id, at(50)).await.unwrap_err();
    assert_eq!(error.code, Code::DatabaseNewer, "its version would be lost");
    assert_eq!(store.cvs().await.unwrap().len(), 2, "nothing is half done");
    store.close().await.unwrap();
}
