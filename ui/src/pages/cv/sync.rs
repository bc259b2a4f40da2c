//! The open CV on its way between the window and the desktop.
//!
//! An edit shows at once. It is sent as what it changes of the CV that the desktop has; one call is under
//! way at a time, and edits that come meanwhile go out together after it. Steps of the history wait until
//! all edits before them were taken. No clock and no calls here: see [`super::desk`].

use std::collections::VecDeque;
use std::rc::Rc;

use contract::cv::{
    BadDelta, Cv, CvEdited, CvNotSaved, CvSaved, CvStepped, CvSummary, CvView, Delta, EditCv, Step,
    StepCv,
};
use contract::{CvId, Error};
use yew::AttrValue;

use super::edit::Edit;
use super::shown::Shown;

/// The open CV.
#[derive(Clone, Debug)]
pub struct Bench {
    /// As the window shows it.
    pub cv: Rc<Cv>,
    /// Its row in the list.
    pub summary: Rc<CvSummary>,
    /// The title of the CV that it is a version of.
    pub base_title: Option<AttrValue>,
    /// Its pages, as far as the desktop has laid them out.
    pub shown: Shown,
    /// As the desktop has it.
    kept: Rc<Cv>,
    flight: Option<Flight>,
    typing: Typing,
    steps: VecDeque<Step>,
    undo: bool,
    redo: bool,
    revision: u64,
    on_disk: u64,
    trouble: Option<AttrValue>,
    /// What is under way was made of a CV that was out of date, and is sent for the second time.
    again: bool,
}

#[derive(Clone, Debug)]
enum Flight {
    /// This is the desktop's when the call succeeds.
    Edit(Rc<Cv>),
    Step,
}

/// In what the edits that were not sent were typed.
#[derive(Clone, Debug, Default)]
enum Typing {
    #[default]
    Nothing,
    Field(String),
    /// In several fields, or they were not typed: a step by themselves.
    Apart,
}

/// What is to be asked of the desktop.
#[derive(Clone, Debug)]
pub enum Call {
    /// See [`contract::Handlers::edit_cv`].
    Edit(EditCv),
    /// See [`contract::Handlers::step_cv`].
    Step(StepCv),
}

/// Where the CV is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Kept {
    /// On disk.
    Saved,
    /// On its way there.
    Saving,
    /// It could not be written; it is tried again by itself.
    NotSaved(AttrValue),
}

impl Bench {
    /// A CV that was opened.
    pub fn new(view: CvView) -> Self {
        let cv = Rc::new(view.cv);
        let mut shown = Shown::default();
        shown.take(view.state.preview);
        Self {
            kept: Rc::clone(&cv),
            cv,
            summary: Rc::new(view.summary),
            base_title: view.base_title.map(AttrValue::from),
            shown,
            flight: None,
            typing: Typing::Nothing,
            steps: VecDeque::new(),
            undo: view.state.undo,
            redo: view.state.redo,
            revision: view.state.revision,
            on_disk: view.state.revision,
            trouble: None,
            again: false,
        }
    }

    /// Which.
    pub fn id(&self) -> CvId {
        self.summary.id
    }

    /// Changes it in the window.
    pub fn edit(&mut self, edit: Edit) {
        (edit.make)(Rc::make_mut(&mut self.cv));
        self.typing = match (std::mem::take(&mut self.typing), edit.typing) {
            (Typing::Nothing, Some(field)) => Typing::Field(field),
            (Typing::Field(before), Some(field)) if before == field => Typing::Field(field),
            _ => Typing::Apart,
        };
    }

    /// A step of the history is wanted.
    pub fn want(&mut self, step: Step) {
        self.steps.push_back(step);
    }

