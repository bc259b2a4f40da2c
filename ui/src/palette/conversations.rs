//! The conversations that the palette offers: those of the list by their
//! titles, which are there at once, and below them what the search finds.

use contract::conversation::ConversationSummary;
use contract::search::SearchHit;
use contract::{ConversationId, MessageId};
use yew::prelude::*;

use super::choice::Fit;
use super::deed::Deed;
use super::entry::Entry;
use crate::actions::title_of;
use crate::clock::Now;
use crate::components::IconName;
use crate::format;
use crate::search::{Found, pieces};
use crate::state::AppState;
use crate::words::{holds, marked, matches};

/// Conversations of the list at the most.
const RECENT: usize = 6;

/// The lines for `words`.
pub(super) fn conversations(app: &AppState, words: &str, found: &Found, now: Now) -> Vec<Entry> {
    let in_folders = app.folders.shelves.iter().flat_map(|one| one.rows());
    let rows = app.conversations.rows.iter().chain(in_folders);
    let mut entries: Vec<Entry> = rows
        .filter(|row| matches(&title_of(row), words))
        .take(RECENT)
        .map(|row| entry(row, None, marked(&title_of(row), words), Fit::Name, now))
        .collect();
    if let (Found::Hits(found), false) = (found, words.is_empty()) {
        let known: Vec<ConversationId> = entries.iter().filter_map(Entry::conversation).collect();
        let hits = found.results.hits.iter();
        let new = hits.filter(|hit| !known.contains(&hit.conversation.id));
        entries.extend(new.map(|hit| found_entry(hit, words, now)));
    }
    entries
}

fn found_entry(hit: &SearchHit, words: &str, now: Now) -> Entry {
    let name = title_of(&hit.conversation);
    let text: String = hit.excerpt.iter().map(|piece| &*piece.text).collect();
    // The hits are those of the words before until the search has answered.
    let fit = if holds(&format!("{name} {text}"), words) {
        Fit::Found
    } else {
        Fit::Stale
    };
    let (title, excerpt) = match hit.message {
        None => (pieces(&hit.excerpt), None),
        Some(_) => (html! { { name } }, Some(pieces(&hit.excerpt))),
    };
    Entry {
        excerpt,
        ..entry(&hit.conversation, hit.message, title, fit, now)
    }
}

fn entry(
    conversation: &ConversationSummary,
    message: Option<MessageId>,
    title: Html,
    fit: Fit,
    now: Now,
) -> Entry {
    let day = format::day(now, conversation.updated_at);
    Entry {
        deed: Deed::Open(conversation.id, message),
        fit,
        icon: IconName::Chat,
        title,
        excerpt: None,
        note: Some(day),
    }
}
