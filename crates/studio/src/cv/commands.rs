//! Titles, deletion, return, and the dialogs.

use contract::cv::{CvSummary, DeleteCv, RenameCv, RestoreCv};
use contract::{Event, Result};

use super::{check, saving};
use crate::check::invalid;
use crate::clock;
use crate::studio::Studio;

pub(crate) async fn rename(studio: &Studio, request: RenameCv) -> Result<CvSummary> {
    let title = check::title(&request.title)?;
    let title = title.ok_or_else(|| invalid("title", "The title is empty"))?;
    let store = studio.disk();
    let summary = store.rename_cv(request.id, &title, clock::now()).await?;
    tell(studio, summary.clone());
    Ok(summary)
}

/// Puts a CV aside. Its versions go on by themselves, the open one among them.
pub(crate) async fn delete(studio: &Studio, request: DeleteCv) -> Result<()> {
    let desk = &studio.parts().cvs;
    let _saving = desk.saving.lock().await;
    let mut held = desk.hold().await;
    // What is not on disk yet is part of what may be restored, and of what a version is.
    saving::write_held(studio, &mut held).await?;
    let store = studio.disk();
    let freed = store.delete_cv(request.id, clock::now()).await?;
    if let Some(open) = held.as_mut()
        && open.base() == Some(request.id)
    {
        match store.cv(open.id()).await {
            Ok(kept) => open.freed(&kept),
            Err(_) => open.outdated(),
        }
    }
    if held.as_ref().is_some_and(|open| open.id() == request.id) {
        *held = None;
    }
    studio.events_out().send(Event::CvRemoved(request.id));
    for version in freed {
        tell(studio, version);
    }
    Ok(())
}

pub(crate) async fn restore(studio: &Studio, request: RestoreCv) -> Result<CvSummary> {
    let summary = studio.disk().restore_cv(request.id).await?;
    tell(studio, summary.clone());
    Ok(summary)
}

pub(crate) async fn pick_file(studio: &Studio) -> Option<String> {
    studio.parts().host.pick_cv_file().await
}

pub(crate) async fn pick_photo(studio: &Studio) -> Option<String> {
    studio.parts().host.pick_cv_photo().await
}

pub(super) fn tell(studio: &Studio, summary: CvSummary) {
    studio.events_out().send(Event::CvChanged(summary));
}
