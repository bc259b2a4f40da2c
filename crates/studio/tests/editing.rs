//! A message that is said anew: the branch that it begins.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::{Step, ask, messages, question, question_in, stage, under_way};
use contract::message::{MessageStatus, Role, SendMessage};
use contract::{Code, ConversationId, Handlers, MessageId};

fn instead_of(message: MessageId, conversation: ConversationId, text: &str) -> SendMessage {
    SendMessage {
        replaces: Some(message),
        ..question_in(conversation, text)
    }
}

#[tokio::test]
async fn a_first_message_said_anew_is_asked_without_the_old_one() {
    let stage = stage().await;
    stage.script.reply([Step::text("Gren."), Step::done(1)]);
    let (sent, _) = ask(&stage.studio, question("Name a clour.")).await;
    let id = sent.conversation.id;
    stage.script.reply([Step::text("Green."), Step::done(1)]);
    let anew = instead_of(sent.message.id, id, "Name a colour.");
    let (second, end) = ask(&stage.studio, anew).await;
    assert_eq!(end.status, MessageStatus::Complete);
    assert_eq!(
        second.message.siblings.ids,
        [sent.message.id, second.message.id]
    );
    let prompt = stage.script.asked().pop().unwrap();
    let turns: Vec<_> = prompt.turns.iter().map(|turn| turn.text.as_str()).collect();
    assert_eq!(turns, ["Name a colour."], "the model sees one branch");
    let shown = messages(&stage.studio, id).await;
    assert_eq!(shown.len(), 2);
    assert_eq!(
        (shown[0].role, shown[0].id),
        (Role::User, second.message.id)
    );
}

#[tokio::test]
async fn what_cannot_be_replaced_is_refused() {
    let scene = under_way("one").await;
    let (studio, sent) = (&scene.stage.studio, &scene.sent);
    let id = sent.conversation.id;
    let code = async |request| studio.send_message(request).await.unwrap_err().code;
    assert_eq!(
        code(instead_of(sent.message.id, id, "x")).await,
        Code::Conflict,
        "a reply is arriving"
    );
    scene.live.send(Step::done(1)).unwrap();
    let mut events = scene.events;
    common::end_of(&mut events, sent.reply.id).await;
    assert_eq!(
        code(instead_of(sent.reply.id, id, "x")).await,
        Code::InvalidInput,
        "a reply is not said by the user"
    );
    let without = SendMessage {
        conversation: None,
        ..instead_of(sent.message.id, id, "x")
    };
    assert_eq!(code(without).await, Code::InvalidInput);
    let both = SendMessage {
        parent: Some(sent.reply.id),
        ..instead_of(sent.message.id, id, "x")
    };
    assert_eq!(code(both).await, Code::InvalidInput);
}
