//! The rail on the left: where one can go. An item stands here only where it
//! leads somewhere.

use yew::prelude::*;

use super::Mark;
use crate::components::{IconName, icon};
use crate::i18n::{t, t_args};
use crate::keys::Command;
use crate::state::{Action, Overlay, Page, Section, use_app};

/// The rail.
#[component]
pub(super) fn Rail() -> Html {
    let app = use_app();
    let go = |action: Action| {
        let to = app.dispatcher();
        Callback::from(move |_: MouseEvent| to.dispatch(action.clone()))
    };
    let live = app.live_jobs();
    let tray = app.overlay == Some(Overlay::Jobs);
    let count = (live > 0).then_some(live);
    let said = count.map(|count| t_args("rail-jobs-live", &[("count", count.into())]));
    html! {
        <nav class="rail" aria-label={t("rail")}>
            <span class="rail-mark"><Mark /></span>
            <RailItem
                icon={IconName::Chat}
                text={t("rail-chat")}
                keys={Command::Chat.keys()}
                here={app.page == Page::Chat}
                onclick={go(Action::Show(Page::Chat))}
            />
            <RailItem
                icon={IconName::Cv}
                text={t("rail-cv")}
                keys={Command::Cv.keys()}
                here={matches!(app.page, Page::Cv(_))}
                // From the desk it leads to all of them.
                onclick={go(Action::Show(Page::Cv(app.cv.filter(|_| !matches!(app.page, Page::Cv(_))))))}
            />
            if !app.jobs.is_empty() {
                <hr class="rail-rule" />
                <RailItem
                    icon={IconName::Jobs}
                    text={t("rail-jobs")}
                    {said}
                    {count}
                    expanded={Some(tray)}
                    onclick={go(Action::Overlay((!tray).then_some(Overlay::Jobs)))}
                />
            }
            <span class="rail-space"></span>
            <RailItem
                icon={IconName::Settings}
                text={t("rail-settings")}
                keys={Command::Settings.keys()}
                here={matches!(app.page, Page::Settings(_))}
                onclick={go(Action::Show(Page::Settings(Section::Models)))}
            />
        </nav>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct RailItemProps {
    icon: IconName,
    text: AttrValue,
    /// What a screen reader says after the text, in place of the count.
    #[prop_or_default]
    said: Option<AttrValue>,
    #[prop_or_default]
    keys: Option<AttrValue>,
    #[prop_or_default]
    here: bool,
    #[prop_or_default]
    count: Option<usize>,
    #[prop_or_default]
    expanded: Option<bool>,
    onclick: Callback<MouseEvent>,
}

#[component]
fn RailItem(props: &RailItemProps) -> Html {
    html! {
        <button
            type="button"
            class="rail-item"
            aria-current={props.here.then_some("page")}
            aria-expanded={props.expanded.map(|open| if open { "true" } else { "false" })}
            aria-haspopup={props.expanded.map(|_| "dialog")}
            data-tip={props.keys.as_ref().map(|_| props.text.clone())}
            data-tip-keys={props.keys.clone()}
            onclick={props.onclick.clone()}
        >
            { icon(props.icon, 20) }
            <span class="rail-text">{ props.text.clone() }</span>
            if let Some(count) = props.count {
                <span class="badge" aria-hidden="true">
                    { if count > 99 { "99+".to_owned() } else { count.to_string() } }
                </span>
            }
            if let Some(said) = &props.said { <span class="unseen">{ said.clone() }</span> }
        </button>
    }
}
