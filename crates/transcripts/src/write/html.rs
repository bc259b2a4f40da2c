//! HTML: one file that needs nothing else and loads nothing. Pictures that came with messages stand in it.

use std::io::{self, Write};

use super::html_body::body;
use super::look::{Look, one_line};
use super::style::{STYLE, STYLE_HASH};
use crate::{Attachment, Entry, Role, Transcript};

/// Writes the branch that is shown. Markdown is rendered; HTML in messages is shown
/// as text, pictures as links, links go to `http`, `https` and `mailto` alone.
///
/// # Errors
/// Those of `out`.
pub fn html(transcript: &Transcript, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let title = escaped(&look.title(transcript));
    let language = escaped(&look.words.language);
    write!(
        out,
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'sha256-{STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <header>\n<h1 dir=\"auto\">{title}</h1>\n<p class=\"meta\">{}</p>\n</header>\n",
        escaped(&look.origin(transcript))
    )?;
    if let Some(system) = &transcript.system {
        writeln!(
            out,
            "<details>\n<summary>{}</summary>\n<div class=\"plain\" dir=\"auto\">{}</div>\n</details>",
            escaped(&look.words.system),
            escaped(system)
        )?;
    }
    for entry in transcript.shown() {
        message(entry, look, out)?;
    }
    out.write_all(b"</main>\n</body>\n</html>\n")
}

fn message(entry: &Entry, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let class = match entry.role {
        Role::User => "user",
        Role::Assistant => "assistant",
        Role::System => "system",
    };
    write!(
        out,
        "<article class=\"{class}\">\n<h2>{}</h2>\n<p class=\"meta\">{}</p>\n",
        escaped(look.speaker(entry.role)),
        escaped(&look.circumstances(entry))
    )?;
    if let Some(thinking) = entry.thinking.as_ref().filter(|_| look.thinking) {
        let summary = escaped(&look.words.thinking);
        write!(
            out,
            "<details>\n<summary>{summary}</summary>\n<div dir=\"auto\">\n"
        )?;
        body(thinking, out)?;
        out.write_all(b"</div>\n</details>\n")?;
    }
    out.write_all(b"<div dir=\"auto\">\n")?;
    body(&entry.text, out)?;
    out.write_all(b"</div>\n")?;
    for Attachment {
        name, text, data, ..
    } in &entry.attachments
    {
        let name = escaped(&one_line(look.attachment(name)));
        let word = escaped(&look.words.attachment);
        match (text, data.as_deref().filter(|data| is_picture(data))) {
            (_, Some(data)) => writeln!(
                out,
                "<figure>\n<img src=\"{data}\" alt=\"{name}\">\n<figcaption>{name}</figcaption>\n</figure>"
            )?,
            (Some(text), None) => writeln!(
                out,
                "<details>\n<summary>{word}: {name}</summary>\n<div class=\"plain\" dir=\"auto\">{}</div>\n</details>",
                escaped(text)
            )?,
            (None, None) => writeln!(out, "<p class=\"attachment\">{word}: {name}</p>")?,
        }
    }
    out.write_all(b"</article>\n")
}

/// Whether a `data:` address is a picture's in base64, and nothing beside it.
fn is_picture(data: &str) -> bool {
    let kinds = ["image/png", "image/jpeg", "image/webp"];
    let parts = data
        .strip_prefix("data:")
        .and_then(|data| data.split_once(";base64,"));
    parts.is_some_and(|(kind, bytes)| {
        kinds.contains(&kind)
            && bytes
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
    })
}

/// Text as it may stand between tags and in quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
