//! Markdown, HTML and plain text.

use base64::Engine;
use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};
use sha2::{Digest, Sha256};

use crate::write::{Look, STYLE, STYLE_HASH, html, markdown, text};
use crate::{Attachment, Entry, Role, Source, Transcript};

fn entry(id: &str, parent: Option<&str>, role: Role, text: &str) -> Entry {
    Entry {
        id: id.into(),
        parent: parent.map(str::to_owned),
        role,
        text: text.into(),
        thinking: None,
        model: None,
        provider: None,
        created_at_ms: None,
        attachments: Vec::new(),
    }
}

fn transcript(messages: Vec<Entry>) -> Transcript {
    Transcript {
        source: Source::ChatGpt,
        source_id: "c".into(),
        title: "Bees <b>&\n# wasps".into(),
        created_at_ms: Some(1_700_000_000_000),
        updated_at_ms: None,
        system: None,
        folder: None,
        current: messages.last().map(|entry| entry.id.clone()),
        messages,
    }
}

fn rich() -> Transcript {
    let mut reply = entry("b", Some("a"), Role::Assistant, "**Yes**, they are.");
    reply.thinking = Some("Hmm.\n```\nopen".into());
    reply.model = Some("gpt_4o".into());
    reply.created_at_ms = Some(1_700_000_060_000);
    let mut asked = entry("a", None, Role::User, "Are bees <i>nice</i>?");
    asked.attachments = vec![
        Attachment {
            name: "bees<1>.png".into(),
            ..Attachment::default()
        },
        Attachment {
            text: Some("pasted ``` words".into()),
            ..Attachment::default()
        },
    ];
    let other = entry("x", Some("a"), Role::Assistant, "another branch");
    let mut transcript = transcript(vec![asked, other, reply]);
    transcript.system = Some("Be brief.".into());
    transcript
}

type Writer = fn(&Transcript, &Look, &mut Vec<u8>) -> std::io::Result<()>;

