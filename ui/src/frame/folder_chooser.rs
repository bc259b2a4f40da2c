//! Which folder a conversation moves to: a field over the list of folders.

use contract::{ConversationId, FolderId};
use yew::prelude::*;

use crate::components::{Chooser, ChooserGroup, ChooserLine, IconName};
use crate::folders;
use crate::i18n::{t, t_args};
use crate::state::{Action, App, FolderAction, Folders, Naming, use_app};
use crate::words::{marked, matches};

/// Properties of [`FolderChooser`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ChooserProps {
    /// The conversation; `None`: the one that is not made yet.
    pub conversation: Option<ConversationId>,
    /// It is to go away.
    pub onclose: Callback<()>,
}

/// What a line does.
#[derive(Clone, Debug, PartialEq)]
enum Way {
    /// Into that folder.
    Into(FolderId),
    /// Out of the one that it is in.
    Out,
    /// Into a new folder of that name; empty: which is asked for.
    New(AttrValue),
}

/// The chooser.
#[component]
pub(super) fn FolderChooser(props: &ChooserProps) -> Html {
    let app = use_app();
    let query = use_state_eq(String::new);
    let went_to = use_state_eq(|| None::<Way>);
    let id = props.conversation;
    let within = match id {
        Some(id) => app.conversation(id).and_then(|row| row.folder),
        None => app.place.folder,
    };
    let ways = ways(&app.folders, within, &query, id.is_some());
    let chosen = went_to.as_ref();
    let at = chosen.and_then(|way| ways.iter().position(|other| other == way));
    let onquery = {
        let (query, went_to) = (query.setter(), went_to.setter());
        move |words: String| {
            query.set(words);
            went_to.set(None);
        }
    };
    let onto = {
        let (went_to, ways) = (went_to.setter(), ways.clone());
        move |at: usize| went_to.set(ways.get(at).cloned())
    };
    let ontake = {
        let (app, ways, onclose) = (app.clone(), ways.clone(), props.onclose.clone());
        move |at: usize| {
            onclose.emit(());
            if let Some(way) = ways.get(at) {
                go(&app, id, way);
            }
        }
    };
    let lines: Vec<_> = ways
        .iter()
        .map(|way| line(&app.folders, way, within, &query))
        .collect();
    let below = html! {
        if lines.is_empty() {
            <p class="palette-none" role="status">{ t("folder-none") }</p>
        }
    };
    html! {
        <Chooser
            label={t("folder-choose")}
            field={t("folder-choose-field")}
            list={t("group-folders")}
            query={(*query).clone()}
            groups={vec![ChooserGroup { name: t("group-folders"), lines }]}
            at={at.unwrap_or(0)}
            {below}
            {onquery}
            {onto}
            {ontake}
            onclose={props.onclose.clone()}
        />
    }
}

/// The lines for `words`: folders that are called so, the way out, and a new folder (`made`: the
/// conversation is, and can move into it).
fn ways(folders: &Folders, within: Option<FolderId>, words: &str, made: bool) -> Vec<Way> {
    let words = words.trim();
    let all = folders.shelves.iter().map(|shelf| &shelf.folder);
    let mut ways: Vec<Way> = all
        .clone()
        .filter(|folder| matches(&folder.name, words))
        .map(|folder| Way::Into(folder.id))
        .collect();
    if within.is_some() && matches(&t("folder-no"), words) {
        ways.push(Way::Out);
    }
    let lower = words.to_lowercase();
    let mut names = all.map(|folder| folder.name.to_lowercase());
    if made && !names.any(|name| name == lower) {
        ways.push(Way::New(words.to_owned().into()));
    }
    ways
}

fn line(folders: &Folders, way: &Way, within: Option<FolderId>, words: &str) -> ChooserLine {
    let (icon, title, current) = match way {
        Way::Into(id) => {
            let name = folders.name(*id).unwrap_or_default();
            let title = marked(&name, words.trim());
            (IconName::Folder, title, Some(*id) == within)
        }
        Way::Out => (IconName::Back, html! { { t("folder-no") } }, false),
        Way::New(name) if name.is_empty() => {
            (IconName::FolderNew, html! { { t("folder-new") } }, false)
        }
        Way::New(name) => {
            let title = t_args("folder-new-called", &[("name", name.as_str().into())]);
            (IconName::FolderNew, html! { { title } }, false)
        }
    };
    ChooserLine {
        icon,
        title,
        excerpt: None,
        note: current.then(|| t("folder-here")),
        current,
    }
}

fn go(app: &App, id: Option<ConversationId>, way: &Way) {
    match (id, way) {
        (Some(id), Way::Into(folder)) => {
            let name = app.folders.name(*folder);
            folders::move_to(app, id, name.map(|name| (*folder, name)));
        }
        (Some(id), Way::Out) => folders::move_to(app, id, None),
        (takes, Way::New(name)) if name.is_empty() => {
            let naming = Naming {
                text: AttrValue::default(),
                takes,
            };
            super::name_folder(app, naming);
        }
        (takes, Way::New(name)) => folders::create(app, name, takes, Callback::noop()),
        (None, Way::Into(folder)) => {
            app.dispatch(Action::Folders(FolderAction::BeginIn(Some(*folder))));
        }
        (None, Way::Out) => app.dispatch(Action::Folders(FolderAction::BeginIn(None))),
    }
}

#[cfg(test)]
mod tests {
    use contract::folder::Folder;

    use super::*;

    fn id(number: u128) -> FolderId {
        format!("{number:032x}")
            .parse()
            .expect("32 hex digits are a UUID")
    }

    fn folders() -> Folders {
        let folder = |(number, name): (u128, &str)| Folder {
            id: id(number),
            name: name.into(),
            collapsed: false,
            conversations: 0,
        };
        let all = [(1, "Thesis"), (2, "Home")].map(folder);
        Folders::started(all.into(), Vec::new())
    }

    #[test]
    fn every_folder_is_offered_and_the_way_out() {
        let new = Way::New(AttrValue::default());
        let all = ways(&folders(), None, "", true);
        assert_eq!(all, [Way::Into(id(1)), Way::Into(id(2)), new.clone()]);
        let inside = ways(&folders(), Some(id(1)), " ", true);
        assert_eq!(inside, [Way::Into(id(1)), Way::Into(id(2)), Way::Out, new]);
    }

    #[test]
    fn a_name_that_is_new_makes_a_folder() {
        assert_eq!(
            ways(&folders(), None, "home", true),
            [Way::Into(id(2))],
            "the name is taken"
        );
        assert_eq!(
            ways(&folders(), None, " Boat ", true),
            [Way::New("Boat".into())]
        );
        assert_eq!(
            ways(&folders(), None, "Boat", false),
            [],
            "there is nothing yet to move into it"
        );
    }
}
