//! Streaming replies: how they arrive, end, fail, stop and survive.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::{
    Stage, Step, UnderWay, ask, end_of, messages, question, question_in, stage, under_way, until,
};
use contract::conversation::DeleteConversation;
use contract::event::{ReplyPhase, ReplyProgress};
use contract::message::{
    ContinueReply, FinishReason, Message, MessageStatus, ReplyOptions, RetryReply, Role,
    SelectBranch, SendMessage, StopReply, Usage,
};
use contract::settings::SettingsPatch;
use contract::{Code, Event, Handlers, MessageId, ModelId};
use studio::source::{Spoken, Turn};

#[tokio::test]
async fn a_reply_streams_and_is_kept() {
    let stage = stage().await;
    stage.script.reply([
        Step::Say(Ok(Spoken::Waiting(ReplyPhase::Loading { fraction: 0.5 }))),
        Step::Say(Ok(Spoken::Trimmed(2))),
        Step::text("Grü"),
        Step::text(""),
        Step::text("n."),
        Step::done(3),
    ]);
    let mut events = stage.studio.events();
    let sent = stage
        .studio
        .send_message(question("  Name a colour.\nPlease."))
        .await
        .unwrap();
    assert_eq!(
        sent.conversation.title, "Name a colour.",
        "the first line is the title"
    );
    assert_eq!(
        sent.message.text, "  Name a colour.\nPlease.",
        "what was typed is not touched"
    );
    assert_eq!(
        (sent.reply.status, sent.reply.text.as_str()),
        (MessageStatus::Streaming, "")
    );

    let mut text = String::new();
    let mut waits = Vec::new();
    let end = until(&mut events, |event| match event {
        Event::ReplyDelta(delta) => {
            assert_eq!(
                delta.offset,
                text.len() as u64,
                "one listener gets each byte once"
            );
            assert!(!delta.text.is_empty(), "an empty delta says nothing");
            text.push_str(&delta.text);
            None
        }
        Event::ReplyProgress(ReplyProgress { phase, message, .. }) => {
            assert_eq!(message, sent.reply.id);
            waits.push(phase);
            None
        }
        Event::MessageChanged(message) if message.status == MessageStatus::Complete => {
            (message.id == sent.reply.id).then_some(message)
        }
        _ => None,
    })
    .await;
    assert_eq!(text, "Grün.", "all text is told before the end is");
    assert_eq!(waits, [ReplyPhase::Loading { fraction: 0.5 }]);
    let info = end.reply.clone().unwrap();
    assert_eq!(
        info.usage,
        Some(Usage {
            input_tokens: 7,
            output_tokens: 3,
            ..Usage::default()
        })
    );
    assert_eq!((info.finish, info.trimmed), (Some(FinishReason::Stop), 2));
    assert!(
        info.timing
            .is_some_and(|timing| timing.first_token_ms <= timing.total_ms)
    );
    assert_eq!(
        messages(&stage.studio, sent.conversation.id).await,
        [sent.message, end],
        "what is told is what is stored"
    );
}

#[tokio::test]
async fn ten_thousand_deltas_arrive_as_few_events_and_one_text() {
    let stage = stage().await;
    let expected: String = (0..10_000).map(|n| format!("wörd{n} ")).collect();
    let mut steps: Vec<Step> = (0..10_000)
        .map(|n| Step::text(&format!("wörd{n} ")))
        .collect();
    steps.push(Step::done(10_000));
    let mut events = stage.studio.events();
    stage.script.reply(steps);
    let sent = stage.studio.send_message(question("Go")).await.unwrap();
    let (mut text, mut deltas) = (String::new(), 0);
    let end = until(&mut events, |event| match event {
        Event::ReplyDelta(delta) => {
            deltas += 1;
            text.push_str(&delta.text);
            None
        }
        Event::MessageChanged(message) => (message.status == MessageStatus::Complete
            && message.id == sent.reply.id)
            .then_some(message),
        _ => None,
    })
    .await;
    assert_eq!(end.text, expected);
    assert_eq!(text, expected);
    assert!(
        deltas < 5_000,
        "{deltas} events: deltas that come together are told together"
    );
}

