//! What a document looks like beside its conversation.

use crate::{Entry, Role, Source, Transcript, time};

/// What to write, and in which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The words, in the user's language.
    pub words: Words,
    /// Minutes that the user's clock is ahead of UTC; times are shown so.
    pub ahead_minutes: i16,
    /// Whether the model's thinking is written.
    pub thinking: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            words: Words::default(),
            ahead_minutes: 0,
            thinking: true,
        }
    }
}

/// The words of a document. English by default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The language, as HTML's `lang` has it.
    pub language: String,
    /// Instead of a missing title.
    pub untitled: String,
    /// Above what the person wrote.
    pub user: String,
    /// Above what the model wrote.
    pub assistant: String,
    /// Above the system prompt.
    pub system: String,
    /// Above the model's thinking.
    pub thinking: String,
    /// Before a file's name.
    pub attachment: String,
    /// Instead of the name of a pasted text.
    pub pasted: String,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            language: "en".into(),
            untitled: "Untitled conversation".into(),
            user: "You".into(),
            assistant: "Assistant".into(),
            system: "System prompt".into(),
            thinking: "Thinking".into(),
            attachment: "Attachment".into(),
            pasted: "pasted text".into(),
        }
    }
}

impl Look {
    // On one line, whatever the title holds.
    pub(super) fn title(&self, transcript: &Transcript) -> String {
        let title = one_line(&transcript.title);
        if title.is_empty() {
            return self.words.untitled.clone();
        }
        title
    }

    // "ChatGPT · 2026-03-29 07:06"
    pub(super) fn origin(&self, transcript: &Transcript) -> String {
        let maker = match transcript.source {
            Source::ChatGpt => "ChatGPT",
            Source::Claude => "Claude",
            Source::Pulse => "Pulse",
        };
        match transcript.created_at_ms.and_then(|ms| self.time(ms)) {
            Some(time) => format!("{maker} · {time}"),
            None => maker.to_owned(),
        }
    }

    pub(super) fn speaker(&self, role: Role) -> &str {
        match role {
            Role::User => &self.words.user,
            Role::Assistant => &self.words.assistant,
            Role::System => &self.words.system,
        }
    }

    // "gpt-4o · 2026-03-29 07:06", or as much of it as is known.
    pub(super) fn circumstances(&self, entry: &Entry) -> String {
        let model = entry.model.as_deref().map(one_line);
        let time = entry.created_at_ms.and_then(|ms| self.time(ms));
        let known: Vec<String> = model.into_iter().chain(time).collect();
        known.join(" · ")
    }

    pub(super) fn attachment<'a>(&'a self, name: &'a str) -> &'a str {
        if name.trim().is_empty() {
            return &self.words.pasted;
        }
        name
    }

    fn time(&self, ms: i64) -> Option<String> {
        time::show(ms, self.ahead_minutes)
    }
}

pub(super) fn one_line(text: &str) -> String {
    let text = text.replace(char::is_control, " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
