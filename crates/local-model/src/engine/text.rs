//! From the bytes of tokens to text: characters that are split over tokens, and a stop mark.

/// Turns bytes into text as they come.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    /// The beginning of a character.
    bytes: Vec<u8>,
    /// A mark in plain text that ends the reply, for models without a token for it.
    stop: Option<&'static str>,
    /// Text that may be the beginning of the mark.
    held: String,
}

impl Decoder {
    /// A decoder that ends at `stop`.
    pub(super) fn new(stop: Option<&'static str>) -> Self {
        Self {
            stop,
            ..Self::default()
        }
    }

    /// Takes the bytes of a token and appends what is certain to `text`. `false`: the mark was there, and
    /// the reply is over.
    pub(super) fn push(&mut self, bytes: &[u8], text: &mut String) -> bool {
        let Some(stop) = self.stop else {
            self.decode(bytes, text);
            return true;
        };
        let mut held = std::mem::take(&mut self.held);
        self.decode(bytes, &mut held);
        if let Some(at) = held.find(stop) {
            text.push_str(&held[..at]);
            return false;
        }
        // The longest end of it that could become the mark waits.
        let from = (0..held.len())
            .filter(|from| held.is_char_boundary(*from))
            .find(|from| stop.starts_with(&held[*from..]))
            .unwrap_or(held.len());
        text.push_str(&held[..from]);
        held.drain(..from);
        self.held = held;
        true
    }

    /// Appends text that was held back, at the end of the reply. A character that is not complete is
    /// left out: going on later brings all of it.
    pub(super) fn finish(&mut self, text: &mut String) {
        text.push_str(&self.held);
        self.held.clear();
        self.bytes.clear();
    }

    fn decode(&mut self, bytes: &[u8], text: &mut String) {
        self.bytes.extend_from_slice(bytes);
        let mut start = 0;
        loop {
            let rest = &self.bytes[start..];
            match std::str::from_utf8(rest) {
                Ok(valid) => {
                    text.push_str(valid);
                    start = self.bytes.len();
                    break;
                }
                Err(error) => {
                    let valid = error.valid_up_to();
                    // Cannot lose anything: that far it is valid.
                    text.push_str(&String::from_utf8_lossy(&rest[..valid]));
                    start += valid;
                    let Some(invalid) = error.error_len() else {
                        break;
                    };
                    text.push(char::REPLACEMENT_CHARACTER);
                    start += invalid;
                }
            }
        }
        self.bytes.drain(..start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_survive_any_split() {
        let whole = "aé模😀👩‍👩‍👧 語 Ω\n";
        let bytes = whole.as_bytes();
        for size in 1..=bytes.len() {
            let (mut decoder, mut text) = (Decoder::default(), String::new());
            for piece in bytes.chunks(size) {
                assert!(decoder.push(piece, &mut text));
                assert!(whole.starts_with(&text), "pieces of {size} gave {text:?}");
            }
            decoder.finish(&mut text);
            assert_eq!(text, whole, "pieces of {size}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_marked_and_an_unfinished_character_is_dropped() {
        let (mut decoder, mut text) = (Decoder::default(), String::new());
        decoder.push(b"a\xffb\xf0\x9f", &mut text);
        assert_eq!(text, "a\u{fffd}b");
        decoder.push(b"c", &mut text);
        assert_eq!(text, "a\u{fffd}b\u{fffd}c");
        decoder.push("😀".as_bytes().split_at(3).0, &mut text);
        decoder.finish(&mut text);
        assert_eq!(text, "a\u{fffd}b\u{fffd}c");
    }

    #[test]
    fn a_stop_mark_ends_the_reply_wherever_it_is_split() {
        let whole = "so < that <|im_end|>never";
        for size in 1..=whole.len() {
            let (mut decoder, mut text) = (Decoder::new(Some("<|im_end|>")), String::new());
            let ended = whole
                .as_bytes()
                .chunks(size)
                .any(|piece| !decoder.push(piece, &mut text));
            assert!(ended, "pieces of {size}");
            assert_eq!(text, "so < that ", "pieces of {size}");
        }
        // What only looks like it comes out in the end.
        let (mut decoder, mut text) = (Decoder::new(Some("<|im_end|>")), String::new());
        assert!(decoder.push(b"a <|im_", &mut text));
        assert_eq!(text, "a ");
        decoder.finish(&mut text);
        assert_eq!(text, "a <|im_");
    }
}
