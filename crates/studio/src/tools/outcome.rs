//! What came of a call in words: what the model is told and the user sees.

use contract::tool::ToolCallState;
use mcp::Outcome;

/// Bytes of a result; the rest is cut off.
const LONGEST: usize = 128 << 10;

/// What came of a call.
pub(super) struct Came {
    /// Where it stands after this.
    pub(super) state: ToolCallState,
    /// Its text.
    pub(super) result: String,
    /// The pictures that came with it, not looked into.
    pub(super) images: Vec<mcp::Image>,
}

impl Came {
    pub(super) fn failed(why: String) -> Self {
        Self {
            state: ToolCallState::Failed,
            result: why,
            images: Vec::new(),
        }
    }
}

pub(super) fn of(called: Result<Outcome, mcp::Error>) -> Came {
    match called {
        Ok(mut outcome) => {
            let state = if outcome.is_error {
                ToolCallState::Failed
            } else {
                ToolCallState::Done
            };
            Came {
                state,
                result: text(&outcome),
                images: std::mem::take(&mut outcome.images),
            }
        }
        Err(error) => Came::failed(failure(&error)),
    }
}

/// Why something of a server failed, with its last words.
pub(super) fn failure(error: &mcp::Error) -> String {
    let mut text = error.said.clone();
    let words = error.stderr.trim();
    if !words.is_empty() {
        text.push_str("\n\n");
        text.push_str(words);
    }
    text
}

fn text(outcome: &Outcome) -> String {
    let mut parts = outcome.text.clone();
    if parts.is_empty() {
        parts.extend(outcome.structured.as_ref().map(ToString::to_string));
    }
    let links = outcome.links.iter();
    parts.extend(links.map(|link| format!("[{}]({})", link.name, link.uri)));
    match outcome.images.len() {
        0 => {}
        1 => parts.push("(A picture came with it. The user sees it, you do not.)".into()),
        count => parts.push(format!(
            "({count} pictures came with it. The user sees them, you do not.)"
        )),
    }
    if !outcome.left_out.is_empty() {
        parts.push(format!("(Left out: {}.)", outcome.left_out.join(", ")));
    }
    let mut text = parts.join("\n\n");
    text.truncate(text.floor_char_boundary(LONGEST));
    text
}
