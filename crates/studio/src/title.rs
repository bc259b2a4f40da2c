//! What can be the title of a conversation: the first words of its first message, and what of a
//! model's answer. Who asks a model, and when, is in [`crate::titles`].

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

/// The title in a model's answer; `None` if there is none: the answer is empty, longer than 60
/// characters, or only repeats the question.
pub(crate) fn from_model(answer: &str, question: &str) -> Option<String> {
    let line = answer
        .lines()
        .map(bare)
        .find(|line| line.chars().any(char::is_alphanumeric))?;
    let fits = line.chars().count() <= LONGEST;
    let repeats = letters(&line) == letters(question) || line == from_message(question);
    (fits && !repeats).then_some(line)
}

/// The line without the Markdown, the label and the quotation marks that models put around a title.
fn bare(line: &str) -> String {
    let marks = |c: char| c.is_whitespace() || "#*_`~>-–—•\"'“”„‟«»‹›‘’‚「」『』《》".contains(c);
    let mut line = line.replace(char::is_control, " ");
    line.retain(|c| !is_invisible(c) && c != '`' && c != '*');
    let line = line.trim_matches(marks);
    let line = match line.split_at_checked(6) {
        Some((label, rest)) if label.eq_ignore_ascii_case("title:") => rest.trim_matches(marks),
        _ => line,
    };
    // A sentence's end is none of a title's; a question mark or an ellipsis says something.
    let line = line.trim_end_matches(['.', '。', ':', ',', ';']);
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that are not seen and turn the text around them, or hide in it.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The letters and digits of a text alone, in lower case: what two texts are compared by.
fn letters(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{from_message, from_model};

    #[test]
    fn an_answer_is_stripped_to_its_title() {
        for (answer, title) in [
            ("Tides and the Moon", "Tides and the Moon"),
            (
                "\n\n  “Tides and the Moon.”\n\nHope that helps!",
                "Tides and the Moon",
            ),
            ("**Title: Tides and the Moon**", "Tides and the Moon"),
            ("# `Ebbe` und Flut", "Ebbe und Flut"),
            ("「潮汐と月」", "潮汐と月"),
            ("Why is there a tide?", "Why is there a tide?"),
            ("Tides\u{202e} and\u{7}\tthe Moon", "Tides and the Moon"),
            ("Tom's boat, a \"good\" one", "Tom's boat, a \"good\" one"),
        ] {
            assert_eq!(from_model(answer, "?").as_deref(), Some(title), "{answer}");
        }
    }

    #[test]
    fn what_is_no_title_is_left() {
        let long = "word ".repeat(13);
        for answer in [
            "",
            " \n** **\n",
            "…",
            &long,
            "Name three colours",
            "name THREE colours!",
        ] {
            let made = from_model(answer, "Name three colours.");
            assert_eq!(made, None, "{answer}");
        }
    }

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
