//! The tray of jobs: long work, beside the rail.

use std::collections::HashSet;
use std::rc::Rc;

use contract::job::{Job, JobKind, JobProgress, JobState, ProgressUnit};
use gloo_timers::callback::Interval;
use yew::prelude::*;

use crate::actions;
use crate::components::{Button, IconButton, IconName, Look, Modal, Progress, announce, icon};
use crate::i18n::{t, t_args};
use crate::state::{Action, is_over, use_app};
use crate::{clock, format, transfer};

/// Properties of [`JobsTray`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct JobsTrayProps {
    /// It is to go away.
    pub onclose: Callback<()>,
}

/// The tray.
#[component]
pub(super) fn JobsTray(props: &JobsTrayProps) -> Html {
    let app = use_app();
    let over = app.jobs.iter().any(is_over);
    let clear = {
        let to = app.dispatcher();
        let onclose = props.onclose.clone();
        let all = app.jobs.iter().all(is_over);
        move |_| {
            to.dispatch(Action::JobsCleared);
            if all {
                onclose.emit(());
            }
        }
    };
    html! {
        <Modal class={classes!("tray")} label={t("rail-jobs")} onclose={props.onclose.clone()}>
            <header class="tray-head">
                <h2>{ t("rail-jobs") }</h2>
                if over {
                    <Button look={Look::Quiet} onclick={clear}>{ t("jobs-clear") }</Button>
                }
                <IconButton
                    icon={IconName::Close}
                    size={16}
                    label={t("close")}
                    onclick={props.onclose.reform(|_| ())}
                />
            </header>
            <ul class="tray-list" role="list">
                {
                    for app.jobs.iter().map(|job| html! {
                        <li key={job.id.to_string()} class="tray-job"><JobLine job={job.clone()} /></li>
                    })
                }
            </ul>
        </Modal>
    }
}

/// Properties of [`JobLine`].
#[derive(Clone, PartialEq, Properties)]
pub struct JobLineProps {
    /// The job.
    pub job: Job,
}

/// One job: what, how far, and what can be done about it.
#[component]
pub fn JobLine(props: &JobLineProps) -> Html {
    let app = use_app();
    let job = &props.job;
    use_ticks(matches!(job.state, JobState::Waiting { .. }));
    let cancel = {
        let (app, id) = (app.clone(), job.id);
        move |_| actions::cancel_job(&app, id)
    };
    let retry = {
        let (app, id) = (app.clone(), job.id);
        move |_| actions::retry_job(&app, id)
    };
    let again = matches!(job.state, JobState::Failed | JobState::Cancelled);
    let title = AttrValue::from(job.title.clone());
    let named = |key| t_args(key, &[("title", job.title.as_str().into())]);
    html! {
        <>
            <div class="job-line">
                { job_icon(job) }
                <span class="job-title" dir="auto">{ title.clone() }</span>
                <span class="job-state">{ state_of(job) }</span>
                if again {
                    <IconButton icon={IconName::Retry} size={16} label={named("job-retry")} onclick={retry} />
                } else if !is_over(job) {
                    <IconButton icon={IconName::Close} size={16} label={named("job-cancel")} onclick={cancel} />
                }
            </div>
            if let Some(error) = job.error.as_ref().filter(|_| job.state != JobState::Done) {
                <p class="job-error">{ error.message.clone() }</p>
            }
            if let (JobState::Done, Some(outcome)) = (job.state, transfer::outcome(job)) {
                <p class="job-outcome">{ outcome }</p>
            }
            if matches!(job.state, JobState::Running | JobState::Queued) {
                <Progress label={title} value={job.progress.and_then(share)} />
            }
        </>
    }
}

/// Draws the component again each second while `on`: a countdown.
#[hook]
fn use_ticks(on: bool) {
    let again = use_force_update();
    use_effect_with(on, move |on| {
        let interval = on.then(|| Interval::new(1000, move || again.force_update()));
        move || drop(interval)
    });
}

/// Says to a screen reader what is over, and how; once in the window.
#[hook]
pub(super) fn use_job_news(jobs: &Rc<Vec<Job>>) {
    let under_way = use_mut_ref(HashSet::new);
    use_effect_with(Rc::clone(jobs), move |jobs| {
        let mut under_way = under_way.borrow_mut();
        for job in jobs.iter() {
            if !is_over(job) {
                under_way.insert(job.id);
            } else if under_way.remove(&job.id) {
                announce(&news(job));
            }
        }
    });
}

