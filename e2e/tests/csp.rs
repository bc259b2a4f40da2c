//! A whole journey without an error on the console and without a refusal of the
//! content security policy; and a policy that holds.

use e2e::{Chord, Home, Pulse, Result, journey, word};
use thirtyfour::Key;

#[tokio::test]
async fn a_journey_leaves_the_console_clean() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    journey::enter(&pulse).await?;
    journey::short_replies(&pulse).await?;
    journey::ask(&pulse, "Name three colours.").await?;
    journey::reply(&pulse).await?;
    pulse.press(Chord::ctrl("k")).await?;
    pulse.get("combobox", &word("palette-field")?).await?;
    pulse.write("colours").await?;
    pulse.press(Key::Escape).await?;
    pulse.press(Chord::ctrl(",")).await?;
    pulse.get("heading", &word("settings-models")?).await?;
    pulse.press(Chord::ctrl("1")).await?;
    pulse.reload().await?;
    pulse.see("Name three colours.").await?;

    // Lines come in order: once this one is here, all before it are.
    pulse
        .ask::<Option<bool>>("console.error('on purpose'); return null", Vec::new())
        .await?;
    let errors = pulse
        .wait(e2e::SHORT, "the error on the console", async || {
            let errors = pulse.console().errors();
            let here = errors.iter().any(|line| line.contains("on purpose"));
            Ok(here.then_some(errors))
        })
        .await?;
    assert!(
        errors.len() == 1,
        "the page complained:\n{}",
        errors.join("\n")
    );
    pulse.quit().await
}

#[tokio::test]
async fn nothing_foreign_runs_or_loads() -> Result {
    let home = Home::with_model()?;
    let pulse = Pulse::start(&home).await?;
    pulse.get("button", &word("first-run-try")?).await?;

    // An element that the page adds is bound by the policy, unlike the test's script.
    let ran: bool = pulse
        .ask(
            "const script = document.createElement('script'); \
             script.textContent = 'window.ran = true'; \
             document.body.append(script); return window.ran === true",
            Vec::new(),
        )
        .await?;
    assert!(!ran, "a script in the document must not run");

    let refused: Vec<String> = pulse
        .ask_later(
            "const done = arguments[arguments.length - 1]; const refused = []; \
             document.addEventListener('securitypolicyviolation', (event) => { \
                 /* That of the script above may come only now. */ \
                 if (event.effectiveDirective === 'script-src-elem') return; \
                 refused.push(event.effectiveDirective); \
                 if (refused.length === 3) done(refused.sort()); }); \
             const image = new Image(); image.src = 'http://example.org/a.png'; \
             document.body.append(image); \
             fetch('https://example.org/').catch(() => {}); \
             const frame = document.createElement('iframe'); frame.src = 'https://example.org/'; \
             document.body.append(frame);",
            Vec::new(),
        )
        .await?;
    // Each could carry a conversation out. Pictures over https are allowed, for the
    // person's click on one; that none comes without it is in hostile.rs.
    assert_eq!(refused, ["connect-src", "frame-src", "img-src"]);

    let command: String = pulse
        .ask_later(
            "const done = arguments[arguments.length - 1]; \
             window.__TAURI_INTERNALS__.invoke('plugin:event|emit', { event: 'x' }) \
                 .then(() => done('allowed'), () => done('refused'));",
            Vec::new(),
        )
        .await?;
    assert_eq!(
        command, "refused",
        "the page may call its two commands and open links"
    );

    let place: String = pulse
        .ask_later(
            "const done = arguments[arguments.length - 1]; \
             location.href = 'https://example.org/'; \
             setTimeout(() => done(location.href), 500);",
            Vec::new(),
        )
        .await?;
    assert!(
        place.starts_with("tauri://localhost"),
        "the page stays in Pulse: {place}"
    );
    pulse.quit().await
}
