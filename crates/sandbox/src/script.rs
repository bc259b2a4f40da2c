//! What a stand-in says.
//!
//! A prompt `sandbox: WORD …` asks for something out of the ordinary; any other one is repeated,
//! with `[picture of N characters]` for each picture in it.
//!
//! | word | what happens |
//! |---|---|
//! | `think` | thoughts come before the answer |
//! | `tool` | the first tool that was offered is called |
//! | `tools` | it is called twice at once, by Google's stand-in |
//! | `picture` | a picture comes with the answer, where the vendor makes them |
//! | `odd` | the same, but it is no picture |
//! | `refuse` | the model refuses |
//! | `short` | the answer ends at its longest |
//! | `nothing` | the answer is empty |
//! | `rate`, `credit`, `long`, `busy` | the request is refused: too many, not paid for, too long, overloaded |
//! | `error` | an error comes in the middle of the answer |
//! | `break` | the connection breaks in the middle of the answer |
//! | `slow` | a pause before each word |
//! | `named` | the usual; what else is asked about it is answered with a title |
//!
//! A line `sandbox: say …` anywhere in a prompt is the whole answer to it, without those words.

use std::time::Duration;

use serde_json::Value;

use crate::picture::PICTURE;

/// Words where a picture should be.
const ODD: &str = "bm8gcGljdHVyZQ==";

/// What is said to one request.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Script {
    pub(crate) thoughts: Vec<String>,
    /// The answer, word by word.
    pub(crate) words: Vec<String>,
    /// Name and arguments.
    pub(crate) call: Option<(String, Value)>,
    /// The call is made twice.
    pub(crate) twice: bool,
    /// Its base64.
    pub(crate) picture: Option<&'static str>,
    pub(crate) end: End,
    /// Before each word.
    pub(crate) pause: Duration,
    pub(crate) input_tokens: usize,
}

/// How an answer ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum End {
    #[default]
    Stop,
    Length,
    Call,
    Refusal,
    Error,
    Break,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The key is none of the sandbox's.
    Key,
    /// There is no such model.
    Model,
    /// The request is not what the vendor takes.
    Request,
    Rate,
    Credit,
    TooLong,
    Busy,
}

/// What a vendor's request comes to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) model: String,
    /// The last thing that the user said.
    pub(crate) prompt: String,
    /// All texts of the request together.
    pub(crate) texts: String,
    /// The names of the tools that were offered.
    pub(crate) tools: Vec<String>,
    /// Whether the last turn answers a call.
    pub(crate) answered: bool,
    pub(crate) stream: bool,
    pub(crate) max_tokens: Option<u64>,
}

impl Script {
    /// What is said to a request, beside the request.
    pub(crate) fn to(asked: Asked) -> Result<(Self, Asked), Refused> {
        Ok((Self::of(&asked)?, asked))
    }

    fn of(asked: &Asked) -> Result<Self, Refused> {
        if asked.model.contains("retired") {
            return Err(Refused::Model);
        }
        let mut script = Self {
            input_tokens: asked.texts.split_whitespace().count(),
            ..Self::default()
        };
        let mut lines = asked.prompt.lines();
        if let Some(said) = lines.find_map(|line| line.strip_prefix("sandbox: say ")) {
            script.words = words(said);
            return Ok(script);
        }
        let orders = unillustrated(&asked.prompt).strip_prefix("sandbox:");
        let orders: Vec<&str> = orders.unwrap_or_default().split_whitespace().collect();
        if orders.is_empty() && asked.texts.contains("sandbox: named") {
            script.words = words("“A tortoise 🐢 and a żółw.”");
        } else if orders.is_empty() {
            script.words = words(&format!("You said: {}", asked.prompt.trim()));
        } else {
            script.words = words("Here is an answer with a tortoise 🐢 and a “żółw”.");
        }
        for order in &orders {
            match *order {
                "think" => script.thoughts = words("Let me think about it."),
                "tool" if !asked.answered => script.call_first(&asked.tools),
                "tools" if !asked.answered => {
                    script.call_first(&asked.tools);
                    script.twice = true;
                }
                "picture" => script.picture = Some(&PICTURE),
                "odd" => script.picture = Some(ODD),
                "refuse" => {
                    script.words = words("I cannot help with that.");
                    script.end = End::Refusal;
                }
                "short" => script.end = End::Length,
                "nothing" => script.words.clear(),
                "rate" => return Err(Refused::Rate),
                "credit" => return Err(Refused::Credit),
                "long" => return Err(Refused::TooLong),
                "busy" => return Err(Refused::Busy),
                "error" => script.end = End::Error,
                "break" => script.end = End::Break,
                "slow" => script.pause = Duration::from_millis(200),
                _ => {}
            }
        }
        if let Some(most) = asked.max_tokens
            && (script.words.len() as u64) > most
        {
            script
                .words
                .truncate(usize::try_from(most).unwrap_or(usize::MAX));
            script.end = End::Length;
        }
        Ok(script)
    }

    fn call_first(&mut self, tools: &[String]) {
        if let Some(tool) = tools.first() {
            self.call = Some((tool.clone(), serde_json::json!({"city": "Oslo"})));
            self.words.clear();
            self.end = End::Call;
        }
    }

    /// The answer in one piece.
    pub(crate) fn text(&self) -> String {
        self.words.concat()
    }

    /// Tokens of the answer, thoughts included: a word is one.
    pub(crate) fn output_tokens(&self) -> usize {
        self.words.len() + self.thoughts.len() + usize::from(self.call.is_some())
    }
}

/// What stands for a picture in a prompt that is repeated; `data`: its base64.
pub(crate) fn shown(data: &str) -> String {
    format!("[picture of {} characters] ", data.len())
}

/// A prompt without the pictures before it.
fn unillustrated(prompt: &str) -> &str {
    let mut rest = prompt.trim();
    while let Some((_, behind)) = rest
        .strip_prefix("[picture of ")
        .and_then(|picture| picture.split_once("] "))
    {
        rest = behind.trim_start();
    }
    rest
}

/// A text word by word, each with the space after it.
fn words(text: &str) -> Vec<String> {
    text.split_inclusive(' ').map(str::to_owned).collect()
}
