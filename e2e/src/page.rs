//! The page as a person meets it: things with a role and a name, keys, pictures.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::Value;
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::WebDriverResult;
use thirtyfour::{By, WebDriver, WebElement};

use crate::driver_extras::Computed;
use crate::role::candidates;
use crate::settle::until;
use crate::{Chord, Console, Result};

/// How long anything may take that needs no model.
pub const SHORT: Duration = Duration::from_secs(20);
/// How long a reply of the model may take, on a slow machine under load.
pub const TOKENS: Duration = Duration::from_secs(180);

/// Between two keys: typed, not pasted, but by a quick hand.
const KEY: Duration = Duration::from_millis(2);

/// The elements of a selector that can be seen. What `inert` or a modal dialog
/// covers counts too: the accessibility tree decides about that.
const VISIBLE: &str = "return [...document.querySelectorAll(arguments[0])].filter(element => \
    element.checkVisibility({ visibilityProperty: true, opacityProperty: false }))";

/// WebKitGTK takes a picture only after the page has painted again, and waits for
/// ever if nothing changes: this keeps a dot that nobody can see moving meanwhile.
const BEAT: &str = "const dot = document.createElement('div'); \
    dot.style.cssText = 'position:fixed;left:0;top:0;width:1px;height:1px;opacity:0.01'; \
    dot.style.background = 'gray'; dot.setAttribute('aria-hidden', 'true'); \
    document.documentElement.append(dot); let beats = true; let at = 0; \
    const beat = () => { if (beats) { at = 1 - at; dot.style.left = at + 'px'; \
        requestAnimationFrame(beat); } else { dot.remove(); } }; \
    window.endBeat = () => { beats = false; }; requestAnimationFrame(beat); return null";

const SAID: &str = "const dialogs = document.querySelectorAll('dialog[open]'); \
    const top = dialogs[dialogs.length - 1] || document; \
    return Array.from(top.querySelectorAll('[role=log]'), (log) => log.textContent).join(' ')";

/// The page of a running Pulse.
#[derive(Debug)]
pub struct Page {
    session: WebDriver,
    console: Console,
}

impl Page {
    pub(crate) fn new(session: WebDriver, console: Console) -> Self {
        Self { session, console }
    }

    /// The process behind the session is gone: nothing is to be told to it.
    pub(crate) fn forget(self) {
        // Fails only if the session was ended already.
        let _ = self.session.leak();
    }

    /// Waits for what has this role and this accessible name, as the browser
    /// computes them. A name that only begins so is taken if none is exact: keys
    /// may be printed behind it.
    ///
    /// # Errors
    /// When there is none in time; a picture of the page is kept then.
    pub async fn get(&self, role: &str, name: &str) -> Result<WebElement> {
        self.get_within(SHORT, role, name).await
    }

    /// As [`Page::get`], with another time limit.
    ///
    /// # Errors
    /// As [`Page::get`].
    pub async fn get_within(&self, limit: Duration, role: &str, name: &str) -> Result<WebElement> {
        let what = format!("{role} “{name}”");
        self.wait(limit, &what, async || self.find(role, name).await)
            .await
    }

