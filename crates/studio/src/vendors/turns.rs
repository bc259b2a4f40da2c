//! A prompt's turns in the terms of the vendors' protocols, calls of tools included.

use contract::message::Role;
use providers::{Content, Image, Turn};

use crate::source::{self, Called, Prompt};

/// What a reply that is gone on from is followed by: the newest models do not take a reply's beginning.
const GO_ON: &str = "Go on exactly where your last message ends, in the middle of the word if need be. \
    Do not repeat anything of it and do not comment.";

/// Before pictures that the model made, where the user's turn has to show them.
const MADE: &str = "[The pictures of your last message:]";

/// The turns. Where no tools are offered, earlier calls are left out: vendors refuse them then.
/// `shows_made`: whether the protocol lets a model's turn hold the pictures that it made; else they stand
/// at the beginning of the user's next turn.
pub(super) fn of(prompt: &Prompt, shows_made: bool) -> Vec<Turn> {
    let mut turns = Vec::with_capacity(prompt.turns.len() + 2);
    let mut made = Vec::new();
    let shown = |calls: &'_ [Called]| !prompt.tools.is_empty() && !calls.is_empty();
    for turn in &prompt.turns {
        let calls = if shown(&turn.calls) {
            &turn.calls[..]
        } else {
            &[]
        };
        let pictures = shown_pictures(turn);
        if turn.role == Role::User {
            add(&mut turns, Role::User, std::mem::take(&mut made));
            // Pictures before the words about them, as vendors advise.
            add(&mut turns, Role::User, pictures);
            put(&mut turns, Role::User, &turn.text, calls);
            continue;
        }
        put(&mut turns, Role::Assistant, &turn.text, calls);
        if shows_made {
            add(&mut turns, Role::Assistant, pictures);
        } else if !pictures.is_empty() {
            made.push(Content::Text(MADE.into()));
            made.extend(pictures);
        }
    }
    let calls = if shown(&prompt.calls) {
        &prompt.calls[..]
    } else {
        &[]
    };
    put(
        &mut turns,
        Role::Assistant,
        prompt.prefix.as_deref().unwrap_or_default(),
        calls,
    );
    if turns
        .last()
        .is_some_and(|last| last.role == Role::Assistant)
    {
        add(&mut turns, Role::User, vec![Content::Text(GO_ON.into())]);
    }
    turns
}

fn shown_pictures(turn: &source::Turn) -> Vec<Content> {
    let pictures = turn.pictures.iter().map(|picture| {
        Content::Image(Image {
            media_type: picture.media_type.clone(),
            bytes: picture.bytes.to_vec(),
        })
    });
    pictures.collect()
}

/// A turn as it went: text, calls, what came of them, more text.
fn put(turns: &mut Vec<Turn>, role: Role, text: &str, calls: &[Called]) {
    let mut from = 0;
    for together in calls.chunk_by(|one, next| one.round == next.round) {
        // A text that was cut off by a crash may end before its calls.
        let to = together.first().map_or(0, |call| call.at);
        let to = text.floor_char_boundary(to.max(from));
        let mut content = said(&text[from..to]);
        content.extend(
            together
                .iter()
                .map(|one| Content::ToolCall(one.call.clone())),
        );
        add(turns, role, content);
        let results = together
            .iter()
            .map(|one| Content::ToolResult(one.result.clone()));
        add(turns, Role::User, results.collect());
        from = to;
    }
    add(turns, role, said(&text[from..]));
}

fn said(text: &str) -> Vec<Content> {
    // Vendors refuse blank pieces.
    let blank = text.trim().is_empty();
    (!blank)
        .then(|| Content::Text(text.to_owned()))
        .into_iter()
        .collect()
}

/// Adds to the last turn if it is of the same role: they alternate.
fn add(turns: &mut Vec<Turn>, role: Role, content: Vec<Content>) {
    match turns.last_mut() {
        _ if content.is_empty() => {}
        Some(last) if last.role == role => last.content.extend(content),
        _ => turns.push(Turn { role, content }),
    }
}

#[cfg(test)]
mod tests {
    use contract::ModelId;
    use providers::{ToolCall, ToolResult};
    use serde_json::json;

    use super::*;

