//! A server of tools: confirmed, called by a model, and asked for.

use contract::message::MessageStatus;
use contract::tool::ToolCallState;
use e2e::vendors::{self, Vendors};
use e2e::{Chord, Home, Pulse, Result, journey, tools, word};
use thirtyfour::Key;

#[tokio::test]
async fn a_tool_is_called_only_after_its_server_and_the_call_were_allowed() -> Result {
    let (home, sandbox) = (Home::with_model()?, Vendors::start().await?);
    let pulse = vendors::start_with(&home, &sandbox, &[("openai", "OpenAI")]).await?;

    // Given up, the server is kept and does not start; the focus was on the way out.
    tools::open_settings(&pulse).await?;
    tools::enter(&pulse).await?;
    pulse.press(Key::Enter).await?;
    pulse.see(&word("tool-unconfirmed")?).await?;
    ask(&pulse).await?;
    let reply = journey::reply(&pulse).await?;
    assert!(
        reply.calls.is_empty(),
        "nothing is offered: {:?}",
        reply.calls
    );

    tools::open_settings(&pulse).await?;
    pulse.click("button", &word("tool-look")?).await?;
    tools::allow(&pulse).await?;
    ask(&pulse).await?;
    pulse.get("button", &word("call-no")?).await?;
    pulse.click("button", &word("call-once")?).await?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(reply.status, MessageStatus::Complete, "{:?}", reply.error);
    let states: Vec<_> = reply.calls.iter().map(|call| call.state).collect();
    assert_eq!(states, [ToolCallState::Done]);

    // Refused, the model is told so and answers without.
    ask(&pulse).await?;
    pulse.click("button", &word("call-no")?).await?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(reply.calls[0].state, ToolCallState::Refused);
    assert_eq!(reply.status, MessageStatus::Complete);
    pulse.quit().await
}

async fn ask(pulse: &Pulse) -> Result {
    pulse.press(Chord::ctrl("n")).await?;
    journey::composer(pulse).await?;
    vendors::pick(pulse, "luna", "GPT-6 Luna").await?;
    journey::ask(pulse, "sandbox: tool").await
}
