//! Steps that many journeys share.

use contract::conversation::{ConversationView, ListConversations, OpenConversation};
use contract::message::{Message, MessageStatus, Role};
use contract::model::DownloadModel;
use contract::settings::{Appearance, SettingsPatch, Start};
use contract::{ConversationId, MessageId};
use thirtyfour::{Key, WebElement};

use crate::{Chord, Page, Result, SHORT, TOKENS, client, word};

/// Takes the first run's door and waits for the composer.
///
/// # Errors
/// When a step does not work.
pub async fn enter(page: &Page) -> Result {
    page.click("button", &word("first-run-try")?).await?;
    composer(page).await?;
    Ok(())
}

/// Marks the first run as done behind the page's back, for journeys about
/// something else.
///
/// # Errors
/// When the desktop refuses.
pub async fn skip_first_run(page: &Page) -> Result {
    page.get("button", &word("first-run-try")?).await?;
    let patch = SettingsPatch {
        first_run_done: Some(true),
        ..SettingsPatch::default()
    };
    client(page).change_settings(patch).await?;
    page.get("navigation", &word("rail")?).await?;
    Ok(())
}

/// The field for the next message.
///
/// # Errors
/// When it does not come.
pub async fn composer(page: &Page) -> Result<WebElement> {
    page.get("textbox", &word("chat-compose")?).await
}

/// Types a message and sends it.
///
/// # Errors
/// When the composer does not take it.
pub async fn ask(page: &Page, text: &str) -> Result {
    composer(page).await?.click().await?;
    page.write(text).await?;
    page.press(Key::Enter).await?;
    // Until it was taken in, the newest conversation is another one.
    page.see(beginning(text)).await
}

/// Waits until the newest reply of the newest conversation is over, and on the page.
///
/// # Errors
/// When it does not end in time, or does not appear.
pub async fn reply(page: &Page) -> Result<Message> {
    let reply = page
        .wait(TOKENS, "the reply to end", async || {
            let last = newest(page)
                .await?
                .and_then(|view| view.page.messages.into_iter().last());
            Ok(last.filter(|message| {
                message.role == Role::Assistant && message.status != MessageStatus::Streaming
            }))
        })
        .await?;
    page.see(beginning(&reply.text)).await?;
    Ok(reply)
}

/// Asks for something long, and waits until the reply is streaming and has text.
/// It is the likeliest one: by chance a small model may say very little.
///
/// # Errors
/// When it does not begin in time, or ends before that was seen.
pub async fn ask_at_length(page: &Page, text: &str) -> Result<Message> {
    let before = change_temperature(page, None).await?;
    change_temperature(page, Some(0.0)).await?;
    ask(page, text).await?;
    let reply = streaming_reply(page).await?;
    change_temperature(page, Some(before)).await?;
    Ok(reply)
}

async fn change_temperature(page: &Page, temperature: Option<f32>) -> Result<f32> {
    let patch = SettingsPatch {
        temperature,
        ..SettingsPatch::default()
    };
    Ok(client(page).change_settings(patch).await?.temperature)
}

async fn streaming_reply(page: &Page) -> Result<Message> {
    page.wait(TOKENS, "the reply to begin", async || {
        let last = newest(page)
            .await?
            .and_then(|view| view.page.messages.into_iter().last());
        match last.filter(|message| message.role == Role::Assistant && !message.text.is_empty()) {
            Some(reply) if reply.status == MessageStatus::Streaming => Ok(Some(reply)),
            Some(reply) => Err(format!("the reply is over already: {:?}", reply.status).into()),
            None => Ok(None),
        }
    })
    .await
}

/// The newest conversation, as the desktop has it.
///
/// # Errors
/// When the desktop refuses.
pub async fn newest(page: &Page) -> Result<Option<ConversationView>> {
    let list = client(page)
        .list_conversations(ListConversations::default())
        .await?;
    let Some(head) = list.conversations.first() else {
        return Ok(None);
    };
    let open = OpenConversation {
        id: head.id,
        limit: None,
        around: None,
    };
    Ok(Some(client(page).open_conversation(open).await?))
}

/// The last message of a conversation, as the desktop has it.
///
/// # Errors
/// When the desktop refuses.
pub async fn leaf(page: &Page, conversation: ConversationId) -> Result<Option<MessageId>> {
    let open = OpenConversation {
        id: conversation,
        limit: Some(1),
        around: None,
    };
    let view = client(page).open_conversation(open).await?;
    Ok(view.page.messages.last().map(|last| last.id))
}

