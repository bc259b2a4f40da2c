//! Does what a line of the palette says.

use contract::settings::SettingsPatch;

use super::entries::Deed;
use crate::state::{Action, App, Overlay, Page};
use crate::{actions, frame};

/// Does it.
pub(super) fn perform(app: &App, deed: &Deed) {
    let change = |patch: SettingsPatch| actions::change_settings(app, patch);
    match deed.clone() {
        Deed::NewChat(text) => app.dispatch(Action::NewChat(text)),
        Deed::Open(id, message) => app.dispatch(Action::Open(id, message)),
        Deed::Settings(section) => app.dispatch(Action::Show(Page::Settings(section))),
        Deed::Model(id) => {
            change(SettingsPatch {
                default_model: Some(id),
                ..SettingsPatch::default()
            });
        }
        Deed::Unload => actions::unload(app),
        Deed::Appearance(appearance) => {
            change(SettingsPatch {
                appearance: Some(appearance),
                ..SettingsPatch::default()
            });
        }
        Deed::TogglePane => {
            app.dispatch(Action::Show(Page::Chat));
            frame::toggle_pane(app);
        }
        Deed::Shortcuts => app.dispatch(Action::Overlay(Some(Overlay::Shortcuts))),
    }
}
