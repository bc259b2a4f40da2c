//! The open CV is written: soon after a change, before another is opened, and when Pulse closes.

use std::time::Duration;

use contract::cv::{CvNotSaved, CvSaved};
use contract::{Code, CvId, Error, Event, Result};

use super::desk::{Held, blocking};
use super::open::Unsaved;
use crate::clock;
use crate::studio::Studio;

/// From the first change that is not on disk until it is written: whoever pulls the plug loses no more.
const SOON: Duration = Duration::from_millis(250);
/// Until a write that failed is tried again for the first time; each time after it is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Writes what changes, until the studio shuts down.
pub(crate) async fn keep_saving(studio: Studio) {
    let closing = studio.replies().closing().clone();
    let changed = &studio.parts().cvs.changed;
    let mut pause = FIRST_PAUSE;
    let mut failed = false;
    loop {
        let again = async {
            match failed {
                true => tokio::time::sleep(pause).await,
                false => std::future::pending().await,
            }
        };
        tokio::select! {
            () = closing.cancelled() => return,
            () = changed.notified() => tokio::select! {
                () = closing.cancelled() => return,
                () = tokio::time::sleep(SOON) => {}
            },
            () = again => pause = LONGEST_PAUSE.min(pause * 2),
        }
        failed = save(&studio).await.is_err();
        if !failed {
            pause = FIRST_PAUSE;
        }
    }
}

/// Writes the open CV for the last time and closes it. What the disk refuses even now is lost.
pub(crate) async fn close(studio: &Studio) {
    let desk = &studio.parts().cvs;
    let _saving = desk.saving.lock().await;
    let mut held = desk.hold().await;
    if let Err(error) = write_held(studio, &mut held).await {
        tracing::error!(code = error.code.as_str(), "a CV's last changes are lost");
    }
    *held = None;
}

/// Writes the open CV while it can go on being changed.
///
/// # Errors
/// What is worth trying again.
async fn save(studio: &Studio) -> Result<()> {
    let desk = &studio.parts().cvs;
    let _saving = desk.saving.lock().await;
    let unsaved = {
        let held = desk.hold().await;
        let open = held.as_ref();
        open.and_then(|open| Some((open.id(), open.unsaved(clock::now())?)))
    };
    let Some((id, unsaved)) = unsaved else {
        return Ok(());
    };
    let revision = unsaved.revision;
    let written = write(studio, id, unsaved).await;
    note(studio, &mut desk.hold().await, id, revision, written)
}

/// Writes the open CV while it is held, by who holds [`super::Desk::saving`] too.
///
/// # Errors
/// What is worth trying again.
pub(super) async fn write_held(studio: &Studio, held: &mut Held) -> Result<()> {
    let open = held.as_ref();
    let unsaved = open.and_then(|open| Some((open.id(), open.unsaved(clock::now())?)));
    let Some((id, unsaved)) = unsaved else {
        return Ok(());
    };
    let revision = unsaved.revision;
    let written = write(studio, id, unsaved).await;
    note(studio, held, id, revision, written)
}

/// Writes what is not on disk of the CV that another is made of, or that is about to go.
///
/// # Errors
/// The storage's.
pub(super) async fn flush(studio: &Studio) -> Result<()> {
    save(studio).await
}

async fn write(studio: &Studio, id: CvId, unsaved: Unsaved) -> Result<store::Saved> {
    let save = blocking(move || Ok(unsaved.into_save())).await?;
    let saved = studio.disk().save_cv(&save).await;
    if let Err(error) = &saved {
        tracing::warn!(cv = %id, code = error.code.as_str(), "a CV was not saved");
    }
    saved
}

/// Takes what became of a write, and tells it.
fn note(
    studio: &Studio,
    held: &mut Held,
    id: CvId,
    revision: u64,
    written: Result<store::Saved>,
) -> Result<()> {
    // Nobody put another in its place meanwhile, who would have to hold `saving`.
    let open = held.as_mut().filter(|open| open.id() == id);
    let events = studio.events_out();
    match written {
        Ok(saved) => {
            if let Some(open) = open {
                open.saved(revision, &saved);
            }
            events.send(Event::CvSaved(CvSaved { id, revision }));
            for summary in [saved.summary].into_iter().chain(saved.versions) {
                events.send(Event::CvChanged(summary));
            }
            Ok(())
        }
        Err(error) => {
            let again = worth_trying(&error);
            if let Some(open) = open
                && !again
            {
                open.outdated();
            }
            let told = error.clone();
            events.send(Event::CvNotSaved(CvNotSaved { id, error: told }));
            if again { Err(error) } else { Ok(()) }
        }
    }
}

/// Whether the same write may succeed later: not where somebody else wrote or deleted the CV.
fn worth_trying(error: &Error) -> bool {
    !matches!(error.code, Code::Conflict | Code::NotFound)
}
