//! The desk of CVs: edits, their history, versions, what is on disk when, and files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::{Stage, open, stage, until};
use contract::cv::{
    CreateCv, Cv, CvEdited, CvFormat, CvSource, CvStepped, CvSummary, CvView, DeleteCv, Delta,
    EditCv, Entry, ExportCv, Kind, ListCvs, OpenCv, PartId, PickCvExport, Point, Preview,
    ReadCvPhoto, RenameCv, RestoreCv, Step, StepCv, Template,
};
use contract::{Code, CvId, Event, Handlers, Result};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor};
use studio::Studio;
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;

fn sample() -> CvSource {
    CvSource::Sample {
        language: "en-GB".into(),
    }
}

async fn create(studio: &Studio, title: &str, from: CvSource) -> CvSummary {
    let request = CreateCv {
        title: title.into(),
        from,
    };
    studio.create_cv(request).await.unwrap()
}

async fn refusal(studio: &Studio, title: &str, from: CvSource) -> contract::Error {
    let request = CreateCv {
        title: title.into(),
        from,
    };
    studio.create_cv(request).await.unwrap_err()
}

async fn list(studio: &Studio) -> Vec<CvSummary> {
    studio.list_cvs(ListCvs {}).await.unwrap()
}

/// The desk as a window sees it.
struct Desk {
    id: CvId,
    view: CvView,
    cv: Cv,
    state: CvEdited,
}

impl Desk {
    async fn open(studio: &Studio, id: CvId) -> Self {
        let view = studio.open_cv(OpenCv { id }).await.unwrap();
        assert!(view.state.preview.anew, "the window has nothing of it");
        Self {
            id,
            cv: view.cv.clone(),
            state: view.state.clone(),
            view,
        }
    }

    async fn try_edit(
        &mut self,
        studio: &Studio,
        typing: Option<&str>,
        change: impl FnOnce(&mut Cv),
    ) -> Result<Preview> {
        let mut to = self.cv.clone();
        change(&mut to);
        let request = EditCv {
            id: self.id,
            revision: self.state.revision,
            delta: Delta::between(&self.cv, &to),
            typing: typing.map(str::to_owned),
        };
        self.state = studio.edit_cv(request).await?;
        self.cv = to;
        Ok(self.state.preview.clone())
    }

    async fn edit(&mut self, studio: &Studio, change: impl FnOnce(&mut Cv)) -> Preview {
        self.try_edit(studio, None, change).await.unwrap()
    }

    async fn name(&mut self, studio: &Studio, name: &str) {
        self.edit(studio, |cv| cv.person.name = name.into()).await;
    }

    async fn type_name(&mut self, studio: &Studio, name: &str) {
        let change = |cv: &mut Cv| cv.person.name = name.into();
        let typed = self.try_edit(studio, Some("person/name"), change);
        typed.await.unwrap();
    }

    async fn try_step(&mut self, studio: &Studio, step: Step) -> Result<()> {
        let request = StepCv {
            id: self.id,
            revision: self.state.revision,
            step,
        };
        let CvStepped { delta, state } = studio.step_cv(request).await?;
        self.cv = delta.apply(&self.cv).unwrap();
        self.state = state;
        Ok(())
    }

    async fn step(&mut self, studio: &Studio, step: Step) -> &str {
        self.try_step(studio, step).await.unwrap();
        &self.cv.person.name
    }
}

/// Waits until a revision of a CV is on disk.
async fn on_disk(events: &mut Receiver<Event>, desk: &Desk) {
    let (id, revision) = (desk.id, desk.state.revision);
    until(events, |event| match event {
        Event::CvSaved(saved) if saved.id == id && saved.revision >= revision => Some(()),
        _ => None,
    })
    .await;
}

async fn database(folder: &TempDir) -> sqlx::SqliteConnection {
    SqliteConnectOptions::new()
        .filename(folder.path().join("pulse.db"))
        .connect()
        .await
        .unwrap()
}

