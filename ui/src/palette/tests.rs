use std::rc::Rc;

use contract::conversation::ConversationSummary;
use contract::model::{LocalModel, ModelShelf, ModelState};
use contract::search::{Piece, SearchHit, SearchResults};
use contract::{ConversationId, MessageId, ModelId, Timestamp};

use super::choice::Fit;
use super::controls::Control;
use super::*;
use crate::clock::Now;
use crate::keys::Command;
use crate::search::Hits;
use crate::state::{AppState, Conversations, Page, Section};

fn id(number: u32) -> ConversationId {
    format!("{number:032x}")
        .parse()
        .expect("32 hex digits are a UUID")
}

fn message() -> MessageId {
    format!("{:032x}", 77)
        .parse()
        .expect("32 hex digits are a UUID")
}

fn conversation(number: u32, title: &str) -> ConversationSummary {
    ConversationSummary {
        id: id(number),
        title: title.into(),
        created_at: Timestamp(0),
        pinned: false,
        archived: false,
        temporary: false,
        folder: None,
        updated_at: Timestamp(0),
    }
}

fn model(name: &str, state: ModelState) -> LocalModel {
    LocalModel {
        id: ModelId(name.into()),
        name: name.into(),
        bytes: 1,
        license: None,
        pinned: true,
        bundled: false,
        context_length: None,
        tokens_per_second: None,
        state,
    }
}

/// A window with everything that makes a line: conversation 1 is open.
fn app() -> AppState {
    let rows = [conversation(1, "Tide tables"), conversation(2, "A boat")];
    let mut app = AppState::default();
    app.conversations = Rc::new(Conversations {
        archived: false,
        within: contract::folder::Within::NoFolder,
        rows: rows.into_iter().map(Rc::new).collect(),
        next: None,
    });
    app.shelf = Rc::new(ModelShelf {
        models: vec![
            model("Small", ModelState::Loaded),
            model("Large", ModelState::Resting),
        ],
        ..ModelShelf::default()
    });
    app.place.conversation = Some(id(1));
    app
}

/// All buttons of the page are there.
const ALL: Controls = Controls {
    stop: true,
    title: true,
    beside: true,
    inspector: Some(false),
    picture: true,
};

fn hits(found: &[(u32, &str)]) -> Found {
    let hit = |(number, text): &(u32, &str)| SearchHit {
        conversation: conversation(*number, "Elsewhere"),
        message: Some(message()),
        excerpt: vec![Piece {
            text: (*text).into(),
            hit: true,
        }],
    };
    let hits = found.iter().map(hit).collect();
    Found::Hits(Rc::new(Hits {
        query: "whales".into(),
        results: SearchResults { hits },
    }))
}

fn offered(app: &AppState, query: &str, found: &Found) -> Vec<Entry> {
    let now = Now {
        at: Timestamp(0),
        offset_minutes: 0,
    };
    groups(app, ALL, query, found, now)
        .into_iter()
        .flat_map(|group| group.entries)
        .collect()
}

/// What Enter does.
fn taken(entries: &[Entry], went_to: Option<&Deed>) -> Deed {
    let entries: Vec<&Entry> = entries.iter().collect();
    entries[chosen(&entries, went_to)].deed.clone()
}

fn enter(query: &str, found: &Found) -> Deed {
    taken(&offered(&app(), query, found), None)
}

#[test]
fn enter_takes_what_is_called_so() {
    let none = Found::Searching;
    assert_eq!(enter("unload", &none), Deed::Unload);
    assert_eq!(
        enter("dark", &none),
        Deed::Appearance(contract::settings::Appearance::Dark)
    );
    assert_eq!(enter("tide", &none), Deed::Open(id(1), None));
    assert_eq!(enter("new", &none), Deed::NewChat(None), "an empty one");
    assert_eq!(enter("stop", &none), Deed::Press(Control::Stop));
    assert_eq!(enter("rename", &none), Deed::Press(Control::Title));
    assert_eq!(enter("delete", &none), Deed::Delete(id(1)));
    assert_eq!(enter("download", &none), Deed::DownloadModel);
    assert_eq!(
        enter("", &Found::Idle),
        Deed::NewChat(None),
        "nothing typed"
    );
}

