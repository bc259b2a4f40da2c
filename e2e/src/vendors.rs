//! Vendors for a journey: stand-ins on this computer, and keys that lie in a file, as there may be no
//! keychain where the tests run.

use sandbox::Sandbox;
use thirtyfour::{Key, WebElement};

use crate::{Chord, Home, Page, Pulse, Result, journey, word, word_with};

/// The stand-ins, as long as this lives.
#[derive(Debug)]
pub struct Vendors {
    sandbox: Sandbox,
}

impl Vendors {
    /// Starts them.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start() -> Result<Self> {
        let sandbox = Sandbox::start(0).await?;
        Ok(Self { sandbox })
    }

    /// The key that they accept.
    pub fn key(&self) -> &'static str {
        sandbox::KEY
    }

    /// The address of the one that speaks like `vendor`.
    pub fn base(&self, vendor: &str) -> String {
        self.sandbox.base(vendor)
    }
}

/// Opens Pulse on `home`, with its keys in a file.
///
/// # Errors
/// As [`Pulse::start`].
pub async fn start_with_file(home: &Home) -> Result<Pulse> {
    let config = home.path().join("config");
    let config = config.to_str().ok_or("the folder's name is not UTF-8")?;
    let environment = [("PULSE_SECRETS", "file"), ("XDG_CONFIG_HOME", config)];
    Pulse::start_with(home, &environment).await
}

/// Opens Pulse on a new `home` with keys of some vendors, each by its id and name, which answer as
/// stand-ins, and shows a new conversation.
///
/// # Errors
/// When a step does not work.
pub async fn start_with(
    home: &Home,
    stand_ins: &Vendors,
    vendors: &[(&str, &str)],
) -> Result<Pulse> {
    let pulse = start_with_file(home).await?;
    journey::skip_first_run(&pulse).await?;
    open_settings(&pulse).await?;
    for (id, name) in vendors {
        add(&pulse, name, Some(stand_ins.key()), &stand_ins.base(id)).await?;
    }
    pulse.press(Chord::ctrl("n")).await?;
    journey::composer(&pulse).await?;
    Ok(pulse)
}

/// Shows the section of the providers.
///
/// # Errors
/// When it does not come.
pub async fn open_settings(page: &Page) -> Result {
    page.press(Chord::ctrl(",")).await?;
    page.click("button", &word("settings-providers")?).await?;
    page.get("heading", &word("settings-providers")?).await?;
    Ok(())
}

/// Enters a key and an address as a person does, and waits for the test's outcome.
///
/// # Errors
/// When a step does not work, or the provider does not answer.
pub async fn add(page: &Page, name: &str, key: Option<&str>, base: &str) -> Result {
    page.click("button", &word("provider-add")?).await?;
    page.click("menuitem", name).await?;
    let field = key_field(page).await?;
    if let Some(key) = key {
        field.send_keys(key).await?;
    }
    page.get("textbox", &word("provider-url")?)
        .await?
        .send_keys(base)
        .await?;
    page.press(Key::Enter).await?;
    page.see("works,").await
}

/// The field of a key; it has no role of its own.
///
/// # Errors
/// When it does not come.
pub async fn key_field(page: &Page) -> Result<WebElement> {
    page.css("input[type=password]").await
}

/// Chooses a model by its name in the picker.
///
/// # Errors
/// When it is not offered.
pub async fn pick(page: &Page, query: &str, name: &str) -> Result {
    page.css(".model-pill").await?.click().await?;
    page.get("combobox", &word("picker-field")?).await?;
    page.write(query).await?;
    page.click("option", name).await?;
    page.gone("combobox", &word("picker-field")?).await
}

/// Has a model answer beside the first one, chosen by its name in the picker.
///
/// # Errors
/// When it is not offered.
pub async fn pick_beside(page: &Page, query: &str, name: &str) -> Result {
    page.css(".chat-also").await?.click().await?;
    page.get("combobox", &word("picker-field")?).await?;
    page.write(query).await?;
    page.click("option", name).await?;
    page.get("button", &word_with("chat-also-remove", "model", name)?)
        .await?;
    Ok(())
}

/// The label of a provider's actions.
///
/// # Errors
/// When there is no such word.
pub fn actions_of(name: &str) -> Result<String> {
    word_with("provider-actions", "provider", name)
}