#[tokio::test]
async fn everything_can_be_undone_and_done_again_after_a_restart() {
    let stage = stage().await;
    let id = create(&stage.studio, "Main", sample()).await.id;
    let mut desk = Desk::open(&stage.studio, id).await;
    let before = desk.cv.clone();
    assert!(!desk.state.undo && !desk.state.redo);
    desk.name(&stage.studio, "A").await;
    desk.edit(&stage.studio, |cv| cv.sections.rotate_left(2))
        .await;
    desk.edit(&stage.studio, |cv| {
        cv.sections.truncate(3);
    })
    .await;
    desk.name(&stage.studio, "B").await;
    assert_eq!(desk.step(&stage.studio, Step::Back).await, "A");
    let after = desk.cv.clone();
    stage.studio.shutdown().await;

    let (studio, _) = open(&stage.folder).await;
    let mut desk = Desk::open(&studio, id).await;
    assert_eq!(desk.cv, after, "a shutdown writes what is new");
    assert!(desk.state.undo && desk.state.redo);
    assert_eq!(desk.step(&studio, Step::Forth).await, "B");
    assert!(!desk.state.redo);
    for _ in 0..4 {
        desk.step(&studio, Step::Back).await;
    }
    assert_eq!(desk.cv, before);
    assert!(!desk.state.undo);
    let error = desk.try_step(&studio, Step::Back).await.unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    for _ in 0..3 {
        desk.step(&studio, Step::Forth).await;
    }
    assert_eq!(desk.cv, after);

    // Something else instead: what was undone is gone for good.
    desk.name(&studio, "C").await;
    assert!(!desk.state.redo);
    studio.shutdown().await;
    let (studio, _) = open(&stage.folder).await;
    let mut desk = Desk::open(&studio, id).await;
    assert_eq!(desk.cv.person.name, "C");
    assert!(!desk.state.redo);
    assert_eq!(desk.step(&studio, Step::Back).await, "A");
    studio.shutdown().await;
}

#[tokio::test]
async fn typing_is_one_step_and_is_written_while_it_goes_on() {
    let stage = stage().await;
    let studio = &stage.studio;
    let id = create(studio, "Main", sample()).await.id;
    let mut desk = Desk::open(studio, id).await;
    let before = desk.cv.person.name.clone();
    let mut events = studio.events();
    let mut name = String::new();
    // Nobody waits here for a pause in the typing.
    let written = loop {
        name.push('x');
        desk.type_name(studio, &name).await;
        let told = std::iter::from_fn(|| events.try_recv().ok());
        let saved = told.filter_map(|event| match event {
            Event::CvSaved(saved) => Some(saved.revision),
            _ => None,
        });
        if let Some(revision) = saved.last() {
            break revision;
        }
        assert!(name.len() < 10_000, "nothing is written");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    };
    assert!(written <= desk.state.revision);
    desk.type_name(studio, "Ada").await;
    on_disk(&mut events, &desk).await;
    assert_eq!(list(studio).await[0].name, "Ada");
    assert_eq!(desk.step(studio, Step::Back).await, before, "all at once");
    assert_eq!(desk.step(studio, Step::Forth).await, "Ada");
    studio.shutdown().await;
}