#[test]
fn words_that_fit_nothing_begin_a_chat() {
    let query = "how do whales sleep";
    let chat = Deed::NewChat(Some(query.into()));
    assert_eq!(enter(query, &Found::Searching), chat);
    assert_eq!(enter(query, &hits(&[])), chat, "nor was anything found");
}

#[test]
fn what_is_found_goes_before_a_new_chat() {
    let found = hits(&[(9, "whales sleep with half a brain")]);
    assert_eq!(enter("whales", &found), Deed::Open(id(9), Some(message())));
}

#[test]
fn hits_of_the_words_before_are_not_taken() {
    let stale = hits(&[(9, "whales sleep with half a brain")]);
    let query = "whales and dolphins";
    assert_eq!(
        enter(query, &stale),
        Deed::NewChat(Some(query.into())),
        "the search has not answered these words yet"
    );
}

#[test]
fn hits_that_arrive_change_nothing_under_the_finger() {
    let found = hits(&[(9, "a dark tide"), (1, "the tide")]);
    for query in ["dark", "tide"] {
        assert_eq!(
            enter(query, &Found::Searching),
            enter(query, &found),
            "{query}"
        );
    }
    let entries = offered(&app(), "tide", &found);
    let opened = entries.iter().filter_map(Entry::conversation);
    assert_eq!(
        opened.collect::<Vec<_>>(),
        [id(1), id(9)],
        "a conversation stands there once"
    );
}

#[test]
fn the_choice_stays_on_its_line_while_others_come() {
    let before = offered(&app(), "dark", &Found::Searching);
    let went_to = before.last().map(|entry| entry.deed.clone());
    let after = offered(&app(), "dark", &hits(&[(8, "dark"), (9, "dark")]));
    assert!(after.len() > before.len(), "lines were added above it");
    assert_eq!(Some(taken(&after, went_to.as_ref())), went_to);

    let gone = Deed::Open(id(8), Some(message()));
    assert_eq!(
        taken(&before, Some(&gone)),
        taken(&before, None),
        "where its line is gone, the best one is taken"
    );
}

#[test]
fn no_two_lines_do_the_same() {
    // Else the arrow keys would not get past the first of them.
    for query in ["", "a", "m", "s", "t"] {
        let entries = offered(&app(), query, &hits(&[(8, "a"), (1, "m s t")]));
        for (at, entry) in entries.iter().enumerate() {
            let first = entries.iter().position(|other| other.deed == entry.deed);
            assert_eq!(first, Some(at), "{:?} for “{query}”", entry.deed);
        }
    }
}

#[test]
fn only_the_empty_chat_prints_its_keys() {
    let entries = offered(&app(), "new", &Found::Searching);
    let note = |deed: &Deed| {
        let entry = entries.iter().find(|entry| entry.deed == *deed);
        entry.expect("the line is offered").note.clone()
    };
    assert_eq!(note(&Deed::NewChat(None)), Some(Command::NewChat.keys()));
    assert_eq!(
        note(&Deed::NewChat(Some("new".into()))),
        None,
        "Ctrl+N puts no words in"
    );
}

#[test]
fn the_title_of_what_is_open_neither_deletes_nor_renames_it() {
    let entries = offered(&app(), "tide tables", &Found::Searching);
    let deeds: Vec<_> = entries.into_iter().map(|entry| entry.deed).collect();
    let chat = Deed::NewChat(Some("tide tables".into()));
    assert_eq!(deeds, [chat, Deed::Open(id(1), None)]);
}

