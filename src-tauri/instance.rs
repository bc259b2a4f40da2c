//! One window for each data folder: a second start brings the first one forward.
//!
//! Two starts belong together when they share a data folder, so the name that
//! a running Pulse claims is made from `PULSE_HOME` where that is set.

use std::path::{Path, PathBuf};

use tauri::Runtime;
use tauri::plugin::TauriPlugin;

use crate::window;

/// The folder that `PULSE_HOME` names, without symbolic links; `None`: not set.
///
/// The folder is there by now, unless it cannot be made at all: the path of one
/// that is not could change its form, and with it the name, between two starts.
fn chosen_home() -> Option<PathBuf> {
    let home = std::env::var_os("PULSE_HOME").filter(|value| !value.is_empty())?;
    let home = PathBuf::from(home);
    home.canonicalize()
        .or_else(|_| std::path::absolute(&home))
        .ok()
}

/// The application's identifier, different for each chosen data folder.
pub fn identifier(base: &str) -> String {
    identifier_for(base, chosen_home().as_deref())
}

fn identifier_for(base: &str, home: Option<&Path>) -> String {
    match home {
        // A part of a D-Bus name cannot begin with a digit.
        Some(home) => format!(
            "{base}.home{:016x}",
            fnv1a(home.as_os_str().as_encoded_bytes())
        ),
        None => base.to_owned(),
    }
}

/// The plugin that finds the first start; it must be registered before all others.
/// Without a session bus it logs that and lets every start through.
pub fn plugin<R: Runtime>(identifier: &str) -> TauriPlugin<R> {
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(identifier)
        .callback(|app, _arguments, _directory| window::bring_forward(app))
        .build()
}

/// FNV-1a with 64 bits: the same in every build, unlike the standard hasher.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_folder_keeps_the_plain_identifier() {
        // Other programs look for the window under the published name.
        assert_eq!(
            identifier_for("studio.pulse.desktop", None),
            "studio.pulse.desktop"
        );
    }

    #[test]
    fn folders_are_told_apart_and_recognised_again() {
        let one = identifier_for("a.b", Some(Path::new("/data/one")));
        let two = identifier_for("a.b", Some(Path::new("/data/two")));
        assert_ne!(one, two, "two folders must be able to run side by side");
        assert_eq!(
            one,
            identifier_for("a.b", Some(Path::new("/data/one"))),
            "a second start must match"
        );
    }

    #[test]
    fn the_name_is_one_that_dbus_accepts() {
        let name = identifier_for("studio.pulse.desktop", Some(Path::new("/9")));
        let part = name.rsplit('.').next().unwrap();
        assert!(
            part.starts_with(|c: char| c.is_ascii_alphabetic()),
            "{part}: no leading digit"
        );
        assert!(
            part.chars().all(|c| c.is_ascii_alphanumeric()),
            "{part}: letters and digits alone"
        );
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // Test vectors of the FNV authors: a changed hash would let an old and a
        // new build open two windows on one folder.
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
