//! Markdown: the messages as they were written, under headings.
//!
//! A message's Markdown must not swallow what follows it: a reply that was stopped
//! in the middle of a code block would. The parser is asked, and what is left open
//! gets closed.

use std::io::{self, Write};

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::look::{Look, one_line};
use crate::read::object::fenced;
use crate::{Attachment, Transcript};

/// Writes the branch that is shown.
///
/// # Errors
/// Those of `out`.
pub fn markdown(transcript: &Transcript, look: &Look, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# {}", escaped(&look.title(transcript)))?;
    writeln!(out, "\n{}", look.origin(transcript))?;
    if let Some(system) = &transcript.system {
        writeln!(out, "\n## {}", look.words.system)?;
        body(out, system)?;
    }
    for entry in transcript.shown() {
        writeln!(out, "\n## {}", look.speaker(entry.role))?;
        let circumstances = look.circumstances(entry);
        if !circumstances.is_empty() {
            writeln!(out, "\n{}", escaped(&circumstances))?;
        }
        if let Some(thinking) = entry.thinking.as_ref().filter(|_| look.thinking) {
            // Whatever a quote leaves open ends with the quote.
            writeln!(out, "\n> **{}**\n>", look.words.thinking)?;
            for line in thinking.trim_end().lines() {
                writeln!(out, "> {}", line.replace('\r', " "))?;
            }
        }
        body(out, &entry.text)?;
        for Attachment { name, text, .. } in &entry.attachments {
            let name = escaped(&one_line(look.attachment(name)));
            writeln!(out, "\n{}: {name}", look.words.attachment)?;
            if let Some(text) = text {
                writeln!(out, "\n{}", fenced(text, "text"))?;
            }
        }
    }
    Ok(())
}

fn body(out: &mut impl Write, text: &str) -> io::Result<()> {
    let text = text.trim_end();
    if text.trim().is_empty() {
        return Ok(());
    }
    // Before the text: as the first line of a document, blanks could be anything.
    writeln!(out, "\n{}", closed(text))
}

fn closed(text: &str) -> String {
    for closer in ["", "```", "~~~", "-->", "</pre>", "</script>"] {
        let candidate = match closer {
            "" => text.to_owned(),
            closer => format!("{text}\n{closer}"),
        };
        if lets_follow(&candidate) {
            return candidate;
        }
    }
    fenced(text, "markdown")
}

// Whether a heading after the text is a heading of the document.
fn lets_follow(text: &str) -> bool {
    let probe = format!("{text}\n\n## x\n");
    let mut depth = 0_usize;
    let mut heading = false;
    for (event, range) in Parser::new_ext(&probe, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                let probed = matches!(
                    tag,
                    Tag::Heading {
                        level: HeadingLevel::H2,
                        ..
                    }
                );
                heading |= probed && depth == 0 && range.start >= text.len();
                depth += 1;
            }
            Event::End(TagEnd::Heading(_)) if heading => return true,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

// One line of text that means nothing in Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '#' | '!'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
