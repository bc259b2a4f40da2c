//! What the palette offers for the words that are typed.

use contract::search::SearchHit;
use contract::settings::Appearance;
use contract::{ConversationId, MessageId, ModelId};
use yew::prelude::*;

use super::matching::{marked, matches};
use crate::actions::title_of;
use crate::clock::{self, Now};
use crate::components::IconName;
use crate::format;
use crate::i18n::{t, t_args};
use crate::keys::Command;
use crate::search::{Found, pieces};
use crate::state::{AppState, Section};

/// Conversations offered before anything is typed.
const RECENT: usize = 6;

/// What a line does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    /// An empty conversation, with these words in its composer.
    NewChat(Option<AttrValue>),
    /// A conversation, and in it a message.
    Open(ConversationId, Option<MessageId>),
    /// A page of the settings.
    Settings(Section),
    /// The model for new replies.
    Model(ModelId),
    /// Frees the memory of the loaded model.
    Unload,
    /// Light, dark or system.
    Appearance(Appearance),
    /// Folds the list pane away, or back.
    TogglePane,
    /// The sheet of all keys.
    Shortcuts,
}

/// One line.
#[derive(Clone, PartialEq)]
pub(super) struct Entry {
    /// What it does.
    pub deed: Deed,
    /// In front.
    pub icon: IconName,
    /// What it is called.
    pub title: Html,
    /// Where the words stand in it.
    pub excerpt: Option<Html>,
    /// At the end: keys, a day, a place.
    pub note: Html,
}

/// Lines of one kind.
#[derive(Clone, PartialEq)]
pub(super) struct Group {
    /// What they have in common.
    pub name: AttrValue,
    /// The lines.
    pub entries: Vec<Entry>,
}

/// All that is offered for `query`, group by group; none of them empty.
pub(super) fn groups(app: &AppState, query: &str, found: &Found) -> Vec<Group> {
    let words = query.trim();
    let now = clock::now();
    let all = [
        Group {
            name: t("palette-do"),
            entries: deeds(app, words),
        },
        Group {
            name: t("conversations"),
            entries: conversations(app, words, found, now),
        },
        Group {
            name: t("palette-models"),
            entries: models(app, words),
        },
        Group {
            name: t("rail-settings"),
            entries: settings(app, words),
        },
    ];
    all.into_iter()
        .filter(|group| !group.entries.is_empty())
        .collect()
}

fn deeds(app: &AppState, words: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    if words.is_empty() {
        entries.push(
            plain(IconName::NewChat, t("new-chat"), Deed::NewChat(None)).keys(Command::NewChat),
        );
    } else {
        let title = t_args("palette-new-chat-about", &[("text", words.into())]);
        let deed = Deed::NewChat(Some(words.to_owned().into()));
        entries.push(plain(IconName::NewChat, title, deed).keys(Command::NewChat));
    }
    let pane = if app.settings.list_collapsed {
        t("unfold-pane")
    } else {
        t("fold-pane")
    };
    offer(&mut entries, words, pane, |title| {
        plain(IconName::PanelLeft, title, Deed::TogglePane).keys(Command::TogglePane)
    });
    let loaded = app
        .shelf
        .models
        .iter()
        .any(|m| m.state == contract::model::ModelState::Loaded);
    if loaded {
        offer(&mut entries, words, t("model-unload"), |title| {
            plain(IconName::Unload, title, Deed::Unload)
        });
    }
    entries
}

fn conversations(app: &AppState, words: &str, found: &Found, now: Now) -> Vec<Entry> {
    if let (Found::Hits(results), false) = (found, words.is_empty()) {
        return results
            .hits
            .iter()
            .map(|hit| found_entry(hit, now))
            .collect();
    }
    let rows = app.conversations.rows.iter();
    rows.filter(|row| matches(&row.title, words))
        .take(RECENT)
        .map(|row| {
            let title = html! { { title_of(row) } };
            conversation_entry(row.id, None, title, None, format::day(now, row.updated_at))
        })
        .collect()
}

fn found_entry(hit: &SearchHit, now: Now) -> Entry {
    let (title, excerpt) = match hit.message {
        None => (pieces(&hit.excerpt), None),
        Some(_) => (
            html! { { title_of(&hit.conversation) } },
            Some(pieces(&hit.excerpt)),
        ),
    };
    let day = format::day(now, hit.conversation.updated_at);
    conversation_entry(hit.conversation.id, hit.message, title, excerpt, day)
}

fn conversation_entry(
    id: ConversationId,
    message: Option<MessageId>,
    title: Html,
    excerpt: Option<Html>,
    day: AttrValue,
) -> Entry {
    let note = html! { { day } };
    Entry {
        deed: Deed::Open(id, message),
        icon: IconName::Chat,
        title,
        excerpt,
        note,
    }
}

fn models(app: &AppState, words: &str) -> Vec<Entry> {
    let current = app.model().map(|model| &model.id);
    let others = app
        .shelf
        .models
        .iter()
        .filter(|model| Some(&model.id) != current);
    let mut entries = Vec::new();
    for model in others {
        let title = t_args(
            "palette-switch-model",
            &[("model", model.name.as_str().into())],
        );
        offer(&mut entries, words, title, |title| {
            let note = html! { { t("on-this-computer") } };
            Entry {
                note,
                ..plain(IconName::Chip, title, Deed::Model(model.id.clone()))
            }
        });
    }
    entries
}

fn settings(app: &AppState, words: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (section, icon, title) in [
        (Section::Models, IconName::Chip, t("settings-models")),
        (Section::Appearance, IconName::Palette, t("appearance")),
        (
            Section::Shortcuts,
            IconName::Keyboard,
            t("settings-shortcuts"),
        ),
    ] {
        offer(&mut entries, words, title, |title| {
            plain(icon, title, Deed::Settings(section))
        });
    }
    for (appearance, title) in [
        (Appearance::Light, t("palette-light")),
        (Appearance::Dark, t("palette-dark")),
        (Appearance::System, t("palette-system")),
    ] {
        // Before anything is typed, three more lines would only be in the way.
        if appearance != app.settings.appearance && !words.is_empty() {
            let deed = Deed::Appearance(appearance);
            offer(&mut entries, words, title, |title| {
                plain(IconName::Palette, title, deed)
            });
        }
    }
    offer(&mut entries, words, t("shortcuts-sheet"), |title| {
        plain(IconName::Keyboard, title, Deed::Shortcuts).keys(Command::Shortcuts)
    });
    entries
}

/// Adds an entry where its title fits the words.
fn offer(
    entries: &mut Vec<Entry>,
    words: &str,
    title: AttrValue,
    entry: impl FnOnce(AttrValue) -> Entry,
) {
    if matches(&title, words) {
        let marked = marked(&title, words);
        entries.push(Entry {
            title: marked,
            ..entry(title)
        });
    }
}

fn plain(icon: IconName, title: AttrValue, deed: Deed) -> Entry {
    Entry {
        deed,
        icon,
        title: html! { { title } },
        excerpt: None,
        note: Html::default(),
    }
}

impl Entry {
    fn keys(self, command: Command) -> Self {
        Self {
            note: html! { { command.keys() } },
            ..self
        }
    }
}
