//! Import and export: conversations of other programs in, all conversations out.

use contract::Error;
use contract::job::{Job, JobKind, JobReport, JobState};
use contract::transfer::ImportReport;
use yew::prelude::*;

use crate::components::{Button, IconButton, IconName, Notice};
use crate::frame::JobLine;
use crate::i18n::t;
use crate::state::{Tone, use_app};
use crate::transfer;

/// Jobs of one kind that are shown: the newest.
const SHOWN: usize = 3;

/// The section of the settings.
#[component]
pub(super) fn TransferSection() -> Html {
    let app = use_app();
    let refused = use_state_eq(|| None::<Error>);
    let onimport = {
        let (app, refused) = (app.clone(), refused.setter());
        move |_| {
            refused.set(None);
            let refused = refused.clone();
            transfer::import(&app, Callback::from(move |error| refused.set(Some(error))));
        }
    };
    let onexport = {
        let app = app.clone();
        move |_| transfer::export_all(&app)
    };
    let close = {
        let refused = refused.setter();
        html! {
            <IconButton
                icon={IconName::Close}
                size={16}
                label={t("close")}
                onclick={move |_| refused.set(None)}
            />
        }
    };
    html! {
        <>
            <h1 class="settings-title">{ t("settings-transfer") }</h1>
            <p class="settings-lead">{ t("transfer-lead") }</p>
            <section class="card" aria-labelledby="import-title">
                <header class="card-head">
                    <div class="card-titles">
                        <h2 id="import-title">{ t("import-title") }</h2>
                        <span class="card-note">{ t("import-note") }</span>
                    </div>
                    <Button icon={IconName::File} onclick={onimport}>{ t("import-choose") }</Button>
                </header>
                if let Some(error) = &*refused {
                    <div class="card-line">
                        <Notice tone={Tone::Danger} actions={close}>
                            <p>{ error.message.clone() }</p>
                            if let Some(detail) = &error.detail {
                                <p class="notice-detail" dir="auto">{ detail.clone() }</p>
                            }
                        </Notice>
                    </div>
                }
                <div class="card-line transfer-how">
                    <p>{ t("import-from-chatgpt") }</p>
                    <p>{ t("import-from-claude") }</p>
                    <p>{ t("import-from-pulse") }</p>
                </div>
                { jobs(&app.jobs, JobKind::ConversationImport) }
            </section>
            <section class="card" aria-labelledby="export-title">
                <header class="card-head">
                    <div class="card-titles">
                        <h2 id="export-title">{ t("export-title") }</h2>
                        <span class="card-note">{ t("export-note") }</span>
                    </div>
                    <Button icon={IconName::Database} onclick={onexport}>{ t("export-choose") }</Button>
                </header>
                { jobs(&app.jobs, JobKind::ConversationExport) }
            </section>
        </>
    }
}

/// The newest jobs of a kind, with what they came to.
fn jobs(jobs: &[Job], kind: JobKind) -> Html {
    let shown = jobs.iter().filter(|job| job.kind == kind).take(SHOWN);
    let lines = shown.map(|job| {
        html! {
            <li class="card-line model-job transfer-job" key={job.id.to_string()}>
                <JobLine job={job.clone()} />
                // The line itself tells of one that is done.
                if let (true, Some(outcome)) = (job.state != JobState::Done, transfer::outcome(job)) {
                    <p class="transfer-outcome">{ outcome }</p>
                }
                if let Some(JobReport::Import(report)) = &job.report {
                    { skips(report) }
                }
            </li>
        }
    });
    html! { <ul class="card-list" role="list">{ for lines }</ul> }
}

/// What was not taken over, and why: folded, as most of it is empty conversations.
fn skips(report: &ImportReport) -> Html {
    let more = report.skipped.saturating_sub(report.skips.len() as u64);
    let untitled = t("conversation-untitled");
    html! {
        <>
            if report.damaged_messages > 0 {
                <p class="transfer-outcome">
                    { transfer::counted("import-damaged", report.damaged_messages) }
                </p>
            }
            if report.skipped > 0 {
                <details class="transfer-skips">
                    <summary>{ t("import-skips") }</summary>
                    <ul role="list">
                        { for report.skips.iter().map(|skipped| html! {
                            <li>
                                <span dir="auto">
                                    { skipped.title.clone().unwrap_or_else(|| untitled.to_string()) }
                                </span>
                                <span class="transfer-why">{ skipped.reason.clone() }</span>
                            </li>
                        }) }
                        if more > 0 {
                            <li class="transfer-why">{ transfer::counted("import-skips-more", more) }</li>
                        }
                    </ul>
                </details>
            }
        </>
    }
}
