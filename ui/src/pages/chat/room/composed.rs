//! A text that is put into the composer, and what becomes of what is typed there.

/// A text to put into the composer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Composed {
    /// Grows with each text.
    pub turn: u32,
    /// The text.
    pub text: String,
    /// Whether the desktop keeps it as the draft already.
    pub kept: bool,
    /// What becomes of what is typed there.
    pub beside: Beside,
}

/// What becomes of what is typed when another text is put into the composer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beside {
    /// It belongs to another conversation and is kept there.
    #[default]
    Elsewhere,
    /// It stays, and the other text is left out: that is older.
    Stays,
    /// It stays, behind the other text.
    Behind,
    /// It stays, before the other text.
    Before,
}

impl Beside {
    /// What stands in the composer then.
    pub fn join(self, typed: &str, text: &str) -> String {
        let (first, second) = match self {
            Self::Stays if !typed.is_empty() => return typed.to_owned(),
            Self::Elsewhere | Self::Stays => return text.to_owned(),
            Self::Behind => (text, typed),
            Self::Before => (typed, text),
        };
        if first.trim().is_empty() {
            return second.to_owned();
        }
        if second.trim().is_empty() || first == second {
            return first.to_owned();
        }
        format!("{}\n\n{}", first.trim_end(), second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_is_lost_when_a_text_is_put_in() {
        let all = [Beside::Stays, Beside::Behind, Beside::Before];
        for beside in all {
            assert!(beside.join("typed", "text").contains("typed"), "{beside:?}");
            assert_eq!(beside.join("", "text"), "text", "{beside:?}");
        }
        assert_eq!(Beside::Behind.join("typed", "text"), "text\n\ntyped");
        assert_eq!(Beside::Before.join("typed\n", "text"), "typed\n\ntext");
    }

    #[test]
    fn a_text_that_is_there_already_is_not_put_in_twice() {
        assert_eq!(Beside::Before.join("tide", "tide"), "tide");
        assert_eq!(Beside::Behind.join("typed", " "), "typed");
    }
}
