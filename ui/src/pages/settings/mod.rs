//! The settings, section by section.

mod appearance;
mod dials;
mod download;
mod late;
mod model_row;
mod models;
mod nav;
mod provider_form;
mod provider_row;
mod providers;
mod replies;
mod shortcuts;
mod tool_confirm;
mod tool_form;
mod tool_row;
mod tool_words;
mod tools;
mod transfer;
mod usage;

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::dom;
use crate::i18n::t;
use crate::state::Section;

pub use appearance::AppearanceChoice;
pub use dials::{Numbers, ReplyDials, why_not};
pub use nav::SettingsNav;
pub use shortcuts::ShortcutSheet;

const REGION: &str = "settings-region";

/// Properties of [`SettingsPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct SettingsPageProps {
    /// Which part.
    pub section: Section,
}

/// One section, in the canvas.
#[component]
pub fn SettingsPage(props: &SettingsPageProps) -> Html {
    let region = use_node_ref();
    // Whoever comes by a key has the keyboard's focus here, not on what went
    // away; a pointer leaves no ring.
    use_effect_with((), {
        let region = region.clone();
        move |()| {
            if let Some(region) = region.cast::<HtmlElement>() {
                dom::focus(&region);
            }
        }
    });
    html! {
        <div
            ref={region}
            id={REGION}
            class="settings"
            role="region"
            aria-label={title_of(props.section)}
            tabindex="-1"
        >
            <div class="settings-column" data-focus-home={REGION}>
                {
                    match props.section {
                        Section::Providers => html! { <providers::ProvidersSection /> },
                        Section::Models => html! {
                            <>
                                <models::ModelsSection />
                                <replies::RepliesCard />
                            </>
                        },
                        Section::Tools => html! { <tools::ToolsSection /> },
                        Section::Transfer => html! { <transfer::TransferSection /> },
                        Section::Usage => html! { <usage::UsageSection /> },
                        Section::Appearance => html! { <appearance::AppearanceSection /> },
                        Section::Shortcuts => html! { <shortcuts::ShortcutsSection /> },
                    }
                }
            </div>
        </div>
    }
}

/// What a section is called.
fn title_of(section: Section) -> AttrValue {
    match section {
        Section::Providers => t("settings-providers"),
        Section::Models => t("settings-models"),
        Section::Tools => t("settings-tools"),
        Section::Transfer => t("settings-transfer"),
        Section::Usage => t("usage"),
        Section::Appearance => t("appearance"),
        Section::Shortcuts => t("settings-shortcuts"),
    }
}
