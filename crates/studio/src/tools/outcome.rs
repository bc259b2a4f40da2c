//! What came of a call in words: what the model is told and the user sees.

use contract::tool::ToolCallState;
use mcp::Outcome;

/// Bytes of a result; the rest is cut off.
const LONGEST: usize = 128 << 10;

/// Where the call stands after this, its text, and how many pictures came with it.
pub(super) fn of(called: Result<Outcome, mcp::Error>) -> (ToolCallState, String, u32) {
    match called {
        Ok(outcome) => {
            let state = if outcome.is_error {
                ToolCallState::Failed
            } else {
                ToolCallState::Done
            };
            let images = u32::try_from(outcome.images.len()).unwrap_or(u32::MAX);
            (state, text(&outcome), images)
        }
        Err(error) => (ToolCallState::Failed, failure(&error), 0),
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
        1 => parts.push("(A picture came with it, which cannot be shown here.)".into()),
        count => parts.push(format!(
            "({count} pictures came with it, which cannot be shown here.)"
        )),
    }
    if !outcome.left_out.is_empty() {
        parts.push(format!("(Left out: {}.)", outcome.left_out.join(", ")));
    }
    let mut text = parts.join("\n\n");
    text.truncate(text.floor_char_boundary(LONGEST));
    text
}
