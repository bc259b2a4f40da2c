//! The two commands of the page.
//!
//! Belongs here: carrying calls in and replies and events out. Does not belong
//! here: what a call does; that is the studio's.

use contract::{Call, Code, Error, Event, Result};
use studio::Studio;
use tauri::ipc::{Channel, Response};
use tauri::{State, WebviewWindow};
use tokio::sync::broadcast;

use crate::desk::Desk;
use crate::window;

/// Answers one [`Call`] with the reply's JSON as raw bytes.
///
/// The call comes as a value, so that one this build does not know is refused
/// with an [`Error`] like any other, and not with a bare string of Tauri's.
#[tauri::command]
pub async fn call(
    window: WebviewWindow,
    desk: State<'_, Desk<Studio>>,
    call: serde_json::Value,
) -> Result<Response> {
    let call: Call = serde_json::from_value(call).map_err(|error| {
        Error::new(
            Code::InvalidInput,
            "The window sent a call that Pulse does not know",
        )
        .with_detail(error)
    })?;
    let first = matches!(call, Call::Start(_));
    let studio = if first {
        desk.studio_for_start().await
    } else {
        desk.studio().await
    };
    let reply = match studio {
        Ok(studio) => studio::answer(&studio, call).await,
        Err(error) => Err(error),
    };
    if first {
        window::first_reply(&window, reply.as_deref().ok());
    }
    reply.map(Response::new)
}

/// Sends every event from now on into `channel`, until the page is gone or
/// subscribes again. Settles when nothing can be missed any more: once the
/// studio is open.
#[tauri::command]
pub async fn subscribe(
    window: WebviewWindow,
    desk: State<'_, Desk<Studio>>,
    channel: Channel<Event>,
) -> Result<()> {
    let events = desk.events().await?;
    tracing::info!("a page listens");
    desk.keep(tauri::async_runtime::spawn(forward(events, move |event| {
        if let Event::SettingsChanged(settings) = &event {
            window::dress(&window, settings.appearance);
        }
        channel.send(event).is_ok()
    })));
    Ok(())
}

/// Hands events to `send` until it returns `false` or no more can come. A
/// receiver that was too slow is told so with [`Event::Lagged`].
async fn forward(mut events: broadcast::Receiver<Event>, send: impl Fn(Event) -> bool) {
    loop {
        let event = match events.recv().await {
            Ok(event) => event,
            Err(broadcast::error::RecvError::Lagged(lost)) => {
                tracing::warn!(lost, "the window was too slow for its events");
                Event::Lagged
            }
            Err(broadcast::error::RecvError::Closed) => return,
        };
        if !send(event) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex};

    use contract::ConversationId;
    use contract::settings::Settings;

    use super::*;

    fn changed(temperature: f32) -> Event {
        Event::SettingsChanged(Settings {
            temperature,
            ..Settings::default()
        })
    }

    /// Runs `forward` over what is in `events` and returns what was sent.
    async fn forwarded(events: broadcast::Receiver<Event>) -> Vec<Event> {
        let sent = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&sent);
        forward(events, move |event| {
            sink.lock().unwrap().push(event);
            true
        })
        .await;
        Arc::try_unwrap(sent).unwrap().into_inner().unwrap()
    }

    #[tokio::test]
    async fn events_arrive_in_order() {
        let (sender, events) = broadcast::channel(8);
        sender.send(changed(0.1)).unwrap();
        sender.send(changed(0.2)).unwrap();
        drop(sender);
        // The interface puts deltas together in the order of arrival.
        assert_eq!(forwarded(events).await, [changed(0.1), changed(0.2)]);
    }

    #[tokio::test]
    async fn a_slow_window_hears_that_it_lagged() {
        let (sender, events) = broadcast::channel(1);
        sender.send(changed(0.1)).unwrap();
        sender.send(changed(0.2)).unwrap();
        drop(sender);
        // The first was pushed out: without the mark the page would show old data for good.
        assert_eq!(forwarded(events).await, [Event::Lagged, changed(0.2)]);
    }

    #[tokio::test]
    async fn forwarding_ends_with_the_page() {
        let (sender, events) = broadcast::channel(8);
        sender.send(changed(0.1)).unwrap();
        sender.send(changed(0.2)).unwrap();
        let sent = AtomicUsize::new(0);
        // `sender` lives: only the refused send can end this, else the test hangs.
        forward(events, |_| {
            sent.fetch_add(1, Ordering::Relaxed);
            false
        })
        .await;
        assert_eq!(
            sent.load(Ordering::Relaxed),
            1,
            "nothing is sent to a page that is gone"
        );
    }

    #[test]
    fn events_have_the_shape_that_the_page_reads() {
        let id: ConversationId = "018f0000-0000-7000-8000-000000000001".parse().unwrap();
        // The channel sends what serde writes; `ui/src/ipc.rs` reads it back with serde.
        assert_eq!(
            serde_json::to_string(&Event::ConversationRemoved(id)).unwrap(),
            format!(r#"{{"conversation_removed":"{id}"}}"#),
        );
    }
}
