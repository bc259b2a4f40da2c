//! A picture that a model makes: it stands in the reply, opens larger, and is there after a new page.

use contract::message::MessageStatus;
use e2e::vendors::{self, Vendors};
use e2e::{Home, Result, axe, journey, word, word_with};
use thirtyfour::Key;

#[tokio::test]
async fn a_models_picture_stands_in_its_reply() -> Result {
    let (home, sandbox) = (Home::with_model()?, Vendors::start().await?);
    let pulse = vendors::start_with(&home, &sandbox, &[("google", "Google")]).await?;
    vendors::pick(&pulse, "3.8", "Gemini 3.8 Flash").await?;
    journey::ask(&pulse, "sandbox: picture").await?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(reply.status, MessageStatus::Complete, "{:?}", reply.error);
    assert_eq!(reply.attachments.len(), 1, "{:?}", reply.attachments);

    let alt = word_with("made-by-model", "name", "picture-1.png")?;
    let open = word_with("made-open", "picture", &alt)?;
    pulse.get("button", &open).await?;
    pulse.get("button", &word("made-save")?).await?;
    pulse.see("480 × 320 · PNG").await?;
    let findings = axe::serious(&pulse).await?;
    assert!(findings.is_empty(), "{findings:?}");

    pulse.click("button", &open).await?;
    pulse.get("dialog", &alt).await?;
    let findings = axe::serious(&pulse).await?;
    assert!(findings.is_empty(), "{findings:?}");
    pulse.press(Key::Escape).await?;
    pulse.gone("dialog", &alt).await?;

    // It is on disk, not in the page.
    pulse.reload().await?;
    pulse.get("button", &open).await?;
    pulse.quit().await
}
