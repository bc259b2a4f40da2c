//! A whole request: what is said, what is shown, what can be called, and what a vendor puts around it.

use providers::{Ask, Content, Tool};

use crate::text::{sampled, stride};
use crate::{Estimate, image};

/// Tokens around each turn, and at the end where the reply begins: OpenAI's, for its chat models.
const TURN: u64 = 4;
const REPLY: u64 = 3;
/// Tokens around a tool, a call or a result: the names of their fields.
const CALL: u64 = 8;

/// The tokens of a prompt, for a vendor by its id. What a vendor wants to see again of its own ([`providers::ToolCall::echo`]) is
/// not counted: it is sealed, and its length says little.
pub fn ask(vendor: &str, ask: &Ask) -> Estimate {
    let mut texts = Texts::default();
    let mut around = REPLY;
    let mut images = Estimate::default();
    if let Some(system) = &ask.system {
        around += TURN;
        texts.push(system);
    }
    for turn in &ask.turns {
        around += TURN;
        for content in &turn.content {
            match content {
                Content::Text(text) => texts.push(text),
                Content::Image(picture) => {
                    images = images + image(vendor, &ask.model, &picture.bytes)
                }
                Content::ToolCall(call) => {
                    around += CALL;
                    texts.push(&call.name);
                    texts.own(call.arguments.to_string());
                }
                Content::ToolResult(result) => {
                    around += CALL;
                    texts.push(&result.name);
                    texts.push(&result.text);
                }
            }
        }
    }
    for Tool {
        name,
        description,
        schema,
    } in &ask.tools
    {
        around += CALL;
        texts.push(name);
        texts.push(description);
        texts.own(schema.to_string());
    }
    texts.estimate() + images + Estimate::of(around)
}

/// All texts of a request: together they decide how closely each is counted.
#[derive(Default)]
struct Texts<'a> {
    borrowed: Vec<&'a str>,
    owned: Vec<String>,
}

impl<'a> Texts<'a> {
    fn push(&mut self, text: &'a str) {
        self.borrowed.push(text);
    }

    fn own(&mut self, text: String) {
        self.owned.push(text);
    }

    fn estimate(&self) -> Estimate {
        let all = || {
            let owned = self.owned.iter().map(String::as_str);
            self.borrowed.iter().copied().chain(owned)
        };
        let stride = stride(all().map(str::len).sum());
        all().map(|text| sampled(text, stride)).sum()
    }
}
