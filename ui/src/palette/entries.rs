//! What the palette offers for the words that are typed.

use contract::ProviderId;
use contract::model::{LocalModel, ModelState};
use contract::preset::Preset;
use contract::settings::Appearance;
use contract::transfer::ExportFormat;
use yew::prelude::*;

use super::choice::Fit;
use super::controls::{Control, Controls};
use super::conversations::conversations;
use super::deed::Deed;
use super::entry::{Entry, Offer, fitting, offer};
use super::folders;
use crate::clock::Now;
use crate::components::IconName;
use crate::i18n::{t, t_args};
use crate::keys::Command;
use crate::search::Found;
use crate::state::{AppState, Choice, Page, Section};
use crate::{temporary, transfer};

/// Lines of one kind.
#[derive(Clone, PartialEq)]
pub(super) struct Group {
    /// What they have in common.
    pub name: AttrValue,
    /// The lines.
    pub entries: Vec<Entry>,
}

/// All that is offered for `query`, group by group; none of them empty.
pub(super) fn groups(
    app: &AppState,
    controls: Controls,
    query: &str,
    found: &Found,
    now: Now,
) -> Vec<Group> {
    let words = query.trim();
    let mut deeds = fitting(deeds(app, controls), words);
    let mut models = fitting(models(app), words);
    let mut settings = fitting(settings(), words);
    if !words.is_empty() {
        deeds.insert(0, with_words(words));
        // What stands on the page anyway would only be in the way of one who
        // has not said yet what he wants.
        deeds.extend(fitting(of_conversation(app, controls), words));
        deeds.extend(fitting(folders::offers(app), words));
        deeds.extend(fitting(vec![archive(app)], words));
        models.extend(fitting(presets(app), words));
        models.extend(fitting(more_models(), words));
        settings.extend(fitting(appearances(app), words));
        settings.extend(fitting(transfers(), words));
    }
    let all = [
        (t("palette-do"), deeds),
        (t("conversations"), conversations(app, words, found, now)),
        (t("palette-models"), models),
        (t("rail-settings"), settings),
    ];
    all.into_iter()
        .filter(|(_, entries)| !entries.is_empty())
        .map(|(name, entries)| Group { name, entries })
        .collect()
}

/// A new chat with the words. It has no keys: Ctrl+N begins an empty one.
fn with_words(words: &str) -> Entry {
    Entry {
        deed: Deed::NewChat(Some(words.to_owned().into())),
        fit: Fit::Words,
        icon: IconName::NewChat,
        title: html! { { t_args("palette-new-chat-about", &[("text", words.into())]) } },
        excerpt: None,
        note: None,
    }
}

fn deeds(app: &AppState, controls: Controls) -> Vec<Offer> {
    let new_chat = offer(IconName::NewChat, t("new-chat"), Deed::NewChat(None));
    let temporary = offer(IconName::Temporary, t("temporary-new"), Deed::TemporaryChat);
    let mut offers = vec![
        new_chat.keys(Command::NewChat),
        temporary.keys(Command::TemporaryChat),
    ];
    if let Some(open) = app
        .temporary
        .as_ref()
        .filter(|open| temporary::has_words(open))
    {
        let keep = Deed::Keep(open.id);
        offers.push(offer(IconName::Archive, t("temporary-keep-chat"), keep));
    }
    if controls.stop {
        let stop = offer(IconName::Stop, t("chat-stop"), Deed::Press(Control::Stop));
        offers.push(stop.keys(Command::Close));
    }
    if app.page != Page::Chat {
        offers.push(offer(IconName::Chat, t("palette-chat"), Deed::Chat).keys(Command::Chat));
    }
    if app.page != Page::Cv(None) {
        offers.push(offer(IconName::Cv, t("palette-cv"), Deed::Cvs).keys(Command::Cv));
    }
    let (fold, title) = if app.settings.list_collapsed {
        (false, t("unfold-pane"))
    } else {
        (true, t("fold-pane"))
    };
    let pane = offer(IconName::PanelLeft, title, Deed::FoldList(fold));
    offers.push(pane.keys(Command::TogglePane));
    if !app.jobs.is_empty() {
        offers.push(offer(IconName::Jobs, t("palette-jobs"), Deed::Jobs));
    }
    let mut states = app.shelf.models.iter().map(|model| &model.state);
    if states.any(|state| *state == ModelState::Loaded) {
        offers.push(offer(IconName::Unload, t("model-unload"), Deed::Unload));
    }
    offers
}

