//! The wire protocols: a request out of an [`Ask`], parts of a reply out of events.
//!
//! One module each. They build and read, and touch no network: that is `crate::http`.

mod chat_completions;
mod generate_content;
mod messages;
mod responses;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::message::Role;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::ask::Ask;
use crate::failure::{Failure, Kind};
use crate::part::{Image, Part};
use crate::sse::{Decoder, Event};
use crate::vendor_error;

/// A protocol that vendors speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// OpenAI's older one, which most others took over.
    ChatCompletions(Dialect),
    /// OpenAI's present one.
    Responses,
    /// Anthropic's.
    Messages,
    /// Google's `generateContent`.
    GenerateContent,
}

/// What servers of Chat Completions differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dialect {
    /// How the longest reply is called.
    pub longest: &'static str,
    /// Whether the usage has to be asked for. Some do not know the question and send it always.
    pub asks_for_usage: bool,
    /// How the seed is called.
    pub seed: &'static str,
}

/// A request to be posted.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Behind the vendor's base address, from its `/` on.
    pub path: String,
    /// The body, JSON.
    pub body: Value,
}

impl Protocol {
    /// Headers of every request, besides the key's.
    pub fn headers(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Messages => &[("anthropic-version", messages::VERSION)],
            _ => &[],
        }
    }

    /// The request for a reply.
    pub fn request(self, ask: &Ask) -> Request {
        match self {
            Self::ChatCompletions(dialect) => chat_completions::request(ask, dialect),
            Self::Responses => responses::request(ask),
            Self::Messages => messages::request(ask),
            Self::GenerateContent => generate_content::request(ask),
        }
    }

    /// Reads the reply.
    pub fn reader(self) -> Reader {
        let parser: Box<dyn Parse> = match self {
            Self::ChatCompletions(_) => Box::<chat_completions::Parser>::default(),
            Self::Responses => Box::<responses::Parser>::default(),
            Self::Messages => Box::<messages::Parser>::default(),
            Self::GenerateContent => Box::<generate_content::Parser>::default(),
        };
        Reader {
            decoder: Decoder::default(),
            parser,
        }
    }
}

/// Reads one reply's events.
trait Parse: Send {
    /// Puts what the event brings behind `parts`.
    fn take(&mut self, event: &Event, parts: &mut Vec<Part>) -> Result<(), Failure>;

    /// The stream has ended: whether the reply had, too.
    fn ended(&self) -> bool;
}

/// Reads a reply from the bytes of its stream.
pub struct Reader {
    decoder: Decoder,
    parser: Box<dyn Parse>,
}

impl Reader {
    /// Takes the next bytes; what they bring is put behind `parts`.
    ///
    /// # Errors
    /// What the vendor says went wrong, or `Protocol` if it makes no sense. The reply is over then.
    pub fn push(&mut self, bytes: &[u8], parts: &mut Vec<Part>) -> Result<(), Failure> {
        let mut events = Vec::new();
        let end = self.decoder.push(bytes, &mut events);
        for event in &events {
            self.parser.take(event, parts)?;
        }
        end.map_err(|error| Failure::new(Kind::Protocol, error.to_string()))
    }

    /// Takes the whole answer of a server that does not stream, and its end.
    ///
    /// # Errors
    /// As for [`Reader::push`] and [`Reader::finish`].
    pub fn whole(&mut self, body: &[u8], parts: &mut Vec<Part>) -> Result<(), Failure> {
        let event = Event {
            name: String::new(),
            data: String::from_utf8_lossy(body).into_owned(),
        };
        self.parser.take(&event, parts)?;
        self.finish(parts)
    }

    /// The stream has ended.
    ///
    /// # Errors
    /// As for [`Reader::push`]; `Broken` if the reply had not ended.
    pub fn finish(&mut self, parts: &mut Vec<Part>) -> Result<(), Failure> {
        if let Some(event) = self.decoder.finish() {
            self.parser.take(&event, parts)?;
        }
        if self.parser.ended() {
            Ok(())
        } else {
            Err(Failure::new(
                Kind::Broken,
                "the stream ended before the reply did",
            ))
        }
    }
}

/// The JSON of an event.
fn json<T: DeserializeOwned>(event: &Event) -> Result<T, Failure> {
    serde_json::from_str(&event.data).map_err(|error| {
        let begin: String = event.data.chars().take(120).collect();
        Failure::new(Kind::Protocol, format!("{error}, in: {begin}"))
    })
}

/// An error in the middle of a reply, if `error` is one.
fn check(error: Option<Value>) -> Result<(), Failure> {
    match error {
        None | Some(Value::Null) => Ok(()),
        Some(error) => Err(vendor_error::failure(
            None,
            &serde_json::json!({ "error": error }),
        )),
    }
}

/// A tool's arguments as the model wrote them. What is no object stands in one, so that the tool's own
/// check can refuse it and the model hear of it.
fn arguments(text: &str) -> Value {
    if text.trim().is_empty() {
        return Value::Object(serde_json::Map::new());
    }
    match serde_json::from_str(text) {
        Ok(value @ Value::Object(_)) => value,
        _ => serde_json::json!({ "invalid_arguments": text }),
    }
}

/// A picture as the address that holds it.
fn data_url(image: &Image) -> String {
    format!("data:{};base64,{}", image.media_type, base64(&image.bytes))
}

/// The media type and the base64 of a `data:` address; `None`: it is another one.
fn of_data_url(url: &str) -> Option<(&str, &str)> {
    let (kind, data) = url.strip_prefix("data:")?.split_once(',')?;
    let kind = kind.strip_suffix(";base64")?;
    let media_type = kind.split(';').next().unwrap_or_default();
    Some((media_type, data))
}

fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The picture of bare base64.
fn image(media_type: &str, data: &str) -> Result<Part, Failure> {
    let bytes = STANDARD
        .decode(data)
        .map_err(|error| Failure::new(Kind::Protocol, format!("a picture is broken: {error}")))?;
    Ok(Part::Image(Image {
        media_type: media_type.to_owned(),
        bytes,
    }))
}

/// Fit for a path; a model of one's own may have a `/` in its name.
fn in_path(text: &str) -> String {
    const KEPT: percent_encoding::AsciiSet = percent_encoding::NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'/');
    percent_encoding::utf8_percent_encode(text, &KEPT).to_string()
}

/// Puts a text behind `parts`, if there is one.
fn push(text: Option<String>, part: fn(String) -> Part, parts: &mut Vec<Part>) {
    parts.extend(text.filter(|text| !text.is_empty()).map(part));
}

/// The roles as all but Google call them.
fn role(role: Role) -> &'static str {
    match role {
        Role::User => "user",
        Role::Assistant => "assistant",
    }
}

/// Puts a value into a body, if there is one.
fn put(body: &mut Value, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        body[key] = value.into();
    }
}

/// A decimal as it was meant: 0.7 is not 0.699999988079071.
fn decimal(number: f32) -> Value {
    number
        .to_string()
        .parse::<f64>()
        .map_or(Value::Null, Value::from)
}
