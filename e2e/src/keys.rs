//! Keys pressed together.

use thirtyfour::{Key, TypingData};

/// A key with its modifiers.
#[derive(Debug)]
pub struct Chord {
    pub(crate) modifiers: Vec<Key>,
    pub(crate) key: TypingData,
}

impl Chord {
    /// One key alone.
    pub fn of(key: impl Into<TypingData>) -> Self {
        Self {
            modifiers: Vec::new(),
            key: key.into(),
        }
    }

    /// The key with Ctrl.
    pub fn ctrl(key: impl Into<TypingData>) -> Self {
        Self {
            modifiers: vec![Key::Control],
            key: key.into(),
        }
    }

    /// The key with Ctrl and Shift.
    pub fn ctrl_shift(key: impl Into<TypingData>) -> Self {
        Self {
            modifiers: vec![Key::Control, Key::Shift],
            key: key.into(),
        }
    }

    /// The key with Alt.
    pub fn alt(key: impl Into<TypingData>) -> Self {
        Self {
            modifiers: vec![Key::Alt],
            key: key.into(),
        }
    }

    /// The key with Shift.
    pub fn shift(key: impl Into<TypingData>) -> Self {
        Self {
            modifiers: vec![Key::Shift],
            key: key.into(),
        }
    }
}

impl From<Key> for Chord {
    fn from(key: Key) -> Self {
        Self::of(key)
    }
}

impl From<&str> for Chord {
    fn from(key: &str) -> Self {
        Self::of(key)
    }
}
