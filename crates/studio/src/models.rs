//! Models on this computer: the shelf as the interface sees it.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use contract::model::{AddModelFile, DeleteModel, LocalModel, ModelShelf, ModelState};
use contract::{Code, Error, Event, ModelId, Result};
use local_model::{EngineStatus, ShelfEntry};

use crate::check;
use crate::studio::Studio;

/// At most one announcement of a loading model in this time.
const TELL_EVERY: Duration = Duration::from_millis(100);

pub(crate) async fn shelf(studio: &Studio) -> Result<ModelShelf> {
    let speeds: HashMap<ModelId, f32> = studio.disk().model_speeds().await?.into_iter().collect();
    let parts = studio.parts();
    let status = parts.engine.status().borrow().clone();
    let models = parts.shelf.list()?.into_iter();
    let models = models.map(|entry| {
        let speed = speeds.get(&entry.id).copied();
        as_seen(entry, speed, &status)
    });
    let models = models.collect();
    let (used_bytes, free_bytes) = parts.shelf.space();
    Ok(ModelShelf {
        models,
        used_bytes,
        free_bytes,
    })
}

fn as_seen(entry: ShelfEntry, speed: Option<f32>, status: &EngineStatus) -> LocalModel {
    let state = match &status.model {
        Some(model) if *model == entry.id => status.state.clone(),
        _ => ModelState::Resting,
    };
    LocalModel {
        id: entry.id,
        name: entry.name,
        bytes: entry.bytes,
        license: entry.license,
        pinned: entry.pinned,
        bundled: entry.bundled,
        context_length: entry.context_length,
        tokens_per_second: speed,
        state,
    }
}

pub(crate) async fn add_file(studio: &Studio, request: AddModelFile) -> Result<LocalModel> {
    let path = Path::new(&request.path);
    if !path.is_absolute() {
        return Err(check::invalid(
            "path",
            "The path of a model file must be absolute",
        ));
    }
    let parts = studio.parts();
    let entry = parts
        .shelf
        .add_file(path, parts.replies.closing().child_token())
        .await?;
    let speed = studio.disk().model_speed(&entry.id).await?;
    let status = parts.engine.status().borrow().clone();
    announce(studio).await;
    Ok(as_seen(entry, speed, &status))
}

pub(crate) async fn delete(studio: &Studio, request: DeleteModel) -> Result<()> {
    let parts = studio.parts();
    if parts.replies.uses(&request.id) {
        return Err(Error::new(
            Code::Conflict,
            format!("A reply of “{}” is streaming; stop it first", request.id),
        ));
    }
    parts.shelf.find(&request.id)?;
    let in_memory = parts.engine.status().borrow().model.as_ref() == Some(&request.id);
    if in_memory {
        parts.engine.unload().await;
    }
    parts.shelf.delete(&request.id)?;
    announce(studio).await;
    Ok(())
}

/// Keeps a model's speed for the shelf. A failure costs a figure, not a reply.
pub(crate) async fn record_speed(studio: &Studio, model: &ModelId, tokens_per_second: f32) {
    match studio
        .disk()
        .set_model_speed(model, tokens_per_second)
        .await
    {
        Ok(()) => announce(studio).await,
        Err(error) => tracing::debug!(code = error.code.as_str(), "a model's speed was not stored"),
    }
}

/// Tells the listeners what is on the shelf.
pub(crate) async fn announce(studio: &Studio) {
    match shelf(studio).await {
        Ok(shelf) => studio.events_out().send(Event::ModelsChanged(shelf)),
        Err(error) => tracing::warn!(code = error.code.as_str(), "the shelf could not be read"),
    }
}

/// Announces what changes in memory and by finished downloads, until the studio shuts down.
pub(crate) async fn watch_engine(studio: Studio) {
    let mut status = studio.parts().engine.status();
    let closing = studio.replies().closing().clone();
    loop {
        tokio::select! {
            biased;
            () = closing.cancelled() => return,
            () = studio.parts().shelf_changed.notified() => {}
            changed = status.changed() => if changed.is_err() { return },
        }
        status.mark_unchanged();
        announce(&studio).await;
        tokio::select! {
            () = closing.cancelled() => return,
            () = tokio::time::sleep(TELL_EVERY) => {}
        }
    }
}
