//! An empty Tauri window with an empty Yew page in it, of Pulse's size and built
//! the way Pulse is: the peer of `cargo xtask bench`.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!())
}
