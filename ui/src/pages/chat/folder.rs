//! Which folder the conversation is in, above it.

use contract::conversation::ConversationSummary;
use yew::prelude::*;

use crate::components::{IconName, icon};
use crate::i18n::t_args;
use crate::state::{Action, App, Overlay, use_app};

/// Properties of [`FolderCrumb`].
#[derive(Clone, PartialEq, Properties)]
pub struct CrumbProps {
    /// The conversation's head; `None`: it is not made yet.
    pub head: Option<ConversationSummary>,
}

/// The folder's name before the title; a press chooses another. Nothing where there is none.
#[component]
pub fn FolderCrumb(props: &CrumbProps) -> Html {
    let app = use_app();
    let folder = match &props.head {
        Some(head) => head.folder.filter(|_| !head.archived),
        None => app.place.folder,
    };
    let Some(name) = folder.and_then(|folder| app.folders.name(folder)) else {
        return Html::default();
    };
    let onclick = {
        let (to, id) = (app.dispatcher(), props.head.as_ref().map(|head| head.id));
        move |_: MouseEvent| to.dispatch(Action::Overlay(Some(Overlay::Folders(id))))
    };
    let label = t_args("folder-crumb", &[("name", name.as_str().into())]);
    html! {
        <>
            <button
                type="button"
                class="chat-folder"
                aria-haspopup="dialog"
                aria-label={label.clone()}
                data-tip={label}
                {onclick}
            >
                { icon(IconName::Folder, 15) }
                <span class="chat-folder-name" dir="auto">{ name }</span>
            </button>
            <span class="chat-folder-turn">{ icon(IconName::ChevronRight, 14) }</span>
        </>
    }
}

/// Tells the window what the page shows, which may be in no list that was read.
#[hook]
pub fn use_visited(app: &App, head: Option<&ConversationSummary>) {
    let to = app.dispatcher();
    use_effect_with(head.cloned(), move |head| {
        if let Some(head) = head {
            to.dispatch(Action::Visited(head.clone()));
        }
    });
}
