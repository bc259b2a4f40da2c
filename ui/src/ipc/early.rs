//! What the page asked the desktop before this code was there: see `early.js`.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

/// The channel of events and the first question, both under way.
#[wasm_bindgen]
extern "C" {
    type Early;

    #[wasm_bindgen(thread_local_v2, js_namespace = window, js_name = pulseEarly)]
    static EARLY: Option<Early>;

    #[wasm_bindgen(method, getter)]
    fn told(this: &Early) -> Array;

    #[wasm_bindgen(method, setter)]
    fn set_deliver(this: &Early, deliver: &JsValue);
}

/// The answer to the first `start`, under way or not; a later one is asked anew.
pub(super) fn take_started() -> Option<Promise> {
    take("started")
}

/// That answer, where it is here already; nobody has to wait for it then.
pub(super) fn take_reply() -> Option<Object> {
    let reply = take("reply")?;
    take_started().map(|_| reply)
}

/// The opening of the channel. One that failed is opened anew.
pub(super) fn take_subscribed() -> Option<Promise> {
    take("subscribed")
}

fn take<T: JsCast>(name: &str) -> Option<T> {
    EARLY.with(|early| {
        let (early, name) = (early.as_ref()?, JsValue::from(name));
        let found = Reflect::get(early, &name).ok()?.dyn_into().ok()?;
        Reflect::set(early, &name, &JsValue::NULL).ok()?;
        Some(found)
    })
}

/// Gives `receive` what the channel brought meanwhile, and whatever it brings from now on.
pub(super) fn deliver_to(receive: &Closure<dyn FnMut(JsValue)>) {
    EARLY.with(|early| {
        let Some(early) = early else { return };
        let told = early.told();
        early.set_deliver(receive.as_ref());
        let receive: &js_sys::Function = receive.as_ref().unchecked_ref();
        for event in told.iter() {
            // It reports its own troubles.
            let _ = receive.call1(&JsValue::UNDEFINED, &event);
        }
    });
}