#[tokio::test]
async fn a_version_follows_its_base_and_outlives_it() {
    let stage = stage().await;
    let studio = &stage.studio;
    let base = create(studio, "Main", sample()).await;
    let job = create(studio, "", CvSource::VersionOf(base.id)).await;
    assert_eq!((job.title.as_str(), job.base), ("Main (2)", Some(base.id)));
    let mut desk = Desk::open(studio, job.id).await;
    assert_eq!(desk.view.base_title.as_deref(), Some("Main"));
    desk.edit(studio, |cv| {
        cv.person.headline = "Reliability Lead".into();
        cv.sections.remove(0);
        cv.look.template = Template::Compact;
    })
    .await;

    // Opening the base writes the version first.
    let mut desk = Desk::open(studio, base.id).await;
    let mut events = studio.events();
    desk.edit(studio, |cv| {
        cv.person.name = "Fiona Müller".into();
        cv.person.phone = "+49 30 1".into();
        let work = cv.sections.iter_mut().find(|s| s.kind == Kind::Experience);
        work.unwrap().entries.insert(
            0,
            Entry {
                id: PartId("new".into()),
                title: "Director".into(),
                points: vec![Point {
                    id: PartId("new-1".into()),
                    text: "Leads".into(),
                }],
                ..Entry::default()
            },
        );
    })
    .await;
    let told = until(&mut events, |event| match event {
        Event::CvChanged(summary) if summary.id == job.id => Some(summary),
        _ => None,
    })
    .await;
    assert_eq!(told.name, "Fiona Müller");
    assert_eq!(told.headline, "Reliability Lead");

    let mut desk = Desk::open(studio, job.id).await;
    assert_eq!(desk.cv.person.phone, "+49 30 1");
    assert_eq!(desk.cv.person.headline, "Reliability Lead");
    assert_eq!(desk.cv.look.template, Template::Compact);
    assert_eq!(desk.cv.sections[0].entries[0].title, "Director");
    desk.step(studio, Step::Back).await;
    assert_eq!(desk.cv.person.phone, "+49 30 1", "not its own change");
    assert_eq!(desk.cv.sections[0].kind, Kind::Summary);
    desk.step(studio, Step::Forth).await;

    // The base goes while its version is open and not on disk.
    desk.edit(studio, |cv| cv.person.email = "lead@example.org".into())
        .await;
    studio.delete_cv(DeleteCv { id: base.id }).await.unwrap();
    desk.edit(studio, |cv| cv.person.website = "example.org".into())
        .await;
    let shown = desk.cv.clone();
    let all = list(studio).await;
    assert_eq!(
        all.iter().map(|cv| (cv.id, cv.base)).collect::<Vec<_>>(),
        [(job.id, None)]
    );
    stage.studio.shutdown().await;
    let (studio, _) = open(&stage.folder).await;
    let desk = Desk::open(&studio, job.id).await;
    assert_eq!(desk.cv, shown);
    assert_eq!(desk.view.base_title, None);
    let back = studio.restore_cv(RestoreCv { id: base.id }).await.unwrap();
    assert_eq!(
        (back.title.as_str(), list(&studio).await.len()),
        ("Main", 2)
    );
    studio.shutdown().await;
}

