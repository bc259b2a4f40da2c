//! Attaching files: what is dropped and pasted, taken away again, and sent.

use contract::message::Role;
use e2e::{Home, Pulse, Result, journey, word, word_with};
use serde_json::Value;

/// Drops a text and pastes a picture of one pixel, as the system would.
const DROP: &str = r#"
    const data = new DataTransfer();
    data.items.add(new File([arguments[1]], arguments[0], { type: "text/plain" }));
    const drop = (kind) => document.querySelector(".chat-main").dispatchEvent(
        new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
    drop("dragover");
    drop("drop");
    return true;"#;
const PASTE: &str = r#"
    const bytes = Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "dot.png", { type: "image/png" }));
    document.getElementById("composer").dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    return true;"#;
const PICTURE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async fn drop(pulse: &Pulse, name: &str, text: &str) -> Result {
    let arguments = vec![Value::from(name), Value::from(text)];
    pulse.ask::<bool>(DROP, arguments).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_dropped_and_pasted_goes_with_the_message() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    journey::short_replies(&pulse).await?;
    pulse.get("button", &word("attach-add")?).await?;
    drop(&pulse, "tide.rs", "fn tide() {}\n").await?;
    let remove = |name| word_with("attach-remove", "name", name);
    pulse.get("button", &remove("tide.rs")?).await?;
    drop(&pulse, "empty.txt", "").await?;
    pulse.see(&word("attach-why-empty")?).await?;

    // The model of the first run does not see, and the page says so before it is asked.
    pulse.ask::<bool>(PASTE, vec![Value::from(PICTURE)]).await?;
    pulse.see(&word("attach-blind")?).await?;
    pulse.click("button", &remove("dot.png")?).await?;
    pulse.gone("button", &remove("dot.png")?).await?;
    pulse.click("button", &remove("empty.txt")?).await?;

    // A draft with a file survives a new page.
    pulse.reload().await?;
    pulse.get("button", &remove("tide.rs")?).await?;
    journey::ask(&pulse, "What does it do?").await?;
    journey::reply(&pulse).await?;
    pulse.gone("button", &remove("tide.rs")?).await?;
    pulse.see("tide.rs").await?;
    let view = journey::newest(&pulse).await?.ok_or("no conversation")?;
    let said = &view.page.messages[0];
    assert_eq!(said.role, Role::User);
    assert_eq!(said.attachments.len(), 1, "{:?}", said.attachments);
    assert!(view.draft_attachments.is_empty());
    pulse.quit().await
}
