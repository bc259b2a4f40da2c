//! Models on this computer: what there is, and how more come.

use contract::job::{Job, JobKind, JobState};
use contract::model::{AddModelFile, PickModelFile};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::download::DownloadDialog;
use super::model_row::ModelRow;
use crate::actions::{self, Dispatch};
use crate::components::{Blank, Button, IconButton, IconName, Notice, announce};
use crate::format;
use crate::frame::JobLine;
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::{App, Tone, use_app};

/// Where a file that is being added stands.
#[derive(Clone, PartialEq)]
enum Adding {
    No,
    /// The system's dialog is open, or the file is checked and copied.
    Busy,
    /// It was refused.
    Failed(contract::Error),
}

/// The section of the settings.
#[component]
pub(super) fn ModelsSection() -> Html {
    let app = use_app();
    let adding = use_state_eq(|| Adding::No);
    let asking = use_state_eq(|| false);
    let shelf = &app.shelf;
    let downloads: Vec<&Job> = app.jobs.iter().filter(|job| is_shown(job)).collect();
    let used = format::bytes(shelf.used_bytes);
    let room = match shelf.free_bytes {
        Some(free) => {
            let amounts = [("used", used.into()), ("free", format::bytes(free).into())];
            t_args("shelf-room", &amounts)
        }
        None => t_args("shelf-used", &[("used", used.into())]),
    };
    let onadd = {
        let (to, adding) = (app.dispatcher(), adding.setter());
        move |_| add_file(to.clone(), adding.clone())
    };
    let ask = |open: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(open))
    };
    html! {
        <>
            <h1 class="settings-title">{ t("settings-models") }</h1>
            <p class="settings-lead">{ t("models-lead") }</p>
            <section class="card" aria-labelledby="shelf-title">
                <header class="card-head">
                    <div class="card-titles">
                        <h2 id="shelf-title">{ t("shelf-title") }</h2>
                        <span class="card-note">{ room }</span>
                    </div>
                    <Button icon={IconName::Download} onclick={ask(true).reform(|_| ())}>
                        { t("model-download") }
                    </Button>
                    <Button icon={IconName::File} busy={*adding == Adding::Busy} onclick={onadd}>
                        { t("model-add-file") }
                    </Button>
                </header>
                if let Adding::Failed(error) = &*adding {
                    <div class="card-line">{ refusal(error, &adding.setter()) }</div>
                }
                if shelf.models.is_empty() && downloads.is_empty() {
                    <Blank
                        icon={IconName::Model}
                        title={t("shelf-empty-title")}
                        text={t("shelf-empty-text")}
                    />
                }
                <ul class="card-list" role="list">
                    { for shelf.models.iter().map(|model| html! {
                        <ModelRow
                            key={model.id.to_string()}
                            model={model.clone()}
                            chosen={app.model().is_some_and(|chosen| chosen.id == model.id)}
                            alone={shelf.models.len() == 1}
                        />
                    }) }
                    { for downloads.into_iter().map(|job| html! {
                        <li class="card-line model-job" key={job.id.to_string()}>
                            <JobLine job={job.clone()} />
                        </li>
                    }) }
                </ul>
            </section>
            if *asking { <DownloadDialog onclose={ask(false)} /> }
        </>
    }
}

/// Downloads that are not a model on the shelf yet, and not given up.
fn is_shown(job: &Job) -> bool {
    job.kind == JobKind::ModelDownload && !matches!(job.state, JobState::Done | JobState::Cancelled)
}

fn refusal(error: &contract::Error, adding: &UseStateSetter<Adding>) -> Html {
    let close = {
        let adding = adding.clone();
        move |_| adding.set(Adding::No)
    };
    let actions = html! {
        <IconButton icon={IconName::Close} size={16} label={t("close")} onclick={close} />
    };
    html! {
        <Notice tone={Tone::Danger} {actions}>
            <p>{ error.message.clone() }</p>
            if let Some(detail) = &error.detail {
                <p class="notice-detail" dir="auto">{ detail.clone() }</p>
            }
        </Notice>
    }
}

fn add_file(to: Dispatch, adding: UseStateSetter<Adding>) {
    adding.set(Adding::Busy);
    spawn_local(async move {
        let added = async {
            match client().pick_model_file(PickModelFile {}).await? {
                Some(path) => client()
                    .add_model_file(AddModelFile { path })
                    .await
                    .map(Some),
                None => Ok(None),
            }
        };
        match added.await {
            Ok(Some(model)) => {
                adding.set(Adding::No);
                announce(&t_args("model-added", &[("model", model.name.into())]));
                actions::read_shelf(to);
            }
            Ok(None) => adding.set(Adding::No),
            Err(error) => adding.set(Adding::Failed(error)),
        }
    });
}

/// The model for new replies is `model` from now on.
pub(super) fn choose(app: &App, model: contract::ModelId) {
    let default_model = Some(model);
    let patch = contract::settings::SettingsPatch {
        default_model,
        ..Default::default()
    };
    actions::change_settings(app, patch);
}
