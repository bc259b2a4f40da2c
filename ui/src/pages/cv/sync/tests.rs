use contract::cv::{Preview, Template};
use contract::{Code, Timestamp};

use super::*;

fn id() -> CvId {
    format!("{:032x}", 7)
        .parse()
        .expect("32 hex digits are a UUID")
}

fn state(revision: u64) -> CvEdited {
    CvEdited {
        revision,
        undo: revision > 1,
        redo: false,
        preview: Preview::default(),
    }
}

fn view(name: &str, revision: u64) -> CvView {
    let mut cv = Cv::default();
    cv.person.name = name.into();
    CvView {
        summary: CvSummary {
            id: id(),
            title: "CV".into(),
            name: String::new(),
            headline: String::new(),
            template: Template::Classic,
            base: None,
            changed_at: Timestamp(0),
        },
        base_title: None,
        cv,
        state: state(revision),
    }
}

fn name(bench: &Bench) -> &str {
    &bench.cv.person.name
}

fn call_it(bench: &mut Bench, name: &'static str) {
    bench.edit(Edit::typing("person/name", move |cv| {
        cv.person.name = name.into();
    }));
}

#[track_caller]
fn edit_of(call: Option<Call>) -> EditCv {
    match call {
        Some(Call::Edit(edit)) => edit,
        other => panic!("no edit: {other:?}"),
    }
}

fn is_step(call: Option<Call>) -> bool {
    matches!(call, Some(Call::Step(_)))
}

#[test]
fn one_edit_is_under_way_and_the_next_ones_gather() {
    let mut bench = Bench::new(view("", 1));
    assert!(bench.call().is_none(), "nothing changed");
    call_it(&mut bench, "A");
    let first = edit_of(bench.call());
    assert_eq!(
        (first.revision, first.typing.as_deref()),
        (1, Some("person/name"))
    );
    call_it(&mut bench, "Ad");
    call_it(&mut bench, "Ada");
    assert_eq!(name(&bench), "Ada", "it shows at once");
    assert!(bench.call().is_none(), "one at a time");
    bench.edited(state(2));
    let second = edit_of(bench.call());
    assert_eq!(second.revision, 2);
    let mut expected = Cv::default();
    expected.person.name = "A".into();
    assert_eq!(second.delta.apply(&expected).unwrap(), *bench.cv);
    bench.edited(state(3));
    assert!(bench.call().is_none());
}

#[test]
fn edits_of_two_fields_are_a_step_by_themselves() {
    let mut bench = Bench::new(view("", 1));
    call_it(&mut bench, "Ada");
    bench.edit(Edit::typing("person/email", |cv| {
        cv.person.email = "a@example.org".into();
    }));
    assert_eq!(edit_of(bench.call()).typing, None);
}

#[test]
fn what_was_taken_back_by_hand_is_not_sent() {
    let mut bench = Bench::new(view("Ada", 1));
    call_it(&mut bench, "Ad");
    call_it(&mut bench, "Ada");
    assert!(bench.call().is_none());
    assert_eq!(bench.whereabouts(), Kept::Saved);
}

#[test]
fn a_step_waits_for_the_edits_before_it() {
    let mut bench = Bench::new(view("Ada", 2));
    call_it(&mut bench, "Ada L");
    assert!(bench.can_undo());
    bench.want(Step::Back);
    let edit = edit_of(bench.call());
    assert!(bench.call().is_none());
    bench.edited(state(3));
    assert!(is_step(bench.call()));
    let mut before = Cv::default();
    before.person.name = "Ada".into();
    let back = Delta::between(&edit.delta.apply(&before).unwrap(), &before);
    let done = CvStepped {
        delta: back,
        state: CvEdited {
            redo: true,
            ..state(4)
        },
    };
    bench.stepped(done).unwrap();
    assert_eq!(name(&bench), "Ada");
    assert!(bench.can_redo());
    assert!(bench.call().is_none());
}

#[test]
fn what_is_typed_during_a_step_outlives_it() {
    let mut bench = Bench::new(view("Ada", 2));
    bench.want(Step::Back);
    assert!(is_step(bench.call()));
    bench.edit(Edit::new(|cv| cv.person.phone = "123".into()));
    let mut before = Cv::default();
    let delta = Delta::between(&view("Ada", 2).cv, &before);
    bench
        .stepped(CvStepped {
            delta,
            state: state(3),
        })
        .unwrap();
    before.person.phone = "123".into();
    assert_eq!(*bench.cv, before);
    assert_eq!(edit_of(bench.call()).revision, 3);
}

#[test]
fn steps_that_are_not_there_are_passed_over() {
    let mut bench = Bench::new(view("Ada", 1));
    bench.want(Step::Back);
    bench.want(Step::Forth);
    assert!(
        bench.call().is_none(),
        "nothing to undo, nothing to do again"
    );
}

#[test]
fn a_conflict_does_the_edit_once_more_and_no_third_time() {
    let mut bench = Bench::new(view("Ada", 1));
    bench.edit(Edit::new(|cv| cv.person.phone = "123".into()));
    edit_of(bench.call());
    assert!(
        bench.reopened(view("Ada Lovelace", 9), true),
        "nothing is lost"
    );
    assert_eq!(
        (name(&bench), &*bench.cv.person.phone),
        ("Ada Lovelace", "123")
    );
    assert_eq!(edit_of(bench.call()).revision, 9);
    assert!(!bench.reopened(view("Ada Lovelace", 10), true));
    assert_eq!(&*bench.cv.person.phone, "", "it is as the desktop has it");
    assert!(bench.call().is_none());
}

#[test]
fn what_was_refused_is_not_tried_again() {
    let mut bench = Bench::new(view("Ada", 1));
    call_it(&mut bench, "Refused");
    edit_of(bench.call());
    assert!(!bench.reopened(view("Ada", 1), false));
    assert_eq!(name(&bench), "Ada");
}

#[test]
fn it_is_saved_when_the_disk_has_the_last_revision() {
    let mut bench = Bench::new(view("", 1));
    assert_eq!(bench.whereabouts(), Kept::Saved);
    call_it(&mut bench, "Ada");
    assert_eq!(bench.whereabouts(), Kept::Saving);
    edit_of(bench.call());
    let saved = |revision| CvSaved { id: id(), revision };
    bench.saved(&saved(2));
    assert_eq!(bench.whereabouts(), Kept::Saving, "the event was faster");
    bench.edited(state(2));
    assert_eq!(bench.whereabouts(), Kept::Saved);
    bench.not_saved(&CvNotSaved {
        id: id(),
        error: Error::new(Code::StorageFull, "The disk is full"),
    });
    assert_eq!(
        bench.whereabouts(),
        Kept::NotSaved("The disk is full".into())
    );
    bench.saved(&saved(2));
    assert_eq!(bench.whereabouts(), Kept::Saved);
}
