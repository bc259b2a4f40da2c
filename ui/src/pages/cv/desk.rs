//! The desk: opens a CV, carries its edits to the desktop and hears what becomes of them.

use std::cell::RefCell;
use std::rc::Rc;

use contract::cv::{CvView, OpenCv, Step};
use contract::{CvId, Error, Event};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::edit::Edit;
use super::sync::{Bench, Call, is_out_of_date};
use crate::actions::Dispatch;
use crate::components::announce;
use crate::i18n::{t, t_args};
use crate::ipc::{self, client};
use crate::state::{Action, Page, Toast, Tone, use_app};

/// How far the desk is.
#[derive(Clone, Debug, Default)]
pub enum Stage {
    /// The CV is being read.
    #[default]
    Opening,
    /// It could not be read.
    Failed(Error),
    /// It lies there.
    Open(Bench),
}

/// What the page needs of it. The callbacks are the same for the life of the desk.
#[derive(Clone)]
pub struct Desk {
    /// How far it is.
    pub stage: Stage,
    /// Changes the CV.
    pub edit: Callback<Edit>,
    /// Undoes, or does again.
    pub step: Callback<Step>,
    /// Reads the CV again after a failure.
    pub retry: Callback<()>,
}

/// The desk with the CV `id` on it. Another CV is another desk: give the component that uses it the id as
/// its key.
#[hook]
pub fn use_desk(id: CvId) -> Desk {
    let app = use_app();
    let redraw = use_force_update();
    let carrier = use_memo((), |()| Carrier {
        id,
        stage: Rc::default(),
        redraw,
        to: app.dispatcher(),
    });
    use_effect_with((), {
        let carrier = Carrier::clone(&carrier);
        move |()| {
            let listener = ipc::listen({
                let carrier = carrier.clone();
                move |event| carrier.hear(event)
            });
            carrier.open();
            move || drop(listener)
        }
    });
    use_effect_with(app.lagged, {
        let carrier = Carrier::clone(&carrier);
        move |lagged| {
            if *lagged > 0 {
                carrier.open();
            }
        }
    });
    let edit = use_callback((), {
        let carrier = Carrier::clone(&carrier);
        move |edit: Edit, ()| carrier.at_bench(|bench| bench.edit(edit))
    });
    let step = use_callback((), {
        let carrier = Carrier::clone(&carrier);
        move |step: Step, ()| carrier.at_bench(|bench| bench.want(step))
    });
    let retry = use_callback((), {
        let carrier = Carrier::clone(&carrier);
        move |(), ()| carrier.open()
    });
    Desk {
        stage: carrier.stage.borrow().clone(),
        edit,
        step,
        retry,
    }
}

/// Goes between the window and the desktop. It outlives the page while a call of it is under way: what was
/// typed last is sent too.
#[derive(Clone)]
struct Carrier {
    id: CvId,
    stage: Rc<RefCell<Stage>>,
    redraw: UseForceUpdateHandle,
    to: Dispatch,
}

impl Carrier {
    /// Reads the CV for the first time, or again from the beginning.
    fn open(&self) {
        let this = self.clone();
        spawn_local(async move {
            let opened = client().open_cv(OpenCv { id: this.id }).await;
            this.opened(opened, true);
        });
    }

    fn opened(&self, opened: contract::Result<CvView>, out_of_date: bool) {
        let lost = match opened {
            Ok(view) => {
                let mut stage = self.stage.borrow_mut();
                if let Stage::Open(bench) = &mut *stage {
                    !bench.reopened(view, out_of_date)
                } else {
                    *stage = Stage::Open(Bench::new(view));
                    false
                }
            }
            Err(error) => {
                self.stage.replace(Stage::Failed(error));
                false
            }
        };
        if lost {
            self.say(Toast::new(t("cv-edit-lost")).tone(Tone::Warning));
        }
        self.redraw.force_update();
        self.send();
    }

    /// Does something to the CV, shows it, and sends what is to be sent.
    fn at_bench(&self, act: impl FnOnce(&mut Bench)) {
        if let Stage::Open(bench) = &mut *self.stage.borrow_mut() {
            act(bench);
        }
        self.redraw.force_update();
        self.send();
    }

    fn send(&self) {
        let call = match &mut *self.stage.borrow_mut() {
            Stage::Open(bench) => bench.call(),
            Stage::Opening | Stage::Failed(_) => None,
        };
        let Some(call) = call else { return };
        let this = self.clone();
        spawn_local(async move {
            if let Err(error) = this.ask(call).await {
                this.open_again(&error).await;
            }
            this.redraw.force_update();
            this.send();
        });
    }

    async fn ask(&self, call: Call) -> contract::Result<()> {
        match call {
            Call::Edit(edit) => {
                let state = client().edit_cv(edit).await?;
                if let Stage::Open(bench) = &mut *self.stage.borrow_mut() {
                    bench.edited(state);
                }
            }
            Call::Step(step) => {
                let back = step.step == Step::Back;
                let stepped = client().step_cv(step).await?;
                if let Stage::Open(bench) = &mut *self.stage.borrow_mut() {
                    bench.stepped(stepped).map_err(|bad| {
                        Error::new(contract::Code::Conflict, t("cv-edit-conflict").to_string())
                            .with_detail(bad.to_string())
                    })?;
                }
                announce(&if back { t("cv-undone") } else { t("cv-redone") });
            }
        }
        Ok(())
    }

    /// The desktop did not take something: what it has is what counts.
    async fn open_again(&self, error: &Error) {
        let out_of_date = is_out_of_date(error);
        if !out_of_date {
            let reason = [("reason", error.message.as_str().into())];
            self.say(Toast::new(t_args("cv-edit-failed", &reason)).tone(Tone::Danger));
        }
        let opened = client().open_cv(OpenCv { id: self.id }).await;
        self.opened(opened, out_of_date);
    }

    fn say(&self, toast: Toast) {
        self.to.dispatch(Action::Say(toast));
    }

    fn hear(&self, event: &Event) {
        match event {
            Event::CvSaved(saved) if saved.id == self.id => {
                self.note(|bench| bench.saved(saved));
            }
            Event::CvNotSaved(told) if told.id == self.id => {
                self.note(|bench| bench.not_saved(told));
            }
            Event::CvChanged(summary) if summary.id == self.id => {
                self.note(|bench| bench.summary = Rc::new(summary.clone()));
            }
            Event::CvRemoved(id) if *id == self.id => {
                self.to.dispatch(Action::Show(Page::Cv(None)));
            }
            _ => {}
        }
    }

    fn note(&self, act: impl FnOnce(&mut Bench)) {
        if let Stage::Open(bench) = &mut *self.stage.borrow_mut() {
            act(bench);
        }
        self.redraw.force_update();
    }
}
