//! The text as it arrives, with `\n` as its only line end.

/// A growing text.
#[derive(Clone, Debug, Default)]
pub struct Source {
    text: String,
    /// A carriage return came last; whether a line feed follows is not known yet.
    held: bool,
}

impl Source {
    /// Adds `text`.
    pub fn push(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            if std::mem::take(&mut self.held) {
                self.text.push('\n');
                rest = rest.strip_prefix('\n').unwrap_or(rest);
                continue;
            }
            let Some(at) = rest.find('\r') else {
                self.text.push_str(rest);
                return;
            };
            self.text.push_str(&rest[..at]);
            self.held = true;
            rest = &rest[at + 1..];
        }
    }

    /// Nothing comes after this.
    pub fn end(&mut self) {
        if std::mem::take(&mut self.held) {
            self.text.push('\n');
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_one_kind_however_they_are_split() {
        let text = "a\r\nb\rc\n\r\r\nd\r";
        for step in 1..text.len() {
            let mut source = Source::default();
            for piece in text.as_bytes().chunks(step) {
                source.push(std::str::from_utf8(piece).expect("ASCII"));
            }
            source.end();
            assert_eq!(source.text(), "a\nb\nc\n\n\nd\n", "in steps of {step}");
        }
    }
}