#[tokio::test]
async fn the_branch_is_the_prompt() {
    let stage = stage().await;
    stage.script.reply([Step::text("Red."), Step::done(1)]);
    let (sent, _) = ask(&stage.studio, question("A colour?")).await;
    stage.script.reply([Step::text("Blue."), Step::done(1)]);
    let patch = SettingsPatch {
        temperature: Some(0.25),
        ..SettingsPatch::default()
    };
    stage.studio.change_settings(patch).await.unwrap();
    let options = ReplyOptions {
        model: Some(ModelId("other".into())),
        system: Some("Be brief.".into()),
        max_tokens: Some(9),
        seed: Some(4),
        ..ReplyOptions::default()
    };
    let request = SendMessage {
        options,
        ..question_in(sent.conversation.id, "Another?")
    };
    let (second, end) = ask(&stage.studio, request).await;

    let prompt = stage.script.asked().pop().unwrap();
    let turn = |role, text: &str| Turn {
        pictures: Vec::new(),
        role,
        text: text.into(),
        calls: Vec::new(),
    };
    assert_eq!(
        prompt.turns,
        [
            turn(Role::User, "A colour?"),
            turn(Role::Assistant, "Red."),
            turn(Role::User, "Another?")
        ]
    );
    assert_eq!(prompt.model, ModelId("other".into()));
    assert_eq!(prompt.system.as_deref(), Some("Be brief."));
    assert_eq!(
        (prompt.temperature, prompt.max_tokens),
        (Some(0.25), Some(9)),
        "option before setting"
    );
    assert_eq!((prompt.seed, prompt.prefix), (Some(4), None));
    assert_eq!(end.reply.unwrap().model, ModelId("other".into()));
    assert_eq!(
        second.conversation.title, "A colour?",
        "only the first message gives a title"
    );
}

#[tokio::test]
async fn a_stopped_reply_keeps_what_arrived_and_can_go_on() {
    // The script's end would be the reply's: it is held until the stop.
    let UnderWay {
        stage,
        live: _live,
        sent,
        ..
    } = under_way("one, ").await;
    let studio = &stage.studio;
    let reply = sent.reply.id;

    let busy = studio
        .send_message(question_in(sent.conversation.id, "And?"))
        .await
        .unwrap_err();
    assert_eq!(
        busy.code,
        Code::Conflict,
        "the next message must follow the whole reply"
    );
    let options = ReplyOptions::default();
    let busy = studio
        .retry_reply(RetryReply { reply, options })
        .await
        .unwrap_err();
    assert_eq!(busy.code, Code::Conflict);
    let busy = studio
        .continue_reply(ContinueReply { reply })
        .await
        .unwrap_err();
    assert_eq!(busy.code, Code::Conflict);

    studio.stop_reply(StopReply { reply }).await.unwrap();
    let stopped = messages(studio, sent.conversation.id).await.pop().unwrap();
    assert_eq!(
        (stopped.status, stopped.text.as_str()),
        (MessageStatus::Stopped, "one, ")
    );
    studio
        .stop_reply(StopReply { reply })
        .await
        .expect("stopping twice is no error");

    stage.script.reply([Step::text("two."), Step::done(2)]);
    let mut events = studio.events();
    let resumed = studio
        .continue_reply(ContinueReply { reply })
        .await
        .unwrap();
    assert_eq!(
        (resumed.id, resumed.text.as_str()),
        (reply, "one, "),
        "the same reply goes on"
    );
    let mut first = None;
    let end = until(&mut events, |event| match event {
        Event::ReplyDelta(delta) => {
            first.get_or_insert((delta.offset, delta.text));
            None
        }
        Event::MessageChanged(message) => {
            (message.status == MessageStatus::Complete).then_some(message)
        }
        _ => None,
    })
    .await;
    assert_eq!(
        first,
        Some((5, "two.".to_owned())),
        "offsets count from the reply's start"
    );
    assert_eq!(end.text, "one, two.");
    assert_eq!(
        stage.script.asked().pop().unwrap().prefix.as_deref(),
        Some("one, ")
    );
    let complete = studio
        .continue_reply(ContinueReply { reply })
        .await
        .unwrap_err();
    assert_eq!(
        complete.code,
        Code::Conflict,
        "a whole reply has nothing to go on with"
    );
}