#[test]
fn the_settings_offer_the_way_back_and_nothing_of_the_chat_page() {
    let mut app = app();
    app.page = Page::Settings(Section::Models);
    let now = Now {
        at: Timestamp(0),
        offset_minutes: 0,
    };
    let all = groups(&app, Controls::default(), "c", &Found::Idle, now);
    let deeds: Vec<_> = all
        .iter()
        .flat_map(|group| &group.entries)
        .filter(|entry| entry.fit == Fit::Name)
        .map(|entry| entry.deed.clone())
        .collect();
    assert!(deeds.contains(&Deed::Chat), "{deeds:?}");
    assert!(
        !deeds.contains(&Deed::Delete(id(1))),
        "the conversation is not in sight: {deeds:?}"
    );
}

#[test]
fn a_preset_is_found_by_its_name() {
    let mut app = app();
    let id = format!("{:032x}", 9)
        .parse()
        .expect("32 hex digits are a UUID");
    app.presets = Rc::new(vec![contract::preset::Preset {
        id,
        name: "Patient teacher".into(),
        options: contract::message::ReplyOptions::default(),
        updated_at: Timestamp(0),
    }]);
    let offers = |query| {
        let offered = offered(&app, query, &Found::Idle);
        offered.iter().any(|entry| entry.deed == Deed::Preset(id))
    };
    assert!(offers("teacher"));
    assert!(!offers(""), "who says nothing yet looks for something else");
}

#[test]
fn a_temporary_chat_is_begun_and_kept_and_takes_no_place_in_the_list() {
    assert_eq!(enter("temporary", &Found::Idle), Deed::TemporaryChat);
    let mut app = app();
    let mut head = conversation(9, "");
    head.temporary = true;
    app.place.conversation = Some(head.id);
    app.temporary = Some(Rc::new(head.clone()));
    let deeds = |app: &AppState, query: &str| -> Vec<Deed> {
        let offered = offered(app, query, &Found::Idle).into_iter();
        offered.map(|entry| entry.deed).collect()
    };
    let keep = Deed::Keep(head.id);
    assert!(!deeds(&app, "").contains(&keep), "nothing was said in it");
    head.title = "Colours".into();
    app.temporary = Some(Rc::new(head.clone()));
    assert!(deeds(&app, "keep").contains(&keep));
    for (query, deed) in [
        ("pin", Deed::Pin(head.id, true)),
        ("archive", Deed::Archive(head.id, true)),
        ("delete", Deed::Delete(head.id)),
    ] {
        assert!(!deeds(&app, query).contains(&deed), "{query}");
    }
    let export = |deed: &Deed| matches!(deed, Deed::Export(id, _) if *id == head.id);
    assert!(deeds(&app, "markdown").iter().any(export));
}

#[test]
fn folders_are_offered_for_what_is_open_and_by_their_names() {
    let folder: contract::FolderId = format!("{:032x}", 8)
        .parse()
        .expect("32 hex digits are a UUID");
    let mut app = app();
    let deeds = |app: &AppState, query| -> Vec<Deed> {
        let offered = offered(app, query, &Found::Idle);
        offered.into_iter().map(|entry| entry.deed).collect()
    };
    let of = |app: &AppState| deeds(app, "folder");
    assert!(of(&app).contains(&Deed::NewFolder));
    assert!(
        of(&app).contains(&Deed::MoveToFolder(Some(id(1)))),
        "the chooser makes the first folder"
    );
    assert!(!of(&app).contains(&Deed::TakeOut(id(1))), "it is in none");
    let told = vec![contract::folder::Folder {
        id: folder,
        name: "Thesis".into(),
        collapsed: true,
        conversations: 1,
    }];
    app.folders = Rc::new(crate::state::Folders::started(told, Vec::new()));
    let inside = ConversationSummary {
        folder: Some(folder),
        ..conversation(1, "Tide tables")
    };
    let visited = crate::state::Action::Visited(inside);
    app.conversations = Rc::default();
    let app = Rc::new(app).reduce(visited);
    assert!(
        of(&app).contains(&Deed::TakeOut(id(1))),
        "also where its folder is collapsed and was not read"
    );
    assert!(deeds(&app, "thesis").contains(&Deed::BeginIn(folder)));
    assert!(!deeds(&app, "").contains(&Deed::NewFolder), "in the way");
}
