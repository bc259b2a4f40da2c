//! The desk: one CV is open, and changes of it come one after another.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use contract::cv::{Cv, CvEdited, CvStepped, CvView, EditCv, OpenCv, StepCv};
use contract::{Code, CvId, Error, Result};
use tokio::sync::{Mutex, Notify, OwnedMutexGuard};

use super::open::Open;
use super::saving;
use crate::check::invalid;
use crate::clock;
use crate::studio::Studio;

/// Characters of a field's name at the most: a part's id and the name of its field.
const LONGEST_FIELD: usize = 200;

/// The desk. Locks are taken in the order of its fields.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    /// Held by who writes the open CV, or puts another in its place.
    pub(super) saving: Mutex<()>,
    open: Arc<Mutex<Option<Open>>>,
    /// Told of each change.
    pub(super) changed: Notify,
    /// Counts all changes of this process: a window's revision of one opening is none of another.
    revisions: AtomicU64,
}

/// The open CV, held alone.
pub(super) type Held = OwnedMutexGuard<Option<Open>>;

impl Desk {
    pub(super) async fn hold(&self) -> Held {
        Arc::clone(&self.open).lock_owned().await
    }

    fn revision(&self) -> u64 {
        self.revisions.fetch_add(1, Ordering::Relaxed) + 1
    }
}

pub(crate) async fn open(studio: &Studio, request: OpenCv) -> Result<CvView> {
    going_on(studio)?;
    let desk = &studio.parts().cvs;
    let _saving = desk.saving.lock().await;
    let mut held = desk.hold().await;
    if let Err(error) = saving::write_held(studio, &mut held).await {
        // What is not on disk is here alone: the CV stays open, and can be shown again.
        if held.as_ref().is_none_or(|open| open.id() != request.id) {
            return Err(error);
        }
        let kept = studio.disk().cv(request.id).await?;
        let (state, cv) = on_open(held, request.id, |open| {
            Ok((open.state_anew(), Cv::clone(open.cv())))
        })
        .await?;
        return Ok(CvView {
            base_title: kept.base.map(|base| base.title),
            summary: kept.summary,
            cv,
            state,
        });
    }
    let kept = studio.disk().cv(request.id).await?;
    let base_title = kept.base.as_ref().map(|base| base.title.clone());
    let (summary, cv) = (kept.summary.clone(), kept.cv.clone());
    let revision = desk.revision();
    let setter = held.take().map(Open::into_setter).unwrap_or_default();
    *held = Some(Open::new(kept, revision, setter));
    let state = on_open(held, request.id, |open| Ok(open.state())).await?;
    Ok(CvView {
        summary,
        base_title,
        cv,
        state,
    })
}

pub(crate) async fn edit(studio: &Studio, request: EditCv) -> Result<CvEdited> {
    going_on(studio)?;
    let field = request.typing.as_deref().unwrap_or_default();
    if field.chars().count() > LONGEST_FIELD {
        return Err(invalid("typing", "No field has so long a name"));
    }
    let desk = &studio.parts().cvs;
    let held = desk.hold().await;
    let revision = desk.revision();
    let edited = on_open(held, request.id, move |open| {
        open.edit(&request, revision, clock::now())
    })
    .await?;
    desk.changed.notify_one();
    Ok(edited)
}

pub(crate) async fn step(studio: &Studio, request: StepCv) -> Result<CvStepped> {
    going_on(studio)?;
    let desk = &studio.parts().cvs;
    let mut held = desk.hold().await;
    let open = found(&mut held, request.id)?;
    let (number, unknown) = open.next(request.revision, request.step)?;
    if unknown {
        let step = studio.disk().cv_step(request.id, number).await?;
        open.history().learn(step);
    }
    let revision = desk.revision();
    let stepped = on_open(held, request.id, move |open| {
        open.step(number, request.step, revision)
    })
    .await?;
    desk.changed.notify_one();
    Ok(stepped)
}

/// A CV as it is on the screen, or on disk where it is not open.
pub(super) async fn present(studio: &Studio, id: CvId) -> Result<Arc<Cv>> {
    {
        let held = studio.parts().cvs.hold().await;
        if let Some(open) = held.as_ref().filter(|open| open.id() == id) {
            return Ok(Arc::clone(open.cv()));
        }
    }
    Ok(Arc::new(studio.disk().cv(id).await?.cv))
}

/// Works on the open CV where that may take long. Whoever asked may be gone meanwhile: it is done
/// nevertheless, and done before another begins.
async fn on_open<T: Send + 'static>(
    mut held: Held,
    id: CvId,
    work: impl FnOnce(&mut Open) -> Result<T> + Send + 'static,
) -> Result<T> {
    blocking(move || work(found(&mut held, id)?)).await
}

fn found(held: &mut Held, id: CvId) -> Result<&mut Open> {
    held.as_mut().filter(|open| open.id() == id).ok_or_else(|| {
        Error::new(Code::Conflict, "That CV is not open; open it again").with_detail(id)
    })
}

fn going_on(studio: &Studio) -> Result<()> {
    if studio.replies().closing().is_cancelled() {
        return Err(Error::new(Code::Cancelled, "Pulse is closing"));
    }
    Ok(())
}

/// Runs `work` where blocking is allowed.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| {
            let message = "Something went wrong while Pulse worked on a CV";
            Err(Error::new(Code::Internal, message).with_detail(error))
        })
}
