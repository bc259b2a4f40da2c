//! Models on this computer: what there is, and how more come.

use contract::job::{Job, JobKind, JobState};
use yew::prelude::*;

use super::download::DownloadDialog;
use super::model_row::ModelRow;
use crate::actions;
use crate::components::{Blank, Button, IconButton, IconName, Notice};
use crate::format;
use crate::frame::JobLine;
use crate::i18n::{t, t_args};
use crate::state::{Action, Adding, App, Choice, Tone, use_app};

/// The section of the settings.
#[component]
pub(super) fn ModelsSection() -> Html {
    let app = use_app();
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
        let app = app.clone();
        move |_| actions::add_model_file(&app)
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
                    <Button icon={IconName::File} busy={app.adding == Adding::Busy} onclick={onadd}>
                        { t("model-add-file") }
                    </Button>
                </header>
                if let Adding::Failed(error) = &app.adding {
                    <div class="card-line">{ refusal(&app, error) }</div>
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
                            chosen={app.choice().is_some_and(|chosen| {
                                chosen.provider.is_local() && chosen.model == model.id
                            })}
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

fn refusal(app: &App, error: &contract::Error) -> Html {
    let close = {
        let to = app.dispatcher();
        move |_| to.dispatch(Action::AddingSeen)
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

/// The model for new conversations is this one of this computer from now on.
pub(super) fn choose(app: &App, model: contract::ModelId) {
    let provider = contract::ProviderId::local();
    actions::choose_model(app, Choice { provider, model });
}
