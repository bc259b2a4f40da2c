//! The end: what streams is brought to disk before the process goes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use studio::Studio;
use tauri::{AppHandle, Manager, RunEvent};

use crate::desk::Desk;

/// How long the studio may take to put everything away.
const LIMIT: Duration = Duration::from_secs(3);

static LEAVING: AtomicBool = AtomicBool::new(false);

/// Holds back the exit that follows the closing of the last window until the
/// studio is shut.
pub fn on_event(app: &AppHandle, event: RunEvent) {
    // A code is there when the program itself asked to exit: after the shutdown.
    if let RunEvent::ExitRequested {
        code: None, api, ..
    } = event
    {
        api.prevent_exit();
        begin(app);
    }
}

/// Treats SIGTERM, SIGINT and SIGHUP as if the window were closed.
pub async fn on_signal(app: AppHandle) {
    match a_signal().await {
        Ok(()) => begin(&app),
        Err(error) => tracing::warn!(%error, "signals cannot be heard"),
    }
}

/// Shuts the studio and exits. The window disappears at once; a new start does
/// not wait for this one.
fn begin(app: &AppHandle) {
    if LEAVING.swap(true, Ordering::Relaxed) {
        return;
    }
    for window in app.webview_windows().into_values() {
        let _ = window.hide();
    }
    tauri_plugin_single_instance::destroy(app);
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let shut = async {
            if let Ok(studio) = app.state::<Desk<Studio>>().studio().await {
                studio.shutdown().await;
            }
        };
        if tokio::time::timeout(LIMIT, shut).await.is_err() {
            tracing::warn!("the studio did not shut in time");
        }
        app.exit(0);
    });
}

#[cfg(unix)]
async fn a_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        _ = hang_up.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn a_signal() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
