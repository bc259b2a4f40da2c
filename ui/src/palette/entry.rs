//! One line of the palette.

use contract::ConversationId;
use yew::prelude::*;

use super::choice::Fit;
use super::deed::Deed;
use crate::components::IconName;
use crate::keys::Command;
use crate::words::{marked, matches};

/// One line.
#[derive(Clone, PartialEq)]
pub(super) struct Entry {
    /// What it does.
    pub deed: Deed,
    /// How surely it is what was meant.
    pub fit: Fit,
    /// In front.
    pub icon: IconName,
    /// What it is called.
    pub title: Html,
    /// Where the words stand in it.
    pub excerpt: Option<Html>,
    /// At the end: keys, a day, a place.
    pub note: Option<AttrValue>,
}

impl Entry {
    /// The conversation that it opens.
    pub(super) fn conversation(&self) -> Option<ConversationId> {
        match self.deed {
            Deed::Open(id, _) => Some(id),
            _ => None,
        }
    }
}

/// Something with a name, offered where the name fits the words.
pub(super) struct Offer {
    icon: IconName,
    title: AttrValue,
    deed: Deed,
    note: Option<AttrValue>,
}

/// An offer without a note.
pub(super) fn offer(icon: IconName, title: AttrValue, deed: Deed) -> Offer {
    Offer {
        icon,
        title,
        deed,
        note: None,
    }
}

impl Offer {
    /// The same, with the keys that do it.
    pub(super) fn keys(self, command: Command) -> Self {
        self.note(command.keys())
    }

    /// The same, with a word at the end.
    pub(super) fn note(self, note: AttrValue) -> Self {
        Self {
            note: Some(note),
            ..self
        }
    }
}

/// The lines of those offers whose names fit.
pub(super) fn fitting(offers: Vec<Offer>, words: &str) -> Vec<Entry> {
    let fit = offers
        .into_iter()
        .filter(|offer| matches(&offer.title, words));
    fit.map(|offer| Entry {
        deed: offer.deed,
        fit: Fit::Name,
        icon: offer.icon,
        title: marked(&offer.title, words),
        excerpt: None,
        note: offer.note,
    })
    .collect()
}
