use contract::Timestamp;

use super::*;
use crate::state::{Action, AppState};

fn folder_id(number: u128) -> FolderId {
    format!("{number:032x}")
        .parse()
        .expect("32 hex digits are a UUID")
}

fn id(number: u128) -> ConversationId {
    ConversationId(folder_id(number).0)
}

fn folder(number: u128, conversations: u32) -> Folder {
    Folder {
        id: folder_id(number),
        name: format!("Folder {number}"),
        collapsed: false,
        conversations,
    }
}

fn row(number: u128, at: i64, folder: Option<u128>) -> ConversationSummary {
    ConversationSummary {
        id: id(number),
        title: String::new(),
        created_at: Timestamp(0),
        updated_at: Timestamp(at),
        pinned: false,
        archived: false,
        folder: folder.map(folder_id),
        temporary: false,
    }
}

fn page(rows: Vec<ConversationSummary>, more: bool) -> ConversationPage {
    let next = rows.last().filter(|_| more).map(|last| ConversationCursor {
        pinned: last.pinned,
        updated_at: last.updated_at,
        id: last.id,
    });
    ConversationPage {
        conversations: rows,
        next,
    }
}

/// Folder 1 with conversations 3 and 2, an empty folder 2, and conversation 1 in none.
fn window() -> AppState {
    let read = FolderPage {
        folder: folder_id(1),
        page: page(vec![row(3, 30, Some(1)), row(2, 20, Some(1))], false),
    };
    AppState {
        folders: Rc::new(Folders::started(
            vec![folder(1, 2), folder(2, 0)],
            vec![read],
        )),
        conversations: Rc::new(Conversations::of(
            false,
            page(vec![row(1, 10, None)], false),
        )),
        ..AppState::default()
    }
}

fn apply(state: AppState, action: Action) -> AppState {
    let next = yew::functional::Reducible::reduce(Rc::new(state), action);
    Rc::unwrap_or_clone(next)
}

/// What stands in folder 1, in folder 2 and in none.
fn order(state: &AppState) -> [Vec<ConversationId>; 3] {
    let ids = |rows: &[Rc<ConversationSummary>]| rows.iter().map(|row| row.id).collect();
    let shelves = &state.folders.shelves;
    [
        ids(shelves[0].rows()),
        ids(shelves[1].rows()),
        ids(&state.conversations.rows),
    ]
}

#[test]
fn a_conversation_stands_in_one_place() {
    let state = apply(window(), Action::Changed(row(1, 25, Some(1))));
    assert_eq!(order(&state), [vec![id(3), id(1), id(2)], vec![], vec![]]);
    let state = apply(state, Action::Changed(row(3, 30, Some(2))));
    assert_eq!(
        order(&state),
        [vec![id(1), id(2)], vec![id(3)], vec![]],
        "there was nothing to read in the empty one"
    );
    let state = apply(state, Action::Changed(row(2, 20, None)));
    assert_eq!(order(&state)[2], [id(2)], "and out again");
    let archived = ConversationSummary {
        archived: true,
        ..row(1, 25, Some(1))
    };
    let state = apply(state, Action::Changed(archived));
    assert_eq!(order(&state)[0], [], "the archive is elsewhere");
}

#[test]
fn a_deleted_conversation_gives_way_to_its_neighbour_in_the_folder() {
    let mut state = window();
    state.place.conversation = Some(id(3));
    let state = apply(state, Action::Removed(id(3)));
    assert_eq!(state.place.conversation, Some(id(2)));
    assert_eq!(order(&state)[0], [id(2)]);
}

#[test]
fn what_is_told_leaves_what_was_read_and_what_is_collapsed() {
    let collapsed = FolderAction::Collapsed(folder_id(1), true);
    let state = apply(window(), Action::Folders(collapsed));
    let told = vec![folder(3, 7), folder(1, 2)];
    let state = apply(state, Action::Folders(FolderAction::Told(told)));
    let shelves = &state.folders.shelves;
    assert_eq!(shelves[0].unread(), 7, "nobody looked into it");
    assert_eq!(shelves[1].rows().len(), 2);
    assert!(shelves[1].folder.collapsed, "each window's own");
    assert_eq!(shelves.len(), 2, "a folder that is gone is not shown");
}

#[test]
fn a_page_that_fits_no_more_is_dropped() {
    let first = page(vec![row(9, 90, Some(1)), row(8, 80, Some(1))], true);
    let mut folders = Folders::started(vec![folder(1, 3)], Vec::new());
    assert_eq!(folders.shelves[0].unread(), 3);
    folders.listed(folder_id(1), None, first.clone());
    assert_eq!(folders.shelves[0].unread(), 1);
    folders.listed(folder_id(1), None, first);
    assert_eq!(folders.shelves[0].rows().len(), 2, "it came twice");
    let after = folders.shelves[0].next();
    let last = page(vec![row(7, 70, Some(1))], false);
    folders.listed(folder_id(1), after, last);
    assert_eq!(folders.shelves[0].rows().len(), 3);
    assert_eq!(folders.shelves[0].unread(), 0);
}

#[test]
fn a_new_conversation_begins_in_a_folder_that_is_there() {
    let state = apply(window(), Action::Folders(FolderAction::Begin(folder_id(1))));
    assert_eq!(state.place.conversation, None);
    assert_eq!(state.place.folder, Some(folder_id(1)));
    let gone = FolderAction::Told(vec![folder(2, 0)]);
    let without = apply(state.clone(), Action::Folders(gone));
    assert_eq!(without.place.folder, None, "it was removed meanwhile");
    let sent = apply(state, Action::Opened(id(5)));
    assert_eq!(sent.place.folder, None, "it is in the conversation now");
    let next = apply(sent, Action::NewChat(None));
    assert_eq!(next.place.folder, None, "a plain new chat is in none");
}

#[test]
fn what_the_page_shows_is_known_where_no_list_has_it() {
    let mut state = window();
    state.place.conversation = Some(id(7));
    assert_eq!(state.open_conversation(), None);
    let state = apply(state, Action::Visited(row(7, 1, Some(3))));
    assert_eq!(
        state.open_conversation().and_then(|open| open.folder),
        Some(folder_id(3))
    );
    let state = apply(state, Action::Changed(row(7, 1, None)));
    assert_eq!(
        state.open_conversation().and_then(|open| open.folder),
        None,
        "and stays true"
    );
}
