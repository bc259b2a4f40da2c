//! Temporary conversations: their making, their end, and what becomes an ordinary one.
//!
//! Belongs here: their life. Does not belong here: what is done in them, which is what is done in
//! every other ([`crate::stores`] says where).

use std::time::Duration;

use contract::conversation::{
    ConversationSummary, DeleteConversation, KeepConversation, RestoreConversation,
};
use contract::message::Route;
use contract::{Code, ConversationId, Error, Event, Result};
use store::{AskedModel, Finish, Purpose, Store};

use crate::attachments::Pictures;
use crate::clock;
use crate::stores::{Kept, Temporary};
use crate::studio::Studio;

/// How long one that was closed can be brought back: longer than the window offers it.
const KEPT_AFTER_CLOSING: Duration = Duration::from_secs(12);
/// More than anybody talks in at once; each takes memory that only its end gives back.
const MOST: usize = 16;

pub(crate) async fn create(studio: &Studio) -> Result<ConversationSummary> {
    if studio.replies().closing().is_cancelled() {
        return Err(Error::new(Code::Cancelled, "Pulse is closing"));
    }
    if studio.stores().temporary().len() >= MOST {
        let message = "Too many temporary conversations are open; close one first";
        return Err(Error::new(Code::Conflict, message));
    }
    let (id, now) = (ConversationId(clock::id()), clock::now());
    let kept = Kept::new(Store::in_memory().await?, Pictures::in_memory());
    let summary = kept.create_conversation(id, now).await?;
    let temporary = Temporary {
        kept,
        leaving: None,
    };
    studio.stores().temporary().insert(id, temporary);
    Ok(summary)
}

/// The one that is open; of several the one that was made last.
pub(crate) fn open(studio: &Studio) -> Option<ConversationId> {
    let table = studio.stores().temporary();
    let open = table
        .iter()
        .filter(|(_, temporary)| temporary.leaving.is_none());
    open.map(|(id, _)| *id).max()
}

/// Closes one; it is forgotten after some seconds.
pub(crate) async fn close(studio: &Studio, request: DeleteConversation) -> Result<()> {
    let id = request.id;
    studio.replies().stop_in(id).await;
    let kept = studio.store_of(id).await;
    kept.delete_conversation(id, clock::now()).await?;
    let brought_back = studio.replies().closing().child_token();
    {
        let mut table = studio.stores().temporary();
        let Some(temporary) = table.get_mut(&id) else {
            // It was kept, or forgotten, just now.
            return Ok(());
        };
        if temporary.leaving.is_some() {
            return Ok(());
        }
        temporary.leaving = Some(brought_back.clone());
    }
    let studio = studio.clone();
    studio.events_out().send(Event::ConversationRemoved(id));
    tokio::spawn(async move {
        tokio::select! {
            () = brought_back.cancelled() => {}
            () = tokio::time::sleep(KEPT_AFTER_CLOSING) => forget(&studio, id).await,
        }
    });
    Ok(())
}

/// Brings back one that was closed.
pub(crate) async fn reopen(
    studio: &Studio,
    request: RestoreConversation,
) -> Result<ConversationSummary> {
    stay(studio, request.id);
    let kept = studio.store_of(request.id).await;
    kept.restore_conversation(request.id).await
}

pub(crate) async fn keep(
    studio: &Studio,
    request: KeepConversation,
) -> Result<ConversationSummary> {
    let id = request.id;
    // Nothing is written to it from here on, until it is on disk.
    let alone = studio.stores().moving.write().await;
    let temporary = studio.stores().temporary().get(&id).cloned();
    let Some(Temporary { kept, .. }) = temporary else {
        // Pressed twice, or too late.
        return studio.disk().conversation(id).await;
    };
    let summary = adopt(studio, &kept, id).await?;
    stay(studio, id);
    // Not closed: a prompt may be read from it just now.
    studio.stores().temporary().remove(&id);
    drop(alone);
    let events = studio.events_out();
    events.send(Event::ConversationChanged(summary.clone()));
    Ok(summary)
}

