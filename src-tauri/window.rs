//! The one window: its size, its colours, when it appears, and where it may go.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::Duration;

use contract::settings::{Appearance, Started};
use tauri::plugin::TauriPlugin;
use tauri::webview::{Color, NewWindowResponse, PageLoadEvent};
use tauri::{
    AppHandle, Manager, Runtime, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
};
use tauri_plugin_window_state::StateFlags;

use crate::mend;

/// The window's name, also in `capabilities/main.json`.
pub const LABEL: &str = "main";

/// `--bg` of ui/styles/tokens.css, light and dark: what shows until the page has painted.
const LIGHT: Color = Color(0xf4, 0xf6, 0xf9, 0xff);
const DARK: Color = Color(0x0d, 0x0e, 0x12, 0xff);

/// How long the window stays hidden while the page does not come up.
const PATIENCE: Duration = Duration::from_millis(1500);

/// What the window waits for before it is shown.
#[derive(Clone, Copy)]
enum Due {
    /// The desktop has answered, and the window is dressed as the person chose.
    Answer = 1,
    /// The page and what it is made of are read. Until then `WebKitGTK` paints nothing, and where it
    /// paints without a graphics card, showing the window holds up this thread for the 500 ms that it
    /// waits for a picture: the page gets none of its files for so long.
    Page = 2,
}

/// What is known about the window's look.
#[derive(Default)]
pub struct Look {
    /// Each [`Due`] that came to pass.
    done: AtomicU8,
    shown: AtomicBool,
    /// The person chose light or dark, whatever the system is.
    chosen: AtomicBool,
}

/// Remembers size and place between starts, in `home` where there is one.
pub fn remembered<R: Runtime>(home: Option<&Path>) -> TauriPlugin<R> {
    // Not whether it is visible: it appears when the page is ready.
    let flags = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    let plugin = tauri_plugin_window_state::Builder::new().with_state_flags(flags);
    // The plugin joins the name to its own folder, where an absolute path wins.
    match home.and_then(|home| home.join("window.json").into_os_string().into_string().ok()) {
        Some(file) => plugin.with_filename(file).build(),
        None => plugin.build(),
    }
}

/// Makes the window, hidden. The web view keeps its own files in `home`, where there is one.
pub fn open(app: &AppHandle, home: Option<&Path>) -> tauri::Result<()> {
    let mut builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Pulse")
        .inner_size(1280.0, 800.0)
        .min_inner_size(900.0, 600.0)
        .center()
        .visible(false)
        .on_navigation(is_the_app)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                show_after(&window, Due::Page);
            }
        })
        .on_new_window(|_, _| NewWindowResponse::Deny)
        // Else Tauri takes what is dropped, and the page hears nothing of it.
        .disable_drag_drop_handler()
        .devtools(asked_for("PULSE_DEVTOOLS"));
    if let Some(home) = home {
        builder = builder.data_directory(home.join("webview"));
    }
    let window = builder.build()?;
    paint(&window, window.theme()? == Theme::Dark);
    #[cfg(target_os = "linux")]
    attend(&window, asked_for("PULSE_CONSOLE"))?;
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        show(&window);
    });
    Ok(())
}

/// The page has what it needs for its first picture: dresses the window as the
/// person chose, and shows it when the page is there. `reply` is the JSON of a
/// [`Started`], if all went well.
pub fn first_reply(window: &WebviewWindow, reply: Option<&[u8]>) {
    let started = reply.and_then(|reply| serde_json::from_slice::<Started>(reply).ok());
    if let Some(started) = started {
        dress(window, started.settings.appearance);
    }
    show_after(window, Due::Answer);
}