/// Queues a download from an address where nobody answers, and waits until the
/// rail shows that there are jobs.
///
/// # Errors
/// When the desktop refuses.
pub async fn waiting_job(page: &Page) -> Result {
    let download = DownloadModel {
        // The discard port of this computer.
        url: "http://127.0.0.1:9/SmolLM3-3B-Q4_K_M.gguf".to_owned(),
        sha256: None,
    };
    client(page).download_model(download).await?;
    page.get("button", &word("rail-jobs")?).await?;
    Ok(())
}

/// Whether no colour is on its way to another. A caret or a spinner may turn.
const STILL: &str = "return document.getAnimations().every((one) => \
    !(one instanceof CSSTransition) || one.playState !== 'running')";

/// Sets light or dark and waits until the page shows it.
///
/// # Errors
/// When it does not.
pub async fn appear(page: &Page, appearance: Appearance) -> Result {
    let patch = SettingsPatch {
        appearance: Some(appearance),
        ..SettingsPatch::default()
    };
    client(page).change_settings(patch).await?;
    let name = if appearance == Appearance::Dark {
        "dark"
    } else {
        "light"
    };
    page.wait(SHORT, &format!("the {name} theme"), async || {
        let shown: Option<String> = page
            .ask("return document.documentElement.dataset.theme", Vec::new())
            .await?;
        // The colours move for a moment after the change.
        let still: bool = page.ask(STILL, Vec::new()).await?;
        Ok((shown.as_deref() == Some(name) && still).then_some(()))
    })
    .await
}

/// Whether a first start is behind this folder, as the desktop has it.
///
/// # Errors
/// When the desktop refuses.
pub async fn first_run_done(page: &Page) -> Result<bool> {
    Ok(client(page)
        .start(Start::default())
        .await?
        .settings
        .first_run_done)
}

/// Opens the palette, writes `query` into it and takes the entry that begins
/// with `entry`.
///
/// # Errors
/// When the palette does not open, or has no such entry.
pub async fn by_palette(page: &Page, query: &str, entry: &str) -> Result {
    const CHOSEN: &str = "const at = document.querySelector('[role=option][aria-selected=true]'); \
        return at ? at.innerText.trim() : ''";
    page.press(Chord::ctrl("k")).await?;
    page.get("combobox", &word("palette-field")?).await?;
    page.write(query).await?;
    page.get("option", entry).await?;
    for _ in 0..40 {
        let chosen: String = page.ask(CHOSEN, Vec::new()).await?;
        if chosen.starts_with(entry) {
            page.press(Key::Enter).await?;
            return page.gone("combobox", &word("palette-field")?).await;
        }
        page.press(Key::Down).await?;
    }
    Err(format!("the arrow keys do not reach “{entry}” in the palette").into())
}

/// Keeps replies short, for journeys to which their length does not matter.
///
/// # Errors
/// When the desktop refuses.
pub async fn short_replies(page: &Page) -> Result {
    let patch = SettingsPatch {
        max_tokens: Some(24),
        ..SettingsPatch::default()
    };
    client(page).change_settings(patch).await?;
    Ok(())
}

/// The beginning of a Markdown text that reads the same when it is drawn.
pub fn beginning(text: &str) -> &str {
    // What begins a heading, a quotation or a list is drawn in another way.
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || "#>-*+".contains(c));
    let text = match text.split_once(['.', ')']) {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            rest.trim_start()
        }
        _ => text,
    };
    let plain = |c: char| c.is_alphanumeric() || " ,.'’".contains(c);
    let end = text.find(|c| !plain(c)).unwrap_or(text.len());
    // Several blanks are drawn as one.
    let end = end.min(text.find("  ").unwrap_or(text.len()));
    let end = end.min(text.char_indices().nth(40).map_or(text.len(), |(at, _)| at));
    text[..end].trim_end()
}

/// `(module (func (export "trap") unreachable))`, called where nobody catches what comes of it.
const TRAP: &str = "const code = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, \
    3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11]); \
    const { trap } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports; \
    setTimeout(trap); return null";

/// Stops the interface's code, and sees the window started anew.
///
/// # Errors
/// When it does not come back.
pub async fn trap(page: &Page) -> Result {
    page.ask::<Option<bool>>(TRAP, Vec::new()).await?;
    page.see(&word("window-mended")?).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_ends_where_markdown_begins() {
        assert_eq!(beginning("Three colours are: **red**"), "Three colours are");
        assert_eq!(beginning(" Red, green.\n\nAnd"), "Red, green.");
        assert_eq!(
            beginning(&"é".repeat(100)).chars().count(),
            40,
            "cut between characters"
        );
        assert_eq!(
            beginning("1. Red\n2. Blue"),
            "Red",
            "the browser writes the number"
        );
        assert_eq!(beginning("1. Red  2. Blue"), "Red");
        assert_eq!(beginning("> - # Title"), "Title");
        assert_eq!(
            beginning("```rust"),
            "",
            "nothing is better than something wrong"
        );
    }
}
