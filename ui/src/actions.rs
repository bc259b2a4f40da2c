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
use contract::model::{ListModels, UnloadModel};
use contract::settings::{Settings, SettingsPatch, Start};
use contract::{ConversationId, JobId, Result};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::announce;
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::{Action, App, AppState, Toast, ToastAction};

/// Where actions go; the same for the life of the window.
pub type Dispatch = UseReducerDispatcher<AppState>;

/// Conversations of one page of the list.
const PAGE: u32 = 100;

/// Reads what the window needs for its first picture.
pub fn start(to: Dispatch) {
    spawn_local(async move {
        to.dispatch(match client().start(Start {}).await {
            Ok(started) => Action::Started(Box::new(started)),
            Err(error) => Action::StartFailed(error),
        });
    });
}

/// Changes settings: at once in the window, then on the desktop. Where that
/// fails, the window goes back.
pub fn change_settings(app: &App, patch: SettingsPatch) {
    let before = (*app.settings).clone();
    let to = app.dispatcher();
    to.dispatch(Action::SettingsMeant(patched(&before, &patch)));
    spawn_local(async move {
        match client().change_settings(patch).await {
            Ok(settings) => to.dispatch(Action::SettingsRead(settings)),
            Err(error) => {
                to.dispatch(Action::SettingsRead(before));
                to.dispatch(Action::Say(Toast::from_error(&error)));
            }
        }
    });
}

/// Keeps which conversation is open, for the next start. A failure is no
/// concern of the reader: he is where he wanted to be.
pub fn remember_open(conversation: ConversationId) {
    spawn_local(async move {
        let open_conversation = Some(conversation);
        let patch = SettingsPatch {
            open_conversation,
            ..SettingsPatch::default()
        };
        drop(client().change_settings(patch).await);
    });
}

/// Reads the next page of conversations. `done` is called at the end, however
/// it came.
pub fn read_more(app: &App, done: Callback<()>) {
    let (to, after) = (app.dispatcher(), app.conversations.next);
    spawn_local(async move {
        let asked = ListConversations {
            after,
            limit: Some(PAGE),
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
        t("conversation-untitled")
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

/// Reads the shelf again.
pub fn read_shelf(to: Dispatch) {
    spawn_local(async move {
        to.dispatch(match client().list_models(ListModels {}).await {
            Ok(shelf) => Action::ShelfRead(shelf),
            Err(error) => Action::Say(Toast::from_error(&error)),
        });
    });
}

/// The settings after `patch`.
fn patched(settings: &Settings, patch: &SettingsPatch) -> Settings {
    let patch = patch.clone();
    Settings {
        appearance: patch.appearance.unwrap_or(settings.appearance),
        first_run_done: patch.first_run_done.unwrap_or(settings.first_run_done),
        default_model: patch
            .default_model
            .or_else(|| settings.default_model.clone()),
        temperature: patch.temperature.unwrap_or(settings.temperature),
        top_p: patch.top_p.unwrap_or(settings.top_p),
        max_tokens: patch.max_tokens.unwrap_or(settings.max_tokens),
        unload_after_minutes: patch
            .unload_after_minutes
            .unwrap_or(settings.unload_after_minutes),
        list_width: patch.list_width.unwrap_or(settings.list_width),
        list_collapsed: patch.list_collapsed.unwrap_or(settings.list_collapsed),
        open_conversation: patch.open_conversation.or(settings.open_conversation),
    }
}

#[cfg(test)]
mod tests {
    use contract::ModelId;
    use contract::settings::Appearance;

    use super::*;

    #[test]
    fn a_patch_changes_what_it_names_alone() {
        let settings = Settings::default();
        let patch = SettingsPatch {
            top_p: Some(0.5),
            ..SettingsPatch::default()
        };
        let after = patched(&settings, &patch);
        assert_eq!(
            after,
            Settings {
                top_p: 0.5,
                ..settings
            },
            "the rest stays"
        );
    }

    #[test]
    fn a_full_patch_leaves_nothing_as_it_was() {
        let patch = SettingsPatch {
            appearance: Some(Appearance::Dark),
            first_run_done: Some(true),
            default_model: Some(ModelId("other".into())),
            temperature: Some(1.5),
            top_p: Some(0.5),
            max_tokens: Some(77),
            unload_after_minutes: Some(0),
            list_width: Some(300),
            list_collapsed: Some(true),
            open_conversation: "00000000-0000-7000-8000-000000000001".parse().ok(),
        };
        let (before, after) = (Settings::default(), patched(&Settings::default(), &patch));
        let json = |settings: &Settings| serde_json::to_value(settings).expect("settings are JSON");
        for (name, value) in json(&before).as_object().expect("an object") {
            assert_ne!(json(&after)[name], *value, "{name} was forgotten");
        }
    }
}
