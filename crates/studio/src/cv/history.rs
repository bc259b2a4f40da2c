//! The history of the open CV: what was done, and what of it can be undone or done again.
//!
//! Steps that are not needed stay in the store. Pure: the time is passed in.

use std::collections::BTreeMap;

use contract::Timestamp;
use contract::cv::{Cv, Delta, Step};
use store::CvStep;

/// Keys in one field that come so soon after each other, in milliseconds, are one step.
const TOGETHER: i64 = 2_000;

/// The history as far as it is known here.
#[derive(Debug)]
pub(super) struct History {
    /// The last step that is done; 0: none.
    done: u64,
    /// The last step.
    last: u64,
    known: BTreeMap<u64, Known>,
    /// Whether nothing was undone or done again since the last change.
    typing: bool,
}

#[derive(Debug)]
struct Known {
    step: CvStep,
    /// The revision of the CV that it became what it is with; 0: it is so in the store.
    since: u64,
}

/// A change of a CV.
#[derive(Debug)]
pub(super) struct Made<'a> {
    pub(super) from: &'a Cv,
    pub(super) to: &'a Cv,
    /// See [`contract::cv::EditCv::typing`].
    pub(super) typing: Option<&'a str>,
    pub(super) at: Timestamp,
    /// The revision that `to` is.
    pub(super) revision: u64,
}

impl History {
    pub(super) fn new(done: u64, last: u64) -> Self {
        Self {
            done,
            last,
            known: BTreeMap::new(),
            typing: false,
        }
    }

    /// Adds a change. What could be done again is gone then.
    pub(super) fn add(&mut self, made: &Made<'_>) {
        let (done, typing) = (self.done, self.typing);
        self.known.retain(|number, _| *number <= done);
        self.last = done;
        self.typing = true;
        if typing && self.typed_on(made) {
            return;
        }
        self.done += 1;
        self.last = self.done;
        let step = CvStep {
            number: self.done,
            back: Delta::between(made.to, made.from),
            forth: Delta::between(made.from, made.to),
            typing: made.typing.map(str::to_owned),
            at: made.at,
        };
        self.keep(step, made.revision);
    }

    /// Makes one of the last step and this one, if both are one typing.
    fn typed_on(&mut self, made: &Made<'_>) -> bool {
        let Some(Known { step, .. }) = self.known.get(&self.done) else {
            return false;
        };
        let pause = made.at.0 - step.at.0;
        let typing = made.typing.is_some() && step.typing.as_deref() == made.typing;
        if !typing || !(0..=TOGETHER).contains(&pause) {
            return false;
        }
        let Ok(before) = step.back.apply(made.from) else {
            return false;
        };
        let forth = Delta::between(&before, made.to);
        if forth.is_empty() {
            // It was typed and taken away again.
            self.known.remove(&self.done);
            self.done -= 1;
            self.last = self.done;
            return true;
        }
        let step = CvStep {
            number: self.done,
            back: Delta::between(made.to, &before),
            forth,
            typing: made.typing.map(str::to_owned),
            at: made.at,
        };
        self.keep(step, made.revision);
        true
    }

    fn keep(&mut self, step: CvStep, since: u64) {
        self.known.insert(step.number, Known { step, since });
    }

    /// The step that is undone or done again; `None`: there is none.
    pub(super) fn next(&self, step: Step) -> Option<u64> {
        let number = match step {
            Step::Back => self.done,
            Step::Forth => self.done + 1,
        };
        (1..=self.last).contains(&number).then_some(number)
    }

    /// What a step changes; `None`: it has to be read and [learned](Self::learn) first.
    pub(super) fn delta(&self, number: u64, step: Step) -> Option<&Delta> {
        let known = &self.known.get(&number)?.step;
        Some(match step {
            Step::Back => &known.back,
            Step::Forth => &known.forth,
        })
    }

    /// Takes a step as it is in the store.
    pub(super) fn learn(&mut self, step: CvStep) {
        self.keep(step, 0);
    }

    /// A step was undone or done again.
    pub(super) fn went(&mut self, step: Step) {
        match step {
            Step::Back => self.done = self.done.saturating_sub(1),
            Step::Forth => self.done = (self.done + 1).min(self.last),
        }
        self.typing = false;
    }

    /// The last step that is done, and the last.
    pub(super) fn place(&self) -> (u64, u64) {
        (self.done, self.last)
    }

