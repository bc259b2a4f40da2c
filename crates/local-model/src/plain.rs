//! Strings from strangers' files, made fit to stand in a line of the interface or of a terminal.

/// Characters of such a string at the most.
const MAX_CHARS: usize = 120;

/// Whether a character is not seen itself and changes how others are: it ends the line, commands the
/// terminal, or turns the direction of what follows.
pub(crate) fn is_unruly(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{feff}'
        )
}

/// The string in one line of moderate length, without such characters; `None`: nothing is left.
pub(crate) fn plain(text: &str) -> Option<String> {
    let blank = |c: char| if is_unruly(c) { ' ' } else { c };
    let tame: String = text.chars().map(blank).collect();
    let mut line = tame.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = line.char_indices().nth(MAX_CHARS) {
        line.truncate(cut);
        line.push('…');
    }
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_gone_and_scripts_stay() {
        let cases = [
            ("  Tiny  1B ", Some("Tiny 1B")),
            ("a\nb\tc\u{1b}[31md\0", Some("a b c [31md")),
            ("gguf\u{202e}cod.exe\u{2066}", Some("gguf cod.exe")),
            ("模型 ‌نموذج 👩‍💻", Some("模型 ‌نموذج 👩‍💻")),
            ("\u{feff}\r\n", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(plain(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn long_strings_are_cut_between_characters() {
        let line = plain(&"é".repeat(1000)).unwrap();
        assert_eq!(line, "é".repeat(MAX_CHARS) + "…");
        assert_eq!(
            plain(&"é".repeat(MAX_CHARS)).unwrap(),
            "é".repeat(MAX_CHARS)
        );
    }
}
