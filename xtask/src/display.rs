//! A display and a session bus for the real window on a machine that has none.

use crate::sh::Run;

/// Whether a person could see a window here.
pub fn is_there() -> bool {
    if cfg!(target_os = "linux") {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        set("DISPLAY") || set("WAYLAND_DISPLAY")
    } else {
        true
    }
}

/// A command that runs under a session bus and a virtual screen of its own, and
/// renders in software: the same picture on every machine.
pub fn headless(program: impl AsRef<std::ffi::OsStr>) -> Run {
    Run::new("dbus-run-session")
        .args([
            "--",
            "xvfb-run",
            "-a",
            "-s",
            "-screen 0 1600x1000x24 -noreset",
        ])
        .arg(program)
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("GDK_BACKEND", "x11")
        .env_remove("WAYLAND_DISPLAY")
}
