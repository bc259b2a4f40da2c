//! What other processes do in the same data folder (a `pulse ask` while the window
//! is open): events do not cross processes, so the listeners here are told what the
//! store and the shelf say.
//!
//! Looked for is what `pulse` can do beside a window: conversations that grow, jobs,
//! model files; and what another window does with folders and CVs. What is new is told as the events that say it, and not as
//! [`Event::Lagged`], for which a window begins anew. A reply that streams there is
//! followed by [`crate::neighbours`]: its deltas are no change of the conversation,
//! and cost nothing here but a look.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use contract::conversation::ConversationSummary;
use contract::job::JobKind;
use contract::{CvId, Event, Result};
use jobs::JobStorage;
use store::Store;

use crate::conversations::{self, PAGE};
use crate::events::Events;
use crate::studio::Studio;
use crate::{Home, folders, models};

/// How often to look.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// So many messages of a conversation that grew are told: more than anybody adds
/// between two looks.
const MESSAGES: u32 = 10;

/// What was there at the last look.
pub(crate) struct Seen {
    version: i64,
    /// When a model file last came or went; `None`: the system does not say.
    shelf: Option<SystemTime>,
    cvs: BTreeSet<CvId>,
}

/// Takes what is there now as known to the listeners: those that begin after this
/// read it by themselves.
///
/// # Errors
/// The storage's.
pub(crate) async fn begin(store: &Store, home: &Home, events: &Events) -> Result<Seen> {
    // Before the rest is read: what changes meanwhile is looked at again.
    let mut seen = Seen {
        version: store.version_by_others().await?,
        shelf: shelf_changed(home),
        cvs: BTreeSet::new(),
    };
    for summary in store.cvs().await? {
        seen.cvs.insert(summary.id);
        events.know(&Event::CvChanged(summary));
    }
    let page = store.list_conversations(None, PAGE).await?;
    for summary in page.conversations {
        events.know(&Event::ConversationChanged(summary));
    }
    for job in store.list().await? {
        events.know(&Event::JobChanged(job.to_contract()));
    }
    Ok(seen)
}

/// Tells what others do, until the studio shuts down.
pub(crate) async fn watch(studio: Studio, mut seen: Seen) {
    let closing = studio.replies().closing().clone();
    loop {
        tokio::select! {
            () = closing.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        if let Err(error) = look(&studio, &mut seen).await {
            // The next look finds the same, and more.
            tracing::debug!(code = error.code.as_str(), "looked for news in vain");
        }
    }
}

async fn look(studio: &Studio, seen: &mut Seen) -> Result<()> {
    let shelf = shelf_changed(studio.home());
    if shelf != seen.shelf {
        models::announce(studio).await;
        seen.shelf = shelf;
    }
    let version = studio.disk().version_by_others().await?;
    if version == seen.version {
        return Ok(());
    }
    let events = studio.events_out();
    let mut many = false;
    for job in studio.parts().queue.list().await? {
        let import = job.kind == JobKind::ConversationImport;
        many |= events.send_news(Event::JobChanged(job)) && import;
    }
    // What moved between folders shows no newer time: all of the list is read again.
    many |= folders::tell(studio).await;
    let page = studio.disk().list_conversations(None, PAGE).await?;
    if many {
        // Whoever listens reads the list by himself: its rows are no news then.
        for summary in page.conversations {
            events.know(&Event::ConversationChanged(summary));
        }
        events.send(Event::ConversationsChanged);
    } else {
        for summary in page.conversations {
            tell(studio, summary).await?;
        }
    }
    look_at_cvs(studio, &mut seen.cvs).await?;
    seen.version = version;
    Ok(())
}

/// Tells which CVs came, changed and went. One that is open here is not opened again: who writes it
/// next is told that it is another.
async fn look_at_cvs(studio: &Studio, seen: &mut BTreeSet<CvId>) -> Result<()> {
    let events = studio.events_out();
    let all = studio.disk().cvs().await?;
    let now: BTreeSet<CvId> = all.iter().map(|summary| summary.id).collect();
    for summary in all {
        events.send_news(Event::CvChanged(summary));
    }
    for gone in seen.difference(&now) {
        events.send_news(Event::CvRemoved(*gone));
    }
    *seen = now;
    Ok(())
}

/// Tells a conversation that grew, with its newest messages: whoever shows it has most
/// of them already, and drops what it has.
async fn tell(studio: &Studio, summary: ConversationSummary) -> Result<()> {
    let (id, events) = (summary.id, studio.events_out());
    let event = Event::ConversationChanged(summary);
    // While a reply streams here nobody else can add to its conversation: what is new
    // there is ours and told by us, and what we read of it may be old when we tell it.
    let ours = || studio.replies().busy_in(id);
    if ours() || !events.is_news(&event) {
        return Ok(());
    }
    let view = conversations::view(studio, id, MESSAGES, None).await?;
    if !ours() && events.send_news(event) {
        for message in view.page.messages {
            events.send(Event::MessageChanged(message));
        }
    }
    Ok(())
}

/// When a model file last came to the shelf or left it.
fn shelf_changed(home: &Home) -> Option<SystemTime> {
    let folder = std::fs::metadata(home.models()).ok()?;
    folder.modified().ok()
}
