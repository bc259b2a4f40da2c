//! A Yew page with one heading, which marks when it is interactive as Pulse does.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

#[component]
fn Page() -> Html {
    use_effect_with((), |()| {
        let mark = Closure::once_into_js(|| {
            if let Some(clock) = web_sys::window().and_then(|window| window.performance()) {
                // Fails only for a reserved name.
                let _ = clock.mark("interactive");
            }
        });
        if let Some(window) = web_sys::window() {
            // Without a frame there is nothing to measure.
            let _ = window.request_animation_frame(mark.unchecked_ref());
        }
    });
    html! { <main><h1>{ "Empty" }</h1></main> }
}

fn main() {
    yew::Renderer::<Page>::new().render();
}