fn written(writer: Writer, transcript: &Transcript, look: &Look) -> String {
    let mut out = Vec::new();
    writer(transcript, look, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn page(text: &str) -> String {
    let messages = vec![entry("a", None, Role::Assistant, text)];
    written(html, &transcript(messages), &Look::default())
}

#[test]
fn plain_text_says_who_said_what() {
    let look = Look {
        ahead_minutes: 330,
        ..Look::default()
    };
    assert_eq!(
        written(text, &rich(), &look),
        "Bees <b>& # wasps\nChatGPT · 2023-11-15 03:43\n\nSystem prompt:\nBe brief.\n\n\
         You:\nAre bees <i>nice</i>?\n[Attachment: bees<1>.png]\n[Attachment: pasted text]\n\
         pasted ``` words\n\nThinking:\nHmm.\n```\nopen\n\n\
         Assistant (gpt_4o · 2023-11-15 03:44):\n**Yes**, they are.\n"
    );
}

#[test]
fn markdown_holds_the_shown_branch_under_headings() {
    let look = Look::default();
    assert_eq!(
        written(markdown, &rich(), &look),
        "# Bees \\<b\\>\\& \\# wasps\n\nChatGPT · 2023-11-14 22:13\n\n## System prompt\n\nBe brief.\n\n\
         ## You\n\nAre bees <i>nice</i>?\n\nAttachment: bees\\<1\\>.png\n\nAttachment: pasted text\n\n\
         ````text\npasted ``` words\n````\n\n\
         ## Assistant\n\ngpt\\_4o · 2023-11-14 22:14\n\n> **Thinking**\n>\n> Hmm.\n> ```\n> open\n\n\
         **Yes**, they are.\n"
    );
    let quiet = Look {
        thinking: false,
        ..Look::default()
    };
    assert!(!written(markdown, &rich(), &quiet).contains("Hmm."));
}

fn headings(markdown: &str) -> usize {
    let mut depth = 0;
    let mut count = 0;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) if depth == 0 => {
                count += 1;
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    count
}

#[test]
fn what_a_message_leaves_open_is_closed() {
    for open in [
        "```rust\nfn main() {",
        "~~~\nx",
        "`````\n```",
        "<!-- a comment",
        "<pre>\nx",
        "<script>\nx",
        "- a\n  ```\n  b",
        "| a |\n|---|\n| b",
        "> ```\n> x",
        "<![CDATA[ x",
    ] {
        let messages = vec![
            entry("a", None, Role::User, open),
            entry("b", Some("a"), Role::Assistant, "end"),
        ];
        let document = written(markdown, &transcript(messages), &Look::default());
        assert_eq!(headings(&document), 2, "{open:?} gave\n{document}");
        assert!(document.contains(open), "{open:?} is whole in\n{document}");
    }
}

#[test]
fn the_policy_lets_the_style_act_and_nothing_else() {
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(STYLE));
    assert_eq!(hash, STYLE_HASH);
    let page = page("hi");
    let policy = format!(
        "content=\"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; \
         form-action 'none'\""
    );
    assert!(page.contains(&policy));
    assert!(
        page.contains(&format!("<style>{STYLE}</style>")),
        "byte for byte"
    );
    assert!(STYLE.contains("prefers-color-scheme:dark"));
}

#[test]
fn html_escapes_everything_and_renders_markdown() {
    let page = written(html, &rich(), &Look::default());
    assert!(page.contains("<title>Bees &lt;b&gt;&amp; # wasps</title>"));
    assert!(page.contains("Are bees &lt;i&gt;nice&lt;/i&gt;?"));
    assert!(page.contains("Attachment: bees&lt;1&gt;.png"));
    assert!(page.contains("<strong>Yes</strong>, they are."));
    assert!(page.contains("gpt_4o · 2023-11-14 22:14"));
    assert!(!page.contains("another branch"));
}

#[test]
fn links_lead_to_the_web_and_to_mail_alone() {
    let page = page(
        "[a](https://example.com/?a=1&b=\"x) [b](javascript:alert(1)) [c](HTTP://example.com) \
         [d](data:text/html,x) [e](//example.com) [f](mailto:a@example.com) <javascript:alert(2)> \
         [g](java&#115;cript:alert(3)) ![cat](https://example.com/cat.png) \
         ![](https://example.com/dog.png) [![in](https://example.com/i.png)](https://example.com/o)",
    );
    assert_eq!(page.matches("<a href=").count(), 6);
    assert!(page.contains("<a href=\"HTTP://example.com\" rel="));
    assert!(page.contains("<a href=\"mailto:a@example.com\" rel="));
    assert!(page.contains("rel=\"noopener noreferrer nofollow\">cat</a>"));
    assert!(page.contains(">https://example.com/dog.png</a>"));
    assert!(page.contains(">in</a>"));
    assert!(!page.contains("<img") && !page.contains("href=\"j"));
}

#[test]
fn html_in_messages_is_text() {
    let page =
        page("<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> and <b onclick=x>b</b>");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;"));
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<b "));
}

#[test]
fn tables_carry_no_style_attribute() {
    let page = page("| a | b |\n|--:|:-:|\n| 1 | 2 |");
    assert!(
        page.contains("<td>1</td>") && !page.contains("style="),
        "{page}"
    );
}

#[test]
fn nesting_has_an_end() {
    let page = page(&format!("{} deep", ">".repeat(20_000)));
    let quotes = page.matches("<blockquote>").count();
    assert!(quotes > 10 && quotes <= 64, "{quotes}");
    assert_eq!(quotes, page.matches("</blockquote>").count());
    assert!(page.contains("deep"));
}

// Every tag that a page may have; attributes are checked by what may start one.
fn only_known_tags(page: &str) -> Result<(), String> {
    const KNOWN: &[&str] = &[
        "a",
        "article",
        "blockquote",
        "body",
        "br",
        "code",
        "del",
        "details",
        "div",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "input",
        "li",
        "main",
        "meta",
        "ol",
        "p",
        "pre",
        "strong",
        "style",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "!doctype",
    ];
    for tag in page.split('<').skip(1) {
        let name = tag.trim_start_matches('/');
        let end = name.find(|c: char| c != '!' && !c.is_ascii_alphanumeric());
        let name = &name[..end.unwrap_or(name.len())];
        if !KNOWN.contains(&name) {
            return Err(format!("<{name} in {page}"));
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_text_makes_a_tag(parts in prop::collection::vec(prop::sample::select(vec![
        "<", ">", "script", "&lt;", "\"", "'", "`", "```", "\n", "\n\n", "> ", "- ", "[", "](", ")",
        "![", "http://a", "javascript:", "<!--", "-->", "<b", " onclick=", "|", "---", "\\", "*",
        "# ", "<a href=", "</p>", "&#60;", "x", " ",
    ]), 0..40)) {
        let text = parts.concat();
        let known = only_known_tags(&page(&text));
        prop_assert!(known.is_ok(), "{:?}", known);
        let mut messages = vec![entry("a", None, Role::User, &text)];
        messages.push(entry("b", Some("a"), Role::Assistant, "end"));
        let document = written(markdown, &transcript(messages), &Look::default());
        prop_assert!(document.ends_with("\n## Assistant\n\nend\n"));
        prop_assert!(headings(&document) >= 2, "{}", document);
    }
}

#[test]
fn a_page_holds_pictures_and_nothing_that_only_says_to_be_one() {
    let with = |data: &str| {
        let mut transcript = transcript(vec![entry("a", None, Role::Assistant, "hi")]);
        transcript.messages[0].attachments = vec![Attachment {
            name: "a<b>.png".into(),
            data: Some(data.into()),
            ..Attachment::default()
        }];
        let mut out = Vec::new();
        html(&transcript, &Look::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let page = with("data:image/png;base64,iVBORw0KGgo=");
    let shown = "<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"a&lt;b&gt;.png\">";
    assert!(page.contains(shown), "{page}");
    for other in [
        "https://elsewhere.invalid/a.png",
        "data:text/html;base64,iVBO",
        "data:image/svg+xml;base64,iVBO",
        "data:image/png;base64,iVBO\" onload=\"x",
    ] {
        let page = with(other);
        assert!(
            !page.contains("<img") && page.contains("a&lt;b&gt;.png"),
            "{page}"
        );
    }
}