#[tokio::test]
async fn a_failing_source_leaves_a_failed_reply() {
    let stage = stage().await;
    for (steps, code) in [
        (
            vec![Step::text("so far"), Step::fails(Code::ModelTooLarge)],
            Code::ModelTooLarge,
        ),
        (vec![Step::text("so far"), Step::Panic], Code::Internal),
        (vec![Step::text("so far")], Code::Internal),
        (
            vec![Step::text("so far"), Step::fails(Code::Cancelled)],
            Code::Cancelled,
        ),
    ] {
        stage.script.reply(steps);
        let (sent, end) = ask(&stage.studio, question("Hi")).await;
        assert_eq!(end.status, MessageStatus::Failed, "{code:?}");
        assert_eq!(end.error.as_ref().map(|error| error.code), Some(code));
        assert_eq!(end.text, "so far", "what had arrived is kept");

        stage.script.reply([Step::text("better"), Step::done(1)]);
        let mut events = stage.studio.events();
        let options = ReplyOptions::default();
        let retry = RetryReply {
            reply: end.id,
            options,
        };
        let again = stage.studio.retry_reply(retry).await.unwrap();
        assert_eq!(
            again.siblings.ids,
            [end.id, again.id],
            "the old reply stays beside it"
        );
        assert_eq!(end_of(&mut events, again.id).await.text, "better");
        let shown = messages(&stage.studio, sent.conversation.id).await;
        assert_eq!(shown.last().map(|message| message.id), Some(again.id));
        let old = stage
            .studio
            .select_branch(SelectBranch { message: end.id })
            .await
            .unwrap();
        assert_eq!(
            old.page.messages.last().map(|message| message.id),
            Some(end.id)
        );
    }
}

/// A reply that is to be continued, by the steps of its first run.
async fn ended_early(stage: &Stage, steps: impl IntoIterator<Item = Step>) -> Message {
    stage.script.reply(steps);
    ask(&stage.studio, question("Count")).await.1
}

/// Continues `reply` and returns it as that ended.
async fn continued(
    stage: &Stage,
    reply: &Message,
    steps: impl IntoIterator<Item = Step>,
) -> Message {
    let mut events = stage.studio.events();
    stage.script.reply(steps);
    let asked = ContinueReply { reply: reply.id };
    stage.studio.continue_reply(asked).await.unwrap();
    end_of(&mut events, reply.id).await
}

fn cut_off() -> [Step; 2] {
    [Step::text("one, "), Step::Done(2, FinishReason::Length)]
}

#[tokio::test]
async fn a_continue_that_fails_can_be_tried_again() {
    let stage = stage().await;
    let old = ended_early(&stage, cut_off()).await;
    let failed = continued(&stage, &old, [Step::fails(Code::ModelTooLarge)]).await;
    assert_eq!(
        failed.error.as_ref().map(|error| error.code),
        Some(Code::ModelTooLarge),
        "the user learns why nothing came"
    );
    let as_before = Message {
        error: None,
        ..failed.clone()
    };
    assert_eq!(as_before, old, "or Continue would be lost with its reason");
    let shown = messages(&stage.studio, old.conversation).await;
    assert_eq!(
        shown.last(),
        Some(&failed),
        "what is told is what is stored"
    );

    let full = continued(&stage, &old, [Step::fails(Code::ContextTooLong)]).await;
    let error = full.error.unwrap();
    assert_eq!(error.code, Code::ContextTooLong);
    assert!(
        error.message.contains("reply"),
        "it is not the user's message that is too long: {error}"
    );

    let whole = continued(&stage, &old, [Step::text("two."), Step::done(1)]).await;
    assert_eq!(
        (whole.status, whole.text.as_str(), whole.error),
        (MessageStatus::Complete, "one, two.", None)
    );
}

#[tokio::test]
async fn a_continue_that_is_stopped_before_its_text_changes_nothing() {
    let stage = stage().await;
    let old = ended_early(&stage, cut_off()).await;
    let mut events = stage.studio.events();
    let _live = stage.script.live();
    let reply = old.id;
    let asked = ContinueReply { reply };
    stage.studio.continue_reply(asked).await.unwrap();
    stage.studio.stop_reply(StopReply { reply }).await.unwrap();
    assert_eq!(end_of(&mut events, reply).await, old);
}

