//! Calls of tools: stored before they run, ended with their reply.

use contract::message::MessageStatus;
use contract::tool::{ToolCall, ToolCallState};
use contract::{Code, ConversationId, ProviderId, ToolCallId};

use super::{Folder, at, completed, exchange, fresh, stopped};
use crate::{CallChange, KeptCall};

fn call(state: ToolCallState) -> KeptCall {
    KeptCall {
        call: ToolCall {
            id: ToolCallId(fresh()),
            at: 3,
            server: "Files".into(),
            tool: "read".into(),
            title: String::new(),
            arguments: "{}".into(),
            state,
            result: String::new(),
            images: 0,
            created_at: at(5),
            ended_at: None,
        },
        round: 0,
        offered: "files__read".into(),
        vendor_call: "call_1".into(),
        provider: ProviderId("openai".into()),
        echo: Some("[]".into()),
    }
}

fn change(state: ToolCallState) -> CallChange {
    CallChange {
        state,
        result: "text".into(),
        images: 2,
        now: at(9),
    }
}

#[tokio::test]
async fn calls_are_kept_in_order_and_loaded_with_their_reply() {
    let folder = Folder::new();
    let store = folder.open().await;
    let new = exchange(ConversationId(fresh()), true, "q");
    let sent = store.add_exchange(new).await.unwrap();
    let (first, second) = (call(ToolCallState::Running), call(ToolCallState::Asked));
    for kept in [&first, &second] {
        store.add_call(sent.reply.id, kept).await.unwrap();
    }
    let done = store
        .change_call(first.call.id, &change(ToolCallState::Done))
        .await
        .unwrap();
    assert_eq!(
        (done.result.as_str(), done.images, done.ended_at),
        ("text", 2, Some(at(9)))
    );
    let late = store
        .change_call(first.call.id, &change(ToolCallState::Failed))
        .await;
    assert_eq!(late.unwrap_err().code, Code::Conflict, "it is over");
    let message = store.message(sent.reply.id).await.unwrap();
    assert_eq!(message.calls, [done.clone(), second.call.clone()]);
    let kept = store.calls(&[sent.reply.id]).await.unwrap();
    let expected = [
        KeptCall {
            call: done,
            ..first
        },
        second,
    ];
    assert_eq!(kept[&sent.reply.id], expected);

    let end = store
        .finish_reply(sent.reply.id, completed())
        .await
        .unwrap();
    assert_eq!(
        end.calls[1].state,
        ToolCallState::Cancelled,
        "nothing runs on"
    );
    let late = store
        .add_call(sent.reply.id, &call(ToolCallState::Asked))
        .await;
    assert_eq!(late.unwrap_err().code, Code::Conflict, "the reply is over");
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_crash_interrupts_what_ran_and_a_stop_cancels_it() {
    let folder = Folder::new();
    let store = folder.open().await;
    for (crashed, state) in [
        (true, ToolCallState::Interrupted),
        (false, ToolCallState::Cancelled),
    ] {
        let new = exchange(ConversationId(fresh()), true, "q");
        let reply = store.add_exchange(new).await.unwrap().reply.id;
        store
            .add_call(reply, &call(ToolCallState::Running))
            .await
            .unwrap();
        if crashed {
            store.recover(|_| false, at(10)).await.unwrap();
        } else {
            store.finish_reply(reply, stopped()).await.unwrap();
        }
        let message = store.message(reply).await.unwrap();
        assert_ne!(message.status, MessageStatus::Streaming);
        assert_eq!(message.calls[0].state, state);
    }
    store.close().await.unwrap();
}
