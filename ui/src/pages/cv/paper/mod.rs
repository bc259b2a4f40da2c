//! The pages of the open CV as they are printed, beside the editor.
//!
//! Belongs here: drawing pages, their size on the screen, and which one is in sight. Does not belong
//! here: what is on them, which the desktop's layout says ([`contract::cv::Preview`]).

mod layer;
mod notes;
mod page;
mod sight;
mod zoom;

use std::cell::Cell;
use std::rc::Rc;

use contract::cv::PartId;
use yew::prelude::*;

pub use notes::missing;

use super::Shown;
use crate::components::{IconButton, IconName, MenuItem, Opens, Pill};
use crate::css::{px, use_css};
use crate::i18n::{t, t_args};
use crate::keys::with_command;
use page::{PageView, Sheet};
use sight::{use_follow, use_sight, use_wheel};
use zoom::Zoom;

/// Between two pages, in CSS pixels; `.paper-pages` has the same gap.
const GAP: f64 = 24.0;

thread_local! {
    /// What was chosen, for the next CV.
    static ZOOM: Cell<Zoom> = const { Cell::new(Zoom::Fit) };
}

/// Properties of [`Paper`].
#[derive(Clone, PartialEq, Properties)]
pub struct PaperProps {
    /// The pages.
    pub shown: Shown,
    /// On how many they are to fit: [`contract::cv::Look::fit_to`].
    pub fit_to: Option<u8>,
    /// The part that is worked on; it is outlined.
    #[prop_or_default]
    pub marked: Option<PartId>,
    /// A part was clicked.
    pub on_part: Callback<PartId>,
}

/// The pages, one below another, and how large they are.
#[component]
pub fn Paper(props: &PaperProps) -> Html {
    let scroll = use_node_ref();
    let zoom = use_state_eq(|| ZOOM.get());
    let sight = use_sight(&scroll);
    let shown = &props.shown;
    let scale = zoom.scale(sight.width, f64::from(shown.width));
    let turn = {
        let zoom = zoom.setter();
        Callback::from(move |to: Zoom| {
            ZOOM.set(to);
            zoom.set(to);
        })
    };
    use_wheel(&scroll, scale, turn.clone());
    use_follow(&scroll, props.marked.clone());
    let (width, height) = (
        zoom::pixels(f64::from(shown.width), scale),
        zoom::pixels(f64::from(shown.height), scale),
    );
    use_css(
        &scroll,
        &[("--page-width", px(width)), ("--page-height", px(height))],
    );
    let all = shown.pages.len();
    let at = zoom::page_at(sight.top, sight.height, height + GAP, all);
    let onscroll = sight.look.reform(|_: Event| ());
    let onkeydown = {
        let turn = turn.clone();
        move |event: KeyboardEvent| {
            if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
                return;
            }
            turn.emit(match event.key().as_str() {
                "+" | "=" => Zoom::Scale(zoom::larger(scale)),
                "-" => Zoom::Scale(zoom::smaller(scale)),
                "0" => Zoom::Fit,
                _ => return,
            });
            event.prevent_default();
        }
    };
    let pages = shown.pages.iter().enumerate().map(|(index, page)| {
        html! {
            <PageView
                key={index}
                sheet={Sheet(Rc::clone(page))}
                outlines={shown.outlines.clone()}
                pictures={shown.pictures.clone()}
                size={(shown.width, shown.height)}
                of={(index + 1, all)}
                marked={props.marked.clone()}
                on_part={props.on_part.clone()}
            />
        }
    });
    html! {
        <section class="paper" aria-label={t("cv-preview")} {onkeydown}>
            <div class="paper-notes" role="status">{ notes::notes(shown, props.fit_to).unwrap_or_default() }</div>
            <div
                ref={scroll}
                class="paper-scroll"
                tabindex="0"
                role="group"
                aria-label={t("cv-pages")}
                {onscroll}
            >
                <div class="paper-pages">{ for pages }</div>
            </div>
            <footer class="paper-foot">
                <IconButton
                    icon={IconName::Minus}
                    size={16}
                    label={t("cv-zoom-out")}
                    keys={with_command("−")}
                    onclick={turn.reform(move |_: MouseEvent| Zoom::Scale(zoom::smaller(scale)))}
                />
                { zoom_pill(*zoom, scale, &turn) }
                <IconButton
                    icon={IconName::Plus}
                    size={16}
                    label={t("cv-zoom-in")}
                    keys={with_command("+")}
                    onclick={turn.reform(move |_: MouseEvent| Zoom::Scale(zoom::larger(scale)))}
                />
                <span class="paper-at">
                    { t_args("cv-page-of", &[("at", (at + 1).into()), ("all", all.max(1).into())]) }
                </span>
            </footer>
        </section>
    }
}

/// How large it is, and other sizes.
fn zoom_pill(zoom: Zoom, scale: f64, turn: &Callback<Zoom>) -> Html {
    let said = |scale: f64| {
        t_args(
            "cv-zoom-percent",
            &[("percent", zoom::percent(scale).into())],
        )
    };
    let entries = {
        let turn = turn.clone();
        move |()| {
            let item = |text: AttrValue, to: Zoom| {
                let turn = turn.clone();
                let mut item = MenuItem::new(text, move |()| turn.emit(to));
                item.checked = Some(to == zoom);
                item.entry()
            };
            let mut entries = vec![
                item(t("cv-zoom-fit"), Zoom::Fit),
                item(t("cv-zoom-actual"), Zoom::Scale(1.0)),
            ];
            entries
                .extend([0.5, 0.75, 1.5, 2.0].map(|scale| item(said(scale), Zoom::Scale(scale))));
            entries
        }
    };
    let opens = Opens::Menu(Callback::from(entries));
    html! { <Pill class="paper-zoom" label={t("cv-zoom")} text={said(scale)} {opens} /> }
}
