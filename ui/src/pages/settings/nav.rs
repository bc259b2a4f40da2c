//! The list of sections, in the place of the list pane.

use yew::prelude::*;

use super::title_of;
use crate::components::{IconName, icon};
use crate::i18n::{t, t_args};
use crate::state::{Action, Page, Section, use_app};

/// Properties of [`SettingsNav`].
#[derive(Clone, PartialEq, Properties)]
pub struct SettingsNavProps {
    /// The section that is shown.
    pub section: Section,
}

/// The sections.
#[component]
pub fn SettingsNav(props: &SettingsNavProps) -> Html {
    let app = use_app();
    let item = |(section, name): (Section, IconName)| {
        let to = app.dispatcher();
        let onclick = move |_| to.dispatch(Action::Show(Page::Settings(section)));
        html! {
            <li>
                <button
                    type="button"
                    class="nav-item"
                    aria-current={(section == props.section).then_some("page")}
                    {onclick}
                >
                    { icon(name, 16) }
                    <span>{ title_of(section) }</span>
                </button>
            </li>
        }
    };
    let sections = [
        (Section::Providers, IconName::Key),
        (Section::Models, IconName::Chip),
        (Section::Tools, IconName::Sliders),
        (Section::Usage, IconName::Chart),
        (Section::Transfer, IconName::Database),
        (Section::Appearance, IconName::Palette),
        (Section::Shortcuts, IconName::Keyboard),
    ];
    html! {
        <nav class="pane settings-nav" aria-label={t("rail-settings")}>
            <header class="pane-head"><h2 class="pane-title">{ t("rail-settings") }</h2></header>
            <ul class="nav-list" role="list">{ for sections.into_iter().map(item) }</ul>
            <p class="settings-version">
                { t_args("version", &[("version", app.version.as_str().into())]) }
            </p>
        </nav>
    }
}