async fn adopt(studio: &Studio, kept: &Kept, id: ConversationId) -> Result<ConversationSummary> {
    let pictures = &studio.stores().disk().pictures;
    // A second time, should another process have removed a picture in between.
    for _ in 0..2 {
        let mut paths = Vec::new();
        for name in kept.pictures.all().await {
            let bytes = kept.pictures.read(&name).await?;
            paths.extend(pictures.path(&pictures.keep(bytes).await?));
        }
        let there = move || paths.iter().all(|path| path.exists());
        if let Some(summary) = studio.disk().adopt(kept.store(), id, there).await? {
            return Ok(summary);
        }
    }
    let message = "The pictures of the conversation could not be kept";
    Err(Error::new(Code::StorageUnavailable, message))
}

/// It is not forgotten after all.
fn stay(studio: &Studio, id: ConversationId) {
    let mut table = studio.stores().temporary();
    let leaving = table.get_mut(&id).and_then(|one| one.leaving.take());
    if let Some(leaving) = leaving {
        leaving.cancel();
    }
}

async fn forget(studio: &Studio, id: ConversationId) {
    let gone = {
        let mut table = studio.stores().temporary();
        let leaves = table.get(&id).is_some_and(|one| one.leaving.is_some());
        if leaves { table.remove(&id) } else { None }
    };
    if let Some(gone) = gone {
        end(&gone.kept).await;
    }
}

/// Forgets all of them: the studio ends.
pub(crate) async fn forget_all(studio: &Studio) {
    let all = std::mem::take(&mut *studio.stores().temporary());
    for temporary in all.into_values() {
        end(&temporary.kept).await;
    }
}

async fn end(kept: &Kept) {
    kept.pictures.forget();
    if let Err(error) = kept.close().await {
        tracing::debug!(code = error.code.as_str(), "not closed");
    }
}

/// Money was spent, whatever becomes of the words: what a vendor's reply took is noted on disk, and
/// nothing of what it was about.
pub(crate) async fn count(studio: &Studio, asked: &AskedModel, end: &Finish) {
    let Some(completion) = end.completion.filter(|_| asked.route != Route::Local) else {
        return;
    };
    let noted = studio
        .disk()
        .add_apart(asked, Purpose::Reply, end.status, completion, end.now);
    if let Err(error) = noted.await {
        tracing::warn!(code = error.code.as_str(), "a reply's cost was not noted");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use contract::Handlers;
    use contract::conversation::CreateConversation;

    use super::*;
    use crate::{Home, NoDialogs, Opening, Options};

    #[tokio::test]
    async fn one_that_was_closed_is_forgotten_unless_it_came_back() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            home: Home::at(folder.path().to_owned()).unwrap(),
            host: Arc::new(NoDialogs),
            bundled_models: Vec::new(),
        };
        let studio = Opening::new(options).open().await.unwrap();
        let made = studio
            .create_conversation(CreateConversation { temporary: true })
            .await
            .unwrap();
        let (id, kept) = (made.id, studio.store_of(made.id).await);
        let (closed, back) = (DeleteConversation { id }, RestoreConversation { id });
        assert_eq!(open(&studio), Some(id));
        close(&studio, closed.clone()).await.unwrap();
        assert_eq!(open(&studio), None);
        reopen(&studio, back.clone()).await.unwrap();
        // The time was up just as it came back.
        forget(&studio, id).await;
        assert_eq!(open(&studio), Some(id));

        close(&studio, closed).await.unwrap();
        kept.pictures.keep(b"picture".to_vec()).await.unwrap();
        forget(&studio, id).await;
        let late = studio.restore_conversation(back).await.unwrap_err();
        assert_eq!(late.code, Code::NotFound);
        let late = studio.keep_conversation(KeepConversation { id }).await;
        assert_eq!(late.unwrap_err().code, Code::NotFound);
        assert!(kept.pictures.all().await.is_empty());
        assert!(
            kept.has_message(contract::MessageId(id.0)).await.is_err(),
            "its database is gone with its one connection"
        );
        for _ in 0..MOST {
            create(&studio).await.unwrap();
        }
        let more = create(&studio).await.unwrap_err();
        assert_eq!(more.code, Code::Conflict);
        studio.shutdown().await;
        assert_eq!(open(&studio), None);
        assert_eq!(create(&studio).await.unwrap_err().code, Code::Cancelled);
    }
}
