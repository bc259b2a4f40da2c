//! Several models answer one message side by side.

use contract::message::{Message, MessageStatus};
use e2e::vendors::{self, Vendors};
use e2e::{Home, Pulse, Result, SHORT, TOKENS, journey, word};
use thirtyfour::Key;

async fn with_two(home: &Home, sandbox: &Vendors) -> Result<Pulse> {
    let both = [("openai", "OpenAI"), ("anthropic", "Anthropic")];
    let pulse = vendors::start_with(home, sandbox, &both).await?;
    vendors::pick(&pulse, "luna", "GPT-6 Luna").await?;
    Ok(pulse)
}

/// The replies side by side at the end of the newest conversation, as soon as all of them are over.
async fn replies(pulse: &Pulse) -> Result<Vec<Message>> {
    pulse
        .wait(TOKENS, "the replies side by side to end", async || {
            let Some(view) = journey::newest(pulse).await? else {
                return Ok(None);
            };
            let last = view.page.messages.last().cloned();
            let all: Vec<_> = last.into_iter().chain(view.page.beside).collect();
            let over = all
                .iter()
                .all(|reply| reply.status != MessageStatus::Streaming);
            Ok((all.len() > 1 && over).then_some(all))
        })
        .await
}

/// Waits until the conversation goes on with the reply of this model.
async fn chosen(pulse: &Pulse, model: &str) -> Result {
    const NAME: &str =
        "return document.querySelector('.beside-chosen .beside-name')?.textContent ?? ''";
    let what = format!("the reply of {model} to be chosen");
    pulse
        .wait(SHORT, &what, async || {
            let name: String = pulse.ask(NAME, Vec::new()).await?;
            Ok((name == model).then_some(()))
        })
        .await
}

#[tokio::test]
async fn two_models_answer_and_the_conversation_goes_on_with_the_chosen_reply() -> Result {
    let (home, sandbox) = (Home::with_model()?, Vendors::start().await?);
    let pulse = with_two(&home, &sandbox).await?;
    // By keyboard: the palette asks for another model.
    let add = word("chat-also-add")?;
    journey::by_palette(&pulse, &add, &add).await?;
    pulse.get("combobox", &word("picker-field")?).await?;
    pulse.write("haiku").await?;
    pulse.get("option", "Claude Haiku 4.5").await?;
    pulse.press(Key::Enter).await?;
    pulse.get("list", &word("chat-also")?).await?;

    journey::ask(&pulse, "Which of you?").await?;
    let both = replies(&pulse).await?;
    let providers: Vec<_> = both
        .iter()
        .filter_map(|reply| Some(reply.reply.as_ref()?.provider.0.as_str()))
        .collect();
    assert_eq!(providers, ["openai", "anthropic"]);
    chosen(&pulse, "GPT-6 Luna").await?;

    let choose = word("chat-beside-choose")?;
    pulse.tab_to("button", &choose).await?;
    pulse.press(Key::Enter).await?;
    chosen(&pulse, "Claude Haiku 4.5").await?;

    // The other one made anew is not chosen by that.
    let retry = format!(
        ".beside-one:not(.beside-chosen) [aria-label='{}']",
        word("chat-retry")?
    );
    pulse.css(&retry).await?.click().await?;
    pulse
        .wait(SHORT, "another reply in its place", async || {
            let all = replies(&pulse).await?;
            let one = |reply: &Message| reply.id == both[0].id;
            Ok((!all.iter().any(one)).then_some(()))
        })
        .await?;
    chosen(&pulse, "Claude Haiku 4.5").await?;
    journey::ask(&pulse, "Go on.").await?;
    let next = replies(&pulse).await?;
    let view = journey::newest(&pulse).await?.ok_or("no conversation")?;
    assert_eq!(
        view.page.messages[2].parent,
        Some(both[1].id),
        "the next message follows what was chosen"
    );
    assert_eq!(next.len(), 3, "and asks both again: {next:?}");
    pulse.quit().await
}

#[tokio::test]
async fn one_stop_ends_all_of_them() -> Result {
    let (home, sandbox) = (Home::with_model()?, Vendors::start().await?);
    let pulse = with_two(&home, &sandbox).await?;
    vendors::pick_beside(&pulse, "haiku", "Claude Haiku 4.5").await?;
    journey::ask(&pulse, "sandbox: slow").await?;
    pulse.see("Here is").await?;
    pulse.press(Key::Escape).await?;
    let both = replies(&pulse).await?;
    let stopped = |reply: &Message| reply.status == MessageStatus::Stopped;
    assert!(both.iter().all(stopped), "{both:?}");

    // A new page shows them as they were left.
    pulse.reload().await?;
    pulse.get("group", "2").await?;
    assert_eq!(replies(&pulse).await?.len(), 2);
    pulse.quit().await
}
