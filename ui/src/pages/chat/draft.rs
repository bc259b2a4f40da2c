//! When what is typed is kept on disk.

/// How long typing must rest before the draft is kept, in milliseconds.
const REST: u32 = 300;
/// Who types on and on has it kept so long after the first key, in milliseconds: nothing warns of a
/// power cut.
const LATEST: f64 = 1500.0;

/// In how many milliseconds the draft is to be kept, when a key comes so many after the first one that
/// is not kept.
pub fn wait(since: f64) -> u32 {
    // In range: between 0 and REST.
    (LATEST - since).clamp(0.0, f64::from(REST)) as u32
}

/// A draft: what is typed, and what the desktop knows of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    kept: String,
    typed: String,
}

impl Draft {
    /// A draft as the desktop keeps it.
    pub fn kept(text: &str) -> Self {
        Self {
            kept: text.to_owned(),
            typed: text.to_owned(),
        }
    }

    /// Something else is typed now.
    pub fn type_in(&mut self, text: &str) {
        text.clone_into(&mut self.typed);
    }

    /// The desktop dropped the draft, because the message was sent.
    pub fn sent(&mut self) {
        self.kept.clear();
        self.typed.clear();
    }

    /// What must be kept now, if anything. It counts as kept from then on; call
    /// [`Self::not_kept`] if that fails.
    pub fn take(&mut self) -> Option<String> {
        if self.typed == self.kept {
            return None;
        }
        self.kept.clone_from(&self.typed);
        Some(self.typed.clone())
    }

    /// Keeping `text` failed: the next chance tries again.
    pub fn not_kept(&mut self, text: &str) {
        // Something newer may have been kept since.
        if self.kept == text {
            self.kept = format!("{text}\u{0}");
        }
    }
}

/// About how many tokens a text is. Good to a tenth or so in English.
pub fn about_tokens(text: &str) -> usize {
    let wide = text.chars().filter(|c| *c >= '\u{2e80}').count();
    let narrow = text.chars().count() - wide;
    wide + narrow.div_ceil(4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_on_and_on_is_kept_too() {
        assert_eq!(wait(0.0), REST, "the first key: typing may rest now");
        assert_eq!(
            wait(LATEST - 100.0),
            100,
            "it does not, and must not go on waiting"
        );
        assert_eq!(wait(LATEST + 100.0), 0, "at once");
    }

    #[test]
    fn only_what_changed_is_kept() {
        let mut draft = Draft::kept("tide");
        assert_eq!(draft.take(), None, "nothing was typed");
        draft.type_in("tides");
        assert_eq!(draft.take(), Some("tides".into()));
        assert_eq!(draft.take(), None, "once is enough");
        draft.type_in("tide");
        draft.type_in("tides");
        assert_eq!(draft.take(), None, "typed and taken back");
    }

    #[test]
    fn an_emptied_composer_empties_the_draft() {
        let mut draft = Draft::kept("tide");
        draft.type_in("");
        assert_eq!(
            draft.take(),
            Some(String::new()),
            "an empty text deletes it on the desktop"
        );
    }

    #[test]
    fn sending_leaves_nothing_to_keep() {
        let mut draft = Draft::default();
        draft.type_in("tide");
        draft.sent();
        assert_eq!(
            draft.take(),
            None,
            "the desktop dropped the draft with the sending"
        );
    }

    #[test]
    fn a_failure_is_made_good_at_the_next_chance() {
        let mut draft = Draft::default();
        draft.type_in("tide");
        let text = draft.take().expect("typed");
        draft.not_kept(&text);
        assert_eq!(draft.take(), Some("tide".into()));
        draft.type_in("tides");
        draft.take();
        draft.not_kept("tide");
        assert_eq!(
            draft.take(),
            None,
            "a late failure of an older text does not matter"
        );
    }

    #[test]
    fn tokens_are_guessed_by_script() {
        assert_eq!(about_tokens(""), 0);
        assert_eq!(about_tokens("abcd efgh"), 3);
        assert_eq!(about_tokens("潮汐"), 2);
    }
}