#[tokio::test]
async fn a_copy_and_a_version_have_what_is_on_the_screen() {
    let stage = stage().await;
    let studio = &stage.studio;
    let id = create(studio, "Main", sample()).await.id;
    let mut desk = Desk::open(studio, id).await;
    desk.name(studio, "Ada").await;
    let version = create(studio, "For a job", CvSource::VersionOf(id)).await;
    assert_eq!(version.name, "Ada");
    let copy = create(studio, "", CvSource::CopyOf(version.id)).await;
    assert_eq!(
        (copy.title.as_str(), copy.name.as_str(), copy.base),
        ("For a job (2)", "Ada", None)
    );
    desk.name(studio, "Eve").await;
    let copied = Desk::open(studio, copy.id).await;
    assert_eq!(copied.cv.person.name, "Ada", "it goes its own way");
    let again = create(studio, "", CvSource::VersionOf(version.id)).await;
    assert_eq!((again.base, again.name.as_str()), (Some(id), "Eve"));
    studio.shutdown().await;
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let stage = stage().await;
    let studio = &stage.studio;
    let id = create(studio, " Main\n", sample()).await.id;
    let other = create(
        studio,
        "Other",
        CvSource::Empty {
            language: "de".into(),
        },
    )
    .await
    .id;
    let mut desk = Desk::open(studio, id).await;
    let before = desk.cv.clone();

    let (mut late, revision) = (desk.cv.clone(), desk.state.revision);
    desk.name(studio, "A").await;
    late.person.name = "late".into();
    let edit = |id, revision, delta| EditCv {
        id,
        revision,
        delta,
        typing: None,
    };
    let delta = Delta::between(&before, &late);
    let refused = studio.edit_cv(edit(id, revision, delta.clone())).await;
    assert_eq!(
        refused.unwrap_err().code,
        Code::Conflict,
        "of an older revision"
    );
    let refused = studio
        .edit_cv(edit(other, desk.state.revision, delta))
        .await;
    assert_eq!(refused.unwrap_err().code, Code::Conflict, "it is not open");
    let bad = serde_json::json!({"person": {"in": {"email": {"to": 7}}}});
    let bad = serde_json::from_value(bad).unwrap();
    let refused = studio
        .edit_cv(edit(id, desk.state.revision, bad))
        .await
        .unwrap_err();
    assert_eq!(
        (refused.code, refused.detail.as_deref()),
        (Code::InvalidInput, Some("person/email"))
    );
    let refused = desk.try_edit(studio, None, |cv| {
        let twice = cv.sections[0].clone();
        cv.sections.push(twice);
    });
    assert_eq!(refused.await.unwrap_err().code, Code::InvalidInput);
    assert_eq!(desk.step(studio, Step::Back).await, before.person.name);
    assert_eq!(desk.cv, before, "one step, and nothing else");

    let long = "x".repeat(121);
    for (title, from, field) in [
        (long.as_str(), sample(), "title"),
        (
            "",
            CvSource::Empty {
                language: "d e".into(),
            },
            "language",
        ),
        (
            "",
            CvSource::Sample {
                language: String::new(),
            },
            "language",
        ),
        (
            "",
            CvSource::File {
                path: "cv.json".into(),
            },
            "path",
        ),
    ] {
        let error = refusal(studio, title, from).await;
        assert_eq!(error.code, Code::InvalidInput);
        assert_eq!(error.detail.as_deref(), Some(field));
    }
    let rename = |title: &str| RenameCv {
        id,
        title: title.into(),
    };
    for title in ["", " ", long.as_str()] {
        let error = studio.rename_cv(rename(title)).await.unwrap_err();
        assert_eq!(error.detail.as_deref(), Some("title"));
    }
    let renamed = studio.rename_cv(rename(" Best ")).await.unwrap();
    assert_eq!(renamed.title, "Best");

    let nobody = CvId(uuid());
    for error in [
        studio.open_cv(OpenCv { id: nobody }).await.unwrap_err(),
        refusal(studio, "", CvSource::VersionOf(nobody)).await,
        refusal(studio, "", CvSource::CopyOf(nobody)).await,
        studio.delete_cv(DeleteCv { id: nobody }).await.unwrap_err(),
        studio
            .restore_cv(RestoreCv { id: nobody })
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.code, Code::NotFound);
    }
    let titles: Vec<_> = list(studio).await.into_iter().map(|cv| cv.title).collect();
    assert_eq!(titles, ["Best", "Other"]);
    studio.shutdown().await;
    let closed = desk.try_edit(studio, None, |cv| cv.person.name = "x".into());
    assert_eq!(closed.await.unwrap_err().code, Code::Cancelled);
}

fn uuid() -> uuid::Uuid {
    uuid::Uuid::from_u128(7)
}