    /// What is to be asked now, and is under way from here on; `None`: nothing, or the answer to
    /// something is awaited.
    pub fn call(&mut self) -> Option<Call> {
        if self.flight.is_some() {
            return None;
        }
        let typing = std::mem::take(&mut self.typing);
        if !Rc::ptr_eq(&self.cv, &self.kept) {
            let delta = Delta::between(&self.kept, &self.cv);
            if !delta.is_empty() {
                self.flight = Some(Flight::Edit(Rc::clone(&self.cv)));
                return Some(Call::Edit(EditCv {
                    id: self.id(),
                    revision: self.revision,
                    delta,
                    typing: match typing {
                        Typing::Field(field) => Some(field),
                        Typing::Nothing | Typing::Apart => None,
                    },
                }));
            }
            self.cv = Rc::clone(&self.kept);
        }
        let step = self.steps.pop_front()?;
        let possible = match step {
            Step::Back => self.undo,
            Step::Forth => self.redo,
        };
        if !possible {
            return self.call();
        }
        self.flight = Some(Flight::Step);
        Some(Call::Step(StepCv {
            id: self.id(),
            revision: self.revision,
            step,
        }))
    }

    /// The edit was taken.
    pub fn edited(&mut self, state: CvEdited) {
        if let Some(Flight::Edit(sent)) = self.flight.take() {
            self.kept = sent;
        }
        self.again = false;
        self.take(state);
    }

    /// The step was taken. Where it cannot be followed, the CV is to be opened again.
    pub fn stepped(&mut self, stepped: CvStepped) -> Result<(), BadDelta> {
        self.flight = None;
        let kept = Rc::new(stepped.delta.apply(&self.kept)?);
        self.cv = if Rc::ptr_eq(&self.cv, &self.kept) {
            Rc::clone(&kept)
        } else {
            Rc::new(stepped.delta.apply(&self.cv)?)
        };
        self.kept = kept;
        self.take(stepped.state);
        Ok(())
    }

    fn take(&mut self, state: CvEdited) {
        self.revision = state.revision;
        self.undo = state.undo;
        self.redo = state.redo;
        self.shown.take(state.preview);
    }

    /// A call failed, and the CV was opened again. What the desktop had not taken is done once more where
    /// the CV was `out_of_date`; `false`: it is lost.
    pub fn reopened(&mut self, view: CvView, out_of_date: bool) -> bool {
        let lost = Delta::between(&self.kept, &self.cv);
        let tried = self.again;
        let newer = Self::new(view);
        let summary_is_newer = self.summary.changed_at > newer.summary.changed_at;
        let summary = Rc::clone(&self.summary);
        *self = newer;
        if summary_is_newer {
            self.summary = summary;
        }
        if lost.is_empty() {
            return true;
        }
        let whole = out_of_date && !tried;
        match lost.apply(&self.cv) {
            Ok(cv) if whole => {
                self.cv = Rc::new(cv);
                self.typing = Typing::Apart;
                self.again = true;
                true
            }
            _ => false,
        }
    }

    /// The desktop wrote it.
    pub fn saved(&mut self, saved: &CvSaved) {
        self.on_disk = self.on_disk.max(saved.revision);
        self.trouble = None;
    }

    /// The desktop could not write it.
    pub fn not_saved(&mut self, told: &CvNotSaved) {
        self.trouble = Some(told.error.message.clone().into());
    }

    /// Where it is kept.
    pub fn whereabouts(&self) -> Kept {
        if let Some(why) = &self.trouble {
            return Kept::NotSaved(why.clone());
        }
        let idle = self.flight.is_none() && Rc::ptr_eq(&self.cv, &self.kept);
        if idle && self.on_disk >= self.revision {
            Kept::Saved
        } else {
            Kept::Saving
        }
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        self.undo || !Rc::ptr_eq(&self.cv, &self.kept)
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> bool {
        self.redo && Rc::ptr_eq(&self.cv, &self.kept)
    }
}

/// Whether a failed call says that the window's CV is not the desktop's any more.
pub fn is_out_of_date(error: &Error) -> bool {
    error.code == contract::Code::Conflict
}

#[cfg(test)]
mod tests;
