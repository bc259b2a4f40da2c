//! Where conversations are kept: on disk, or in the memory of this process alone.
//!
//! Which of them it is, is decided here and nowhere else, by what a command is about: whoever wants a
//! store says either [`Studio::store_of`] a conversation, a message or an attachment, or
//! [`Studio::disk`]. A temporary conversation has a store of its own with the same schema, so that the
//! rest of the studio does the same with both, and nothing of it can be found or left over elsewhere.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use contract::{AttachmentId, ConversationId, MessageId};
use store::Store;
use tokio::sync::{OwnedRwLockReadGuard, RwLock};
use tokio_util::sync::CancellationToken;

use crate::attachments::Pictures;
use crate::studio::Studio;

/// What a command is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum About {
    Conversation(ConversationId),
    Message(MessageId),
    Attachment(AttachmentId),
}

impl From<ConversationId> for About {
    fn from(id: ConversationId) -> Self {
        Self::Conversation(id)
    }
}

impl From<MessageId> for About {
    fn from(id: MessageId) -> Self {
        Self::Message(id)
    }
}

impl From<AttachmentId> for About {
    fn from(id: AttachmentId) -> Self {
        Self::Attachment(id)
    }
}

/// A place where conversations are kept, with their pictures.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    store: Store,
    pub(crate) pictures: Pictures,
}

impl Kept {
    pub(crate) fn new(store: Store, pictures: Pictures) -> Self {
        Self { store, pictures }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }
}

impl Deref for Kept {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

/// A place that stays the one of its conversation until this is dropped. Never to be held while
/// another is asked for: a conversation that is being moved waits for the first and holds up the second.
#[derive(Debug)]
pub(crate) struct Writing {
    kept: Kept,
    _still: OwnedRwLockReadGuard<()>,
}

impl Deref for Writing {
    type Target = Kept;

    fn deref(&self) -> &Kept {
        &self.kept
    }
}

/// All places.
#[derive(Debug)]
pub(crate) struct Stores {
    disk: Kept,
    temporary: Mutex<HashMap<ConversationId, Temporary>>,
    /// Held alone while a conversation is moved from memory to disk.
    pub(crate) moving: Arc<RwLock<()>>,
}

/// A temporary conversation.
#[derive(Clone, Debug)]
pub(crate) struct Temporary {
    pub(crate) kept: Kept,
    /// It was closed, and is forgotten unless this is triggered before.
    pub(crate) leaving: Option<CancellationToken>,
}

impl Stores {
    pub(crate) fn new(disk: Kept) -> Self {
        Self {
            disk,
            temporary: Mutex::default(),
            moving: Arc::default(),
        }
    }

    pub(crate) fn disk(&self) -> &Kept {
        &self.disk
    }

    /// The temporary conversations.
    pub(crate) fn temporary(&self) -> MutexGuard<'_, HashMap<ConversationId, Temporary>> {
        self.temporary
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    async fn of(&self, about: About) -> Kept {
        let all: Vec<Kept> = match about {
            About::Conversation(id) => {
                let table = self.temporary();
                let of = table.get(&id).map(|temporary| &temporary.kept);
                return of.unwrap_or(&self.disk).clone();
            }
            _ => self
                .temporary()
                .values()
                .map(|temporary| temporary.kept.clone())
                .collect(),
        };
        for kept in all {
            let has = match about {
                About::Message(id) => kept.has_message(id).await,
                About::Attachment(id) => kept.has_attachment(id).await,
                About::Conversation(_) => Ok(false),
            };
            // One that fails is being forgotten.
            if has.unwrap_or(false) {
                return kept;
            }
        }
        self.disk.clone()
    }
}

impl Studio {
    /// What is on disk: settings, vendors, tools, presets, jobs, sums, and the list of conversations.
    /// Whatever is written there stays.
    pub(crate) fn disk(&self) -> &Store {
        self.stores().disk().store()
    }

    /// Where a conversation is kept, or that of a message or an attachment. What is nowhere would be
    /// on disk.
    pub(crate) async fn store_of(&self, about: impl Into<About>) -> Kept {
        self.stores().of(about.into()).await
    }

    /// The same for one write, which a move to disk then neither loses nor brings to nothing.
    pub(crate) async fn write_to(&self, about: impl Into<About>) -> Writing {
        let still = Arc::clone(&self.stores().moving).read_owned().await;
        Writing {
            kept: self.stores().of(about.into()).await,
            _still: still,
        }
    }

    /// Whether a conversation is in memory alone.
    pub(crate) fn is_temporary(&self, conversation: ConversationId) -> bool {
        self.stores().temporary().contains_key(&conversation)
    }
}