#[tokio::test]
async fn the_list_and_the_window_are_told() {
    let stage = stage().await;
    let studio = &stage.studio;
    let mut events = studio.events();
    let made = create(studio, "", sample()).await;
    assert_eq!(made.title, made.name, "it is called after the person");
    let second = create(studio, "", sample()).await;
    assert_eq!(second.title, format!("{} (2)", made.name));
    studio.delete_cv(DeleteCv { id: made.id }).await.unwrap();
    let back = studio.restore_cv(RestoreCv { id: made.id }).await.unwrap();
    assert_eq!(back, made);
    let told: Vec<_> = std::iter::from_fn(|| events.try_recv().ok()).collect();
    assert_eq!(
        told,
        [
            Event::CvChanged(made.clone()),
            Event::CvChanged(second.clone()),
            Event::CvRemoved(made.id),
            Event::CvChanged(made.clone()),
        ]
    );
    // A deleted CV is not open any more, and restored it has its history.
    let mut desk = Desk::open(studio, made.id).await;
    desk.name(studio, "A").await;
    studio.delete_cv(DeleteCv { id: made.id }).await.unwrap();
    let gone = desk.try_edit(studio, None, |cv| cv.person.name = "B".into());
    assert_eq!(gone.await.unwrap_err().code, Code::Conflict);
    studio.restore_cv(RestoreCv { id: made.id }).await.unwrap();
    let mut desk = Desk::open(studio, made.id).await;
    assert_eq!(desk.cv.person.name, "A");
    assert_eq!(desk.step(studio, Step::Back).await, made.name);
    studio.shutdown().await;
}

#[tokio::test]
async fn what_was_changed_in_another_window_is_not_written_over() {
    let stage = stage().await;
    let studio = &stage.studio;
    let id = create(studio, "Main", sample()).await.id;
    let (other, _) = open(&stage.folder).await;
    let mut here = Desk::open(studio, id).await;
    let mut there = Desk::open(&other, id).await;
    let (mut heard_here, mut heard_there) = (studio.events(), other.events());
    there.name(&other, "There").await;
    on_disk(&mut heard_there, &there).await;
    until(&mut heard_here, |event| match event {
        Event::CvChanged(summary) if summary.name == "There" => Some(()),
        _ => None,
    })
    .await;
    here.name(studio, "Here").await;
    let error = until(&mut heard_here, |event| match event {
        Event::CvNotSaved(told) if told.id == id => Some(told.error),
        _ => None,
    })
    .await;
    assert_eq!(error.code, Code::Conflict);
    let late = here.try_edit(studio, None, |cv| cv.person.name = "Late".into());
    assert_eq!(late.await.unwrap_err().code, Code::Conflict);
    let here = Desk::open(studio, id).await;
    assert_eq!(here.cv.person.name, "There");
    other.delete_cv(DeleteCv { id }).await.unwrap();
    until(&mut heard_here, |event| {
        (event == Event::CvRemoved(id)).then_some(())
    })
    .await;
    other.shutdown().await;
    studio.shutdown().await;
}

#[tokio::test]
async fn what_the_disk_refuses_is_told_and_written_later() {
    let stage = stage().await;
    let studio = &stage.studio;
    let id = create(studio, "Main", sample()).await.id;
    let second = create(studio, "Second", sample()).await.id;
    let mut disk = database(&stage.folder).await;
    disk.execute(
        "CREATE TRIGGER refused BEFORE UPDATE OF content ON cvs
         BEGIN SELECT RAISE (ABORT, 'refused'); END",
    )
    .await
    .unwrap();
    let mut desk = Desk::open(studio, id).await;
    let mut events = studio.events();
    desk.name(studio, "A").await;
    let not_saved = |event| match event {
        Event::CvNotSaved(told) if told.id == id => Some(told.error),
        _ => None,
    };
    until(&mut events, not_saved).await;
    // It goes on here, and cannot be left for another.
    desk.name(studio, "AB").await;
    until(&mut events, not_saved).await;
    assert!(studio.open_cv(OpenCv { id: second }).await.is_err());
    let shown = studio.open_cv(OpenCv { id }).await.unwrap();
    assert_eq!(shown.cv.person.name, "AB");
    assert!(shown.state.preview.anew);
    assert_eq!(list(studio).await[0].name, "Fiona Affleck-Müller");

    disk.execute("DROP TRIGGER refused").await.unwrap();
    disk.close().await.unwrap();
    // Nothing is typed: it is tried again by itself.
    on_disk(&mut events, &desk).await;
    assert_eq!(desk.step(studio, Step::Back).await, "A");
    studio.shutdown().await;
    let (studio, _) = open(&stage.folder).await;
    let desk = Desk::open(&studio, id).await;
    assert_eq!(desk.cv.person.name, "A");
    studio.shutdown().await;
}

