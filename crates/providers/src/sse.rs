//! Server-sent events: bytes in whatever pieces they come, events out.
//!
//! As in the HTML standard, section 9.2.6. Beyond it, the last event counts without the blank line
//! after it, since some servers hang up first, and an event has an end: [`LONGEST`].

use std::mem;

use memchr::memchr2;

/// Bytes of one event at the most. Pictures come whole, in base64, and are a few megabytes.
pub const LONGEST: usize = 32 * 1024 * 1024;

/// What `event:` and `data:` lines said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// The kind of event; empty where none was named.
    pub name: String,
    /// The data, its lines joined by `\n`.
    pub data: String,
}

/// More came without an end than [`LONGEST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("one event is longer than {LONGEST} bytes")]
pub struct TooLong;

/// Takes bytes and gives events.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The line that has not ended yet.
    line: Vec<u8>,
    /// Data of the event that has not ended yet; each line ends with `\n`.
    data: Vec<u8>,
    name: String,
    /// Whether the first line was seen, before which a byte order mark can stand.
    begun: bool,
    /// Whether the last byte was `\r`, of which a `\n` may be the other half.
    returned: bool,
}

impl Decoder {
    /// Takes the next bytes; the events that ended in them are put behind `events`.
    ///
    /// # Errors
    /// [`TooLong`]; nothing more can be read from the stream then.
    pub fn push(&mut self, mut bytes: &[u8], events: &mut Vec<Event>) -> Result<(), TooLong> {
        while let Some(&first) = bytes.first() {
            if mem::take(&mut self.returned) && first == b'\n' {
                bytes = &bytes[1..];
                continue;
            }
            let end = memchr2(b'\n', b'\r', bytes);
            let (piece, rest) = bytes.split_at(end.unwrap_or(bytes.len()));
            if self.line.len() + piece.len() + self.data.len() > LONGEST {
                return Err(TooLong);
            }
            self.line.extend_from_slice(piece);
            bytes = rest;
            if let Some((end, rest)) = rest.split_first() {
                self.returned = *end == b'\r';
                bytes = rest;
                events.extend(self.end_of_line());
            }
        }
        Ok(())
    }

    /// The stream has ended: the event that was under way, if it has data.
    pub fn finish(&mut self) -> Option<Event> {
        if !self.line.is_empty() {
            self.end_of_line();
        }
        self.end_of_event()
    }

    fn end_of_line(&mut self) -> Option<Event> {
        let mut line = mem::take(&mut self.line);
        let begun = mem::replace(&mut self.begun, true);
        let text = if begun {
            &line
        } else {
            line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line)
        };
        if text.is_empty() {
            return self.end_of_event();
        }
        self.field(text);
        // Its room is used again.
        line.clear();
        self.line = line;
        None
    }

    fn field(&mut self, line: &[u8]) {
        let (name, value) = match memchr::memchr(b':', line) {
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &b""[..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"event" => self.name = String::from_utf8_lossy(value).into_owned(),
            // A comment (no name), `id` and `retry`, which are of use to those who connect again,
            // and what is not known.
            _ => {}
        }
    }

    fn end_of_event(&mut self) -> Option<Event> {
        let name = mem::take(&mut self.name);
        let mut data = mem::take(&mut self.data);
        // Without its last `\n`; an event without data is none.
        data.pop()?;
        let data = String::from_utf8(data)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Some(Event { name, data })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All events of a stream that comes in pieces.
    fn read<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<Event> {
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        for piece in pieces {
            decoder.push(piece, &mut events).unwrap();
        }
        events.extend(decoder.finish());
        events
    }

    fn event(name: &str, data: &str) -> Event {
        Event {
            name: name.into(),
            data: data.into(),
        }
    }

    #[test]
    fn fields_comments_and_line_ends_are_as_in_the_standard() {
        let stream = "\u{feff}: hello\r\nevent: a\r\ndata: one\r\ndata:two\r\n\r\n\
            id: 7\nretry: 10\nunknown: x\ndata\n\n\
            event: nothing\n\n\
            data:  two spaces\r\rdata: last";
        let expected = [
            event("a", "one\ntwo"),
            event("", ""),
            event("", " two spaces"),
            event("", "last"),
        ];
        assert_eq!(read([stream.as_bytes()]), expected);
        assert_eq!(
            read(stream.as_bytes().chunks(1)),
            expected,
            "one byte at a time, which cuts line ends and characters"
        );
    }

    #[test]
    fn characters_that_are_cut_stay_whole_and_broken_ones_are_marked() {
        let stream = "data: żółw 🐢\n\n".as_bytes();
        assert_eq!(read(stream.chunks(1)), [event("", "żółw 🐢")]);
        assert_eq!(read([&b"data: \xff!\n\n"[..]]), [event("", "\u{fffd}!")]);
    }

    #[test]
    fn an_event_of_8_mb_passes_and_one_without_end_does_not() {
        let long = "x".repeat(8 * 1024 * 1024);
        let stream = format!("data: {long}\n\n");
        let events = read(stream.as_bytes().chunks(1500));
        assert_eq!(events.len(), 1);
        assert!(events[0].data == long);

        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        let piece = vec![b'x'; 1024 * 1024];
        let end = (0..64).find_map(|_| decoder.push(&piece, &mut events).err());
        assert_eq!(end, Some(TooLong), "it is not collected for ever");
        assert_eq!(events, []);
    }

    proptest! {
        #[test]
        fn how_a_stream_is_cut_changes_nothing(
            stream in "(data|event|id|:|\r|\n|\r\n|: |é|x){0,60}",
            cuts in prop::collection::vec(1_usize..9, 1..20),
        ) {
            let mut pieces = Vec::new();
            let mut rest = stream.as_bytes();
            for cut in cuts.iter().cycle() {
                if rest.is_empty() { break }
                let (piece, after) = rest.split_at((*cut).min(rest.len()));
                pieces.push(piece);
                rest = after;
            }
            prop_assert_eq!(read(pieces), read([stream.as_bytes()]));
        }
    }
}