/// Gives the frame and the background the colours of `appearance`.
pub fn dress(window: &WebviewWindow, appearance: Appearance) {
    let theme = match appearance {
        Appearance::System => None,
        Appearance::Light => Some(Theme::Light),
        Appearance::Dark => Some(Theme::Dark),
    };
    let chosen = &window.state::<Look>().chosen;
    // On Linux "no theme" means light, so a system that is dark is left alone.
    if chosen.swap(theme.is_some(), Ordering::Relaxed) || theme.is_some() {
        report("theme", window.set_theme(theme));
    }
    let theme = theme.map_or_else(|| window.theme(), Ok);
    paint(window, matches!(theme, Ok(Theme::Dark)));
}

/// Brings the window in front of all others.
pub fn bring_forward<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        report("restore", window.unminimize());
        report("show", window.show());
        report("focus", window.set_focus());
    }
}

/// Shows the window once all that it waits for has come to pass, `what` with it.
fn show_after(window: &WebviewWindow, what: Due) {
    if is_all(&window.state::<Look>().done, what) {
        show(window);
    }
}

/// Adds `what` to what is `done`; whether nothing is due now.
fn is_all(done: &AtomicU8, what: Due) -> bool {
    let before = done.fetch_or(what as u8, Ordering::Relaxed);
    before | what as u8 == Due::Answer as u8 | Due::Page as u8
}

fn show(window: &WebviewWindow) {
    if !window.state::<Look>().shown.swap(true, Ordering::Relaxed) {
        report("show", window.show());
        report("focus", window.set_focus());
    }
}

fn paint(window: &WebviewWindow, dark: bool) {
    let colour = if dark { DARK } else { LIGHT };
    report("background", window.set_background_color(Some(colour)));
}

/// A window that cannot be moved or coloured is still a window.
fn report(what: &str, outcome: tauri::Result<()>) {
    if let Err(error) = outcome {
        tracing::warn!(what, %error, "the window refused a change");
    }
}

/// Whether `url` is the page that Pulse carries. Everything else opens in the
/// user's own browser or not at all.
fn is_the_app(url: &Url) -> bool {
    let app = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // Where a web view knows no schemes of its own.
        "http" | "https" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    if !app {
        // Not the URL: it can carry what a conversation said.
        tracing::warn!(scheme = url.scheme(), "the page tried to leave Pulse");
    }
    app
}

/// Whether a debug build was started with `variable` set.
fn asked_for(variable: &str) -> bool {
    cfg!(debug_assertions) && std::env::var_os(variable).is_some_and(|value| value == "1")
}

/// Minds the end of the web view's process. With `aloud` the page's console goes to standard output,
/// where the end-to-end tests read its errors.
#[cfg(target_os = "linux")]
fn attend(window: &WebviewWindow, aloud: bool) -> tauri::Result<()> {
    use webkit2gtk::{SettingsExt, WebViewExt};
    let app = window.app_handle().clone();
    window.with_webview(move |webview| {
        let view = webview.inner();
        if let Some(settings) = view.settings() {
            settings.set_enable_write_console_messages_to_stdout(aloud);
        }
        view.connect_web_process_terminated(move |_, _| mend::process_ended(&app));
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goes(url: &str) -> bool {
        is_the_app(&url.parse().unwrap())
    }

    #[test]
    fn the_window_waits_for_its_page_and_for_the_answer() {
        for (first, second) in [(Due::Answer, Due::Page), (Due::Page, Due::Answer)] {
            let done = AtomicU8::default();
            assert!(!is_all(&done, first), "half is due");
            assert!(
                !is_all(&done, first),
                "half is due, however often the other came"
            );
            assert!(is_all(&done, second), "all is there");
        }
    }

    #[test]
    fn the_page_stays_in_the_app() {
        assert!(goes("tauri://localhost"), "the page itself");
        assert!(goes("tauri://localhost/index.html#chat"), "a place in it");
    }

    #[test]
    fn everything_else_is_refused() {
        for url in [
            "https://example.org/",
            "file:///etc/passwd",
            "tauri://elsewhere/",
            "data:text/html,<script>1</script>",
            "javascript:alert(1)",
            "about:blank",
        ] {
            assert!(
                !goes(url),
                "{url} would replace the interface with a stranger's page"
            );
        }
    }
}
