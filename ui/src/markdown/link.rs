//! Which addresses may be opened, and bare addresses in running text.

use super::block::Inline;

/// The address if it may become a link: `http:`, `https:` or `mailto:`.
pub fn link_target(url: &str) -> Option<String> {
    let url = url.trim();
    let scheme = scheme(url)?;
    let harmless = ["http", "https", "mailto"]
        .iter()
        .any(|good| scheme.eq_ignore_ascii_case(good));
    // Control characters would let an address look unlike what it opens.
    (harmless && !url.chars().any(char::is_control)).then(|| url.to_owned())
}

/// The address and its host, if a picture could be loaded from it: `https:`
/// alone, as the content security policy has it.
pub fn image_target(url: &str) -> Option<(String, String)> {
    let url = link_target(url)?;
    let (scheme, rest) = url.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    (!host.is_empty()).then(|| (url.clone(), host.to_owned()))
}

fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        .then_some(scheme)
}

/// Adds `text` to `out`, with bare `https://` addresses as links.
pub fn push_linked(text: &str, out: &mut Vec<Inline>) {
    let mut rest = text;
    while let Some((start, end)) = find(rest) {
        push_text(&rest[..start], out);
        let url = &rest[start..end];
        out.push(Inline::Link {
            url: url.to_owned(),
            content: vec![Inline::Text(url.to_owned())],
        });
        rest = &rest[end..];
    }
    push_text(rest, out);
}

fn push_text(text: &str, out: &mut Vec<Inline>) {
    if text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(Inline::Text(before)) => before.push_str(text),
        _ => out.push(Inline::Text(text.to_owned())),
    }
}

/// The first bare address: byte range.
fn find(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    // One letter is looked for much faster than three, and most text has none.
    while let Some(found) = text[from..].find(':') {
        let colon = from + found;
        from = colon + 1;
        if !text[from..].starts_with("//") {
            continue;
        }
        from += 2;
        let head = &text[..colon];
        let start = match head {
            _ if ends_with(head, "https") => colon - 5,
            _ if ends_with(head, "http") => colon - 4,
            _ => continue,
        };
        if text[..start]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric)
        {
            continue;
        }
        let body = &text[from..];
        let length = body
            .find(|c: char| c.is_whitespace() || c.is_control() || "<>\"`".contains(c))
            .unwrap_or(body.len());
        let body = trim_end(&body[..length]);
        if body.chars().next().is_some_and(char::is_alphanumeric) {
            return Some((start, from + body.len()));
        }
    }
    None
}

fn ends_with(text: &str, end: &str) -> bool {
    text.len() >= end.len()
        && text.as_bytes()[text.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
}

/// Punctuation at the end belongs to the sentence, not to the address; a
/// closing parenthesis too, unless the address opened it.
fn trim_end(mut url: &str) -> &str {
    loop {
        let Some(last) = url.chars().next_back() else {
            return url;
        };
        let closing = last == ')' && url.matches('(').count() < url.matches(')').count();
        if !closing && !".,:;!?'*_~]}…。、".contains(last) {
            return url;
        }
        url = &url[..url.len() - last.len_utf8()];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_schemes_become_links() {
        for good in [
            "https://a.example/x",
            "HTTP://a",
            "mailto:a@b.example",
            " https://a ",
        ] {
            assert!(link_target(good).is_some(), "{good} is harmless");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "tauri://localhost",
            "ipc://localhost/x",
            "blob:https://a/b",
            "//a.example",
            "/settings",
            "#top",
            "x",
            "",
            "https\u{0}://a",
            "https://a\nb",
        ] {
            assert_eq!(link_target(bad), None, "{bad:?} must not become a link");
        }
    }

    #[test]
    fn an_image_names_the_host_that_would_be_asked() {
        let host = |url| image_target(url).map(|(_, host)| host);
        assert_eq!(
            host("https://cdn.example/a.png?x"),
            Some("cdn.example".into())
        );
        assert_eq!(
            host("https://trusted.example@evil.example/a"),
            Some("evil.example".into()),
            "what stands before @ is a user name, not the host"
        );
        assert_eq!(
            host("https://evil.example\\@trusted.example"),
            Some("evil.example".into())
        );
        assert_eq!(host("HTTPS://cdn.example/a"), Some("cdn.example".into()));
        assert_eq!(
            host("http://cdn.example/a.png"),
            None,
            "the content security policy would refuse it after the click"
        );
        assert_eq!(host("data:image/png;base64,AA"), None);
        assert_eq!(host("mailto:a@b"), None);
        assert_eq!(host("https:///x"), None);
    }

    #[test]
    fn bare_addresses_end_where_the_sentence_goes_on() {
        let urls = |text: &str| {
            let mut out = Vec::new();
            push_linked(text, &mut out);
            out.into_iter()
                .filter_map(|inline| match inline {
                    Inline::Link { url, .. } => Some(url),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(
            urls("see https://a.example/x, then go."),
            ["https://a.example/x"]
        );
        assert_eq!(
            urls("(https://a.example/b_(c))."),
            ["https://a.example/b_(c)"]
        );
        assert_eq!(
            urls("HTTPS://A.example and http://b.example!"),
            ["HTTPS://A.example", "http://b.example"]
        );
        assert!(urls("xhttps://a ftp://b https:// :// https://*").is_empty());
    }
}