    /// The steps that became what they are after a revision.
    pub(super) fn after(&self, revision: u64) -> Vec<CvStep> {
        let known = self.known.values();
        let new = known.filter(|known| known.since > revision);
        new.map(|known| known.step.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A history with the CV that it is of.
    struct Story {
        history: History,
        cv: Cv,
        revision: u64,
    }

    impl Story {
        fn new() -> Self {
            Self {
                history: History::new(0, 0),
                cv: Cv::default(),
                revision: 1,
            }
        }

        fn name(&mut self, name: &str, typing: Option<&str>, at: i64) {
            let mut to = self.cv.clone();
            to.person.name = name.into();
            self.revision += 1;
            self.history.add(&Made {
                from: &self.cv,
                to: &to,
                typing,
                at: Timestamp(at),
                revision: self.revision,
            });
            self.cv = to;
        }

        fn go(&mut self, step: Step) -> bool {
            let Some(number) = self.history.next(step) else {
                return false;
            };
            let delta = self.history.delta(number, step).unwrap();
            self.cv = delta.apply(&self.cv).unwrap();
            self.history.went(step);
            true
        }

        fn name_after(&mut self, step: Step) -> &str {
            assert!(self.go(step));
            &self.cv.person.name
        }
    }

    #[test]
    fn what_is_undone_is_done_again_until_something_else_is_done() {
        let mut story = Story::new();
        for name in ["A", "B", "C"] {
            story.name(name, None, 0);
        }
        assert!(!story.go(Step::Forth));
        assert_eq!(story.name_after(Step::Back), "B");
        assert_eq!(story.name_after(Step::Back), "A");
        assert_eq!(story.name_after(Step::Forth), "B");
        story.name("D", None, 0);
        assert!(!story.go(Step::Forth), "C is gone");
        assert_eq!(story.history.place(), (3, 3));
        assert_eq!(story.name_after(Step::Back), "B");
        assert_eq!(story.name_after(Step::Back), "A");
        assert_eq!(story.name_after(Step::Back), "");
        assert!(!story.go(Step::Back));
    }

    #[test]
    fn typing_in_one_field_is_one_step_as_long_as_nobody_pauses() {
        let mut story = Story::new();
        let field = Some("person/name");
        story.name("A", field, 1_000);
        story.name("Ad", field, 3_000);
        story.name("Ada", field, 5_000);
        assert_eq!(
            story.history.place(),
            (1, 1),
            "two seconds after the last key"
        );
        story.name("Ada L", field, 7_001);
        assert_eq!(story.history.place(), (2, 2), "later is another");
        story.name("Ada Lo", Some("person/headline"), 7_002);
        story.name("Ada Lov", None, 7_003);
        story.name("Ada Love", None, 7_004);
        assert_eq!(
            story.history.place(),
            (5, 5),
            "another field; no typing at all"
        );
        for name in ["Ada Lov", "Ada Lo", "Ada L", "Ada", ""] {
            assert_eq!(story.name_after(Step::Back), name);
        }
    }

    #[test]
    fn what_was_typed_and_taken_away_is_no_step() {
        let mut story = Story::new();
        let field = Some("person/name");
        story.name("Ada", None, 0);
        story.name("Adax", field, 1_000);
        story.name("Ada", field, 1_100);
        assert_eq!(story.history.place(), (1, 1));
        story.name("Adab", field, 1_200);
        assert_eq!(story.history.place(), (2, 2));
    }

    #[test]
    fn what_is_typed_after_an_undo_is_a_step_of_its_own() {
        let mut story = Story::new();
        let field = Some("person/name");
        story.name("A", field, 1_000);
        story.name("B", None, 1_001);
        story.go(Step::Back);
        story.name("Ax", field, 1_002);
        assert_eq!(story.history.place(), (2, 2));
        assert_eq!(story.name_after(Step::Back), "A");
    }

    #[test]
    fn what_is_new_since_a_revision_is_told() {
        let mut story = Story::new();
        let field = Some("person/name");
        story.name("A", None, 0);
        let saved = story.revision;
        let numbers = |story: &Story, revision| {
            let steps = story.history.after(revision);
            steps.iter().map(|step| step.number).collect::<Vec<_>>()
        };
        story.name("B", field, 0);
        assert_eq!(numbers(&story, 0), [1, 2]);
        assert_eq!(numbers(&story, saved), [2]);
        let saved = story.revision;
        story.name("BC", field, 1);
        assert_eq!(numbers(&story, saved), [2], "it became another");
        story.history.learn(story.history.after(0).remove(0));
        assert_eq!(numbers(&story, 0), [2], "what was read is in the store");
    }
}
