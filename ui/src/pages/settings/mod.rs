//! The settings, section by section.

mod appearance;
mod download;
mod model_row;
mod models;
mod nav;
mod replies;
mod shortcuts;

use yew::prelude::*;

use crate::state::Section;

pub use appearance::AppearanceChoice;
pub use nav::SettingsNav;
pub use shortcuts::ShortcutSheet;

/// Properties of [`SettingsPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct SettingsPageProps {
    /// Which part.
    pub section: Section,
}

/// One section, in the canvas.
#[component]
pub fn SettingsPage(props: &SettingsPageProps) -> Html {
    html! {
        <div class="settings" tabindex="-1">
            <div class="settings-column">
                {
                    match props.section {
                        Section::Models => html! {
                            <>
                                <models::ModelsSection />
                                <replies::RepliesCard />
                            </>
                        },
                        Section::Appearance => html! { <appearance::AppearanceSection /> },
                        Section::Shortcuts => html! { <shortcuts::ShortcutsSection /> },
                    }
                }
            </div>
        </div>
    }
}