    fn called(at: usize, round: u32, id: &str) -> Called {
        Called {
            at,
            round,
            call: ToolCall {
                id: id.into(),
                name: "t".into(),
                arguments: json!({}),
                echo: None,
            },
            result: ToolResult {
                id: id.into(),
                name: "t".into(),
                text: "r".into(),
                failed: false,
            },
        }
    }

    /// `a` for text, `c` for a call, `r` for a result, by turn.
    fn shape(turns: &[Turn]) -> Vec<(Role, String)> {
        let piece = |content: &Content| match content {
            Content::Text(text) if text == GO_ON => "…".to_owned(),
            Content::Text(text) => text.clone(),
            Content::ToolCall(call) => format!("<{}", call.id),
            Content::ToolResult(result) => format!(">{}", result.id),
            Content::Image(_) => "image".to_owned(),
        };
        let turn = |turn: &Turn| (turn.role, turn.content.iter().map(piece).collect());
        turns.iter().map(turn).collect()
    }

    fn prompt(prefix: &str, calls: Vec<Called>, before: Vec<Called>) -> Prompt {
        let turn = |role, text: &str, calls| source::Turn {
            role,
            text: text.into(),
            calls,
            pictures: Vec::new(),
        };
        Prompt {
            turns: vec![
                turn(Role::User, "q", vec![]),
                turn(Role::Assistant, "ab", before),
                turn(Role::User, "p", vec![]),
            ],
            prefix: Some(prefix.to_owned()).filter(|text| !text.is_empty()),
            calls,
            tools: vec![providers::Tool {
                name: "t".into(),
                description: String::new(),
                schema: json!({}),
            }],
            ..Prompt::new(ModelId("m".into()))
        }
    }

    #[test]
    fn text_and_calls_keep_their_order_and_roles_alternate() {
        use Role::{Assistant, User};
        let before = vec![
            called(1, 0, "1"),
            called(1, 0, "2"),
            called(1, 1, "3"),
            called(2, 2, "4"),
        ];
        let prompt = prompt("xy", vec![called(2, 0, "5")], before);
        let expected = [
            (User, "q"),
            (Assistant, "a<1<2"),
            (User, ">1>2"),
            (Assistant, "<3"),
            (User, ">3"),
            (Assistant, "b<4"),
            (User, ">4p"),
            (Assistant, "xy<5"),
            (User, ">5"),
        ]
        .map(|(role, text)| (role, text.to_owned()));
        assert_eq!(shape(&of(&prompt, false)), expected);
    }

    #[test]
    fn a_model_sees_what_it_made_where_its_protocol_takes_it() {
        use Role::{Assistant, User};
        let mut prompt = prompt("", vec![], vec![]);
        prompt.turns[1].pictures = vec![source::Picture {
            media_type: "image/png".into(),
            bytes: [1].into(),
        }];
        let turns = |prompt: &Prompt, shows_made| {
            let turns = shape(&of(prompt, shows_made));
            turns.into_iter().skip(1).collect::<Vec<_>>()
        };
        let own = [(Assistant, "abimage".to_owned()), (User, "p".to_owned())];
        assert_eq!(turns(&prompt, true), own);
        let next = [
            (Assistant, "ab".to_owned()),
            (User, format!("{MADE}imagep")),
        ];
        assert_eq!(turns(&prompt, false), next);
        prompt.turns[1].text = String::new();
        assert!(
            turns(&prompt, false).is_empty(),
            "a picture alone: the user's two turns are one"
        );
    }

    #[test]
    fn a_beginning_without_a_call_at_its_end_is_asked_to_go_on() {
        let turns = of(&prompt("xy", vec![called(1, 0, "5")], vec![]), false);
        assert_eq!(shape(&turns).last().map(|turn| turn.1.as_str()), Some("…"));
        let cut = of(&prompt("ż", vec![called(9, 0, "5")], vec![]), false);
        assert_eq!(
            shape(&cut)[3].1,
            "ż<5",
            "a place behind a text that was cut off"
        );
    }

    #[test]
    fn without_tools_there_are_no_calls() {
        let mut prompt = prompt("x", vec![called(1, 0, "5")], vec![called(1, 0, "1")]);
        prompt.tools.clear();
        let all: String = shape(&of(&prompt, false))
            .into_iter()
            .map(|turn| turn.1)
            .collect();
        assert_eq!(all, "qabpx…");
    }
}
