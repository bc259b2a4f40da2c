//! Plain text: who said what, without any marks.

use std::io::{self, Write};

use super::look::{Look, one_line};
use crate::{Attachment, Transcript};

/// Writes the branch that is shown.
///
/// # Errors
/// Those of `out`.
pub fn text(transcript: &Transcript, look: &Look, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", look.title(transcript))?;
    writeln!(out, "{}", look.origin(transcript))?;
    if let Some(system) = &transcript.system {
        part(out, &look.words.system, system)?;
    }
    for entry in transcript.shown() {
        let circumstances = look.circumstances(entry);
        let speaker = look.speaker(entry.role);
        let head = if circumstances.is_empty() {
            speaker.to_owned()
        } else {
            format!("{speaker} ({circumstances})")
        };
        if let Some(thinking) = entry.thinking.as_ref().filter(|_| look.thinking) {
            part(out, &look.words.thinking, thinking)?;
        }
        part(out, &head, &entry.text)?;
        for Attachment { name, text, .. } in &entry.attachments {
            let name = one_line(look.attachment(name));
            writeln!(out, "[{}: {name}]", look.words.attachment)?;
            if let Some(text) = text {
                writeln!(out, "{}", text.trim_end())?;
            }
        }
    }
    Ok(())
}

fn part(out: &mut impl Write, head: &str, text: &str) -> io::Result<()> {
    writeln!(out, "\n{head}:")?;
    let text = text.trim_end();
    if !text.is_empty() {
        writeln!(out, "{text}")?;
    }
    Ok(())
}
