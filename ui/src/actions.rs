//! What the frame asks of the desktop, and what it makes of the answers.
//!
//! Belongs here: calls whose outcome concerns the state of the whole window.
//! Each returns at once; what comes of it arrives in the state, a failure as a
//! toast.

use contract::conversation::{
    ConversationSummary, DeleteConversation, ListConversations, RenameConversation,
    RestoreConversation,
};
use contract::job::{CancelJob, RetryJob};
use contract::model::{AddModelFile, ListModels, PickModelFile, UnloadModel};
use contract::provider::ListProviderModels;
use contract::settings::{SettingsPatch, Start, Started};
use contract::{ConversationId, JobId, ProviderId, Result};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::announce;
use crate::heard::Ear;
use crate::i18n::{t, t_args};
use crate::ipc::{self, client};
use crate::state::{Action, Adding, App, AppState, Choice, Toast, ToastAction, part};

/// Where actions go; the same for the life of the window.
pub type Dispatch = UseReducerDispatcher<AppState>;

/// Conversations of one page of the list.
const PAGE: u32 = 100;

/// The state of the first picture: all of it where the desktop has answered before this code was
/// there, so that nothing is drawn only to be replaced.
pub fn begin() -> AppState {
    match ipc::started() {
        Some(answer) => AppState::begin(start_answered(answer, Ear::open())),
        None => AppState::default(),
    }
}

/// Reads what the window needs for its first picture.
pub fn start(to: Dispatch) {
    to.dispatch(Action::StartAsked);
    spawn_local(async move {
        let ear = Ear::open();
        to.dispatch(start_answered(client().start(Start {}).await, ear));
    });
}

fn start_answered(answer: Result<Started>, ear: Ear) -> Action {
    match answer {
        Ok(started) => Action::Started(Box::new(started), ear),
        Err(error) => Action::StartFailed(error),
    }
}

/// Changes settings: at once in the window, then on the desktop. Where that
/// fails, the window goes back.
pub fn change_settings(app: &App, patch: SettingsPatch) {
    app.dispatch(Action::SettingsMeant(patch));
}

/// Keeps which conversation is open, for the next start.
pub fn remember_open(to: &Dispatch, conversation: ConversationId) {
    to.dispatch(Action::SettingsMeant(SettingsPatch {
        open_conversation: Some(conversation),
        ..SettingsPatch::default()
    }));
}

/// Sends a change of settings; see [`crate::state::Pending`].
pub fn send_settings(to: Dispatch, patch: SettingsPatch) {
    spawn_local(async move {
        let answer = client().change_settings(patch).await;
        to.dispatch(Action::SettingsAnswered(answer));
    });
}