#[test]
fn a_crash_loses_the_last_moment_at_the_most() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = || {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap()
    };
    let first = runtime();
    let (id, saved) = first.block_on(async {
        let (studio, _) = open(&folder).await;
        let id = create(&studio, "Main", sample()).await.id;
        let mut desk = Desk::open(&studio, id).await;
        let mut events = studio.events();
        for name in ["A", "B", "C"] {
            desk.name(&studio, name).await;
            desk.edit(&studio, |cv| cv.sections.rotate_left(1)).await;
        }
        on_disk(&mut events, &desk).await;
        let saved = desk.cv.clone();
        desk.name(&studio, "D").await;
        (id, saved)
    });
    // Nothing is closed: whatever it was doing ends here.
    first.shutdown_background();

    runtime().block_on(async {
        let (studio, _) = open(&folder).await;
        let mut desk = Desk::open(&studio, id).await;
        if desk.cv.person.name == "D" {
            desk.step(&studio, Step::Back).await;
        }
        assert_eq!(desk.cv, saved);
        for name in ["C", "B", "B", "A", "A"] {
            assert_eq!(
                desk.step(&studio, Step::Back).await,
                name,
                "its history fits"
            );
        }
        desk.step(&studio, Step::Back).await;
        assert!(!desk.state.undo);
        studio.shutdown().await;
    });
}

#[tokio::test]
async fn what_is_exported_can_be_read_again() {
    let stage = stage().await;
    let studio = &stage.studio;
    let id = create(studio, "Bees & Söhne / 2026", sample()).await.id;
    let mut desk = Desk::open(studio, id).await;
    desk.edit(studio, |cv| {
        cv.person.name = "Ada".into();
        cv.look.template = Template::Elegant;
        cv.sections[1].hidden = true;
    })
    .await;
    let files = tempfile::tempdir().unwrap();
    let path = |name: &str| files.path().join(name).to_str().unwrap().to_owned();
    for format in CvFormat::ALL {
        let pick = studio.pick_cv_export(PickCvExport { id, format });
        assert_eq!(pick.await.unwrap(), None, "nobody is there to choose");
        let request = ExportCv {
            id,
            format,
            path: path(&format!("{format:?}")),
        };
        let exported = studio.export_cv(request).await.unwrap();
        assert_eq!(exported.pages.is_some(), format == CvFormat::Pdf);
        assert!(exported.fits && exported.missing.is_empty());
    }
    let begins = |name: &str| std::fs::read(path(name)).unwrap()[..4].to_vec();
    assert_eq!(
        (begins("Pdf"), begins("Docx")),
        (b"%PDF".to_vec(), b"PK\x03\x04".to_vec())
    );

    let file = |name: &str| CvSource::File { path: path(name) };
    let own = create(studio, "", file("Own")).await;
    assert_eq!(
        (own.title.as_str(), own.template),
        ("Ada", Template::Elegant)
    );
    assert_eq!(
        Desk::open(studio, own.id).await.cv,
        desk.cv,
        "nothing is lost"
    );
    let resume = create(studio, "", file("JsonResume")).await;
    assert_eq!(resume.title, "Ada (2)");
    let read = Desk::open(studio, resume.id).await.cv;
    assert_eq!(
        read.sections.len() + 1,
        desk.cv.sections.len(),
        "what is hidden stays here"
    );

    let mistaken = r#"{"work": [{"name": "x"}, {"startDate": "soon"}]}"#;
    std::fs::write(path("bad.json"), mistaken).unwrap();
    let error = refusal(studio, "", file("bad.json")).await;
    assert_eq!(error.code, Code::InvalidInput);
    assert!(error.message.contains("work[1].startDate"), "{error}");
    let error = refusal(studio, "", file("missing.json")).await;
    assert_eq!(error.code, Code::InvalidInput);
    for (path, code) in [
        (path("nowhere/x.pdf"), Code::NotFound),
        (
            stage
                .folder
                .path()
                .join("x.pdf")
                .to_str()
                .unwrap()
                .to_owned(),
            Code::InvalidInput,
        ),
    ] {
        let format = CvFormat::Pdf;
        let refused = studio.export_cv(ExportCv { id, format, path }).await;
        assert_eq!(refused.unwrap_err().code, code);
    }
    studio.shutdown().await;
}

