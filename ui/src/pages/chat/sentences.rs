//! A reply for ears: whole sentences, never tokens; code is named, not read.

/// What was said so far, and what waits for the end of its sentence.
#[derive(Clone, Debug, Default)]
pub struct Sentences {
    /// The part of an unfinished sentence in the lines above.
    begun: String,
    line: String,
    in_code: bool,
    ready: Vec<String>,
}

impl Sentences {
    /// Takes more of the reply; `code` is what is said in place of a code block.
    pub fn push(&mut self, text: &str, code: &str) {
        for c in text.chars() {
            if c == '\n' {
                self.end_line(code);
            } else {
                if c == ' ' && !self.in_code && ends_sentence(&self.line) {
                    self.say();
                }
                self.line.push(c);
            }
        }
    }

    /// The whole sentences since the last call, as one text.
    pub fn take(&mut self) -> Option<String> {
        (!self.ready.is_empty()).then(|| std::mem::take(&mut self.ready).join(" "))
    }

    /// The reply is over: what is left is a sentence too.
    pub fn finish(mut self) -> Option<String> {
        if !self.in_code {
            self.say();
        }
        self.take()
    }

    fn end_line(&mut self, code: &str) {
        let line = self.line.trim_start();
        if line.starts_with("```") || line.starts_with("~~~") {
            self.line.clear();
            self.say();
            self.in_code = !self.in_code;
            if self.in_code {
                self.ready.push(code.to_owned());
            }
        } else if self.in_code {
            self.line.clear();
        } else if line.is_empty() || is_line_of_its_own(line) || ends_sentence(line) {
            self.say();
        } else {
            // A paragraph goes on in the next line.
            self.begun.push_str(line);
            self.begun.push(' ');
            self.line.clear();
        }
    }

    fn say(&mut self) {
        let line = std::mem::take(&mut self.begun) + self.line.trim();
        let spoken: String = line
            .trim()
            .trim_start_matches(['#', '>', '-', '*', '+', '|', ' '])
            .chars()
            .map(|c| if c == '|' { ',' } else { c })
            .filter(|c| !matches!(c, '*' | '`' | '_'))
            .collect();
        self.line.clear();
        let spoken = spoken.trim();
        if spoken.chars().any(char::is_alphanumeric) {
            self.ready.push(spoken.to_owned());
        }
    }
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['*', '_', '`', ')', '"', '\u{201d}', ']']);
    // "1." and "z." are no ends of sentences.
    let word = text.rsplit(' ').next().unwrap_or_default();
    text.ends_with(['!', '?', '…', '。', '！', '？'])
        || (text.ends_with('.') && word.chars().filter(|c| c.is_alphabetic()).count() > 1)
}

fn is_line_of_its_own(line: &str) -> bool {
    line.starts_with(['#', '|', '>', '-', '*', '+'])
        || line
            .split_once(['.', ')'])
            .is_some_and(|(number, _)| number.parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(text: &str) -> Vec<String> {
        let mut sentences = Sentences::default();
        let mut heard = Vec::new();
        for c in text.chars() {
            sentences.push(c.encode_utf8(&mut [0; 4]), "Code.");
            heard.extend(sentences.take());
        }
        heard.extend(sentences.finish());
        heard
    }

    #[test]
    fn sentences_come_whole() {
        assert_eq!(
            heard("The Sun **pulls**. The Moon\ntoo! And"),
            ["The Sun pulls.", "The Moon too!", "And"]
        );
    }

    #[test]
    fn lines_of_their_own_end_without_a_stop() {
        assert_eq!(
            heard("# Tides\n- *Spring*\n- Neap\n1. One z. B. this\n"),
            ["Tides", "Spring", "Neap", "1. One z. B. this"]
        );
        assert_eq!(heard("| a | b |\n|---|---|\n"), ["a , b ,"]);
    }

    #[test]
    fn code_is_named_once_and_not_read() {
        assert_eq!(
            heard("Look:\n\n```rust\nlet a = 1.\n```\nDone."),
            ["Look:", "Code.", "Done."]
        );
        assert_eq!(
            heard("```\nlet a"),
            ["Code."],
            "an open block stays unread at the end"
        );
    }
}