#[tokio::test]
async fn a_failed_reply_with_text_can_go_on() {
    let stage = stage().await;
    let steps = [Step::text("one, "), Step::fails(Code::Internal)];
    let old = ended_early(&stage, steps).await;
    assert_eq!(old.status, MessageStatus::Failed);
    let steps = [Step::text("two, "), Step::fails(Code::StorageBusy)];
    let more = continued(&stage, &old, steps).await;
    assert_eq!(
        (more.status, more.text.as_str()),
        (MessageStatus::Failed, "one, two, "),
        "a failure after new text is the reply's own"
    );
    assert_eq!(more.error.map(|error| error.code), Some(Code::StorageBusy));
    let whole = continued(&stage, &old, [Step::text("three."), Step::done(1)]).await;
    assert_eq!(whole.text, "one, two, three.");
    let prompt = stage.script.asked().pop().unwrap();
    assert_eq!(prompt.prefix.as_deref(), Some("one, two, "));

    let empty = ended_early(&stage, [Step::fails(Code::Internal)]).await;
    let nothing = ContinueReply { reply: empty.id };
    let refused = stage.studio.continue_reply(nothing).await.unwrap_err();
    assert_eq!(
        refused.code,
        Code::Conflict,
        "without a word there is nothing to go on from"
    );
}

#[tokio::test]
async fn deleting_a_conversation_stops_its_reply() {
    let UnderWay {
        stage,
        live,
        mut events,
        sent,
    } = under_way("one").await;
    let id = sent.conversation.id;
    stage
        .studio
        .delete_conversation(DeleteConversation { id })
        .await
        .unwrap();
    assert_eq!(
        end_of(&mut events, sent.reply.id).await.status,
        MessageStatus::Stopped
    );
    until(&mut events, |event| {
        (event == Event::ConversationRemoved(id)).then_some(())
    })
    .await;
    assert!(
        live.is_closed(),
        "nothing goes on computing for a deleted conversation"
    );
}

#[tokio::test]
async fn what_cannot_be_asked_stores_nothing() {
    let stage = stage().await;
    let studio = &stage.studio;
    let with = |options| SendMessage {
        options,
        ..question("Hi")
    };
    let nobody = MessageId(uuid::Uuid::nil());
    for (request, code) in [
        (question(" \n"), Code::InvalidInput),
        (
            with(ReplyOptions {
                temperature: Some(3.0),
                ..ReplyOptions::default()
            }),
            Code::InvalidInput,
        ),
        (
            with(ReplyOptions {
                model: Some(ModelId("missing".into())),
                ..ReplyOptions::default()
            }),
            Code::ModelMissing,
        ),
        (
            SendMessage {
                parent: Some(nobody),
                ..question("Hi")
            },
            Code::InvalidInput,
        ),
        (
            question_in(contract::ConversationId(uuid::Uuid::nil()), "Hi"),
            Code::NotFound,
        ),
    ] {
        assert_eq!(
            studio.send_message(request.clone()).await.unwrap_err().code,
            code,
            "{request:?}"
        );
    }
    let page = studio.list_conversations(Default::default()).await.unwrap();
    assert_eq!(
        page.conversations,
        [],
        "a refused message leaves no empty conversation"
    );

    stage.script.reply([Step::done(0)]);
    let (sent, end) = ask(studio, question("Hi")).await;
    let user = sent.message.id;
    let options = ReplyOptions::default();
    let not_a_reply = studio
        .retry_reply(RetryReply {
            reply: user,
            options,
        })
        .await
        .unwrap_err();
    assert_eq!(not_a_reply.code, Code::InvalidInput);
    let follows_user = SendMessage {
        parent: Some(user),
        ..question_in(sent.conversation.id, "x")
    };
    assert_eq!(
        studio.send_message(follows_user).await.unwrap_err().code,
        Code::InvalidInput
    );
    stage.script.reply([Step::done(0)]);
    let (other, _) = ask(studio, question("Other")).await;
    let elsewhere = SendMessage {
        parent: Some(end.id),
        ..question_in(other.conversation.id, "x")
    };
    assert_eq!(
        studio.send_message(elsewhere).await.unwrap_err().code,
        Code::InvalidInput
    );
}