/// What can be done about the open conversation. It is not called by its title:
/// who types that wants to go there, not to delete what is open.
fn of_conversation(app: &AppState, controls: Controls) -> Vec<Offer> {
    let mut offers = Vec::new();
    if controls.title {
        let rename = Deed::Press(Control::Title);
        offers.push(offer(IconName::Edit, t("palette-rename"), rename));
    }
    if controls.picture {
        let save = Deed::Press(Control::SavePicture);
        offers.push(offer(IconName::Download, t("palette-save-picture"), save));
        let copy = Deed::Press(Control::CopyPicture);
        offers.push(offer(IconName::Copy, t("palette-copy-picture"), copy));
    }
    let open = app.open_conversation().filter(|_| app.page == Page::Chat);
    if let Some(open) = &open
        && !open.temporary
    {
        let delete = Deed::Delete(open.id);
        offers.push(offer(IconName::Delete, t("palette-delete"), delete));
        let (pinned, archived) = (open.pinned, open.archived);
        let pin = if pinned {
            t("palette-unpin")
        } else {
            t("palette-pin")
        };
        offers.push(offer(IconName::Pin, pin, Deed::Pin(open.id, !pinned)));
        let archive = if archived {
            t("palette-unarchive")
        } else {
            t("palette-archive")
        };
        let deed = Deed::Archive(open.id, !archived);
        offers.push(offer(IconName::Archive, archive, deed));
    }
    if let Some(open) = open {
        offers.extend(ExportFormat::ALL.map(|format| {
            let name = transfer::format_name(format);
            let title = t_args("palette-export", &[("format", name.as_str().into())]);
            offer(IconName::File, title, Deed::Export(open.id, format))
        }));
    }
    if controls.beside {
        let ask = Deed::Press(Control::Beside);
        offers.push(offer(IconName::Columns, t("chat-also-add"), ask));
    }
    if let Some(shown) = controls.inspector {
        let title = if shown {
            t("palette-hide-inspector")
        } else {
            t("palette-show-inspector")
        };
        let inspect = Deed::Press(Control::Inspector);
        offers.push(offer(IconName::PanelRight, title, inspect));
    }
    offers
}

fn models(app: &AppState) -> Vec<Offer> {
    let current = app.choice();
    let is_current = |model: &LocalModel| {
        current
            .as_ref()
            .is_some_and(|choice| choice.provider.is_local() && choice.model == model.id)
    };
    let models = app.shelf.models.iter();
    models
        .filter(|model| !is_current(model))
        .map(|model| {
            let name = [("model", model.name.as_str().into())];
            let title = t_args("palette-switch-model", &name);
            let choice = Choice {
                provider: ProviderId::local(),
                model: model.id.clone(),
            };
            let switch = offer(IconName::Chip, title, Deed::Model(choice));
            switch.note(t("on-this-computer"))
        })
        .collect()
}

fn presets(app: &AppState) -> Vec<Offer> {
    let of = |preset: &Preset| {
        let name = [("name", preset.name.as_str().into())];
        let title = t_args("palette-preset", &name);
        offer(IconName::Sliders, title, Deed::Preset(preset.id))
    };
    app.presets.iter().map(of).collect()
}

fn more_models() -> Vec<Offer> {
    vec![
        offer(IconName::File, t("model-add-file"), Deed::AddModelFile),
        offer(IconName::Download, t("download-title"), Deed::DownloadModel),
    ]
}

fn archive(app: &AppState) -> Offer {
    let shown = app.conversations.archived;
    let title = if shown {
        t("archive-leave")
    } else {
        t("palette-archived")
    };
    offer(IconName::Archive, title, Deed::Archived(!shown))
}

fn transfers() -> Vec<Offer> {
    vec![
        offer(IconName::Database, t("palette-import"), Deed::Import),
        offer(IconName::Database, t("palette-export-all"), Deed::ExportAll),
    ]
}

fn settings() -> Vec<Offer> {
    let section = |icon, title, section| offer(icon, title, Deed::Settings(section));
    vec![
        section(IconName::Key, t("settings-providers"), Section::Providers),
        section(IconName::Chip, t("settings-models"), Section::Models),
        section(IconName::Sliders, t("settings-tools"), Section::Tools),
        section(
            IconName::Database,
            t("settings-transfer"),
            Section::Transfer,
        ),
        section(IconName::Chart, t("usage"), Section::Usage),
        section(IconName::Palette, t("appearance"), Section::Appearance),
        section(
            IconName::Keyboard,
            t("settings-shortcuts"),
            Section::Shortcuts,
        ),
        offer(IconName::Keyboard, t("shortcuts-sheet"), Deed::Shortcuts).keys(Command::Shortcuts),
    ]
}

fn appearances(app: &AppState) -> Vec<Offer> {
    let all = [
        (Appearance::Light, t("palette-light")),
        (Appearance::Dark, t("palette-dark")),
        (Appearance::System, t("palette-system")),
    ];
    all.into_iter()
        .filter(|(appearance, _)| *appearance != app.settings.appearance)
        .map(|(appearance, title)| offer(IconName::Palette, title, Deed::Appearance(appearance)))
        .collect()
}
