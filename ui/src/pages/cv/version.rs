//! The question that makes a version of a CV for a job.

use std::rc::Rc;

use contract::cv::{CvSource, CvSummary, LONGEST_CV_TITLE};
use yew::prelude::*;

use super::shelf::create;
use crate::components::{Button, Dialog, Look, TextField};
use crate::i18n::{t, t_args};
use crate::state::use_app;

/// Properties of [`VersionDialog`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct VersionDialogProps {
    /// The CV.
    pub of: Rc<CvSummary>,
    /// It is to go away.
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub(super) fn VersionDialog(props: &VersionDialogProps) -> Html {
    let app = use_app();
    let job = use_state_eq(String::new);
    let busy = use_state_eq(|| false);
    let oninput = {
        let job = job.setter();
        move |text: String| job.set(text)
    };
    let onsubmit = {
        let (of, job, busy) = (Rc::clone(&props.of), (*job).clone(), busy.setter());
        move |event: SubmitEvent| {
            event.prevent_default();
            let title = title(&of.title, &job);
            create(&app, title, CvSource::VersionOf(of.id), busy.clone());
        }
    };
    html! {
        <Dialog title={t("cv-version-new")} onclose={props.onclose.clone()}>
            <form class="cv-version-form" {onsubmit}>
                <p>{ t_args("cv-version-text", &[("title", props.of.title.as_str().into())]) }</p>
                <TextField
                    label={t("cv-version-job")}
                    value={(*job).clone()}
                    placeholder={t("cv-version-example")}
                    autofocus=true
                    {oninput}
                />
                <div class="dialog-actions">
                    <Button tall=true onclick={props.onclose.reform(|_| ())}>{ t("cancel") }</Button>
                    <Button look={Look::Primary} tall=true submit=true busy={*busy}>{ t("cv-version-do") }</Button>
                </div>
            </form>
        </Dialog>
    }
}

/// What the version is called; empty: the desktop makes a title.
fn title(of: &str, job: &str) -> String {
    let job = job.trim();
    if job.is_empty() {
        return String::new();
    }
    let title = t_args(
        "cv-version-title",
        &[("title", of.into()), ("job", job.into())],
    );
    title.chars().take(LONGEST_CV_TITLE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_called_after_its_job() {
        assert_eq!(title("Base CV", " Flugwerft "), "Base CV, for Flugwerft");
        assert_eq!(title("Base CV", "  "), "");
        let long = title(&"ש".repeat(LONGEST_CV_TITLE), "Flugwerft");
        assert_eq!(long.chars().count(), LONGEST_CV_TITLE);
    }
}
