//! The open CV: what it is, how it was, how it looks, and what of it is on disk.

use std::mem;
use std::sync::Arc;

use contract::cv::{Cv, CvEdited, CvStepped, Delta, EditCv, Preview, Step};
use contract::{Code, CvId, Error, Result, Timestamp};
use documents::preview::Screen;
use store::{CvContent, CvSave, KeptCv, Saved};

use super::check;
use super::history::{History, Made};
use super::setter::Setter;

/// The CV that is worked on. Its methods take as long as a layout: not for the async runtime.
#[derive(Debug)]
pub(super) struct Open {
    id: CvId,
    cv: Arc<Cv>,
    /// Of a version: its base when it was opened, which is what it is a version of until it is opened
    /// again.
    base: Option<(CvId, Arc<Cv>)>,
    revision: u64,
    history: History,
    setter: Setter,
    /// What the window has of its pages.
    screen: Screen,
    /// The revision that is on disk.
    saved: u64,
    /// See [`KeptCv::writes`].
    writes: u64,
    /// Somebody else wrote or deleted it: it has to be opened again.
    stale: bool,
}

/// What is to be written of the open CV.
pub(super) struct Unsaved {
    /// The revision that it is.
    pub(super) revision: u64,
    base: Option<Arc<Cv>>,
    save: CvSave,
}

impl Unsaved {
    /// As the store takes it. Compares a version with its base, which is not for the async runtime.
    pub(super) fn into_save(self) -> CvSave {
        let content = match &self.base {
            Some(base) => CvContent::Version(Delta::between(base, &self.save.cv)),
            None => CvContent::Whole,
        };
        CvSave {
            content,
            ..self.save
        }
    }
}

impl Open {
    /// The CV as the store has it.
    pub(super) fn new(kept: KeptCv, revision: u64, setter: Setter) -> Self {
        let base = kept.summary.base.zip(kept.base);
        Self {
            id: kept.summary.id,
            cv: Arc::new(kept.cv),
            base: base.map(|(id, base)| (id, Arc::new(base.cv))),
            revision,
            history: History::new(kept.step, kept.last_step),
            setter,
            screen: Screen::new(),
            saved: revision,
            writes: kept.writes,
            stale: false,
        }
    }

    pub(super) fn id(&self) -> CvId {
        self.id
    }

    pub(super) fn cv(&self) -> &Arc<Cv> {
        &self.cv
    }

    /// The CV that it is a version of.
    pub(super) fn base(&self) -> Option<CvId> {
        self.base.as_ref().map(|(id, _)| *id)
    }

    /// What another CV can be laid out with.
    pub(super) fn into_setter(self) -> Setter {
        self.setter
    }

    /// A change. `revision`: what the CV becomes with it.
    pub(super) fn edit(
        &mut self,
        edit: &EditCv,
        revision: u64,
        now: Timestamp,
    ) -> Result<CvEdited> {
        self.expect(edit.revision)?;
        let to = check::changed(&self.cv, &edit.delta)?;
        if to == *self.cv {
            return Ok(self.state());
        }
        let preview = self.show(&to);
        self.history.add(&Made {
            from: &self.cv,
            to: &to,
            typing: edit.typing.as_deref(),
            at: now,
            revision,
        });
        self.turn(to, revision);
        Ok(self.edited(preview))
    }

    /// The step of the history that is undone or done again, and whether it has to be
    /// [learned](History::learn) first.
    pub(super) fn next(&self, revision: u64, step: Step) -> Result<(u64, bool)> {
        self.expect(revision)?;
        let number = self.history.next(step).ok_or_else(|| {
            let message = match step {
                Step::Back => "There is nothing to undo",
                Step::Forth => "There is nothing to do again",
            };
            Error::new(Code::Conflict, message)
        })?;
        Ok((number, self.history.delta(number, step).is_none()))
    }

    pub(super) fn history(&mut self) -> &mut History {
        &mut self.history
    }

    /// Undoes a step or does it again. `revision`: what the CV becomes with it.
    pub(super) fn step(&mut self, number: u64, step: Step, revision: u64) -> Result<CvStepped> {
        let misfit = |why: &dyn std::fmt::Display| {
            Error::new(Code::Internal, "The history does not fit the CV").with_detail(why)
        };
        let delta = self.history.delta(number, step).cloned();
        let delta = delta.ok_or_else(|| misfit(&"a step is missing"))?;
        let to = delta.apply(&self.cv).map_err(|bad| misfit(&bad))?;
        let preview = self.show(&to);
        self.history.went(step);
        self.turn(to, revision);
        Ok(CvStepped {
            delta,
            state: self.edited(preview),
        })
    }

    /// How it stands, and what the window does not have of it.
    pub(super) fn state(&mut self) -> CvEdited {
        let cv = Arc::clone(&self.cv);
        let preview = self.show(&cv);
        self.edited(preview)
    }

    /// How it stands, for a window that has nothing of it.
    pub(super) fn state_anew(&mut self) -> CvEdited {
        self.screen = Screen::new();
        self.state()
    }

    fn show(&mut self, cv: &Cv) -> Preview {
        // Taken out, so that a window of which nobody knows what it has gets all anew.
        let mut screen = mem::take(&mut self.screen);
        let laid = self.setter.lay_out(cv);
        let preview = screen.show(&laid.pages, laid.fits);
        self.screen = screen;
        preview
    }

    fn turn(&mut self, cv: Cv, revision: u64) {
        self.cv = Arc::new(cv);
        self.revision = revision;
    }

    fn edited(&self, preview: Preview) -> CvEdited {
        CvEdited {
            revision: self.revision,
            undo: self.history.next(Step::Back).is_some(),
            redo: self.history.next(Step::Forth).is_some(),
            preview,
        }
    }

    fn expect(&self, revision: u64) -> Result<()> {
        if self.revision == revision && !self.stale {
            return Ok(());
        }
        Err(Error::new(
            Code::Conflict,
            "The CV was changed meanwhile; open it again",
        ))
    }

    /// What is not on disk; `None`: all is, or it can be no more.
    pub(super) fn unsaved(&self, now: Timestamp) -> Option<Unsaved> {
        if self.revision == self.saved || self.stale {
            return None;
        }
        let (step, last_step) = self.history.place();
        Some(Unsaved {
            revision: self.revision,
            base: self.base.as_ref().map(|(_, base)| Arc::clone(base)),
            save: CvSave {
                id: self.id,
                after: self.writes,
                cv: Arc::clone(&self.cv),
                content: CvContent::Whole,
                steps: self.history.after(self.saved),
                last_step,
                step,
                now,
            },
        })
    }

    /// A revision is on disk.
    pub(super) fn saved(&mut self, revision: u64, saved: &Saved) {
        self.saved = revision;
        self.writes = saved.writes;
    }

    /// It is another one in the store.
    pub(super) fn outdated(&mut self) {
        self.stale = true;
    }

    /// It is no version any more, as the store has it.
    pub(super) fn freed(&mut self, kept: &KeptCv) {
        self.base = None;
        self.writes = kept.writes;
    }
}
