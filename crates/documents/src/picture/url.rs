//! `data:` URLs. Source: RFC 2397.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{BadPicture, LONGEST_FILE, Picture};

/// Takes what others write: with its padding or without.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A picture as a text that a CV can keep: `data:image/jpeg;base64,…`.
pub fn to_url(picture: &Picture) -> String {
    let mut url = "data:image/jpeg;base64,".to_owned();
    LENIENT.encode_string(&picture.jpeg, &mut url);
    url
}

/// Whether a text is a `data:` URL, and not an address on the web.
pub(crate) fn is_data(url: &str) -> bool {
    url.trim_start()
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// The file that a `data:` URL holds, whatever it says that it is.
pub(crate) fn from_url(url: &str) -> Result<Vec<u8>, BadPicture> {
    let (head, data) = url.split_once(',').ok_or(BadPicture::NotBase64)?;
    let base64 = head
        .rsplit_once(';')
        .is_some_and(|(_, encoding)| encoding.trim().eq_ignore_ascii_case("base64"));
    if !is_data(head) || !base64 {
        return Err(BadPicture::NotBase64);
    }
    let spaced = data.bytes().any(|byte| byte.is_ascii_whitespace());
    let dense: String;
    let data = if spaced {
        dense = data.split_ascii_whitespace().collect();
        &dense
    } else {
        data
    };
    let bytes = data.len() as u64 / 4 * 3;
    if bytes > LONGEST_FILE + 3 {
        return Err(BadPicture::TooLarge {
            bytes,
            most: LONGEST_FILE,
        });
    }
    LENIENT.decode(data).map_err(|_| BadPicture::NotBase64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_read_as_others_write_it() {
        for url in [
            "data:image/png;base64,AQID",
            "data:;base64,AQID",
            "DATA:image/png;charset=x;BASE64,AQ\r\nID\n",
            "data:image/svg+xml;base64, AQID",
        ] {
            assert_eq!(from_url(url), Ok(vec![1, 2, 3]), "{url}");
        }
        assert_eq!(from_url("data:;base64,AQ"), Ok(vec![1]));
    }

    #[test]
    fn anything_else_is_refused() {
        for url in [
            "data:",
            "data:image/png;base64",
            "data:image/png,%89PNG",
            "data:image/png;base64,!!!!",
            "data:image/png;base64,A",
            "https://example.org/;base64,AQID",
        ] {
            assert_eq!(from_url(url), Err(BadPicture::NotBase64), "{url}");
        }
        let huge = format!("data:;base64,{}", "AAAA".repeat(5_000_000));
        assert!(matches!(from_url(&huge), Err(BadPicture::TooLarge { .. })));
    }
}