/// Reads the next page of conversations. `done` is called at the end, however
/// it came.
pub fn read_more(app: &App, done: Callback<()>) {
    let (to, after) = (app.dispatcher(), app.conversations.next);
    let archived = app.conversations.archived;
    spawn_local(async move {
        let asked = ListConversations {
            after,
            limit: Some(PAGE),
            archived,
            within: part(archived),
        };
        match client().list_conversations(asked).await {
            Ok(page) => to.dispatch(Action::Listed(after, page)),
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
        done.emit(());
    });
}

/// Gives a conversation another title.
pub fn rename(app: &App, conversation: &ConversationSummary, title: &str) {
    let title: String = title.trim().chars().take(200).collect();
    if title.is_empty() || title == conversation.title {
        return;
    }
    let (to, before) = (app.dispatcher(), conversation.clone());
    to.dispatch(Action::Changed(ConversationSummary {
        title: title.clone(),
        ..before.clone()
    }));
    spawn_local(async move {
        match client()
            .rename_conversation(RenameConversation {
                id: before.id,
                title,
            })
            .await
        {
            Ok(renamed) => to.dispatch(Action::Changed(renamed)),
            Err(error) => {
                to.dispatch(Action::Changed(before));
                to.dispatch(Action::Say(Toast::from_error(&error)));
            }
        }
    });
}

/// Puts a conversation aside, and offers to bring it back.
pub fn delete(app: &App, conversation: &ConversationSummary) {
    announce(&t("conversation-deleting"));
    let (to, before) = (app.dispatcher(), conversation.clone());
    spawn_local(async move {
        match client()
            .delete_conversation(DeleteConversation { id: before.id })
            .await
        {
            Ok(()) => {
                to.dispatch(Action::Removed(before.id));
                let title = title_of(&before);
                let text = t_args("conversation-deleted", &[("title", title.as_str().into())]);
                let offer = ToastAction::Restore(before.id);
                to.dispatch(Action::Say(Toast::new(text).offer(offer)));
            }
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}

/// Brings a deleted conversation back and opens it.
pub fn restore(app: &App, id: ConversationId) {
    let to = app.dispatcher();
    spawn_local(async move {
        match client()
            .restore_conversation(RestoreConversation { id })
            .await
        {
            Ok(restored) => {
                to.dispatch(Action::Changed(restored));
                to.dispatch(Action::Open(id, None));
                announce(&t("conversation-restored"));
            }
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}

/// A conversation's title, or what stands for it before it has one.
pub fn title_of(conversation: &ConversationSummary) -> AttrValue {
    if conversation.title.trim().is_empty() {
        t(if conversation.temporary {
            "temporary-chat"
        } else {
            "conversation-untitled"
        })
    } else {
        conversation.title.clone().into()
    }
}

/// Ends a job.
pub fn cancel_job(app: &App, id: JobId) {
    job(
        app,
        async move { client().cancel_job(CancelJob { id }).await },
    );
}

/// Queues a job again.
pub fn retry_job(app: &App, id: JobId) {
    job(
        app,
        async move { client().retry_job(RetryJob { id }).await },
    );
}

fn job(app: &App, call: impl Future<Output = Result<contract::job::Job>> + 'static) {
    let to = app.dispatcher();
    spawn_local(async move {
        to.dispatch(match call.await {
            Ok(job) => Action::JobRead(job),
            Err(error) => Action::Say(Toast::from_error(&error)),
        });
    });
}

/// Frees the memory of the loaded model.
pub fn unload(app: &App) {
    let to = app.dispatcher();
    spawn_local(async move {
        match client().unload_model(UnloadModel {}).await {
            Ok(()) => read_shelf(to),
            Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
        }
    });
}

/// Lets the person choose a GGUF file and puts it on the shelf. A large one
/// takes minutes; meanwhile no other can be added.
pub fn add_model_file(app: &App) {
    if app.adding == Adding::Busy {
        return;
    }
    let to = app.dispatcher();
    to.dispatch(Action::AddingBegun);
    spawn_local(async move {
        let added = async {
            let Some(path) = client().pick_model_file(PickModelFile {}).await? else {
                return Ok(None);
            };
            let model = client().add_model_file(AddModelFile { path }).await?;
            Ok(Some(model.name))
        };
        let outcome = added.await;
        let arrived = matches!(outcome, Ok(Some(_)));
        to.dispatch(Action::AddingEnded(outcome));
        if arrived {
            read_shelf(to);
        }
    });
}

/// Reads what a provider offers; with `refresh` the provider itself is asked. Where that fails the
/// catalogue's models stay.
pub fn read_offers(to: Dispatch, id: ProviderId, refresh: bool) {
    spawn_local(async move {
        let asked = ListProviderModels { id, refresh };
        if let Ok(models) = client().list_provider_models(asked).await {
            to.dispatch(Action::OffersRead(models));
        }
    });
}

/// The model of new conversations from now on.
pub fn choose_model(app: &App, choice: Choice) {
    let patch = SettingsPatch {
        default_provider: Some(choice.provider),
        default_model: Some(choice.model),
        ..SettingsPatch::default()
    };
    change_settings(app, patch);
}

/// Reads the shelf again.
pub fn read_shelf(to: Dispatch) {
    spawn_local(async move {
        to.dispatch(match client().list_models(ListModels {}).await {
            Ok(shelf) => Action::ShelfRead(shelf),
            Err(error) => Action::Say(Toast::from_error(&error)),
        });
    });
}
