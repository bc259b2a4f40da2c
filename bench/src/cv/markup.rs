//! The same CV in the languages of the peers, with the measures of the template Classic.

use super::lines::{Line, Style};

/// For a browser. Its fonts are the ones that Pulse embeds; `FONTS` stands for their folder.
pub(super) fn html(lines: &[Line]) -> String {
    let mut body = String::new();
    let mut contacts = Vec::new();
    let mut in_list = false;
    for line in lines {
        let text = linked(line, &escaped(&line.text));
        if line.style == Style::Contact {
            contacts.push(text);
            continue;
        }
        if !contacts.is_empty() {
            body += &format!("<p class=contacts>{}</p>\n", contacts.join(" · "));
            contacts.clear();
        }
        if in_list != (line.style == Style::Bullet) {
            in_list = !in_list;
            body += if in_list { "<ul>\n" } else { "</ul>\n" };
        }
        body += &match line.style {
            Style::Title => format!("<h1>{text}</h1>\n"),
            Style::Subtitle => format!("<p class=headline>{text}</p>\n"),
            Style::Heading => format!("<h2>{text}</h2>\n"),
            Style::Entry => {
                let date = escaped(&line.date);
                format!("<h3><span>{text}</span><time>{date}</time></h3>\n")
            }
            Style::With => format!("<p class=with>{text}</p>\n"),
            Style::Bullet => format!("<li>{text}</li>\n"),
            Style::Body | Style::Contact if line.label.is_empty() => format!("<p>{text}</p>\n"),
            Style::Body | Style::Contact => {
                format!("<p><b>{}</b> {text}</p>\n", escaped(&line.label))
            }
        };
    }
    if in_list {
        body += "</ul>\n";
    }
    format!(
        "<!doctype html>\n<html lang=en><meta charset=utf-8><title>CV</title>\n<style>{STYLE}</style>\n{body}</html>\n"
    )
}

const STYLE: &str = "
@font-face { font-family: Carlito; src: url('FONTS/Carlito-Regular.ttf') }
@font-face { font-family: Carlito; font-weight: bold; src: url('FONTS/Carlito-Bold.ttf') }
@font-face { font-family: Carlito; font-style: italic; src: url('FONTS/Carlito-Italic.ttf') }
@page { size: A4; margin: 0.5in 0.75in }
body { font: 10.5pt/1.24 Carlito; margin: 0; color: #1c1e21 }
h1 { font-size: 24pt; text-align: center; color: #1f4e79; margin: 0 }
.headline, .contacts { text-align: center; color: #4a4f57; margin: 1.5pt 0 }
h2 { font-size: 12pt; color: #1f4e79; text-transform: uppercase; margin: 10pt 0 4.4pt;
     border-bottom: 0.75pt solid #1f4e79; break-after: avoid }
h3 { font-size: 11pt; margin: 7.5pt 0 0; display: flex; justify-content: space-between; break-after: avoid }
h3 time { font-weight: normal; color: #4a4f57 }
p { margin: 0 0 3pt }
.with { font-style: italic; color: #4a4f57; margin: 0; break-after: avoid }
ul { margin: 0; padding-left: 12pt } li { margin-bottom: 1.3pt }
a { color: inherit; text-decoration: none }
";

fn linked(line: &Line, text: &str) -> String {
    match &line.link {
        Some(address) => format!("<a href=\"{}\">{text}</a>", escaped(address)),
        None => text.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// For typst.
pub(super) fn typst(lines: &[Line]) -> String {
    let mut out = String::from(SHOW);
    let mut contacts = Vec::new();
    for line in lines {
        let text = match &line.link {
            Some(address) => format!("#link({})[#{}]", quoted(address), quoted(&line.text)),
            None => format!("#{}", quoted(&line.text)),
        };
        if line.style == Style::Contact {
            contacts.push(text);
            continue;
        }
        if !contacts.is_empty() {
            out += &format!("#align(center)[{}]\n\n", contacts.join(" · "));
            contacts.clear();
        }
        out += &match line.style {
            Style::Title => format!("#title[{text}]\n\n"),
            Style::Subtitle => format!("#align(center)[{text}]\n\n"),
            Style::Heading => format!("= {text}\n\n"),
            Style::Entry => format!("== {text} #h(1fr) #{}\n\n", quoted(&line.date)),
            Style::With => format!("#emph[{text}]\n\n"),
            Style::Bullet => format!("- {text}\n"),
            Style::Body | Style::Contact if line.label.is_empty() => format!("{text}\n\n"),
            Style::Body | Style::Contact => {
                format!("#strong[#{}] {text}\n\n", quoted(&line.label))
            }
        };
    }
    out
}

const SHOW: &str = "\
#set document(title: \"CV\")
#set page(paper: \"a4\", margin: (x: 0.75in, y: 0.5in))
#set text(font: \"Carlito\", size: 10.5pt, lang: \"en\", fill: rgb(\"#1c1e21\"))
#set par(leading: 0.5em, spacing: 0.55em)
#show title: it => align(center, text(size: 24pt, fill: rgb(\"#1f4e79\"), it.body))
#show heading.where(level: 1): it => block(sticky: true, above: 1em, below: 0.6em)[
  #text(size: 12pt, fill: rgb(\"#1f4e79\"), upper(it.body))
  #v(-0.8em) #line(length: 100%, stroke: 0.75pt + rgb(\"#1f4e79\"))
]
#show heading.where(level: 2): it => block(sticky: true, above: 0.9em, below: 0.5em, text(size: 11pt, it.body))

";

/// A text as typst's code writes it: nothing in it is markup.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
