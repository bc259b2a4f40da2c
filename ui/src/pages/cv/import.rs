//! A CV from a file: another program's export at once, the text of a PDF or a Word file through a model.

use std::rc::Rc;

use contract::cv::{CreateCv, CvSource, CvSummary, PickCvFile, StopCvHelp};
use contract::{Code, Error};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::models;
use crate::components::{Button, Dialog, IconName, Look, Notice, Progress, announce};
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::{Action, AppState, Page, Section, Tone, use_app};

/// Properties of [`ImportDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct ImportProps {
    /// A CV was made; it is to be opened.
    pub onmade: Callback<CvSummary>,
    /// It is to go away.
    pub onclose: Callback<()>,
}

/// How far it is.
#[derive(Clone, PartialEq)]
enum Stage {
    /// No file was chosen.
    Choosing,
    /// The file is read.
    Reading,
    /// The file has a text, and a model is to put it into fields.
    Text(String),
    /// The model works.
    Asking(String),
    /// It failed, with this file if one was chosen.
    Failed(Option<String>, Error),
}

/// The dialog.
#[component]
pub fn ImportDialog(props: &ImportProps) -> Html {
    let app = use_app();
    let stage = use_state_eq(|| Stage::Choosing);
    // The request that is under way.
    let ticket = use_mut_ref(|| None::<u64>);
    let again = use_force_update();
    use_effect_with((), {
        let ticket = Rc::clone(&ticket);
        move |()| {
            move || {
                if let Some(ticket) = ticket.take() {
                    stop(ticket);
                }
            }
        }
    });
    // Makes the CV; `None`: a new name of the request, for one that cannot be stopped.
    let make = {
        let (stage, ticket, onmade) = (stage.setter(), Rc::clone(&ticket), props.onmade.clone());
        Callback::from(move |(from, number, path): (CvSource, u64, String)| {
            *ticket.borrow_mut() = Some(number);
            let (stage, ticket, onmade) = (stage.clone(), Rc::clone(&ticket), onmade.clone());
            spawn_local(async move {
                let title = String::new();
                let answer = client().create_cv(CreateCv { title, from }).await;
                if *ticket.borrow() != Some(number) {
                    return;
                }
                ticket.take();
                match answer {
                    Ok(summary) => {
                        announce(&t("cv-import-done"));
                        onmade.emit(summary);
                    }
                    Err(error) if error.code == Code::Cancelled => stage.set(Stage::Text(path)),
                    Err(error) => stage.set(Stage::Failed(Some(path), error)),
                }
            });
        })
    };
    let take = {
        let (stage, make) = (stage.setter(), make.clone());
        Callback::from(move |path: String| {
            if needs_model(&path) {
                stage.set(Stage::Text(path));
            } else {
                stage.set(Stage::Reading);
                let from = CvSource::File { path: path.clone() };
                make.emit((from, models::ticket(), path));
            }
        })
    };
    let choose = {
        let stage = stage.setter();
        let take = take.clone();
        Callback::from(move |_: MouseEvent| {
            let (stage, take) = (stage.clone(), take.clone());
            spawn_local(async move {
                match client().pick_cv_file(PickCvFile {}).await {
                    Ok(Some(path)) => take.emit(path),
                    Ok(None) => {}
                    Err(error) => stage.set(Stage::Failed(None, error)),
                }
            });
        })
    };
    let start = {
        let (stage, app) = (stage.setter(), app.clone());
        let make = make.clone();
        Callback::from(move |path: String| {
            let Some(choice) = models::choice(&app) else {
                return;
            };
            stage.set(Stage::Asking(path.clone()));
            let number = models::ticket();
            let from = CvSource::Text {
                path: path.clone(),
                choice,
                ticket: number,
            };
            make.emit((from, number, path));
        })
    };
    let close = props.onclose.reform(|_: MouseEvent| ());
    let other =
        html! { <Button tall=true onclick={choose.clone()}>{ t("cv-import-other") }</Button> };
    let (body, actions) = match &*stage {
        Stage::Choosing => (
            html! {
                <>
                    <p>{ t("cv-import-lead") }</p>
                    <ul class="import-kinds">
                        <li>{ t("cv-import-json") }</li>
                        <li>{ t("cv-import-linkedin") }</li>
                        <li>{ t("cv-import-text") }</li>
                    </ul>
                </>
            },
            html! {
                <>
                    <Button tall=true onclick={close}>{ t("cancel") }</Button>
                    <Button tall=true look={Look::Primary} icon={IconName::File} autofocus=true onclick={choose}>
                        { t("cv-import-choose") }
                    </Button>
                </>
            },
        ),
        Stage::Reading => (
            html! { <Progress label={t("cv-import-reading")} value={None::<f64>} /> },
            html! { <Button tall=true onclick={close}>{ t("cancel") }</Button> },
        ),
        Stage::Text(path) => {
            let onstart = {
                let (start, path) = (start.clone(), path.clone());
                move |_: MouseEvent| start.emit(path.clone())
            };
            let onpick = move |()| again.force_update();
            let model = models::choice(&app).is_some();
            (
                html! {
                    <>
                        <p class="import-file" dir="auto">{ name_of(path).to_owned() }</p>
                        <p>{ where_it_goes(&app) }</p>
                        if model {
                            <models::ModelButton {onpick} />
                        } else {
                            <Button icon={IconName::Model} onclick={to_models(&app)}>{ t("chat-to-models") }</Button>
                        }
                    </>
                },
                html! {
                    <>
                        { other }
                        <Button tall=true look={Look::Primary} disabled={!model} onclick={onstart}>
                            { t("cv-import-start") }
                        </Button>
                    </>
                },
            )
        }
        Stage::Asking(path) => {
            let onstop = {
                let (stage, ticket, path) = (stage.setter(), Rc::clone(&ticket), path.clone());
                move |_: MouseEvent| {
                    if let Some(ticket) = ticket.take() {
                        stop(ticket);
                    }
                    stage.set(Stage::Text(path.clone()));
                }
            };
            (
                html! {
                    <>
                        <p class="import-file" dir="auto">{ name_of(path).to_owned() }</p>
                        <p role="status">{ asking(&app) }</p>
                        <Progress label={t("cv-import-reading")} value={None::<f64>} />
                    </>
                },
                html! { <Button tall=true icon={IconName::Stop} onclick={onstop}>{ t("cv-help-stop") }</Button> },
            )
        }
        Stage::Failed(path, error) => {
            let retry = path.clone().map(|path| {
                let take = take.clone();
                let onclick = move |_: MouseEvent| take.emit(path.clone());
                html! { <Button tall=true look={Look::Primary} icon={IconName::Retry} {onclick}>{ t("try-again") }</Button> }
            });
            (
                html! {
                    <>
                        if let Some(path) = path { <p class="import-file" dir="auto">{ name_of(path).to_owned() }</p> }
                        <Notice tone={Tone::Danger}>
                            { error.message.clone() }
                            if let Some(detail) = &error.detail { <p class="notice-detail">{ detail.clone() }</p> }
                        </Notice>
                        <p>{ t("cv-import-safe") }</p>
                    </>
                },
                html! { <>{ other }{ retry.unwrap_or_default() }</> },
            )
        }
    };
    html! {
        <Dialog title={t("cv-import")} class="import" onclose={props.onclose.clone()} {actions}>
            { body }
        </Dialog>
    }
}

