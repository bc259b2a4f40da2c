//! What may be downloaded: the rules for addresses, hashes and redirects.

use contract::{Code, Error, Result};
use percent_encoding::percent_decode_str;
use reqwest::Url;
use serde::{Deserialize, Serialize};

use super::name;

/// A checked wish for a download; serialisable, so that a job can carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DownloadSpec {
    /// An `https:` URL, or an `http:` one on this computer.
    pub url: String,
    /// SHA-256 in lower-case hex that the bytes must have.
    pub sha256: Option<String>,
    /// The name that the file gets, `.gguf` included.
    pub file_name: String,
}

impl DownloadSpec {
    /// Checks a URL and a hash as a person typed them. The file's name comes from the URL's path.
    ///
    /// # Errors
    /// `InvalidInput` with what is wrong.
    pub fn parse(url: &str, sha256: Option<&str>) -> Result<Self> {
        let mut url = Url::parse(url.trim()).map_err(|error| {
            Error::new(Code::InvalidInput, "The address is not a URL").with_detail(error)
        })?;
        check_url(&url)?;
        url.set_fragment(None);
        let last = url
            .path_segments()
            .and_then(|mut segments| segments.next_back())
            .unwrap_or("");
        let file_name = name::sanitise(&percent_decode_str(last).decode_utf8_lossy())?;
        let sha256 = sha256
            .map(|text| text.trim().to_ascii_lowercase())
            .filter(|text| !text.is_empty());
        if let Some(sha256) = &sha256
            && (sha256.len() != 64 || !sha256.bytes().all(|byte| byte.is_ascii_hexdigit()))
        {
            return Err(Error::new(
                Code::InvalidInput,
                "A SHA-256 has 64 hexadecimal digits",
            ));
        }
        Ok(Self {
            url: url.into(),
            sha256,
            file_name,
        })
    }
}

/// Whether a request to this URL is allowed.
///
/// # Errors
/// `InvalidInput` with the reason.
pub(super) fn check_url(url: &Url) -> Result<()> {
    let refused = |why: &str| Err(Error::new(Code::InvalidInput, why));
    if !url.username().is_empty() || url.password().is_some() {
        return refused("The address must not contain a user name or password");
    }
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(url) => Ok(()),
        "http" => refused("Models are downloaded over https only, except from this computer"),
        _ => refused("The address must begin with https://"),
    }
}

/// Whether the URL's host is this computer.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost" | "[::1]") => true,
        Some(host) => host
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|ip| ip.is_loopback()),
        None => false,
    }
}

/// Whether a redirect may be followed: never from https to http, never to another computer over http.
pub(super) fn may_follow(from: &Url, to: &Url) -> bool {
    check_url(to).is_ok() && (from.scheme() != "https" || to.scheme() == "https")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_address_gives_a_name() {
        let sha256 = "AB".repeat(32);
        let spec = DownloadSpec::parse(
            " https://example.org/a/b/Model%20One.Q4.gguf?download=true#x ",
            Some(&sha256),
        );
        let spec = spec.unwrap();
        assert_eq!(spec.file_name, "Model One.Q4.gguf");
        assert_eq!(
            spec.url,
            "https://example.org/a/b/Model%20One.Q4.gguf?download=true"
        );
        assert_eq!(spec.sha256, Some(sha256.to_lowercase()));
        // An empty field of a form is no hash.
        assert_eq!(
            DownloadSpec::parse("https://e.org/m.gguf", Some(" "))
                .unwrap()
                .sha256,
            None
        );
    }

    #[test]
    fn an_encoded_path_cannot_leave_the_folder() {
        let spec = DownloadSpec::parse("https://e.org/x/..%2F..%2Fpasswd.gguf", None).unwrap();
        assert!(!spec.file_name.contains(['/', '\\']), "{}", spec.file_name);
    }

    #[test]
    fn only_https_and_this_computer_are_allowed() {
        for url in [
            "http://127.0.0.1:8080/m.gguf",
            "http://localhost/m.gguf",
            "http://[::1]:1/m.gguf",
        ] {
            assert!(DownloadSpec::parse(url, None).is_ok(), "{url}");
        }
        for url in [
            "http://example.org/m.gguf",
            "http://127.0.0.1.example.org/m.gguf",
            "http://localhost.example.org/m.gguf",
            "ftp://example.org/m.gguf",
            "file:///etc/m.gguf",
            "https://me:secret@example.org/m.gguf",
            "https://example.org/page",
            "not a url",
            "",
        ] {
            let error = DownloadSpec::parse(url, None).unwrap_err();
            assert_eq!(error.code, Code::InvalidInput, "{url}");
        }
        assert!(DownloadSpec::parse("https://e.org/m.gguf", Some("abc")).is_err());
    }

    #[test]
    fn redirects_never_lose_the_encryption() {
        let url = |text: &str| Url::parse(text).unwrap();
        let (https, http) = (url("https://a.org/x"), url("http://127.0.0.1/x"));
        assert!(may_follow(&https, &url("https://cdn.org/y")));
        assert!(may_follow(&http, &url("http://localhost/y")));
        assert!(may_follow(&http, &https));
        assert!(
            !may_follow(&https, &http),
            "from https to http, even on this computer"
        );
        assert!(!may_follow(&http, &url("http://a.org/y")));
    }
}