/// `Import of conversations.json: done. 480 imported · 20 unchanged`
fn news(job: &Job) -> AttrValue {
    let why = job.error.as_ref().filter(|_| job.state == JobState::Failed);
    let more = why.map(|error| error.message.clone().into());
    let more = more.or_else(|| transfer::outcome(job));
    let state = match more {
        Some(more) => format!("{}. {more}", state_of(job)),
        None => state_of(job).to_string(),
    };
    let words = [
        ("title", job.title.as_str().into()),
        ("state", state.into()),
    ];
    t_args("job-said", &words)
}

/// What stands for a job's state.
fn job_icon(job: &Job) -> Html {
    let (name, class) = match (job.state, job.kind) {
        (JobState::Done, _) => (IconName::Check, "job-icon-done"),
        (JobState::Failed, _) => (IconName::Alert, "job-icon-failed"),
        (JobState::Cancelled, _) => (IconName::Close, "job-icon-over"),
        (JobState::Waiting { .. }, _) => (IconName::Clock, "job-icon-waiting"),
        (JobState::Running | JobState::Queued, JobKind::ModelDownload) => {
            (IconName::Download, "job-icon-live")
        }
        (
            JobState::Running | JobState::Queued,
            JobKind::ConversationImport | JobKind::ConversationExport,
        ) => (IconName::Database, "job-icon-live"),
    };
    html! { <span class={classes!("job-icon", class)}>{ icon(name, 16) }</span> }
}

/// Where a job stands, in a few words.
fn state_of(job: &Job) -> AttrValue {
    match job.state {
        JobState::Queued => t("job-queued"),
        JobState::Running => job.progress.map_or_else(|| t("job-running"), progress_of),
        JobState::Waiting { retry_at } => {
            let seconds = (retry_at.0 - clock::now().at.0).max(0) as u64 / 1000;
            t_args("job-waiting", &[("time", format::left(seconds).into())])
        }
        JobState::Done => t("job-done"),
        JobState::Failed => t("job-failed"),
        JobState::Cancelled => t("job-cancelled"),
    }
}

/// `1.2 of 1.9 GB · 24 MB/s · 0:29`
fn progress_of(progress: JobProgress) -> AttrValue {
    let JobProgress {
        done,
        total,
        unit,
        per_second,
        items,
    } = progress;
    let mut parts = vec![match (unit, total) {
        (ProgressUnit::Bytes, Some(total)) => format::bytes_of(done, total).to_string(),
        (ProgressUnit::Bytes, None) => format::bytes(done),
        (ProgressUnit::Items, Some(total)) => {
            let amounts = [("part", done.into()), ("whole", total.into())];
            t_args("amount-of", &amounts).to_string()
        }
        (ProgressUnit::Items, None) => format::count(done),
    }];
    if let Some(items) = items {
        parts.push(transfer::conversations(items).to_string());
    }
    if let (ProgressUnit::Bytes, Some(speed)) = (unit, per_second) {
        parts.push(t_args("per-second", &[("amount", format::bytes(speed).into())]).to_string());
    }
    if let (Some(total), Some(speed @ 1..)) = (total, per_second) {
        parts.push(format::left(total.saturating_sub(done).div_ceil(speed)));
    }
    parts.join(" · ").into()
}

fn share(progress: JobProgress) -> Option<f64> {
    let total = progress.total.filter(|total| *total > 0)?;
    Some(progress.done as f64 / total as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_as_far_as_it_is_known() {
        let progress = JobProgress {
            done: 1_200_000_000,
            total: Some(1_900_000_000),
            unit: ProgressUnit::Bytes,
            per_second: Some(24_000_000),
            items: None,
        };
        assert_eq!(progress_of(progress), "1.2 of 1.9 GB · 24 MB/s · 0:30");
        let no_speed = JobProgress {
            per_second: Some(0),
            ..progress
        };
        assert_eq!(
            progress_of(no_speed),
            "1.2 of 1.9 GB · 0 B/s",
            "no time is left by a standstill"
        );
        let no_total = JobProgress {
            total: None,
            ..progress
        };
        assert_eq!(progress_of(no_total), "1.2 GB · 24 MB/s");
        let counted = JobProgress {
            per_second: None,
            items: Some(120),
            ..progress
        };
        assert_eq!(progress_of(counted), "1.2 of 1.9 GB · 120 conversations");
        assert_eq!(share(no_total), None, "the bar shows that nobody knows");
    }
}
