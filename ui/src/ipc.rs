//! The road to the desktop: one command that carries every call, one channel
//! that brings every event.
//!
//! Belongs here: all that knows Tauri's JavaScript. Does not belong here: what
//! calls and events mean (`contract`) and what the window makes of them
//! ([`crate::state`]).

use std::cell::RefCell;
use std::rc::Rc;

use contract::macros_support::decode;
use contract::settings::Started;
use contract::{Call, Client, Code, Error, Event, Result, Transport};
use js_sys::{Array, ArrayBuffer, JSON, Object, Reflect, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

mod early;
mod gathered;
mod order;

use order::InOrder;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["window", "__TAURI_INTERNALS__"])]
    async fn invoke(command: &str, arguments: &JsValue) -> std::result::Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = transformCallback)]
    fn transform_callback(
        callback: &Closure<dyn FnMut(JsValue)>,
        once: bool,
    ) -> std::result::Result<u32, JsValue>;
}

/// Carries calls over Tauri's one command.
#[derive(Clone, Copy, Debug)]
pub struct Tauri;

impl Transport<Call> for Tauri {
    async fn call(&self, call: Call) -> Result<Vec<u8>> {
        let early = matches!(call, Call::Start(_)).then(early::take_started);
        let reply = match early.flatten() {
            Some(started) => JsFuture::from(started).await,
            None => {
                let call = to_js(&call)
                    .ok_or_else(|| Error::new(Code::Internal, "A call could not be written"))?;
                invoke("call", &argument("call", &call)).await
            }
        };
        gathered::tell();
        bytes(&reply.map_err(refused)?)
    }
}

/// The typed client of every command.
pub fn client() -> Client<Tauri> {
    Client(Tauri)
}

/// The answer to the first `start`, where it was here before this code.
pub fn started() -> Option<Result<Started>> {
    let reply = early::take_reply()?;
    Some(bytes(&reply).and_then(|reply| decode(&reply)))
}

/// What [`listen`] gave: as long as it lives, its callback is called.
#[derive(Debug)]
pub struct Listener {
    id: u64,
}

impl Drop for Listener {
    fn drop(&mut self) {
        LISTENERS.with_borrow_mut(|listeners| listeners.retain(|(id, _)| *id != self.id));
    }
}

/// Calls `callback` with every event from now on. The first listener opens the
/// one channel that all of them share.
pub fn listen(callback: impl Fn(&Event) + 'static) -> Listener {
    let id = NEXT.with_borrow_mut(|next| {
        *next += 1;
        *next
    });
    LISTENERS.with_borrow_mut(|listeners| listeners.push((id, Rc::new(callback))));
    CHANNEL.with_borrow_mut(|channel| {
        if channel.is_none() {
            *channel = open_channel();
        }
    });
    Listener { id }
}

/// Opens an `http:`, `https:` or `mailto:` address in the user's own program
/// for it. The shell refuses any other.
pub fn open_link(url: &str) {
    let arguments = argument("url", &url.into());
    wasm_bindgen_futures::spawn_local(async move {
        // Where the system knows no program for it, a click does nothing, as in
        // any other window.
        drop(invoke("plugin:opener|open_url", &arguments).await);
    });
}

/// Tells the listeners of this window.
fn tell(event: &Event) {
    // A copy of the list, so that a callback may add and drop listeners.
    let listeners = LISTENERS.with_borrow(Clone::clone);
    for (_, callback) in listeners {
        callback(event);
    }
}

type Callback = Rc<dyn Fn(&Event)>;
type Receiver = Closure<dyn FnMut(JsValue)>;

thread_local! {
    static NEXT: RefCell<u64> = const { RefCell::new(0) };
    static LISTENERS: RefCell<Vec<(u64, Callback)>> = const { RefCell::new(Vec::new()) };
    // Kept for the life of the window: Tauri calls the closure.
    static CHANNEL: RefCell<Option<Receiver>> = const { RefCell::new(None) };
}

fn open_channel() -> Option<Receiver> {
    let mut order = InOrder::new();
    let closure = Receiver::new(move |raw: JsValue| {
        let Some(index) = field(&raw, "index").as_f64() else {
            return;
        };
        let message = Reflect::has(&raw, &"message".into())
            .unwrap_or(false)
            .then(|| field(&raw, "message"));
        // Without a message it is the end of the channel, which comes with the
        // end of the window.
        for message in order.take(index as u64, message) {
            // An event that this window cannot read is an event missed.
            gathered::gather(from_js(&message).unwrap_or(Event::Lagged));
        }
    });
    if let Some(subscribed) = early::take_subscribed() {
        wasm_bindgen_futures::spawn_local(async move {
            // Waiting lets the others listen who begin to in this same task.
            let open = JsFuture::from(subscribed).await.is_ok();
            CHANNEL.with_borrow_mut(|channel| match channel {
                Some(receive) if open => early::deliver_to(receive),
                channel => *channel = None,
            });
        });
        return Some(closure);
    }
    let id = transform_callback(&closure, false).ok()?;
    wasm_bindgen_futures::spawn_local(async move {
        let channel = argument("channel", &format!("__CHANNEL__:{id}").into());
        if invoke("subscribe", &channel).await.is_err() {
            CHANNEL.with_borrow_mut(Option::take);
        }
    });
    Some(closure)
}

/// A value as JavaScript has it. Both ways go over JSON, which the webview reads
/// and writes faster than it lets fields be set and got one by one; and replies
/// are JSON anyway.
fn to_js(value: &impl Serialize) -> Option<JsValue> {
    JSON::parse(&serde_json::to_string(value).ok()?).ok()
}

fn from_js<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    let json = JSON::stringify(value).ok()?.as_string()?;
    // From text, as replies are read: each type is compiled for one reader.
    serde_json::from_str(&json).ok()
}

/// `{name: value}`
fn argument(name: &str, value: &JsValue) -> JsValue {
    let arguments = Object::new();
    // Setting a field of a fresh plain object cannot fail.
    let _ = Reflect::set(&arguments, &name.into(), value);
    arguments.into()
}

fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A reply's bytes: an `ArrayBuffer` over Tauri's own protocol, an array of
/// numbers where the webview blocks that and Tauri falls back to messages.
fn bytes(reply: &JsValue) -> Result<Vec<u8>> {
    if reply.is_instance_of::<ArrayBuffer>() || Array::is_array(reply) {
        return Ok(Uint8Array::new(reply).to_vec());
    }
    if let Some(view) = reply.dyn_ref::<Uint8Array>() {
        return Ok(view.to_vec());
    }
    Err(Error::new(
        Code::Internal,
        "The desktop's reply is not made of bytes",
    ))
}

/// A rejection: the desktop's own error, or a sentence of Tauri's.
fn refused(reason: JsValue) -> Error {
    if let Some(error) = from_js(&reason) {
        return error;
    }
    let detail = reason
        .as_string()
        .or_else(|| {
            reason
                .dyn_ref::<js_sys::Error>()
                .map(|error| error.message().into())
        })
        .unwrap_or_else(|| JSON::stringify(&reason).unwrap_or_default().into());
    Error::new(Code::Internal, "The desktop did not answer").with_detail(detail)
}
