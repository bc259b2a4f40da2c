//! Puts the interface into the window.

fn main() {
    yew::Renderer::<pulse_ui::app::App>::new().render();
}
