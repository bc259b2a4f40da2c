//! Pinning and archiving, as the window asks for them.

use contract::ConversationId;
use contract::conversation::{ArchiveConversation, ListConversations, PinConversation};
use wasm_bindgen_futures::spawn_local;

use crate::actions::title_of;
use crate::components::announce;
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::{Action, App, Toast, ToastAction, part};

/// Conversations of the first page when the list turns to the archive, or back.
const PAGE: u32 = 100;

/// Puts a conversation above the others, or back among them.
pub fn pin(app: &App, id: ConversationId, pinned: bool) {
    let to = app.dispatcher();
    spawn_local(async move {
        match client()
            .pin_conversation(PinConversation { id, pinned })
            .await
        {
            Ok(summary) => {
                to.dispatch(Action::Changed(summary));
                announce(&if pinned { t("pinned") } else { t("unpinned") });
            }
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}

/// Takes a conversation out of the list, and offers to bring it back; or brings it back.
pub fn archive(app: &App, id: ConversationId, archived: bool) {
    let to = app.dispatcher();
    spawn_local(async move {
        let request = ArchiveConversation { id, archived };
        match client().archive_conversation(request).await {
            Ok(summary) => {
                let title = title_of(&summary);
                to.dispatch(Action::Changed(summary));
                if archived {
                    let text = t_args("archived-one", &[("title", title.as_str().into())]);
                    let offer = ToastAction::Unarchive(id);
                    to.dispatch(Action::Say(Toast::new(text).offer(offer)));
                } else {
                    announce(&t("unarchived"));
                }
            }
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}

/// Shows archived conversations in the list, or the others again.
pub fn show(app: &App, archived: bool) {
    let to = app.dispatcher();
    spawn_local(async move {
        let asked = ListConversations {
            after: None,
            limit: Some(PAGE),
            archived,
            within: part(archived),
        };
        match client().list_conversations(asked).await {
            Ok(page) => to.dispatch(Action::ArchiveShown(archived, page)),
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}
