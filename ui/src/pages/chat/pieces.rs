//! A reply that is more than a text: its calls of tools and its pictures, between the parts of the text.

use contract::attachment::Attachment;
use contract::message::{Message, MessageStatus};
use contract::tool::ToolCall;
use yew::prelude::*;

use super::calls::CallCard;
use super::pictures::{self, Figure};
use super::replies::Watch;
use super::row::RowProps;
use crate::markdown::view::Passage;

/// What stands between two parts of a text.
enum Piece<'a> {
    Picture(&'a Attachment),
    Call(&'a ToolCall),
}

impl Piece<'_> {
    /// So many bytes of the text come before it.
    fn at(&self) -> u64 {
        match self {
            Self::Picture(picture) => picture.made.map_or(0, |made| made.at),
            Self::Call(call) => call.at,
        }
    }
}

/// Whether a reply has more than its text.
pub fn has_pieces(message: &Message) -> bool {
    !message.calls.is_empty() || !message.attachments.is_empty()
}

/// The text of a reply with calls and pictures, in the order in which it came.
#[component]
pub fn WithPieces(props: &RowProps) -> Html {
    let update = use_force_update();
    let id = props.message.id;
    use_effect_with((id, props.replies.clone()), move |(id, replies)| {
        let watch: Watch = replies
            .0
            .watch(*id, Callback::from(move |()| update.force_update()));
        move || drop(watch)
    });
    let text = props.replies.text(&props.message);
    let live = props.message.status == MessageStatus::Streaming;
    let pieces = in_order(&props.message);
    let places: Vec<u64> = pieces.iter().map(Piece::at).collect();
    let parts = parts(&text, &places);
    let last = parts.len().saturating_sub(1);
    let part = |(index, part): (usize, &str)| {
        html! {
            <>
                <Passage key={format!("text-{index}")} text={part.to_owned()} streaming={live && index == last} />
                { pieces.get(index).map(|piece| shown(piece, props)).unwrap_or_default() }
            </>
        }
    };
    parts.into_iter().enumerate().map(part).collect()
}

fn shown(piece: &Piece<'_>, props: &RowProps) -> Html {
    match piece {
        Piece::Picture(picture) => {
            html! { <Figure key={picture.id.to_string()} picture={(*picture).clone()} /> }
        }
        Piece::Call(call) => html! {
            <CallCard
                key={call.id.to_string()}
                call={(*call).clone()}
                pictures={pictures::of_call(&props.message, call.id)}
                act={props.act.clone()}
            />
        },
    }
}

/// Pictures and calls by their places. Where both stand at the same place, a model showed before it called.
fn in_order(message: &Message) -> Vec<Piece<'_>> {
    let made = pictures::by_model(message).into_iter().map(Piece::Picture);
    let mut pieces: Vec<_> = made.chain(message.calls.iter().map(Piece::Call)).collect();
    pieces.sort_by_key(Piece::at);
    pieces
}

/// The text before each place, and behind the last.
fn parts<'a>(text: &'a str, places: &[u64]) -> Vec<&'a str> {
    let mut from = 0;
    let mut parts = Vec::with_capacity(places.len() + 1);
    for at in places {
        let to = usize::try_from(*at).unwrap_or(usize::MAX);
        // Its text may be behind it on the way here.
        let to = text.floor_char_boundary(to.max(from));
        parts.push(&text[from..to]);
        from = to;
    }
    parts.push(&text[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use contract::attachment::AttachmentKind;
    use contract::picture::Made;
    use contract::tool::ToolCallState;

    use super::super::testing;
    use super::*;

    #[test]
    fn text_and_pieces_stand_in_their_order() {
        assert_eq!(parts("abcdef", &[0, 3, 3, 5]), ["", "abc", "", "de", "f"]);
        assert_eq!(
            parts("ab", &[0, 3, 3, 5]),
            ["", "ab", "", "", ""],
            "text that is not here yet"
        );
        assert_eq!(parts("aż", &[2]), ["a", "ż"]);
    }

    #[test]
    fn a_tools_picture_stands_in_its_card_and_a_models_in_the_text() {
        let call = |number: u8, at| ToolCall {
            at,
            ..testing::call(number, ToolCallState::Done)
        };
        let picture = |number: u8, at, call| Attachment {
            id: contract::AttachmentId(testing::id(number).0),
            name: format!("{number}"),
            kind: AttachmentKind::Image {
                media_type: "image/png".into(),
                width: 1,
                height: 1,
            },
            bytes: 1,
            tokens: None,
            left_out: None,
            made: Some(Made { at, call }),
        };
        let mut message = testing::message(2, Some(1), &[2]);
        assert!(!has_pieces(&message));
        message.calls = vec![call(1, 2), call(2, 5)];
        let of_call = Some(message.calls[1].id);
        message.attachments = vec![
            picture(7, 9, None),
            picture(8, 5, of_call),
            picture(9, 2, None),
        ];
        assert!(has_pieces(&message));
        let order: Vec<String> = in_order(&message)
            .iter()
            .map(|piece| match piece {
                Piece::Picture(picture) => picture.name.clone(),
                Piece::Call(call) => format!("call at {}", call.at),
            })
            .collect();
        assert_eq!(order, ["9", "call at 2", "call at 5", "7"]);
        let of = pictures::of_call(&message, message.calls[1].id);
        assert_eq!(of.len(), 1);
        assert!(pictures::of_call(&message, message.calls[0].id).is_empty());
    }
}
