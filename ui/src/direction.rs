//! Which way a text runs.

/// The marks between which words stand that may run the other way: first strong
/// isolate, and pop directional isolate.
const MARKS: [char; 2] = ['\u{2068}', '\u{2069}'];

/// Whether it is a letter of Hebrew, Arabic, Syriac, Thaana, NKo or of their
/// presentation forms.
pub fn is_right_to_left_letter(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// `text` without isolating marks, unless something in it runs from right to
/// left. Our fonts lack the marks: for each size and weight the webview would
/// look through the system's fonts for them, which takes some 8 ms on Linux.
pub fn without_needless_marks(text: String) -> String {
    if !text.contains(MARKS) || text.chars().any(is_right_to_left_letter) {
        return text;
    }
    text.replace(MARKS, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_where_a_text_runs_both_ways() {
        let kept = |text: &str| without_needless_marks(text.to_owned());
        assert_eq!(kept("Deleted “\u{2068}Tea\u{2069}”"), "Deleted “Tea”");
        let both = "Deleted “\u{2068}שלום\u{2069}”";
        assert_eq!(kept(both), both);
        assert_eq!(kept("plain"), "plain");
    }
}
