//! Temporary conversations, as the window asks for them: begun, left, brought back, kept.

use std::rc::Rc;

use contract::conversation::{
    ConversationSummary, CreateConversation, DeleteConversation, KeepConversation,
    RestoreConversation,
};
use contract::{Code, ConversationId};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::actions::Dispatch;
use crate::components::announce;
use crate::dom;
use crate::i18n::t;
use crate::ipc::client;
use crate::pages::chat::COMPOSER;
use crate::state::{Action, App, Page, Toast, ToastAction};

/// Shows an empty temporary conversation: the one that is open, if nothing was said in it yet.
pub fn begin(app: &App) {
    if app.temporary.as_ref().is_some_and(|open| !has_words(open)) {
        app.dispatch(Action::Show(Page::Chat));
        dom::next_frame(to_composer);
        return;
    }
    let to = app.dispatcher();
    // Until it is there the composer is another conversation's, whose draft is on disk.
    if let Some(focused) = dom::focused() {
        let _ = focused.blur();
    }
    spawn_local(async move {
        let request = CreateConversation { temporary: true };
        match client().create_conversation(request).await {
            Ok(head) => {
                to.dispatch(Action::Temporary(head));
                announce(&t("temporary-strip"));
            }
            Err(error) => {
                to.dispatch(Action::Say(Toast::from_error(&error)));
                to_composer();
            }
        }
    });
}

fn to_composer() {
    if let Some(composer) = dom::by_id(COMPOSER) {
        dom::focus(&composer);
    }
}

/// Whether anything was said in a conversation: the first message gives it a title.
pub fn has_words(head: &ConversationSummary) -> bool {
    !head.title.trim().is_empty()
}

/// Closes one that was left, and offers to bring it back, or to keep it.
pub fn leave(to: Dispatch, head: Rc<ConversationSummary>) {
    // After the composer gave up its draft, which then comes back with it.
    dom::after_paint(move || {
        spawn_local(async move {
            let id = head.id;
            match client()
                .delete_conversation(DeleteConversation { id })
                .await
            {
                Ok(()) if has_words(&head) => to.dispatch(Action::Say(gone(&to, id))),
                Ok(()) => {}
                // Somebody closed it already.
                Err(error) if error.code == Code::NotFound => {}
                Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
            }
        });
    });
}

fn gone(to: &Dispatch, id: ConversationId) -> Toast {
    let to = to.clone();
    let undo = Callback::from(move |()| bring_back(to.clone(), id));
    Toast::new(t("temporary-gone"))
        .offer(ToastAction::Undo(undo))
        .or(ToastAction::Keep(id))
}

fn bring_back(to: Dispatch, id: ConversationId) {
    spawn_local(async move {
        let request = RestoreConversation { id };
        match client().restore_conversation(request).await {
            Ok(head) => to.dispatch(Action::Temporary(head)),
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}

/// Makes an ordinary conversation of one that is open, or was closed just now.
pub fn keep(to: &Dispatch, id: ConversationId) {
    let to = to.clone();
    spawn_local(async move {
        match client().keep_conversation(KeepConversation { id }).await {
            Ok(head) => {
                to.dispatch(Action::Changed(head));
                to.dispatch(Action::Say(Toast::new(t("temporary-kept"))));
            }
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}
