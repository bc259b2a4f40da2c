//! The Tauri shell: one window, its commands, native dialogs.
//!
//! Belongs here: what only the desktop's windowing can do. Does not belong
//! here: anything that a test or the command line would want without a window;
//! that is in `studio`.

mod desk;
mod host;
mod instance;
mod ipc;
mod leave;
mod mend;
mod window;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use studio::{Home, Options, Studio, logging};
use tauri::{App, AppHandle, Manager};

use crate::desk::Desk;

/// Opens the window and runs until it is closed. Returns only if it cannot start.
pub fn run() -> ExitCode {
    // This very program, started by itself to read an attached file.
    if let Some(code) = studio::serve_if_asked() {
        return code;
    }
    let home = Home::from_env();
    if let Ok(home) = &home
        && let Err(error) = logging::start(home)
    {
        complain(&format!("there is no log: {error}"));
    }
    if !has_screen() {
        complain("there is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set");
        return ExitCode::FAILURE;
    }
    match build(home.as_ref().ok().map(Home::root)) {
        Ok(app) => {
            app.run(leave::on_event);
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "no window");
            complain(&format!("cannot open a window: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn build(folder: Option<&Path>) -> tauri::Result<App> {
    let mut context = tauri::generate_context!();
    let identifier = instance::identifier(&context.config().identifier);
    if cfg!(not(target_os = "linux")) {
        // There the single-instance plugin knows the program by this alone.
        context.config_mut().identifier.clone_from(&identifier);
    }
    let builder = tauri::Builder::default()
        .plugin(instance::plugin(&identifier))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(window::remembered(folder))
        .manage(window::Look::default())
        .manage(mend::Mended::default())
        .invoke_handler(tauri::generate_handler![
            ipc::call,
            ipc::subscribe,
            mend::mend
        ])
        .setup({
            let folder = folder.map(Path::to_owned);
            move |app| Ok(set_up(app.handle(), folder.as_deref())?)
        });
    // On Linux the window's own web view tells of it: `window::attend`.
    #[cfg(target_os = "macos")]
    let builder =
        builder.on_web_content_process_terminate(|view| mend::process_ended(view.app_handle()));
    builder.build(context)
}

/// Opens the window, and the studio behind it in the background. Without a data
/// folder the window opens all the same: its page says what is wrong.
fn set_up(app: &AppHandle, folder: Option<&Path>) -> tauri::Result<()> {
    let opener = app.clone();
    app.manage(Desk::new(Box::new(move || {
        Box::pin(open_studio(opener.clone()))
    })));
    window::open(app, folder)?;
    tauri::async_runtime::spawn(leave::on_signal(app.clone()));
    Ok(())
}

async fn open_studio(app: AppHandle) -> contract::Result<Studio> {
    // Again and not taken over from `run`: the user may have mended it meanwhile.
    let home = Home::from_env()?;
    // Where an installer puts them (bundle.conf.json); the studio itself looks in
    // `models` beside the program, which is another folder on purpose: Tauri copies
    // resources into the build folder and would overwrite what set-up linked there.
    let bundled_models = app.path().resource_dir().map(|dir| dir.join("shelf"));
    let bundled_models = bundled_models.into_iter().collect();
    Studio::open(Options {
        home,
        host: Arc::new(host::Desktop(app)),
        bundled_models,
    })
    .await
}

/// Without a screen GTK would end the program with a panic.
fn has_screen() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Says on the terminal what the log cannot take.
#[expect(clippy::print_stderr, reason = "nobody else hears a start that fails")]
fn complain(what: &str) {
    eprintln!("pulse-desktop: {what}");
}
