//! One message's Markdown as HTML that can do nothing.
//!
//! The parser's events go through a filter: HTML becomes text, links and pictures
//! are written here, nesting has an end, no `style` attribute is made.

use std::io::{self, Write};

use pulldown_cmark::{Alignment, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::html::escaped;

// Browsers cut at some hundred levels; a text of 100,000 `>` would be as many tags.
const MAX_DEPTH: usize = 64;

/// Renders a text.
pub fn body(text: &str, out: &mut impl Write) -> io::Result<()> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let safe = Safe {
        inner: Parser::new_ext(text, options),
        depth: 0,
        links: Vec::new(),
        bare: None,
    };
    html::write_html_io(out, safe)
}

struct Safe<'a, I> {
    inner: I,
    depth: usize,
    // Of each open link and picture, whether it is an `<a>`.
    links: Vec<bool>,
    // A picture without a description shows its address.
    bare: Option<CowStr<'a>>,
}

impl<'a, I: Iterator<Item = Event<'a>>> Iterator for Safe<'a, I> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            let event = match self.inner.next()? {
                Event::Start(tag) => {
                    self.depth += 1;
                    self.start(tag)
                }
                Event::End(tag) => {
                    let end = self.end(tag);
                    self.depth = self.depth.saturating_sub(1);
                    end
                }
                Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
                other => Some(other),
            };
            if let Some(event) = event {
                if matches!(event, Event::Text(_) | Event::Code(_)) {
                    self.bare = None;
                }
                return Some(event);
            }
        }
    }
}

impl<'a, I: Iterator<Item = Event<'a>>> Safe<'a, I> {
    fn start(&mut self, tag: Tag<'a>) -> Option<Event<'a>> {
        let deep = self.depth > MAX_DEPTH;
        match tag {
            Tag::Link { dest_url, .. } => self.link(&dest_url, deep),
            Tag::Image { dest_url, .. } => {
                let link = self.link(&dest_url, deep);
                self.bare = Some(dest_url);
                link
            }
            _ if deep => None,
            Tag::HtmlBlock => Some(Event::Html("<p class=\"raw\">".into())),
            // Alignment would be a style attribute, which the page's policy forbids.
            Tag::Table(columns) => Some(Event::Start(Tag::Table(vec![
                Alignment::None;
                columns.len()
            ]))),
            tag => Some(Event::Start(tag)),
        }
    }

    fn link(&mut self, address: &str, deep: bool) -> Option<Event<'a>> {
        let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
        let allowed = ["http://", "https://", "mailto:"];
        // A link in a link (a picture in one) is no HTML.
        let link = !deep
            && !self.links.contains(&true)
            && allowed.iter().any(|scheme| lower.starts_with(scheme));
        self.links.push(link);
        link.then(|| {
            let tag = format!(
                "<a href=\"{}\" rel=\"noopener noreferrer nofollow\">",
                escaped(address)
            );
            Event::InlineHtml(tag.into())
        })
    }

    fn end(&mut self, tag: TagEnd) -> Option<Event<'a>> {
        match tag {
            TagEnd::Link | TagEnd::Image => {
                let close = self.links.pop() == Some(true);
                let shown = self.bare.take().filter(|_| tag == TagEnd::Image);
                let shown = shown.map(|address| escaped(&address)).unwrap_or_default();
                let close = if close { "</a>" } else { "" };
                Some(Event::InlineHtml(format!("{shown}{close}").into()))
            }
            _ if self.depth > MAX_DEPTH => None,
            TagEnd::HtmlBlock => Some(Event::Html("</p>\n".into())),
            tag => Some(Event::End(tag)),
        }
    }
}
