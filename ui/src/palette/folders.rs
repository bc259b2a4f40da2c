//! What the palette offers about folders.

use contract::conversation::ConversationSummary;

use super::deed::Deed;
use super::entry::{Offer, offer};
use crate::components::IconName;
use crate::i18n::{t, t_args};
use crate::state::{AppState, Page};

/// A new folder, the folder of what is open, and a new chat in each.
pub(super) fn offers(app: &AppState) -> Vec<Offer> {
    let mut offers = vec![offer(IconName::FolderNew, t("folder-new"), Deed::NewFolder)];
    if app.page == Page::Chat {
        let open = app.open_conversation();
        if open
            .as_ref()
            .is_none_or(|open| !open.archived && !open.temporary)
        {
            offers.extend(of_open(app, open.as_deref()));
        }
    }
    offers.extend(app.folders.shelves.iter().map(|shelf| {
        let name = [("name", shelf.folder.name.as_str().into())];
        let title = t_args("palette-folder-begin", &name);
        offer(IconName::NewChat, title, Deed::BeginIn(shelf.folder.id))
    }));
    offers
}

fn of_open(app: &AppState, open: Option<&ConversationSummary>) -> Vec<Offer> {
    let mut offers = Vec::new();
    // Without a folder the one that is not made yet has nowhere to go.
    if open.is_some() || !app.folders.shelves.is_empty() {
        let id = app.place.conversation;
        let title = t("palette-folder-move");
        offers.push(offer(IconName::Folder, title, Deed::MoveToFolder(id)));
    }
    if let Some(open) = open.filter(|open| open.folder.is_some()) {
        let title = t("palette-folder-take-out");
        offers.push(offer(IconName::Back, title, Deed::TakeOut(open.id)));
    }
    offers
}
