//! A key of one's own, from typing it to an answer, and what never leaves the keychain's stand-in.

use std::path::Path;

use contract::Code;
use contract::message::{MessageStatus, Route};
use e2e::keychain::Keychain;
use e2e::vendors::{self, Vendors};
use e2e::{Home, Pulse, Result, SHORT, axe, journey, word, word_with};

async fn with_openai(home: &Home, sandbox: &Vendors) -> Result<Pulse> {
    vendors::start_with(home, sandbox, &[("openai", "OpenAI")]).await
}

/// Goes to a new conversation with a model of OpenAI.
async fn choose(pulse: &Pulse) -> Result {
    pulse.press(e2e::Chord::ctrl("n")).await?;
    journey::composer(pulse).await?;
    vendors::pick(pulse, "luna", "GPT-6 Luna").await
}

#[tokio::test]
async fn a_key_is_typed_tested_and_answers() -> Result {
    let (home, sandbox) = (Home::with_model()?, Vendors::start().await?);
    let pulse = with_openai(&home, &sandbox).await?;
    choose(&pulse).await?;

    journey::ask(&pulse, "sandbox: think about tides").await?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(reply.status, MessageStatus::Complete, "{:?}", reply.error);
    let info = reply.reply.expect("a reply says how it came to be");
    assert_eq!(
        (info.provider.0.as_str(), info.route),
        ("openai", Route::Key)
    );
    assert!(info.cost.is_some(), "the catalogue knows the price");
    pulse.see("Thought").await?;
    let findings = axe::serious(&pulse).await?;
    assert!(findings.is_empty(), "{findings:?}");

    let page = pulse
        .ask::<String>("return document.documentElement.outerHTML", vec![])
        .await?;
    assert!(!page.contains(sandbox.key()), "the page holds the key");
    pulse.quit().await?;
    assert_eq!(holding(home.path(), sandbox.key())?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_key_lies_in_the_systems_keychain_until_it_is_deleted() -> Result {
    let (home, sandbox) = (Home::with_model()?, Vendors::start().await?);
    let keyring = tempfile::tempdir()?;
    let keychain = Keychain::start(keyring.path()).await?;
    let environment = [("DBUS_SESSION_BUS_ADDRESS", keychain.address())];
    let pulse = Pulse::start_with(&home, &environment).await?;
    journey::skip_first_run(&pulse).await?;
    vendors::open_settings(&pulse).await?;
    let base = sandbox.base("openai");
    vendors::add(&pulse, "OpenAI", Some(sandbox.key()), &base).await?;
    assert_eq!(keychain.items()?, 1);
    pulse.quit().await?;
    assert_eq!(holding(home.path(), sandbox.key())?, Vec::<String>::new());

    let pulse = Pulse::start_with(&home, &environment).await?;
    choose(&pulse).await?;
    journey::ask(&pulse, "sandbox: think about tides").await?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(reply.status, MessageStatus::Complete, "{:?}", reply.error);

    vendors::open_settings(&pulse).await?;
    pulse
        .click("button", &vendors::actions_of("OpenAI")?)
        .await?;
    pulse.click("menuitem", &word("provider-forget")?).await?;
    pulse
        .wait(SHORT, "the key to be deleted", async || {
            Ok((keychain.items()? == 0).then_some(()))
        })
        .await?;
    pulse.quit().await
}

/// The files below `folder` that hold `text`.
fn holding(folder: &Path, text: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(holding(&path, text)?);
            continue;
        }
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        if bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
        {
            found.push(path.display().to_string());
        }
    }
    Ok(found)
}

#[tokio::test]
async fn a_revoked_key_and_a_cut_line_are_said_and_can_be_mended() -> Result {
    let (home, sandbox) = (Home::with_model()?, Vendors::start().await?);
    let pulse = with_openai(&home, &sandbox).await?;
    choose(&pulse).await?;
    journey::ask(&pulse, "sandbox: break").await?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(reply.error.map(|error| error.code), Some(Code::Network));
    assert!(!reply.text.is_empty(), "what had arrived stays");
    pulse.see(&word("chat-interrupted-safe")?).await?;
    pulse.click("button", &word("chat-continue")?).await?;
    pulse.see("Go on exactly").await?;

    vendors::open_settings(&pulse).await?;
    pulse.click("button", &word("provider-replace")?).await?;
    vendors::key_field(&pulse)
        .await?
        .send_keys("sk-revoked-0123456789-abcdef")
        .await?;
    pulse.press(thirtyfour::Key::Enter).await?;
    pulse.see(&word("provider-wrong-key")?).await?;
    pulse.press(e2e::Chord::ctrl("1")).await?;
    journey::ask(&pulse, "Hello again.").await?;
    pulse.get("button", &word("chat-to-keys")?).await?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(reply.error.map(|error| error.code), Some(Code::KeyRejected));
    pulse.quit().await
}

#[tokio::test]
async fn a_model_that_no_list_names_is_asked_by_its_id_and_one_that_is_gone_says_so() -> Result {
    let (home, sandbox) = (Home::with_model()?, Vendors::start().await?);
    let pulse = vendors::start_with(&home, &sandbox, &[("anthropic", "Anthropic")]).await?;
    pulse.press(e2e::Chord::ctrl("n")).await?;
    journey::composer(&pulse).await?;
    let gone = "claude-opus-4-0";
    vendors::pick(&pulse, gone, gone).await?;
    let instead = word_with("model-use", "model", "Claude Opus 4.8")?;
    pulse.click("button", &instead).await?;
    pulse.gone("button", &instead).await?;

    let unheard = "claude-of-tomorrow";
    vendors::pick(&pulse, unheard, unheard).await?;
    journey::ask(&pulse, "Hello.").await?;
    let reply = journey::reply(&pulse).await?;
    assert_eq!(reply.status, MessageStatus::Complete, "{:?}", reply.error);
    let asked = reply.reply.map(|info| info.model.0);
    assert_eq!(asked.as_deref(), Some(unheard));
    pulse.quit().await
}
