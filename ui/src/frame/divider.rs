//! The edge of the list pane: dragged by the pointer, moved by the keyboard.

use contract::settings::SettingsPatch;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::actions;
use crate::i18n::t;
use crate::state::use_app;

/// The narrowest and the widest that the pane can be, in CSS pixels.
const BOUNDS: (u32, u32) = (200, 420);
/// One press of an arrow key.
const STEP: u32 = 16;
/// As drawn.
const USUAL: u32 = 272;

/// A width within the bounds.
pub(super) fn bounded(width: u32) -> u32 {
    width.clamp(BOUNDS.0, BOUNDS.1)
}

/// Properties of [`Divider`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct DividerProps {
    /// The width as it is shown.
    pub width: u32,
    /// The width while it is dragged; `None`: it was let go.
    pub onmove: Callback<Option<u32>>,
}

/// The edge.
#[component]
pub(super) fn Divider(props: &DividerProps) -> Html {
    let app = use_app();
    // Where the drag began: the pointer, and the width there.
    let grip = use_state(|| None::<(i32, u32)>);
    let keep = {
        let onmove = props.onmove.clone();
        move |width: u32| {
            onmove.emit(None);
            let list_width = Some(bounded(width));
            actions::change_settings(
                &app,
                SettingsPatch {
                    list_width,
                    ..SettingsPatch::default()
                },
            );
        }
    };
    let width = props.width;
    let onpointerdown = {
        let grip = grip.setter();
        move |event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            event.prevent_default();
            if let Some(edge) = event
                .target()
                .and_then(|edge| edge.dyn_into::<Element>().ok())
            {
                // Without the capture the drag ends at the edge's border.
                let _ = edge.set_pointer_capture(event.pointer_id());
            }
            grip.set(Some((event.client_x(), width)));
        }
    };
    let dragged = |event: &PointerEvent, (x, width): (i32, u32)| {
        bounded(width.saturating_add_signed(event.client_x() - x))
    };
    let onpointermove = {
        let (grip, onmove) = (*grip, props.onmove.clone());
        move |event: PointerEvent| {
            if let Some(grip) = grip {
                onmove.emit(Some(dragged(&event, grip)));
            }
        }
    };
    let onpointerup = {
        let (grip, keep) = (grip.clone(), keep.clone());
        move |event: PointerEvent| {
            if let Some(start) = *grip {
                grip.set(None);
                keep(dragged(&event, start));
            }
        }
    };
    let onpointercancel = {
        let (grip, onmove) = (grip.setter(), props.onmove.clone());
        move |_: PointerEvent| {
            grip.set(None);
            onmove.emit(None);
        }
    };
    let onkeydown = {
        let keep = keep.clone();
        move |event: KeyboardEvent| {
            let width = match event.key().as_str() {
                "ArrowLeft" => width.saturating_sub(STEP),
                "ArrowRight" => width + STEP,
                "Home" => BOUNDS.0,
                "End" => BOUNDS.1,
                "Enter" => USUAL,
                _ => return,
            };
            event.prevent_default();
            keep(width);
        }
    };
    html! {
        <div
            class={classes!("divider", grip.is_some().then_some("divider-held"))}
            role="separator"
            aria-orientation="vertical"
            aria-label={t("divider")}
            aria-valuemin={BOUNDS.0.to_string()}
            aria-valuemax={BOUNDS.1.to_string()}
            aria-valuenow={width.to_string()}
            tabindex="0"
            ondblclick={move |_| keep(USUAL)}
            {onpointerdown}
            {onpointermove}
            {onpointerup}
            {onpointercancel}
            {onkeydown}
        ></div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pane_stays_within_its_bounds() {
        assert_eq!(bounded(0), 200, "narrower, titles say nothing");
        assert_eq!(
            bounded(9_999),
            420,
            "wider, a window of 900 has no canvas left"
        );
        assert_eq!(bounded(USUAL), USUAL, "the drawn width lies within");
    }
}
