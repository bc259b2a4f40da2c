//! `pulse models`: the shelf, and putting something on it.

use contract::Handlers;
use contract::message::Route;
use contract::model::{AddModelFile, DownloadModel, ListModels, LocalModel};
use serde::Serialize;
use studio::Studio;

use crate::Outcome;
use crate::arguments::{self, AddModel, Models, ModelsCommand};
use crate::interrupt::interrupted;
use crate::open::{self, JobWork, with_studio, with_studio_reaching};
use crate::output::{Output, Stop};
use crate::{jobs, providers};

/// A line of `pulse models --json`.
#[derive(Serialize)]
#[serde(tag = "type", rename = "model")]
struct Line<'a> {
    provider: &'a str,
    route: Route,
    #[serde(flatten)]
    model: &'a LocalModel,
}

pub(crate) async fn run(models: Models, output: &mut Output) -> Outcome {
    match models.command {
        Some(ModelsCommand::Add(add)) => self::add(add, output).await,
        None => match arguments::provider(models.provider.as_deref(), None)? {
            Some(provider) if !provider.is_local() => {
                let reach = open::reach(Some(&provider), models.base_url)?;
                with_studio_reaching(JobWork::LeftAlone, reach, async |studio| {
                    providers::show_models(studio, provider, output).await
                })
                .await
            }
            _ => {
                with_studio(JobWork::LeftAlone, async |studio| {
                    list(studio, output).await
                })
                .await
            }
        },
    }
}

async fn list(studio: &Studio, output: &mut Output) -> Outcome {
    let shelf = studio.list_models(ListModels {}).await?;
    if output.is_json() {
        for model in &shelf.models {
            show(output, model)?;
        }
        return Ok(());
    }
    if shelf.models.is_empty() {
        return output.text("No models yet. Add one: pulse models add FILE|URL\n");
    }
    let widest = shelf
        .models
        .iter()
        .map(|model| model.id.0.chars().count())
        .max();
    let widest = widest.unwrap_or_default();
    for model in &shelf.models {
        let (id, size) = (&model.id.0, megabytes(model.bytes));
        output.text(&format!("{id:widest$}  {size:>10}  {}\n", model.name))?;
    }
    Ok(())
}

fn show(output: &mut Output, model: &LocalModel) -> Outcome {
    if output.is_json() {
        output.line(&Line {
            provider: "local",
            route: Route::Local,
            model,
        })
    } else {
        output.text(&format!("{}\n", model.id))
    }
}

async fn add(add: AddModel, output: &mut Output) -> Outcome {
    if let Some(url) = add.url() {
        let request = DownloadModel {
            url: url.to_owned(),
            sha256: add.sha256.clone(),
        };
        return with_studio(JobWork::Done, async |studio| {
            let job = studio.download_model(request).await?;
            jobs::follow(studio, job.id, output, jobs::OnInterrupt::Cancel).await
        })
        .await;
    }
    if add.sha256.is_some() {
        return Err(Stop::BadInput(
            "--sha256 is for URLs; a file is taken as it is".into(),
        ));
    }
    let path = add
        .file()
        .map_err(|error| Stop::BadInput(format!("{} is no path: {error}", add.from)))?;
    let Ok(path) = path.into_os_string().into_string() else {
        return Err(Stop::BadInput("the path is not UTF-8".into()));
    };
    with_studio(JobWork::LeftAlone, async |studio| {
        let model = tokio::select! {
            model = studio.add_model_file(AddModelFile { path }) => model?,
            () = interrupted() => return Err(Stop::Interrupted),
        };
        show(output, &model)
    })
    .await
}

/// For people: megabytes as file managers count them.
pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}
