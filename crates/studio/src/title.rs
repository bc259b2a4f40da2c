//! The title that a conversation gets from its first message.

/// Characters of a title made from a message.
const LONGEST: usize = 60;

/// The first line with text, cut at a word boundary after about 60 characters.
pub(crate) fn from_message(text: &str) -> String {
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(LONGEST) else {
        return line;
    };
    // The cut falls between two words, or else (one long word, a script without
    // spaces) right at the limit.
    let cut = if line[end..].starts_with(' ') {
        end
    } else {
        line[..end].rfind(' ').unwrap_or(end)
    };
    format!("{}…", line[..cut].trim_end())
}

#[cfg(test)]
mod tests {
    use super::from_message;

    #[test]
    fn short_first_lines_are_taken_whole() {
        assert_eq!(
            from_message("  \n\n Name   three\tcolours. \nAnd why?"),
            "Name three colours."
        );
        assert_eq!(from_message("\n \n"), "");
    }

    #[test]
    fn long_lines_end_at_a_word() {
        let title = from_message(&"word ".repeat(40));
        assert_eq!(
            title,
            format!("{}…", "word ".repeat(12).trim_end()),
            "60 characters hold 12 words"
        );
    }

    #[test]
    fn a_long_word_is_cut_between_characters() {
        let title = from_message(&"漢".repeat(100));
        assert_eq!(
            title,
            format!("{}…", "漢".repeat(60)),
            "no word boundary to cut at"
        );
        let exact = "é".repeat(60);
        assert_eq!(from_message(&exact), exact, "60 characters fit");
    }
}
