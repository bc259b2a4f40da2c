//! Addresses on the web, of mail and of telephones: how they are shown, and what they link to.

/// A web address as a CV shows it: `github.com/faffleck`.
pub(super) fn shown(url: &str) -> String {
    let url = url.trim();
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| {
            url.get(..scheme.len())
                .filter(|s| s.eq_ignore_ascii_case(scheme))
                .map(|_| &url[scheme.len()..])
        })
        .unwrap_or(url);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.strip_suffix('/').unwrap_or(rest).to_owned()
}

/// What a web address links to; `None` for what is none: other schemes could run a program or a script
/// on the reader's machine.
pub(super) fn link(url: &str) -> Option<String> {
    let url = url.trim();
    let sound = !url.is_empty()
        && url.len() <= 2_000
        && !url
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c));
    if !sound {
        return None;
    }
    match url.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => {
            let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
            (web && rest.starts_with("//") && rest.len() > 2).then(|| escaped(url))
        }
        // Without a scheme: a host with a dot.
        _ => {
            let host = url.split('/').next().unwrap_or_default();
            let dotted = host.contains('.') && !host.starts_with('.') && !host.contains('@');
            dotted.then(|| escaped(&format!("https://{url}")))
        }
    }
}

/// Whether this can be a scheme, and not a host before a port.
fn is_scheme(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-".contains(&b))
}

/// What a mail address links to.
pub(super) fn mail(address: &str) -> Option<String> {
    let address = address.trim();
    let (name, host) = address.rsplit_once('@')?;
    let sound = !name.is_empty()
        && host.contains('.')
        && address.len() <= 320
        && !address
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>\"?&%#:;,".contains(c));
    sound.then(|| escaped(&format!("mailto:{address}")))
}

/// What a telephone number links to.
pub(super) fn telephone(number: &str) -> Option<String> {
    let digits: String = number
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    let sound = (3..=20).contains(&digits.len())
        && digits.bytes().skip(1).all(|b| b.is_ascii_digit())
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || " +-/().".contains(c) || c == '\u{a0}');
    sound.then(|| format!("tel:{digits}"))
}

/// As ASCII, which is what a link in a PDF may hold.
fn escaped(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_what_everybody_knows() {
        assert_eq!(shown("https://www.Example.org/a/"), "Example.org/a");
        assert_eq!(shown("HTTP://example.org"), "example.org");
        assert_eq!(shown("example.org/ü"), "example.org/ü");
        assert_eq!(shown("é"), "é");
    }

    #[test]
    fn only_the_web_is_linked_to() {
        assert_eq!(
            link("example.org/a").as_deref(),
            Some("https://example.org/a")
        );
        assert_eq!(
            link("example.org:8080/a").as_deref(),
            Some("https://example.org:8080/a")
        );
        assert_eq!(
            link("http://exämple.org").as_deref(),
            Some("http://ex%C3%A4mple.org")
        );
        for bad in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "",
            "me",
            "https://",
            "https:a",
            "a b.org",
            "me@example.org",
            "vbscript:x.y",
        ] {
            assert_eq!(link(bad), None, "{bad}");
        }
    }

    #[test]
    fn mail_and_telephones_are_linked_where_they_are_sound() {
        assert_eq!(
            mail("a@example.org").as_deref(),
            Some("mailto:a@example.org")
        );
        assert_eq!(mail("a@example.org?bcc=x@y.z"), None);
        assert_eq!(mail("nobody"), None);
        assert_eq!(
            telephone("+49 (30) 5557-0192").as_deref(),
            Some("tel:+493055570192")
        );
        assert_eq!(telephone("on request"), None);
        assert_eq!(telephone("12+34"), None);
    }
}
