//! What the sources' readers hand over, and what becomes of it.

use crate::tree::{Node, arrange};
use crate::{Limits, Reason, Source, Transcript};

/// What of a conversation could not be taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// Messages that could not be read. Hidden ones are not counted.
    pub messages: u32,
    /// Texts that were longer than [`Limits::text_bytes`].
    pub cut: u32,
}

/// A conversation as its reader understood it, before its tree is made sound.
#[derive(Default)]
pub struct Draft {
    /// Its id; empty: the source has none.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was made.
    pub created_at_ms: Option<i64>,
    /// When it was changed.
    pub updated_at_ms: Option<i64>,
    /// The system prompt.
    pub system: Option<String>,
    /// The folder's name.
    pub folder: Option<String>,
    /// The node that is shown last.
    pub current: Option<String>,
    /// All nodes, siblings in the order in which they were made.
    pub nodes: Vec<Node>,
    /// What was lost.
    pub lost: Lost,
}

impl Draft {
    /// Makes the conversation. `exact`: Pulse wrote it, and nothing is to be guessed
    /// or refused, so that what was written is what is read.
    pub fn finish(
        self,
        source: Source,
        exact: bool,
        limits: &Limits,
    ) -> Result<(Transcript, Lost), Reason> {
        let (messages, current) = arrange(self.nodes, self.current.as_deref(), limits);
        if messages.is_empty() && !exact {
            return Err(match self.lost.messages {
                0 => Reason::Empty,
                lost => Reason::Broken(format!("none of its {lost} messages is readable")),
            });
        }
        let source_id = match messages.iter().map(|entry| &entry.id).min() {
            // Stable, as long as the conversation only grows.
            Some(id) if self.id.is_empty() => format!("of-{id}"),
            _ => self.id,
        };
        let times = || messages.iter().filter_map(|entry| entry.created_at_ms);
        let guess = |time: Option<i64>| if exact { None } else { time };
        let transcript = Transcript {
            source,
            source_id,
            title: self.title,
            created_at_ms: self.created_at_ms.or_else(|| guess(times().min())),
            updated_at_ms: self.updated_at_ms.or_else(|| guess(times().max())),
            system: self.system,
            folder: self.folder,
            current,
            messages,
        };
        Ok((transcript, self.lost))
    }
}
