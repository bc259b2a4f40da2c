//! Text of servers, made fit to be shown and sent on.

/// `text` in one paragraph or more, without control characters (line ends and tabs stay) and without the
/// characters that turn or hide what is around them; at most `limit` characters.
pub(crate) fn clean(text: &str, limit: usize) -> String {
    text.chars()
        .filter(|&char| matches!(char, '\n' | '\t') || !(char.is_control() || is_invisible(char)))
        .take(limit)
        .collect()
}

/// The same in one line.
pub(crate) fn line(text: &str, limit: usize) -> String {
    let spaced = text.replace(['\n', '\r', '\t'], " ");
    clean(&spaced, limit).trim().to_owned()
}

/// What a tool said, for a model: no control characters but line ends and tabs. Whether something was cut
/// off at `limit` bytes is the second.
pub(crate) fn said(text: &str, limit: usize) -> (String, bool) {
    let mut out = String::with_capacity(text.len().min(limit));
    for char in text.chars() {
        if char.is_control() && !matches!(char, '\n' | '\t') {
            continue;
        }
        if out.len() + char.len_utf8() > limit {
            return (out, true);
        }
        out.push(char);
    }
    (out, false)
}

/// Marks of direction, joiners and fillers: they show nothing and change how other text is read.
pub(crate) fn is_invisible(char: char) -> bool {
    matches!(char,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_hides_or_moves_text_stays() {
        let hostile = "Reads\u{1b}[2J a\u{202e}file\u{200b}\r\n\u{e0041}now\0";
        assert_eq!(clean(hostile, 100), "Reads[2J afile\nnow");
        assert_eq!(clean("äöü", 2), "äö", "the limit counts characters");
        assert_eq!(line(" a\n b\t", 100), "a  b");
    }

    #[test]
    fn results_are_cut_at_whole_characters_and_say_so() {
        assert_eq!(said("a\u{7}b\n", 10), ("ab\n".into(), false));
        assert_eq!(said("aé", 2), ("a".into(), true));
        assert_eq!(said("aé", 3), ("aé".into(), false));
    }
}
