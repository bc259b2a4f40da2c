//! Checks of requests. Each names the field that is wrong.

use contract::message::{MOST_BESIDE, ReplyOptions};
use contract::{Code, Error, Result};

/// The longest message, draft or system prompt, in bytes.
pub(crate) const LONGEST_TEXT: usize = 1_000_000;
/// The longest title, in characters.
const LONGEST_TITLE: usize = 200;
/// The longest search, in characters.
const LONGEST_QUERY: usize = 500;
/// The most tokens that a reply may be allowed.
const MOST_TOKENS: u32 = 1_000_000;

/// `InvalidInput` about `field`.
pub(crate) fn invalid(field: &str, message: &str) -> Error {
    Error::new(Code::InvalidInput, message).with_detail(field)
}

/// A page size between 1 and `most`.
pub(crate) fn limit(given: Option<u32>, otherwise: u32, most: u32) -> Result<u32> {
    match given {
        None => Ok(otherwise),
        Some(limit) if (1..=most).contains(&limit) => Ok(limit),
        Some(limit) => Err(invalid(
            "limit",
            &format!("“limit” is {limit}; it must be from 1 to {most}"),
        )),
    }
}

/// A title without surrounding space and control characters.
pub(crate) fn title(given: &str) -> Result<String> {
    let title = given.replace(char::is_control, " ");
    let title = title.trim();
    match title.chars().count() {
        0 => Err(invalid("title", "The title is empty")),
        1..=LONGEST_TITLE => Ok(title.to_owned()),
        _ => Err(invalid(
            "title",
            &format!("The title is longer than {LONGEST_TITLE} characters"),
        )),
    }
}

/// A text of at most a million bytes.
pub(crate) fn length(field: &str, text: &str) -> Result<()> {
    if text.len() > LONGEST_TEXT {
        return Err(invalid(
            field,
            &format!(
                "“{field}” has {} bytes; at most {LONGEST_TEXT} are allowed",
                text.len()
            ),
        ));
    }
    Ok(())
}

/// A message to send.
pub(crate) fn message(text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(invalid("text", "The message is empty"));
    }
    length("text", text)
}

/// A search, trimmed.
pub(crate) fn query(given: &str) -> Result<&str> {
    let query = given.trim();
    if query.chars().count() > LONGEST_QUERY {
        return Err(invalid(
            "query",
            &format!("The search is longer than {LONGEST_QUERY} characters"),
        ));
    }
    Ok(query)
}

/// The options of one reply.
pub(crate) fn reply_options(options: &ReplyOptions) -> Result<()> {
    if let Some(system) = &options.system {
        length("system", system)?;
    }
    options.temperature.map_or(Ok(()), temperature)?;
    options.top_p.map_or(Ok(()), top_p)?;
    options.max_tokens.map_or(Ok(()), max_tokens)?;
    if options.beside.len() > MOST_BESIDE {
        let most = format!("At most {MOST_BESIDE} models can answer beside the first");
        return Err(invalid("beside", &most));
    }
    Ok(())
}

/// 0 to 2.
pub(crate) fn temperature(value: f32) -> Result<()> {
    if (0.0..=2.0).contains(&value) {
        return Ok(());
    }
    Err(invalid(
        "temperature",
        &format!("“temperature” is {value}; it must be from 0 to 2"),
    ))
}

/// Above 0, up to 1.
pub(crate) fn top_p(value: f32) -> Result<()> {
    if value > 0.0 && value <= 1.0 {
        return Ok(());
    }
    Err(invalid(
        "top_p",
        &format!("“top_p” is {value}; it must be above 0 and at most 1"),
    ))
}

/// 1 to a million.
pub(crate) fn max_tokens(value: u32) -> Result<()> {
    within("max_tokens", value, 1, MOST_TOKENS)
}

/// `least` to `most`.
pub(crate) fn within(field: &str, value: u32, least: u32, most: u32) -> Result<()> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(invalid(
        field,
        &format!("“{field}” is {value}; it must be from {least} to {most}"),
    ))
}

#[cfg(test)]
mod tests {
    use contract::Code;
    use contract::message::ReplyOptions;

    #[test]
    fn every_refusal_names_its_field() {
        let options = |temperature, top_p, max_tokens, system: Option<String>| {
            super::reply_options(&ReplyOptions {
                temperature,
                top_p,
                max_tokens,
                system,
                ..ReplyOptions::default()
            })
        };
        let long = "x".repeat(super::LONGEST_TEXT + 1);
        let refusals = [
            ("limit", super::limit(Some(0), 50, 200).map(drop)),
            ("limit", super::limit(Some(201), 50, 200).map(drop)),
            ("title", super::title(" \u{7}\n").map(drop)),
            ("title", super::title(&"x".repeat(201)).map(drop)),
            ("text", super::message(" \n")),
            ("text", super::message(&long)),
            ("query", super::query(&"x".repeat(501)).map(drop)),
            ("temperature", options(Some(2.1), None, None, None)),
            ("temperature", options(Some(f32::NAN), None, None, None)),
            ("top_p", options(None, Some(0.0), None, None)),
            ("top_p", options(None, Some(1.01), None, None)),
            ("max_tokens", options(None, None, Some(0), None)),
            ("system", options(None, None, None, Some(long.clone()))),
        ];
        for (field, result) in refusals {
            let error = result.expect_err(field);
            assert_eq!(error.code, Code::InvalidInput);
            assert_eq!(
                error.detail.as_deref(),
                Some(field),
                "the interface marks the field by this"
            );
        }
    }

    #[test]
    fn edges_are_allowed() {
        assert_eq!(super::limit(None, 50, 200), Ok(50));
        assert_eq!(super::limit(Some(200), 50, 200), Ok(200));
        assert_eq!(super::title(" a\nb ").as_deref(), Ok("a b"));
        assert_eq!(
            super::title(&"é".repeat(200)).map(|title| title.chars().count()),
            Ok(200)
        );
        assert_eq!(super::temperature(0.0), Ok(()));
        assert_eq!(super::temperature(2.0), Ok(()));
        assert_eq!(super::top_p(1.0), Ok(()));
    }
}