/// Ends the request that is under way.
fn stop(ticket: u64) {
    spawn_local(async move {
        // One that is over already needs no end.
        let _ = client().stop_cv_help(StopCvHelp { ticket }).await;
    });
}

fn to_models(app: &crate::state::App) -> Callback<MouseEvent> {
    let to = app.dispatcher();
    Callback::from(move |_| to.dispatch(Action::Show(Page::Settings(Section::Models))))
}

/// Who reads the text, and where it goes for that.
fn where_it_goes(app: &AppState) -> AttrValue {
    let Some(choice) = models::choice(app) else {
        return t("cv-import-no-model");
    };
    let name = models::name_of(app, &choice);
    if choice.provider.is_local() {
        return t_args("cv-import-stays", &[("model", name.as_str().into())]);
    }
    let place = models::place_of(app, &choice);
    let arguments = [
        ("model", name.as_str().into()),
        ("place", place.as_str().into()),
    ];
    t_args("cv-import-goes", &arguments)
}

fn asking(app: &AppState) -> AttrValue {
    let name = models::choice(app).map(|choice| models::name_of(app, &choice));
    let name = name.unwrap_or_default();
    t_args("cv-import-asking", &[("model", name.as_str().into())])
}

/// Whether the file has only a text, which a model puts into fields. What is none of the files that can
/// be read is left to the desktop, which says so.
fn needs_model(path: &str) -> bool {
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("pdf" | "docx"))
}

/// A file's name in its path, of whatever system.
fn name_of(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_need_a_model() {
        for path in ["/home/f/cv.pdf", "C:\\cv.DOCX"] {
            assert!(needs_model(path), "{path}");
        }
        for path in [
            "cv.json",
            "Basic_LinkedInDataExport.zip",
            "cv",
            "pdf",
            "cv.pdf.json",
        ] {
            assert!(!needs_model(path), "{path}");
        }
    }

    #[test]
    fn a_file_is_named_without_its_folders() {
        assert_eq!(name_of("/home/f/My CV.pdf"), "My CV.pdf");
        assert_eq!(name_of("C:\\Users\\f\\cv.docx"), "cv.docx");
        assert_eq!(name_of("cv.json"), "cv.json");
    }
}
