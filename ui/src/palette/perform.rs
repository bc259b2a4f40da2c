//! Does what a line of the palette says.

use contract::settings::SettingsPatch;

use super::controls;
use super::deed::Deed;
use crate::state::{Action, App, Naming, Overlay, Page, Section};
use crate::{actions, archive, dom, folders, frame, presets, temporary, transfer};

/// Does it.
pub(super) fn perform(app: &App, deed: &Deed) {
    let change = |patch: SettingsPatch| actions::change_settings(app, patch);
    let show = |page: Page| app.dispatch(Action::Show(page));
    match deed.clone() {
        Deed::NewChat(text) => app.dispatch(Action::NewChat(text)),
        Deed::TemporaryChat => temporary::begin(app),
        Deed::Keep(id) => temporary::keep(&app.dispatcher(), id),
        Deed::Chat => show(Page::Chat),
        Deed::Cvs => show(Page::Cv(None)),
        Deed::Open(id, message) => app.dispatch(Action::Open(id, message)),
        Deed::Press(control) => controls::press(control),
        Deed::Delete(id) => {
            if let Some(conversation) = app.conversation(id) {
                actions::delete(app, &conversation);
            }
        }
        Deed::Pin(id, pinned) => archive::pin(app, id, pinned),
        Deed::Archive(id, archived) => archive::archive(app, id, archived),
        Deed::Archived(archived) => {
            show(Page::Chat);
            frame::fold_list(app, false);
            archive::show(app, archived);
        }
        Deed::NewFolder => frame::name_folder(app, Naming::default()),
        Deed::MoveToFolder(id) => app.dispatch(Action::Overlay(Some(Overlay::Folders(id)))),
        Deed::TakeOut(id) => folders::move_to(app, id, None),
        Deed::BeginIn(id) => folders::begin_in(app, id),
        Deed::Export(id, format) => transfer::export(app, id, format),
        Deed::ExportAll => {
            show(Page::Settings(Section::Transfer));
            transfer::export_all(app);
        }
        Deed::Import => {
            show(Page::Settings(Section::Transfer));
            transfer::import(app, transfer::tell(app));
        }
        Deed::Settings(section) => show(Page::Settings(section)),
        Deed::Model(choice) => actions::choose_model(app, choice),
        Deed::Preset(id) => {
            show(Page::Chat);
            let preset = app.presets.iter().find(|preset| preset.id == id);
            if let Some(options) = preset.map(|preset| preset.options.clone()) {
                // Once the chat page is there.
                dom::after_paint(move || presets::choose(&options));
            }
        }
        Deed::AddModelFile => {
            show(Page::Settings(Section::Models));
            actions::add_model_file(app);
        }
        Deed::DownloadModel => show(Page::Settings(Section::Models)),
        Deed::Unload => actions::unload(app),
        Deed::Appearance(appearance) => {
            change(SettingsPatch {
                appearance: Some(appearance),
                ..SettingsPatch::default()
            });
        }
        Deed::FoldList(fold) => {
            show(Page::Chat);
            frame::fold_list(app, fold);
        }
        Deed::Jobs => app.dispatch(Action::Overlay(Some(Overlay::Jobs))),
        Deed::Shortcuts => app.dispatch(Action::Overlay(Some(Overlay::Shortcuts))),
    }
}
