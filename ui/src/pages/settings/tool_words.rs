//! A command line as people type it, taken apart and put together. Pure: no elements, no calls.
//!
//! Nothing is expanded: no variable, no `~`, no `*`. What comes of it is shown before it is confirmed.

use std::collections::BTreeMap;

/// The words of a command line, parted by spaces; `'…'`, `"…"` and `\` keep spaces within a word.
/// `None`: a quote is not closed.
pub(super) fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        match (quote, char) {
            (None, '\'' | '"') => {
                quote = Some(char);
                word.get_or_insert_default();
            }
            (Some(open), char) if open == char => quote = None,
            // Windows paths are full of them: only before what has a meaning they have one.
            (None | Some('"'), '\\') => {
                let mut ahead = chars.clone();
                let escaped = ahead
                    .next()
                    .filter(|next| matches!(next, '"' | '\\' | '\'' | ' '));
                word.get_or_insert_default().push(escaped.unwrap_or('\\'));
                if escaped.is_some() {
                    chars = ahead;
                }
            }
            (None, char) if char.is_whitespace() => words.extend(word.take()),
            (_, char) => word.get_or_insert_default().push(char),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

/// The line whose words these are.
pub(super) fn line<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted = |word: &str| {
        let plain = |char: char| !char.is_whitespace() && !matches!(char, '\'' | '"' | '\\');
        if !word.is_empty() && word.chars().all(plain) {
            word.to_owned()
        } else if !word.contains('\'') {
            format!("'{word}'")
        } else {
            format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
        }
    };
    words.into_iter().map(quoted).collect::<Vec<_>>().join(" ")
}

/// `NAME=value` or `Name: value`, one a line. `Err`: the first line that is neither.
pub(super) fn pairs(text: &str, between: char) -> Result<BTreeMap<String, String>, String> {
    let mut pairs = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(between).ok_or_else(|| line.to_owned())?;
        pairs.insert(name.trim().to_owned(), value.trim().to_owned());
    }
    Ok(pairs)
}

/// The lines of these pairs.
pub(super) fn lines(pairs: &BTreeMap<String, String>, between: &str) -> String {
    let line = |(name, value): (&String, &String)| format!("{name}{between}{value}");
    pairs.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart_as_it_was_meant() {
        let apart = |line: &str| words(line).unwrap();
        assert_eq!(apart("npx  -y a/b"), ["npx", "-y", "a/b"]);
        assert_eq!(
            apart(r#"run 'a b' "c d" e\ f """#),
            ["run", "a b", "c d", "e f", ""]
        );
        assert_eq!(
            apart(r"C:\tools\run.exe $HOME ~ *"),
            [r"C:\tools\run.exe", "$HOME", "~", "*"]
        );
        assert_eq!(words("run 'a"), None, "a quote that is not closed");
        assert_eq!(apart("  "), Vec::<String>::new());
    }

    #[test]
    fn what_is_put_together_is_taken_apart_the_same() {
        for word in [
            "a",
            "",
            "a b",
            "it's",
            "\"",
            "\\",
            "a\\ b",
            "it's \"so\" \\",
            "żółw 🐢",
        ] {
            let line = line(["run", word, "end"]);
            assert_eq!(words(&line).unwrap(), ["run", word, "end"], "{line}");
        }
    }

    #[test]
    fn variables_stand_one_a_line() {
        let read = pairs("A=1\n\n B = x=y \n", '=').unwrap();
        assert_eq!(lines(&read, "="), "A=1\nB=x=y");
        assert_eq!(pairs("A=1\nnonsense", '='), Err("nonsense".to_owned()));
    }
}
