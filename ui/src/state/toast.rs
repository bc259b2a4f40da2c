//! Toasts: what is told in passing at the foot of the window.

use contract::settings::Notice;
use contract::{ConversationId, Error};
use yew::{AttrValue, Callback};

use crate::i18n::{t, t_args};

/// Something told in passing.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Given by the state; 0 before that.
    pub id: u32,
    /// One sentence.
    pub text: AttrValue,
    /// How it is meant.
    pub tone: Tone,
    /// What can be done about it.
    pub action: Option<ToastAction>,
    /// What else can be done.
    pub other: Option<ToastAction>,
    /// Whether it stays until somebody closes it.
    pub stays: bool,
}

/// How a toast is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// It is done.
    #[default]
    Plain,
    /// To be minded.
    Warning,
    /// It failed.
    Danger,
}

/// What a toast offers.
#[derive(Clone, Debug, PartialEq)]
pub enum ToastAction {
    /// Brings a deleted conversation back.
    Restore(ConversationId),
    /// Brings an archived conversation back into the list.
    Unarchive(ConversationId),
    /// Makes an ordinary conversation of a temporary one that was closed.
    Keep(ConversationId),
    /// Takes back what was done just now.
    Undo(Callback<()>),
}

impl Toast {
    /// A plain one that goes by itself.
    pub fn new(text: impl Into<AttrValue>) -> Self {
        Self {
            id: 0,
            text: text.into(),
            tone: Tone::Plain,
            action: None,
            other: None,
            stays: false,
        }
    }

    /// What a call failed with.
    pub fn from_error(error: &Error) -> Self {
        Self::new(error.message.clone()).tone(Tone::Danger)
    }

    /// Everything was to be read again, and could not be.
    pub(super) fn not_read_again(error: &Error) -> Self {
        let reason = [("reason", error.message.as_str().into())];
        Self::new(t_args("not-read-again", &reason)).tone(Tone::Warning)
    }

    /// The window before this one stopped.
    pub fn mended() -> Self {
        Self::new(t("window-mended")).tone(Tone::Warning)
    }

    /// A model file arrived on the shelf.
    pub(super) fn model_added(model: &str) -> Self {
        Self::new(t_args("model-added", &[("model", model.into())]))
    }

    /// What the user should know about a start.
    pub(super) fn from_notice(notice: &Notice) -> Self {
        match notice {
            Notice::DatabaseSetAside { path } => Self::new(t_args(
                "notice-set-aside",
                &[("path", path.as_str().into())],
            ))
            .tone(Tone::Warning)
            .until_dismissed(),
            Notice::RepliesInterrupted { count } => {
                Self::new(t_args("notice-interrupted", &[("count", (*count).into())]))
            }
        }
    }

    /// The same, meant otherwise.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// The same, with something to do about it.
    #[must_use]
    pub fn offer(mut self, action: ToastAction) -> Self {
        self.action = Some(action);
        self
    }

    /// The same, with something else to do about it.
    #[must_use]
    pub fn or(mut self, other: ToastAction) -> Self {
        self.other = Some(other);
        self
    }

    /// The same, staying until somebody closes it.
    #[must_use]
    pub fn until_dismissed(mut self) -> Self {
        self.stays = true;
        self
    }
}
