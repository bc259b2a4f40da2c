//! A window that stopped is started anew.
//!
//! Two things stop it: its code runs into a wall (`ui/mend.js` notices, and asks), or the web view's
//! process ends, for want of memory or by a fault of its own. The studio goes on meanwhile, and has
//! everything that the window showed. On Windows the web view tells nobody that its process ended.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tauri::{AppHandle, Manager, State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::window::LABEL;

/// What stops more often than this within [`WHILE`] would stop again.
const OFTEN: usize = 3;
const WHILE: Duration = Duration::from_secs(60);

/// How much of a page's report goes into the log, in characters.
const REPORT: usize = 2000;

/// When the window was started anew.
#[derive(Debug, Default)]
pub struct Mended(Mutex<Vec<Instant>>);

impl Mended {
    /// Whether it may be started anew now; if so, that is noted.
    fn again(&self, now: Instant) -> bool {
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        times.retain(|time| now.duration_since(*time) < WHILE);
        let again = times.len() < OFTEN;
        if again {
            times.push(now);
        }
        again
    }
}

/// The page's code has stopped, and says how; whether it may load itself anew.
#[tauri::command]
pub fn mend(window: WebviewWindow, mended: State<'_, Mended>, what: String) -> bool {
    let what: String = what.chars().take(REPORT).collect();
    tracing::error!(what, "the window's code stopped");
    allow(window.app_handle(), &mended)
}

/// The web view's process has ended: the page is loaded in another one.
pub fn process_ended(app: &AppHandle) {
    tracing::error!("the window's process ended");
    if !allow(app, &app.state::<Mended>()) {
        return;
    }
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    let loaded = window.url().and_then(|mut page| {
        page.set_query(Some("mended"));
        window.navigate(page)
    });
    if let Err(error) = loaded {
        tracing::error!(%error, "the window cannot be started anew");
    }
}

fn allow(app: &AppHandle, mended: &Mended) -> bool {
    let again = mended.again(Instant::now());
    if !again {
        tracing::error!("the window stops again and again");
        app.dialog()
            .message(
                "The window has stopped again and again within a minute. Your conversations are kept. \
                 Please quit Pulse and start it once more.",
            )
            .title("Pulse has stopped")
            .kind(MessageDialogKind::Error)
            .show(|_| {});
    }
    again
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_that_stops_again_and_again_is_left_alone() {
        let (mended, start) = (Mended::default(), Instant::now());
        let at = |seconds| start + Duration::from_secs(seconds);
        assert!(mended.again(at(0)) && mended.again(at(10)) && mended.again(at(20)));
        assert!(!mended.again(at(30)), "it would go on for ever");
        assert!(mended.again(at(61)), "the first is a minute ago");
        assert!(
            !mended.again(at(62)),
            "what was refused does not count, the rest does"
        );
    }
}