#[tokio::test]
async fn a_photo_is_read_and_what_is_none_is_refused() {
    use base64::Engine as _;
    let stage = stage().await;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let bytes = base64::engine::general_purpose::STANDARD.decode(&*sandbox::PICTURE);
    std::fs::write(path("me.png"), bytes.unwrap()).unwrap();
    std::fs::write(path("me.txt"), "A text about me").unwrap();
    let read = |name: &str| ReadCvPhoto { path: path(name) };
    let url = stage.studio.read_cv_photo(read("me.png")).await.unwrap();
    assert!(url.starts_with("data:image/") && url.contains(";base64,"));
    for name in ["me.txt", "missing.png"] {
        let error = stage.studio.read_cv_photo(read(name)).await.unwrap_err();
        assert_eq!(error.code, Code::InvalidInput);
        assert_eq!(error.detail.as_deref(), Some("path"));
    }
    stage.studio.shutdown().await;
}

/// Makes the CV of a desk three pages long.
async fn three_pages(stage: &Stage, desk: &mut Desk) {
    let studio = &stage.studio;
    let mut number = 0;
    while desk.state.preview.pages.len() < 3 {
        desk.edit(studio, |cv| {
            let work = cv.sections.iter_mut().find(|s| s.kind == Kind::Experience);
            let work = work.unwrap();
            for _ in 0..2 {
                number += 1;
                let mut entry = work.entries[0].clone();
                entry.id = PartId(format!("again{number}"));
                for (index, point) in entry.points.iter_mut().enumerate() {
                    point.id = PartId(format!("again{number}-{index}"));
                }
                work.entries.push(entry);
            }
        })
        .await;
    }
}

#[tokio::test]
async fn a_key_sends_a_line_of_one_page() {
    let stage = stage().await;
    let id = create(&stage.studio, "Main", sample()).await.id;
    let mut desk = Desk::open(&stage.studio, id).await;
    three_pages(&stage, &mut desk).await;
    let all = stage.studio.open_cv(OpenCv { id }).await.unwrap().state;
    desk.state = all;
    let all = desk.state.preview.clone();
    assert_eq!(all.pages.iter().flatten().count(), 3);
    let key = |cv: &mut Cv| {
        let entries = cv
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.entries);
        let points = entries.flat_map(|entry| &mut entry.points);
        points.last().unwrap().text.push('x');
    };
    let typed = desk
        .try_edit(&stage.studio, Some("point"), key)
        .await
        .unwrap();
    assert!(!typed.anew);
    assert_eq!(typed.pages.len(), 3);
    assert_eq!(typed.pages.iter().flatten().count(), 1, "its page alone");
    assert_eq!(typed.outlines.len(), 1, "its line alone");
    let bytes = |preview: &Preview| serde_json::to_string(preview).unwrap().len();
    assert!(
        bytes(&typed) * 10 < bytes(&all),
        "{} of {} bytes",
        bytes(&typed),
        bytes(&all)
    );
    stage.studio.shutdown().await;
}