    /// What has this role and name now.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn find(&self, role: &str, name: &str) -> Result<Option<WebElement>> {
        let mut close = None;
        for (label, element) in self.all(role).await? {
            if label == name {
                return Ok(Some(element));
            }
            if close.is_none() && label.starts_with(name) {
                close = Some(element);
            }
        }
        Ok(close)
    }

    /// All that has this role now, with its name, in document order.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn all(&self, role: &str) -> Result<Vec<(String, WebElement)>> {
        let selector = Value::from(candidates(role));
        let elements = settled(async || {
            let visible = self
                .session
                .execute(VISIBLE, vec![selector.clone()])
                .await?;
            visible.elements()
        })
        .await?;
        let mut found = Vec::new();
        for element in elements {
            // One that goes away meanwhile is not there.
            let Ok(computed) = self.computed(&element, "computedrole").await else {
                continue;
            };
            if computed != role {
                continue;
            }
            if let Ok(label) = self.computed(&element, "computedlabel").await {
                found.push((label, element));
            }
        }
        Ok(found)
    }

    /// Waits until nothing has this role and name.
    ///
    /// # Errors
    /// When it stays.
    pub async fn gone(&self, role: &str, name: &str) -> Result {
        self.gone_within(SHORT, role, name).await
    }

    /// As [`Page::gone`], with another time limit.
    ///
    /// # Errors
    /// As [`Page::gone`].
    pub async fn gone_within(&self, limit: Duration, role: &str, name: &str) -> Result {
        let what = format!("{role} “{name}” to go away");
        self.wait(limit, &what, async || {
            Ok(self.find(role, name).await?.is_none().then_some(()))
        })
        .await
    }

    /// Clicks what has this role and name, as soon as it is there.
    ///
    /// # Errors
    /// When it does not come, or cannot be clicked.
    pub async fn click(&self, role: &str, name: &str) -> Result {
        let what = format!("{role} “{name}” to take a click");
        self.wait(SHORT, &what, async || {
            // It may be drawn anew, or still move, between finding and clicking.
            let Some(element) = self.find(role, name).await? else {
                return Ok(None);
            };
            Ok(element.click().await.ok())
        })
        .await
    }

    /// Waits until the text that can be seen contains `text`.
    ///
    /// # Errors
    /// When it does not come in time.
    pub async fn see(&self, text: &str) -> Result {
        self.wait(SHORT, &format!("the text “{text}”"), async || {
            Ok(self.text().await?.contains(text).then_some(()))
        })
        .await
    }

    /// All text that can be seen.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn text(&self) -> Result<String> {
        self.ask("return document.body.innerText", Vec::new()).await
    }

    /// Waits until `probe` has an answer.
    ///
    /// # Errors
    /// `probe`'s own; at the end of `limit` that `what` did not happen, with where
    /// a picture of the page lies and what it said.
    pub async fn wait<T>(
        &self,
        limit: Duration,
        what: &str,
        probe: impl AsyncFnMut() -> Result<Option<T>>,
    ) -> Result<T> {
        match until(limit, what, probe).await {
            Ok(answer) => Ok(answer),
            Err(error) => Err(format!("{error}\n{}", self.evidence().await).into()),
        }
    }

    /// Presses a key, alone or with modifiers, where the focus is.
    ///
    /// # Errors
    /// When the page cannot be reached.
    pub async fn press(&self, chord: impl Into<Chord>) -> Result {
        let Chord { modifiers, key } = chord.into();
        let mut chain = self.session.action_chain_with_delay(Some(KEY), None);
        for modifier in &modifiers {
            chain = chain.key_down(modifier.clone());
        }
        chain = chain.send_keys(key);
        for modifier in modifiers.into_iter().rev() {
            chain = chain.key_up(modifier);
        }
        Ok(chain.perform().await?)
    }

    /// Types text where the focus is.
    ///
    /// # Errors
    /// When the page cannot be reached.
    pub async fn write(&self, text: &str) -> Result {
        Ok(self
            .session
            .action_chain_with_delay(Some(KEY), None)
            .send_keys(text)
            .perform()
            .await?)
    }

    /// Drags what is at `from` to what is at `to`, and calls `over` before it is let go.
    ///
    /// # Errors
    /// When the page cannot be reached; `over`'s own.
    pub async fn drag(
        &self,
        from: &WebElement,
        to: &WebElement,
        over: impl AsyncFnOnce() -> Result,
    ) -> Result {
        let chain = || self.session.action_chain();
        let pressed = chain().move_to_element_center(from).click_and_hold();
        // A step first: a press becomes a drag by moving.
        let moved = pressed.move_by_offset(0, 12).move_to_element_center(to);
        moved.perform().await?;
        over().await?;
        Ok(chain().release().perform().await?)
    }

    /// Role and name of what has the keyboard's focus.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn focus(&self) -> Result<(String, String)> {
        settled(async || {
            let element = self.session.active_element().await?;
            let role = self.computed(&element, "computedrole").await?;
            Ok((role, self.computed(&element, "computedlabel").await?))
        })
        .await
        .map_err(Into::into)
    }

    /// Waits until the focus is on what has this role, and a name that begins so.
    ///
    /// # Errors
    /// When it does not come there in time.
    pub async fn has_focus(&self, role: &str, name: &str) -> Result {
        let what = format!("the focus on {role} “{name}”");
        self.wait(SHORT, &what, async || {
            let (focused, label) = self.focus().await?;
            Ok((focused == role && label.starts_with(name)).then_some(()))
        })
        .await
    }

    /// Waits until `text` was said to a screen reader where it can be heard now: in the dialog on top,
    /// if there is one.
    ///
    /// # Errors
    /// When it was not said in time.
    pub async fn hears(&self, text: &str) -> Result {
        self.wait(SHORT, &format!("“{text}” to be said"), async || {
            let said: String = self.ask(SAID, Vec::new()).await?;
            Ok(said.contains(text).then_some(()))
        })
        .await
    }

    /// Presses Tab until the focus is on what has this role and name.
    ///
    /// # Errors
    /// When it does not get there within 60 steps: it cannot be reached by keyboard.
    pub async fn tab_to(&self, role: &str, name: &str) -> Result {
        let mut passed = Vec::new();
        for _ in 0..60 {
            let (focused, label) = self.focus().await?;
            if focused == role && label.starts_with(name) {
                return Ok(());
            }
            passed.push(format!("{focused} “{label}”"));
            self.press(thirtyfour::Key::Tab).await?;
        }
        let passed = passed.join(", ");
        Err(format!("Tab does not reach {role} “{name}”, only: {passed}").into())
    }

    /// Runs `script` in the page and returns what it returns. The page's content
    /// security policy does not bind it.
    ///
    /// # Errors
    /// When it throws, or returns something of another shape.
    pub async fn ask<T: serde::de::DeserializeOwned>(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<T> {
        Ok(self.session.execute(script, arguments).await?.convert()?)
    }

    /// As [`Page::ask`], for a script that calls its last argument when it is done.
    ///
    /// # Errors
    /// As [`Page::ask`].
    pub async fn ask_later<T: serde::de::DeserializeOwned>(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<T> {
        Ok(self
            .session
            .execute_async(script, arguments)
            .await?
            .convert()?)
    }

    /// The first element of a CSS selector, for what has no role of its own.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn css(&self, selector: &str) -> Result<WebElement> {
        self.wait(SHORT, selector, async || {
            let all = settled(async || self.session.find_all(By::Css(selector)).await).await?;
            Ok(all.into_iter().next())
        })
        .await
    }

    /// Gives the window's inside another size, in CSS pixels.
    ///
    /// # Errors
    /// When the window does not take it.
    pub async fn resize(&self, width: u32, height: u32) -> Result {
        self.session.set_window_rect(0, 0, width, height).await?;
        self.wait(
            SHORT,
            &format!("a window of {width}×{height}"),
            async || {
                let inner: (u32, u32) = self
                    .ask("return [innerWidth, innerHeight]", Vec::new())
                    .await?;
                Ok((inner == (width, height)).then_some(()))
            },
        )
        .await
    }

    /// Loads the page anew.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn reload(&self) -> Result {
        Ok(self.session.refresh().await?)
    }

    /// Saves a PNG of the page.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn picture(&self, file: &Path) -> Result {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        self.ask::<Option<bool>>(BEAT, Vec::new()).await?;
        let taken = self.session.screenshot(file).await;
        self.ask::<Option<bool>>("window.endBeat(); return null", Vec::new())
            .await?;
        Ok(taken?)
    }

    async fn computed(&self, element: &WebElement, what: &'static str) -> WebDriverResult<String> {
        let command = Computed {
            element: Arc::from(element.element_id().to_string()),
            what,
        };
        self.session.cmd(command).await?.value()
    }

    /// A picture of the page at a failure, its text, and the errors of its console.
    async fn evidence(&self) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{count}.png", std::process::id());
        let file: PathBuf = std::env::temp_dir().join("pulse-e2e-failures").join(name);
        let picture = match self.picture(&file).await {
            Ok(()) => format!("the page: {}", file.display()),
            Err(error) => format!("no picture of the page: {error}"),
        };
        let text = self
            .text()
            .await
            .unwrap_or_else(|error| format!("no text: {error}"));
        let errors = self.console.errors().join("\n");
        format!("{picture}\n{text}\n{errors}")
    }
}

/// Asks again where the page was drawn anew between the question's two halves.
async fn settled<T>(mut ask: impl AsyncFnMut() -> WebDriverResult<T>) -> WebDriverResult<T> {
    for _ in 0..20 {
        match ask().await {
            Err(error) if matches!(*error, WebDriverErrorInner::StaleElementReference(_)) => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            outcome => return outcome,
        }
    }
    ask().await
}
