//! Puts the interface into the window.

fn main() {
    pulse_ui::mended::note_panics();
    yew::Renderer::<pulse_ui::app::App>::new().render();
}
